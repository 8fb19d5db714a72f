//! The binder: syntax tree to plan. Names are resolved, types found, conversions written out, sugar ended.
//!
//! ```text
//! statement ─▶ table ─▶ operator/* ─▶ projection ─▶ expr ─▶ call ─▶ overload, convert
//!                 └──── scope, function (inlined bodies) ────┘
//! ```
//!
//! For names, types and what is refused the official binder is the model; where a measured fact says otherwise the
//! place names the fact. An expression in error has `Type::Unknown` and silences what follows from it.

mod aggregate;
mod call;
mod constant;
mod convert;
mod expr;
mod function;
mod graph;
mod height;
mod hint;
mod ingestion;
mod join_condition;
mod known;
mod literal;
mod names;
mod operator;
mod option;
mod origin;
mod overload;
mod parameter;
mod pattern;
mod plugin;
mod projection;
mod report;
mod saved;
mod scope;
mod share;
mod special;
mod statement;
mod suggest;
mod table;
mod walk;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexSet;
use kqlab_syntax::{Diagnostic, ast};

use crate::plan::{AggregateCall, BoundQuery, ComputedId};
use crate::{Environment, Plan, Schema};

use origin::Brings;
use scope::{Locals, Row};

/// What binding gives.
#[derive(Debug)]
pub struct Bound {
    /// The plan; none if a diagnostic is an error.
    pub query: Option<BoundQuery>,
    /// What the result would be, as far as it is known, errors or not.
    pub schema: Option<Arc<Schema>>,
    /// Everything that was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Columns that were asked of tables which may have more than is known: the tables one of which would have it, and
    /// its name.
    pub further: IndexSet<(Vec<Arc<str>>, Arc<str>)>,
}

/// Binds a query text's syntax tree.
pub fn bind(query: &ast::Query, env: &mut Environment<'_>) -> Bound {
    let mut binder = Binder::new(env);
    let bound = statement::bind_query(&mut binder, query);
    let schema = binder.last_schema.take();
    let further = std::mem::take(&mut binder.further);
    let diagnostics = binder.finish();
    let failed = diagnostics.iter().any(Diagnostic::is_error);
    Bound { query: bound.filter(|_| !failed), schema, diagnostics, further }
}

/// Where an expression stands, as far as functions go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Scalar functions only.
    Normal,
    /// The aggregates of summarize: columns only within an aggregate's arguments.
    Aggregate,
}

/// The state of binding one query.
struct Binder<'e, 'a> {
    env: &'e mut Environment<'a>,
    diagnostics: IndexSet<Diagnostic>,
    /// The names of let statements, parameters and the like, innermost last.
    locals: Locals,
    /// The columns that are in scope.
    row: Option<Row>,
    /// The right side's columns in a join's condition.
    right: Option<Row>,
    place: Place,
    /// The aggregate calls that the expressions of the current summarize have met.
    aggregates: Vec<AggregateCall>,
    /// The columns that the current summarize groups by.
    group_columns: Vec<Arc<str>>,
    /// Within `union isfuzzy=true`: what is missing is left out.
    fuzzy: bool,
    /// A fuzzy union's input needs a table that is not there.
    missing: bool,
    /// The body of a function is only checked: parameters stand for values that are not known.
    declaring: bool,
    /// The rows belong to an enclosing row or group (mv-apply, partition): tables must not be shared.
    within_rows: bool,
    /// So many operators stand one after the other in what has been bound on this level.
    height: usize,
    next_row: u32,
    /// Counts unnamed columns through the whole query, as Kusto does.
    unnamed: usize,
    /// The functions whose bodies are being bound.
    calls: Vec<Rc<scope::Function>>,
    /// While a saved function's body is bound, whose spans mean another text.
    outside: Option<saved::Outside>,
    /// The tables named so far.
    tables: Vec<Arc<str>>,
    /// The tables that `as` has named.
    named: Vec<(Arc<Plan>, Arc<str>)>,
    /// What the probe computed, by frame.
    origins: HashMap<ComputedId, Brings>,
    /// The columns that tables were asked for beyond those known.
    further: IndexSet<(Vec<Arc<str>>, Arc<str>)>,
    /// The graph pattern whose clauses are being bound.
    graph: Option<graph::Pattern>,
    /// The graph that the pipeline of `partitioned-by` begins with.
    partition_graph: Option<Plan>,
    /// The results of fork and facet.
    several: Option<Vec<(Option<Arc<str>>, Plan)>>,
    /// The columns of the last query statement's first result.
    last_schema: Option<Arc<Schema>>,
    /// The options `query_bin_auto_size` and `query_bin_auto_at`.
    bin_auto: special::BinAuto,
    /// `alias database`.
    aliases: HashMap<String, scope::Database>,
}

impl<'e, 'a> Binder<'e, 'a> {
    fn new(env: &'e mut Environment<'a>) -> Self {
        Self {
            env,
            diagnostics: IndexSet::new(),
            locals: Locals::default(),
            row: None,
            right: None,
            place: Place::Normal,
            aggregates: Vec::new(),
            group_columns: Vec::new(),
            fuzzy: false,
            missing: false,
            declaring: false,
            within_rows: false,
            height: 0,
            next_row: 0,
            unnamed: 0,
            calls: Vec::new(),
            outside: None,
            tables: Vec::new(),
            named: Vec::new(),
            origins: HashMap::new(),
            further: IndexSet::new(),
            graph: None,
            partition_graph: None,
            several: None,
            last_schema: None,
            bin_auto: special::BinAuto::default(),
            aliases: HashMap::new(),
        }
    }
}

/// The recursion guard of everything that follows the syntax tree down.
fn deep<R>(f: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, f)
}
