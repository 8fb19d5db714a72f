//! The logical plan: what is computed, with Kusto's sugar ended and every schema known.
//!
//! A node's `schema` is its output. Names are unique within a schema, so expressions refer to
//! columns of the node's input by name.

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{OperatorKind, ScanOutput};

use crate::expr::NamedExpr;
use crate::{Expr, Field, FnDef, Schema, Type, Value};

/// A plan: a tree of operators, inputs shared by `Arc` where a table is used more than once.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The operator.
    pub node: PlanNode,
    /// Its output.
    pub schema: Arc<Schema>,
    /// The operator's text in the query.
    pub span: Span,
}

/// A plan with its result's annotations: what a query statement gives.
#[derive(Clone, Debug)]
pub struct BoundQuery {
    /// One plan a result; facet and fork have several.
    pub results: Vec<QueryResult>,
    /// The tables that the query names, in order of first use.
    pub tables: Vec<Arc<str>>,
}

/// One result of a query.
#[derive(Clone, Debug)]
pub struct QueryResult {
    /// `fork`'s names, else empty.
    pub name: Option<Arc<str>>,
    /// The plan.
    pub plan: Arc<Plan>,
    /// `render`, kept as written: the operator of the syntax tree.
    pub render: Option<OperatorKind>,
}

/// What an operator does.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the clauses that each operator names")]
pub enum PlanNode {
    /// A table of the catalog. `columns` is `None` until a rewrite narrows it.
    Table {
        /// The name under which the catalog knows it.
        name: Arc<str>,
        /// The columns that are read, a subset of the table's.
        columns: Option<Vec<Arc<str>>>,
    },
    /// Rows that are written in the query, or known at bind time; `print` is a `Project` over one row of no columns.
    Values(Vec<Vec<Value>>),
    /// `range`: bounds and step are expressions without columns of the column's type (`datetime` steps by `timespan`),
    /// evaluated once.
    Range { from: Expr, to: Expr, step: Expr },
    /// `externaldata`
    ExternalData {
        /// The connection strings, without their secrets (`;` and what follows).
        uris: Vec<Arc<str>>,
        /// `format`, `ignoreFirstRecord` ...
        properties: Vec<(Arc<str>, Value)>,
    },
    /// A table that the probe has computed already.
    Computed(ComputedId),
    /// The rows that a sub-pipeline is given (mv-apply, partition, facet, fork).
    SubInput,
    /// A table that is used in several places and computed once (`let`, `as`, `materialize`).
    Shared(Arc<Plan>),
    /// `where`
    Filter { input: Box<Plan>, predicate: Expr },
    /// `extend`: a column that exists is replaced in its place, others go to the end.
    Extend { input: Box<Plan>, columns: Vec<NamedExpr> },
    /// `project` and all that only choose, order or rename columns.
    Project { input: Box<Plan>, columns: Vec<NamedExpr> },
    /// `summarize`, `distinct`, `count`: keys first, then the aggregates' columns.
    Aggregate { input: Box<Plan>, keys: Vec<NamedExpr>, aggregates: Vec<AggregateCall> },
    /// `sort`
    Sort { input: Box<Plan>, keys: Vec<SortKey> },
    /// `take`; the count is a long without columns
    Take { input: Box<Plan>, count: Expr },
    /// `sample`; the count is a long without columns
    Sample { input: Box<Plan>, count: Expr },
    /// `join` and `lookup`
    Join(Box<Join>),
    /// `union`, `search`, `find`: the inputs' columns are mapped onto the schema by position.
    Union { inputs: Vec<UnionInput> },
    /// `mv-expand`
    MvExpand(Box<MvExpand>),
    /// `mv-apply`: `body` runs once a row of `expand.input`, over that row's expansion (its `SubInput`). A column of the
    /// output is the body's if it has one of that name, else the row's.
    MvApply { expand: Box<MvExpand>, body: Arc<Plan> },
    /// `partition`: `body` runs once a distinct value of `by`.
    Partition { input: Box<Plan>, by: Arc<str>, body: Arc<Plan> },
    /// `parse`, `parse-where`
    Parse(Box<Parse>),
    /// `parse-kv`
    ParseKv(Box<ParseKv>),
    /// `evaluate`
    Plugin(Box<PluginCall>),
    /// `make-series`
    MakeSeries(Box<MakeSeries>),
    /// `scan`
    Scan(Box<Scan>),
    /// `top-nested`
    TopNested { input: Box<Plan>, levels: Vec<TopNestedLevel> },
    /// `reduce by`
    Reduce { input: Box<Plan>, by: Expr, threshold: f64, characters: Arc<str> },
    /// A call of a function of the product: its rows come from beside the query.
    Known(Box<KnownCall>),
    /// A graph: no table, but what it was made of, and the columns of its edges and nodes.
    Graph { inputs: Vec<Plan>, edges: Arc<Schema>, nodes: Option<Arc<Schema>> },
    /// An operator that was read and bound but that kqlab does not execute; running it is an error that names it.
    Unsupported { operator: &'static str, inputs: Vec<Plan> },
}

/// A frame that the probe keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ComputedId(pub usize);

/// An aggregate call.
#[derive(Clone, Debug)]
pub struct AggregateCall {
    /// The function.
    pub def: &'static FnDef,
    /// Which of its forms.
    pub overload: usize,
    /// Over the operator's input; `*` is written out.
    pub args: Vec<Expr>,
    /// The columns that it makes; more than one for `arg_max` and its kin.
    pub outputs: Vec<Field>,
    /// Where it stands.
    pub span: Span,
}

/// An order.
#[derive(Clone, Debug)]
pub struct SortKey {
    /// What is ordered by.
    pub expr: Expr,
    /// Smallest first.
    pub ascending: bool,
    /// Nulls first; the default follows the direction (null is the smallest).
    pub nulls_first: bool,
}

/// The flavours of join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its keyword")]
pub enum JoinKind {
    InnerUnique,
    Inner,
    LeftOuter,
    RightOuter,
    FullOuter,
    LeftSemi,
    RightSemi,
    LeftAnti,
    RightAnti,
}

/// A join. Keys compare equal when both are null.
#[derive(Clone, Debug)]
pub struct Join {
    /// The piped table.
    pub left: Plan,
    /// The table in parentheses.
    pub right: Plan,
    /// The flavour.
    pub kind: JoinKind,
    /// Pairs over the left and the right table, of one type each; empty is a cross join.
    pub keys: Vec<(Expr, Expr)>,
    /// The output columns, in the schema's order: which side's which column.
    pub columns: Vec<(Side, Arc<str>)>,
}

/// A side of a join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its side")]
pub enum Side {
    Left,
    Right,
}

/// One table of a union.
#[derive(Clone, Debug)]
pub struct UnionInput {
    /// The table.
    pub plan: Plan,
    /// What fills which column of the union's schema, in order; the others are null.
    pub columns: Vec<(usize, Expr)>,
}

/// `mv-expand`
#[derive(Clone, Debug)]
pub struct MvExpand {
    /// The table.
    pub input: Plan,
    /// What is expanded, zipped.
    pub columns: Vec<MvColumn>,
    /// `bagexpansion=array`
    pub bag_as_array: bool,
    /// `with_itemindex=`: a long column of positions.
    pub item_index: Option<Arc<str>>,
    /// At most so many rows a record.
    pub limit: Option<u64>,
}

/// One expanded column: replaces the column of that name or is added.
#[derive(Clone, Debug)]
pub struct MvColumn {
    /// The output column.
    pub name: Arc<str>,
    /// The array or bag.
    pub expr: Expr,
    /// `to typeof(...)`, else dynamic.
    pub to: Type,
}

/// `parse`, `parse-where`
#[derive(Clone, Debug)]
pub struct Parse {
    /// The table.
    pub input: Plan,
    /// The text.
    pub expr: Expr,
    /// The mode.
    pub kind: ParseKind,
    /// Flags of the regex mode, such as `U`, `s`, `i`.
    pub flags: Arc<str>,
    /// The pattern.
    pub pattern: Vec<ParsePart>,
    /// `parse-where`: rows that do not match are dropped.
    pub drop_unmatched: bool,
}

impl Parse {
    /// A column of which nobody has measured what it matches at its place in the pattern, whatever the text.
    #[must_use]
    pub fn unmeasured(&self) -> Option<&Field> {
        self.pattern.iter().enumerate().find_map(|(at, part)| match part {
            ParsePart::Column(field) if self.is_unmeasured(field, &self.pattern[at + 1..]) => {
                Some(field)
            }
            _ => None,
        })
    }

    fn is_unmeasured(&self, field: &Field, rest: &[ParsePart]) -> bool {
        match self.kind {
            // At the end of the pattern, and with the flag U, dates and timespans do not answer as their shape does.
            ParseKind::Regex => {
                matches!(field.ty, Type::Datetime | Type::Timespan)
                    && (rest.is_empty() || self.flags.contains('U'))
            }
            ParseKind::Simple | ParseKind::Relaxed => {
                matches!(rest, [ParsePart::Star, ..])
                    && matches!(field.ty, Type::Timespan | Type::Dynamic)
            }
        }
    }
}

/// Modes of parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its keyword")]
pub enum ParseKind {
    Simple,
    Regex,
    Relaxed,
}

/// A piece of a parse pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum ParsePart {
    /// `*`
    Star,
    /// Text, or a regex in regex mode.
    Text(Arc<str>),
    /// A column.
    Column(Field),
}

/// `parse-kv`; without delimiters whatever is no letter or digit delimits.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the page's properties")]
pub struct ParseKv {
    pub input: Plan,
    pub expr: Expr,
    pub keys: Vec<Field>,
    pub pair_delimiter: Arc<str>,
    pub kv_delimiter: Arc<str>,
    pub quotes: Vec<Arc<str>>,
    pub escape: Option<char>,
    pub greedy: bool,
    pub regex: Option<Arc<str>>,
}

/// `evaluate plugin(...)`
#[derive(Clone, Debug)]
pub struct PluginCall {
    /// The table; `None` where the plugin is the source.
    pub input: Option<Plan>,
    /// The plugin.
    pub def: &'static FnDef,
    /// Its arguments.
    pub args: Vec<PluginArg>,
}

/// An argument of a plugin.
#[derive(Clone, Debug)]
pub enum PluginArg {
    /// A constant or an expression over the input (columns are expressions).
    Expr(Expr),
    /// An aggregate call (`pivot`).
    Aggregate(AggregateCall),
    /// A table (`ipv4_lookup`).
    Table(Plan),
    /// A column that is named where none exists yet, or `name = value`.
    Named(Arc<str>, Box<PluginArg>),
}

/// A call of a function that [`crate::Catalog::known_function`] knows: `_GetWatchlist('x')`, `invoke FileProfile(SHA1)`.
#[derive(Clone, Debug)]
pub struct KnownCall {
    /// Its name, as the product spells it.
    pub function: Arc<str>,
    /// The table that is piped in, or given as the first argument.
    pub input: Option<Plan>,
    /// The scalar arguments by the function's parameters, defaults filled in. Over the input's columns, else constant.
    pub args: Vec<Expr>,
    /// The output is the input's columns, then those that the function adds.
    pub extends: bool,
}

/// `make-series`
#[derive(Clone, Debug)]
pub struct MakeSeries {
    /// The table.
    pub input: Plan,
    /// The group keys.
    pub by: Vec<NamedExpr>,
    /// The aggregates with the value of an empty bin.
    pub aggregates: Vec<(AggregateCall, Value)>,
    /// The axis: a number or datetime.
    pub on: NamedExpr,
    /// The first bin; the smallest value when not given.
    pub from: Option<Expr>,
    /// The end, exclusive; inclusive when `in_range`.
    pub to: Option<Expr>,
    /// The width of a bin.
    pub step: Expr,
    /// The old form `in range (...)`.
    pub in_range: bool,
    /// `kind=nonempty`: without rows one row of defaults.
    pub nonempty: bool,
}

/// `scan`
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct Scan {
    pub input: Plan,
    pub partition: Vec<Expr>,
    pub declare: Vec<(Field, Value)>,
    pub steps: Vec<ScanStep>,
    pub match_id: Option<Arc<str>>,
    pub step_name: Option<Arc<str>>,
}

/// A step of scan.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct ScanStep {
    pub name: Arc<str>,
    pub optional: bool,
    pub output: ScanOutput,
    pub condition: Expr,
    pub assignments: Vec<NamedExpr>,
}

/// A level of top-nested.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct TopNestedLevel {
    pub count: Option<u64>,
    pub of: NamedExpr,
    pub others: Option<Expr>,
    pub by: AggregateCall,
    pub ascending: bool,
}
