//! Tabular operators: what may stand after `|`.

use super::{Call, Expr, Literal, Name, NamedExpr, RowSchema, Statement, TypeName};
use crate::Span;

/// A tabular operator.
#[derive(Clone, Debug, PartialEq)]
pub struct Operator {
    /// What it is.
    pub kind: OperatorKind,
    /// `kind=inner`, `hint.strategy=shuffle`, `withsource=T` ... in written order.
    pub parameters: Vec<Parameter>,
    /// From the keyword to the end.
    pub span: Span,
    /// The keyword alone, for diagnostics.
    pub keyword: Span,
}

/// `name = value` of an operator.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name, such as `hint.strategy`.
    pub name: Name,
    /// Its value.
    pub value: ParameterValue,
    /// Name and value.
    pub span: Span,
}

/// The value of an operator's parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    /// `kind=inner`
    Name(Name),
    /// `isfuzzy=true`
    Literal(Literal, Span),
    /// `hint.shufflekey=(a, b)`, `series = a, b`: names in a list
    Names(Vec<Name>),
    /// Of render: `title = strcat(...)`
    Expr(Expr),
}

/// Which operator, and its own parts.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the parts that the reference names")]
pub enum OperatorKind {
    As(Name),
    AssertSchema(RowSchema),
    Consume,
    /// `as` is of the old form `count as N`
    Count {
        name: Option<Name>,
    },
    /// `distinct *` has one `ExprKind::Star`
    Distinct(Vec<NamedExpr>),
    Evaluate {
        call: Call,
        schema: Option<RowSchema>,
    },
    ExecuteAndCache,
    Extend(Vec<NamedExpr>),
    Facet {
        by: Vec<Expr>,
        with: Option<Expr>,
    },
    Find(Find),
    Fork(Vec<ForkBranch>),
    GetSchema,
    GraphMarkComponents,
    GraphMatch(GraphMatch),
    GraphWhereEdges(Expr),
    GraphWhereNodes(Expr),
    GraphShortestPaths(GraphMatch),
    GraphToTable(Vec<GraphOutput>),
    /// `inline_external_table (...) kind=... (...)`
    InlineExternalTable(Box<InlineExternalTable>),
    /// A call, with its scope if written: `invoke database('x').f()`
    Invoke(Expr),
    Join {
        table: Expr,
        condition: JoinCondition,
    },
    Lookup {
        table: Expr,
        condition: JoinCondition,
    },
    MacroExpand {
        group: Expr,
        scope: Option<Name>,
        statements: Vec<Statement>,
    },
    MakeGraph(MakeGraph),
    MakeSeries(MakeSeries),
    MvApply(MvApply),
    /// `legacy` is the spelling `mvexpand`
    MvExpand {
        legacy: bool,
        columns: Vec<MvColumn>,
        limit: Option<Expr>,
    },
    /// Parameters hold `kind=` and `flags=`
    Parse {
        expr: Expr,
        pattern: Vec<ParsePart>,
    },
    ParseWhere {
        expr: Expr,
        pattern: Vec<ParsePart>,
    },
    /// `with (...)` goes to the operator's parameters
    ParseKv {
        expr: Expr,
        keys: RowSchema,
    },
    /// Both `partition by x (sub)`, `partition by x { full }` and `in (...)`; a sub-pipeline begins with `ExprKind::Source`
    Partition {
        by: Expr,
        scope: Option<Expr>,
        body: Expr,
        braces: bool,
    },
    /// `__partitionby`
    PartitionBy {
        by: Expr,
        id: Option<String>,
        body: Expr,
    },
    Print(Vec<NamedExpr>),
    Project(Vec<NamedExpr>),
    /// Names, wildcards
    ProjectAway(Vec<Expr>),
    ProjectByNames(Vec<Expr>),
    ProjectKeep(Vec<Expr>),
    ProjectRename(Vec<NamedExpr>),
    ProjectReorder(Vec<ReorderColumn>),
    Range {
        column: Name,
        from: Expr,
        to: Expr,
        step: Expr,
    },
    Reduce {
        by: NamedExpr,
        with: Vec<NamedExpr>,
    },
    /// `with (...)` and the old list go to the operator's parameters
    Render {
        chart: Name,
    },
    Sample(Expr),
    SampleDistinct {
        count: Expr,
        of: NamedExpr,
    },
    Scan(Scan),
    Search {
        scope: Vec<Expr>,
        predicate: Expr,
    },
    Serialize(Vec<NamedExpr>),
    /// `sort by`, `order by`
    Sort(Vec<OrderedExpr>),
    Summarize {
        aggregates: Vec<NamedExpr>,
        by: Vec<NamedExpr>,
        bin: Option<Expr>,
    },
    /// `take`, `limit`
    Take(Expr),
    Top {
        count: Expr,
        by: OrderedExpr,
    },
    TopHitters {
        count: Expr,
        of: NamedExpr,
        by: Option<Expr>,
    },
    TopNested(Vec<TopNested>),
    /// Names, wildcards, parenthesised pipelines, calls
    Union(Vec<Expr>),
    /// `where`, `filter`
    Where(Expr),
    /// What could not be read; a diagnostic tells why.
    Error,
}

/// The parts of `inline_external_table`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct InlineExternalTable {
    pub schema: Option<RowSchema>,
    pub kind: Name,
    /// `partition by (a:string = f(x))`
    pub partition: Vec<(super::ColumnDeclaration, Option<Expr>)>,
    /// Strings, names and `datetime_pattern("...", name)` calls.
    pub path_format: Vec<Expr>,
    pub data_format: Option<Name>,
    pub uris: Vec<Expr>,
    pub properties: Vec<Parameter>,
}

/// How join and lookup match rows.
#[derive(Clone, Debug, PartialEq)]
pub enum JoinCondition {
    /// `on a, $left.b == $right.c`
    On(Vec<Expr>),
    /// `where predicate`
    Where(Expr),
    /// Not written (cross joins)
    None,
}

/// `x asc nulls first`
#[derive(Clone, Debug, PartialEq)]
pub struct OrderedExpr {
    /// What is ordered by.
    pub expr: NamedExpr,
    /// `asc` or `desc`, if written. `granny-asc` and `granny-desc` are for project-reorder; the parser warns of them.
    pub ascending: Option<bool>,
    /// `nulls first` is true, `nulls last` false, if written.
    pub nulls_first: Option<bool>,
}

/// `*_s asc`
#[derive(Clone, Debug, PartialEq)]
pub struct ReorderColumn {
    /// A name or wildcard.
    pub column: Expr,
    /// How the columns of a wildcard are ordered.
    pub order: Option<ReorderOrder>,
}

/// Orders of project-reorder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its keyword")]
pub enum ReorderOrder {
    Asc,
    Desc,
    GrannyAsc,
    GrannyDesc,
}

/// `name = expr to typeof(long)`
#[derive(Clone, Debug, PartialEq)]
pub struct MvColumn {
    /// The column.
    pub expr: NamedExpr,
    /// `to typeof(...)`
    pub to: Option<TypeName>,
}

/// The parts of `mv-apply`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct MvApply {
    /// The spelling is `mvapply`.
    pub legacy: bool,
    pub columns: Vec<MvColumn>,
    pub limit: Option<Expr>,
    pub id: Option<String>,
    /// A sub-pipeline: begins with `ExprKind::Source`.
    pub on: Box<Expr>,
}

/// One piece of a `parse` pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum ParsePart {
    /// `*`
    Star(Span),
    /// `"text"`
    Text(String, Span),
    /// `name:type`
    Column(Name, Option<TypeName>),
}

/// The parts of `find`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct Find {
    pub scope: Vec<Expr>,
    pub predicate: Box<Expr>,
    pub project: FindProject,
    pub project_away: Option<Vec<FindColumn>>,
}

/// What `find` returns.
#[derive(Clone, Debug, PartialEq)]
pub enum FindProject {
    /// Not written
    None,
    /// `project-smart`
    Smart,
    /// `project a:long, pack(*)`
    Columns(Vec<FindColumn>),
}

/// A column of `find ... project`.
#[derive(Clone, Debug, PartialEq)]
pub enum FindColumn {
    /// `name:type`
    Column(Name, Option<TypeName>),
    /// `pack(*)`
    Pack(Span),
    /// `*` of `project-away *`
    Star(Span),
}

/// `name = (sub-pipeline)`
#[derive(Clone, Debug, PartialEq)]
pub struct ForkBranch {
    /// `name =`
    pub name: Option<Name>,
    /// A sub-pipeline: begins with `ExprKind::Source`.
    pub body: Expr,
}

/// The parts of `make-series`; the axis has either `in range (...)` or `from/to/step`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct MakeSeries {
    pub aggregates: Vec<SeriesAggregate>,
    pub on: Box<NamedExpr>,
    pub from: Option<Box<Expr>>,
    pub to: Option<Box<Expr>>,
    pub step: Box<Expr>,
    /// The old form `in range (from, to, step)`, whose end is inclusive.
    pub in_range: bool,
    pub by: Vec<NamedExpr>,
}

/// `x = avg(y) default=0`
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesAggregate {
    /// The aggregate.
    pub expr: NamedExpr,
    /// `default = value`
    pub default: Option<Expr>,
}

/// The parts of `scan`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct Scan {
    pub order: Vec<OrderedExpr>,
    pub partition: Vec<Expr>,
    pub declare: Vec<super::FunctionParameter>,
    pub steps: Vec<ScanStep>,
}

/// `step s output=all: condition => a = 1;`
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct ScanStep {
    pub name: Name,
    pub optional: bool,
    pub output: Option<ScanOutput>,
    pub condition: Expr,
    pub assignments: Vec<(Name, Expr)>,
}

/// What a step of `scan` emits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its keyword")]
pub enum ScanOutput {
    All,
    Last,
    None,
}

/// One level of `top-nested`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct TopNested {
    pub count: Option<Expr>,
    pub of: NamedExpr,
    pub others: Option<Expr>,
    pub by: OrderedExpr,
}

/// `make-graph a --> b with T on k`
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct MakeGraph {
    pub source: Name,
    pub target: Name,
    pub directed: bool,
    pub nodes: Vec<(Expr, Name)>,
    pub node_id: Option<Name>,
    pub partitioned_by: Option<Box<(Expr, Expr)>>,
}

/// The parts of `graph-match` and `graph-shortest-paths`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct GraphMatch {
    pub patterns: Vec<Vec<GraphPattern>>,
    pub predicate: Option<Box<Expr>>,
    pub project: Vec<NamedExpr>,
}

/// A node or an edge of a graph pattern.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the parts of the pattern")]
pub enum GraphPattern {
    Node(Option<Name>),
    Edge { name: Option<Name>, range: Option<Box<(Expr, Expr)>>, direction: GraphDirection },
}

/// The direction of a graph edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is an arrow")]
pub enum GraphDirection {
    Right,
    Left,
    Any,
}

/// `nodes as N`
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the clauses")]
pub struct GraphOutput {
    pub edges: bool,
    pub name: Option<Name>,
    pub parameters: Vec<Parameter>,
}
