//! Queries whose meaning does not depend on columns that only the data knows are bound without a pass over the data.
//!
//! Such a query is bound twice: against the columns that are certain at once, and as if the tables had further columns
//! of every name that the text could mean, and one of a name that it cannot. If neither fails, both give the same
//! columns, and the second reads none of those that were added, the query means the same whatever else the data has.
//!
//! An operator whose columns the data decides on is taken to bring any column then. It is run when all else is known
//! to be certain, over those of its input's columns that the text names, and what it brings must not be the name of a
//! column that the data has.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kqlab_exec::{Executor, Needs, adds_columns, needs, reads};
use kqlab_functions::Context;
use kqlab_plan::bind::Bound;
use kqlab_plan::environment::{Mode, Probe, Probed};
use kqlab_plan::plan::BoundQuery;
use kqlab_plan::{Field, Plan, PlanNode, Schema, Type};
use kqlab_syntax::Diagnostic;
use kqlab_syntax::lexer::{Token, TokenKind};
use kqlab_tables::Table;

use crate::catalog::Names;
use crate::engine::Engine;
use crate::session;

/// A name that no query has.
const OTHER: &str = "\u{1}";

/// How it is told that no row has a key of some name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// The keys of all rows are learned first: many names are asked for.
    Learned,
    /// It is assumed, and told by whoever reads the rows: [`Settled::assumed`].
    Watched,
}

/// Names of columns by table.
pub(crate) type ByTable = HashMap<Arc<str>, BTreeSet<Arc<str>>>;

/// What binding assumes of the tables that are not read.
#[derive(Debug, Default)]
pub(crate) struct Early {
    /// Names that could be columns; none where only certain columns are assumed.
    words: BTreeSet<Arc<str>>,
    /// Names that are certain not to be.
    lacking: ByTable,
    /// The columns that were added to each table that was asked for.
    added: RefCell<ByTable>,
}

impl Early {
    /// The columns of a table, if some are certain without reading it.
    pub(crate) fn schema(&self, table: &Table) -> Option<Arc<Schema>> {
        let schema = table.early_schema()?;
        let lacking = self.lacking.get(table.name());
        let is_new = |word: &&Arc<str>| {
            schema.get(word).is_none() && !lacking.is_some_and(|lacking| lacking.contains(*word))
        };
        let words: BTreeSet<Arc<str>> = self.words.iter().filter(is_new).cloned().collect();
        let fields = words.iter().map(|word| Field::new(Arc::clone(word), Type::Dynamic));
        let fields = schema.fields.iter().cloned().chain(fields).collect();
        self.added.borrow_mut().insert(Arc::clone(table.name()), words);
        Some(Arc::new(Schema::new(fields)))
    }

    /// Whether some table was not read for its columns.
    fn is_used(&self) -> bool {
        !self.added.borrow().is_empty()
    }

    /// The added columns that a query reads.
    fn read(&self, query: &BoundQuery) -> ByTable {
        let added = self.added.borrow();
        let mut read = ByTable::new();
        for (table, columns) in reads(query) {
            let added = added.get(&table).into_iter().flatten();
            let found = added.filter(|name| columns.get(name).is_some()).cloned();
            read.entry(table).or_default().extend(found);
        }
        read.retain(|_, columns| !columns.is_empty());
        read
    }
}

/// A query whose meaning does not depend on what else the data has, as far as that is known before anything is run.
pub(crate) struct Settled<'e> {
    bound: Bound,
    /// What the data is asked.
    asked: Vec<Plan>,
    words: BTreeSet<Arc<str>>,
    certain: Names<'e>,
    lacking: ByTable,
}

/// The query bound so, where that is what it means.
pub(crate) fn settled<'e>(
    engine: &'e Engine,
    text: &str,
    cx: &Context,
    keys: Keys,
) -> Option<Settled<'e>> {
    let words = words(engine, text)?;
    let certain = Names::early(engine, Early::default());
    let mut open = Open::default();
    let bound = attempt(text, &certain, cx, &mut open)?;
    if !certain.assumed().is_some_and(Early::is_used) {
        return None;
    }
    let mut lacking = ByTable::new();
    loop {
        let early = Early { words: words.clone(), lacking: lacking.clone(), ..Early::default() };
        let names = Names::early(engine, early);
        let other = attempt(text, &names, cx, &mut Open::default())?;
        let (query, other) = (bound.query.as_ref()?, other.query.as_ref()?);
        let read = names.assumed()?.read(other);
        if read.is_empty() {
            let schemas = |query: &BoundQuery| -> Vec<Arc<Schema>> {
                query.results.iter().map(|result| Arc::clone(&result.plan.schema)).collect()
            };
            let same = schemas(query) == schemas(other);
            let asked = open.asked;
            return same.then_some(Settled { bound, asked, words, certain, lacking });
        }
        for (table, columns) in read {
            let names: Vec<Arc<str>> = columns.iter().cloned().collect();
            let table_of = engine.tables.get(&table)?;
            if keys == Keys::Learned {
                table_of.schema().ok()?;
            }
            let is_lacking = keys == Keys::Watched || table_of.lacks(&names);
            if columns.contains(OTHER) || !is_lacking {
                return None;
            }
            lacking.entry(table).or_default().extend(columns);
        }
    }
}

impl Settled<'_> {
    /// The query, if nothing has to be run for it; else what is needed for that, and then by the query.
    pub(crate) fn ready(self) -> Result<Bound, Needs> {
        if self.asked.is_empty() {
            return Ok(self.bound);
        }
        let before = self.asked.iter().map(|plan| needs(plan, Some(&self.words)));
        let results = self.bound.query.iter().flat_map(|query| &query.results);
        Err(before.chain(results.map(|result| needs(&result.plan, None))).collect())
    }

    /// The names that are taken to be no columns, by table.
    pub(crate) fn assumed(&self) -> &ByTable {
        &self.lacking
    }

    /// The query; what has to be run for it is.
    pub(crate) fn run(
        self,
        engine: &Engine,
        text: &str,
        cx: &Context,
        executor: &Executor<'_>,
    ) -> Option<Bound> {
        let Self { bound, asked, words, certain, lacking } = self;
        if asked.is_empty() {
            return Some(bound);
        }
        let mut probe = Running { executor, words: &words, made: BTreeSet::new(), lacks: false };
        let bound = attempt(text, &certain, cx, &mut probe)?;
        let query = bound.query.as_ref()?;
        let holds = query.results.iter().all(|result| executor.holds(&result.plan, None));
        let is_whole = !probe.lacks && holds;
        (is_whole && none_has(engine, &certain, &lacking, &probe.made)).then_some(bound)
    }
}

/// Whether it is certain that no table that was not read for its columns has one of these names.
fn none_has(
    engine: &Engine,
    certain: &Names<'_>,
    lacking: &ByTable,
    made: &BTreeSet<Arc<str>>,
) -> bool {
    let tables = certain.assumed().map(|early| early.added.borrow());
    tables.iter().flat_map(|tables| tables.keys()).all(|name| {
        let known = lacking.get(name);
        let is_open = |made: &&Arc<str>| !known.is_some_and(|known| known.contains(*made));
        let open: Vec<Arc<str>> = made.iter().filter(is_open).cloned().collect();
        open.is_empty() || engine.tables.get(name).is_some_and(|table| table.lacks(&open))
    })
}

/// The query bound without an error.
fn attempt(text: &str, names: &Names<'_>, cx: &Context, probe: &mut dyn Probe) -> Option<Bound> {
    let bound = session::bound(text, names, cx, probe, Mode::Run).ok()?;
    let failed = names.has_failed() || bound.diagnostics.iter().any(Diagnostic::is_error);
    (!failed).then_some(bound)
}

/// The data is not asked: it may bring anything.
#[derive(Default)]
struct Open {
    asked: Vec<Plan>,
}

impl Probe for Open {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        self.asked.push(plan.clone());
        Ok(Probed::Open(plan))
    }
}

/// Runs what comes before an operator whose columns the data decides on, for the columns that the query names.
struct Running<'e, 'q> {
    executor: &'e Executor<'q>,
    words: &'e BTreeSet<Arc<str>>,
    /// The names that were added to columns of tables.
    made: BTreeSet<Arc<str>>,
    /// A column is read that was not computed.
    lacks: bool,
}

impl Probe for Running<'_, '_> {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        self.lacks |= !self.executor.holds(&plan, Some(self.words));
        if self.lacks {
            return Ok(Probed::Open(plan));
        }
        let frame = self.executor.run_named(&plan, self.words.clone());
        let frame = frame.map_err(|fault| vec![*fault])?;
        let known = |field: &&Field| plan.schema.get(&field.name).is_some();
        let (kept, made): (Vec<&Field>, _) = frame.schema.fields.iter().partition(known);
        if adds_columns(&plan) {
            self.made.extend(made.iter().map(|field| Arc::clone(&field.name)));
        }
        let typed = |field: &Field| {
            let computed = kept.iter().find(|kept| kept.name == field.name);
            (*computed.unwrap_or(&field)).clone()
        };
        let fields = plan.schema.fields.iter().map(typed).chain(made.into_iter().cloned());
        let schema = Arc::new(Schema::new(fields.collect()));
        let empty = frame.rows() == 0;
        let node = PlanNode::Computed(self.executor.keep(frame));
        Ok(Probed::Known { plan: Plan { node, schema, span: plan.span }, empty })
    }
}

/// Every word and string of the query, and of saved functions if it names one; `None` where columns are meant by
/// something else than their name.
fn words(engine: &Engine, text: &str) -> Option<BTreeSet<Arc<str>>> {
    let mut found = BTreeSet::from([Arc::from(OTHER)]);
    add_words(text, &mut found)?;
    if engine.functions.keys().any(|name| found.contains(name)) {
        for function in engine.functions.values() {
            add_words(&function.body, &mut found)?;
            add_words(&function.parameters, &mut found)?;
        }
    }
    Some(found)
}

fn add_words(text: &str, found: &mut BTreeSet<Arc<str>>) -> Option<()> {
    // They depend on columns that they do not name.
    if ["getschema", "project-keep"].iter().any(|word| text.contains(word)) {
        return None;
    }
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let words = text.split(|char| !is_word(char)).filter(|word| !word.is_empty());
    found.extend(words.map(Arc::from));
    let tokens = kqlab_syntax::tokens(text).tokens;
    let source = |token: &Token| text.get(token.span.range()).unwrap_or_default();
    for (at, token) in tokens.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| source(&tokens[at]));
        let names_column =
            |word: &str| matches!(word, "column_ifexists" | "columnifexists" | "iscolumnexists");
        let is_string = token.kind == TokenKind::String;
        if names_column(before(2)) && (before(1) != "(" || !is_string) {
            return None;
        }
        if is_string {
            let quoted = source(token);
            let name = quoted.trim_start_matches(['@', 'h', 'H']);
            let name = name.get(1..name.len().max(2) - 1)?;
            let is_name = before(1) == "[" || names_column(before(2));
            if is_name && (name.contains('\\') || quoted.contains("```") || quoted.contains("~~~"))
            {
                return None;
            }
            found.insert(name.into());
        }
    }
    Some(())
}
