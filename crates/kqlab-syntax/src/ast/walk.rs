//! Walking a tree and changing it: everything that a node holds is visited, in the order of its fields.

use super::{
    BinaryOp, Call, ColumnDeclaration, Datatable, Expr, ExprKind, ExternalData, Find, FindColumn,
    FindProject, ForkBranch, FunctionParameter, GraphDirection, GraphMatch, GraphOutput,
    GraphPattern, InlineExternalTable, JoinCondition, LetFunction, ListOp, Literal, MakeGraph,
    MakeSeries, MaterializedViewCombine, MvApply, MvColumn, Name, NamedExpr, Operator,
    OperatorKind, OrderedExpr, Parameter, ParameterType, ParameterValue, ParsePart, Pattern,
    PatternDefinition, PatternRule, Query, ReorderColumn, ReorderOrder, RowSchema, Scan,
    ScanOutput, ScanStep, SeriesAggregate, SetValue, Statement, StatementKind, Target, TopNested,
    TypeName, UnaryOp,
};
use crate::Span;

/// What is done on the way.
pub(crate) trait Visitor {
    /// Every span.
    fn span(&mut self, _: &mut Span) {}
    /// Every literal.
    fn literal(&mut self, _: &mut Literal) {}
    /// Every expression, before what it holds.
    fn expr(&mut self, _: &mut Expr) {}
    /// Every call, before what it holds.
    fn call(&mut self, _: &mut Call) {}
    /// Every parameter, before what it holds.
    fn parameter(&mut self, _: &mut Parameter) {}
}

/// A node, or a collection of them.
pub(crate) trait Walk {
    /// Visits everything inside.
    fn walk<V: Visitor>(&mut self, visitor: &mut V);
}

impl Walk for Span {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.span(self);
    }
}

impl Walk for Literal {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.literal(self);
    }
}

impl Walk for Expr {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.expr(self);
        self.kind.walk(visitor);
        self.span.walk(visitor);
    }
}

impl Walk for Call {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.call(self);
        self.name.walk(visitor);
        self.args.walk(visitor);
        self.span.walk(visitor);
    }
}

impl Walk for Parameter {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.parameter(self);
        self.name.walk(visitor);
        self.value.walk(visitor);
        self.span.walk(visitor);
    }
}

impl<T: Walk> Walk for Vec<T> {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        self.iter_mut().for_each(|element| element.walk(visitor));
    }
}

impl<T: Walk> Walk for Option<T> {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        self.iter_mut().for_each(|element| element.walk(visitor));
    }
}

impl<T: Walk> Walk for Box<T> {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        (**self).walk(visitor);
    }
}

impl<A: Walk, B: Walk> Walk for (A, B) {
    fn walk<V: Visitor>(&mut self, visitor: &mut V) {
        self.0.walk(visitor);
        self.1.walk(visitor);
    }
}

macro_rules! leaves {
    ($($ty:ty),* $(,)?) => {
        $(impl Walk for $ty { fn walk<V: Visitor>(&mut self, _: &mut V) {} })*
    };
}

leaves!(
    bool,
    String,
    TypeName,
    BinaryOp,
    UnaryOp,
    ListOp,
    GraphDirection,
    ReorderOrder,
    ScanOutput
);

macro_rules! structs {
    ($($ty:ident { $($field:ident),* })*) => {
        $(impl Walk for $ty {
            fn walk<V: Visitor>(&mut self, visitor: &mut V) {
                let Self { $($field),* } = self;
                $($field.walk(visitor);)*
            }
        })*
    };
}

structs! {
    Query { statements }
    Statement { kind, span }
    LetFunction { name, view, parameters, body }
    FunctionParameter { name, ty, default }
    Pattern { name, definition }
    PatternDefinition { parameters, path, rules }
    PatternRule { arguments, path, body }
    Name { text, span }
    NamedExpr { target, expr }
    Datatable { parameters, schema, values }
    ExternalData { parameters, schema, uris, properties }
    MaterializedViewCombine { name, base, delta, aggregations }
    RowSchema { star, columns, span }
    ColumnDeclaration { name, ty }
    Operator { kind, parameters, span, keyword }
    InlineExternalTable { schema, kind, partition, path_format, data_format, uris, properties }
    OrderedExpr { expr, ascending, nulls_first }
    ReorderColumn { column, order }
    MvColumn { expr, to }
    MvApply { legacy, columns, limit, id, on }
    Find { scope, predicate, project, project_away }
    ForkBranch { name, body }
    MakeSeries { aggregates, on, from, to, step, in_range, by }
    SeriesAggregate { expr, default }
    Scan { order, partition, declare, steps }
    ScanStep { name, optional, output, condition, assignments }
    TopNested { count, of, others, by }
    MakeGraph { source, target, directed, nodes, node_id, partitioned_by }
    GraphMatch { patterns, predicate, project }
    GraphOutput { edges, name, parameters }
}

macro_rules! enums {
    ($($ty:ident {
        $($variant:ident $(($($field:ident),*))? $({$($named:ident),*})?,)*
    })*) => {
        $(impl Walk for $ty {
            fn walk<V: Visitor>(&mut self, _visitor: &mut V) {
                match self {
                    $(Self::$variant $(($($field),*))? $({$($named),*})? => {
                        $($($field.walk(_visitor);)*)?
                        $($($named.walk(_visitor);)*)?
                    })*
                }
            }
        })*
    };
}

enums! {
    StatementKind {
        Let(a, b), LetFunction(a), Alias(a, b), QueryParameters(a), Pattern(a), Restrict(a, b),
        Set(a, b), Query(a),
    }
    SetValue { Name(a), Literal(a), Expr(a), }
    ParameterType { Scalar(a), Table(a), AnyTable, }
    Target { None, Name(a), Names(a), }
    ExprKind {
        Literal(a), Schema(a), Name(a), Wildcard(a), Star, Paren(a), Unary(a, b), Binary(a, b, c, d),
        List(a, b, c, d), Between { negated, value, low, high }, Call(a), Path(a, b),
        WildcardPath(a, b), ScopedCall(a, b), Element { base, index, dotted }, Pipe(a, b), Source(a),
        ToScalar { query, no_optimization }, ToTable { query, no_optimization }, Datatable(a),
        ExternalData(a), EntityGroup(a), Bracketed(a), DataScope(a, b), ContextualDatatable(a, b),
        MaterializedViewCombine(a), Block(a, b), Error,
    }
    ParameterValue { Name(a), Literal(a, b), Names(a), Expr(a), }
    OperatorKind {
        As(a), AssertSchema(a), Consume, Count { name }, Distinct(a), Evaluate { call, schema },
        ExecuteAndCache, Extend(a), Facet { by, with }, Find(a), Fork(a), GetSchema,
        GraphMarkComponents, GraphMatch(a), GraphWhereEdges(a), GraphWhereNodes(a),
        GraphShortestPaths(a), GraphToTable(a), InlineExternalTable(a), Invoke(a),
        Join { table, condition }, Lookup { table, condition },
        MacroExpand { group, scope, statements }, MakeGraph(a), MakeSeries(a), MvApply(a),
        MvExpand { legacy, columns, limit }, Parse { expr, pattern }, ParseWhere { expr, pattern },
        ParseKv { expr, keys }, Partition { by, scope, body, braces }, PartitionBy { by, id, body },
        Print(a), Project(a), ProjectAway(a), ProjectByNames(a), ProjectKeep(a), ProjectRename(a),
        ProjectReorder(a), Range { column, from, to, step }, Reduce { by, with }, Render { chart },
        Sample(a), SampleDistinct { count, of }, Scan(a), Search { scope, predicate }, Serialize(a),
        Sort(a), Summarize { aggregates, by, bin }, Take(a), Top { count, by },
        TopHitters { count, of, by }, TopNested(a), Union(a), Where(a), Error,
    }
    JoinCondition { On(a), Where(a), None, }
    ParsePart { Star(a), Text(a, b), Column(a, b), }
    FindProject { None, Smart, Columns(a), }
    FindColumn { Column(a, b), Pack(a), Star(a), }
    GraphPattern { Node(a), Edge { name, range, direction }, }
}
