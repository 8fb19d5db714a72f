//! Tabular operators, one file each, named as in the parser.

mod as_;
mod assert_schema;
mod count;
mod distinct;
mod evaluate;
mod extend;
mod external;
mod facet;
mod find;
mod fork;
mod getschema;
mod graph;
mod invoke;
mod join;
mod lookup;
mod macro_expand;
mod make_series;
mod mv_apply;
mod mv_expand;
mod parse;
mod parse_kv;
mod partition;
pub(super) mod print;
mod project;
mod project_away;
mod project_by_names;
mod project_rename;
mod project_reorder;
mod range;
mod reduce;
mod render;
mod sample;
mod sample_distinct;
mod scan;
mod search;
mod serialize;
mod sort;
mod summarize;
mod take;
mod top;
mod top_hitters;
mod top_nested;
pub(super) mod union;
mod where_;

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{Operator, OperatorKind};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase};

use super::Binder;
use super::parameter::Takes;
use crate::plan::PlanNode;
use crate::{Plan, Schema};

impl Binder<'_, '_> {
    /// An operator over the table that is piped into it.
    pub(super) fn operator_over(&mut self, input: Plan, operator: &Operator) -> Plan {
        self.check_hints(Some(&input), operator);
        super::deep(|| self.operator_over_inner(input, operator))
    }

    fn operator_over_inner(&mut self, input: Plan, op: &Operator) -> Plan {
        match &op.kind {
            OperatorKind::As(name) => self.as_operator(input, name, op),
            OperatorKind::AssertSchema(schema) => self.assert_schema(input, schema),
            OperatorKind::Consume => self.consume(input, op),
            OperatorKind::Count { name } => self.count(input, name.as_ref(), op),
            OperatorKind::Distinct(columns) => self.distinct(input, columns, op),
            OperatorKind::Evaluate { call, schema } => {
                self.evaluate(Some(input), call, schema.as_ref(), op)
            }
            OperatorKind::ExecuteAndCache => input,
            OperatorKind::Extend(columns) => self.extend(input, columns, op),
            OperatorKind::Facet { by, with } => self.facet(input, by, with.as_ref(), op),
            OperatorKind::Find(find) => self.find_operator(Some(input), find, op),
            OperatorKind::Fork(branches) => self.fork(input, branches, op),
            OperatorKind::GetSchema => self.getschema(&input, op),
            OperatorKind::GraphMarkComponents
            | OperatorKind::GraphMatch(_)
            | OperatorKind::GraphWhereEdges(_)
            | OperatorKind::GraphWhereNodes(_)
            | OperatorKind::GraphShortestPaths(_)
            | OperatorKind::GraphToTable(_)
            | OperatorKind::MakeGraph(_) => self.graph(input, op),
            OperatorKind::InlineExternalTable(table) => self.inline_external_table(table, op.span),
            OperatorKind::Invoke(function) => self.invoke(input, function, op),
            OperatorKind::Join { table, condition } => self.join(input, table, condition, op),
            OperatorKind::Lookup { table, condition } => self.lookup(input, table, condition, op),
            OperatorKind::MacroExpand { group, scope, statements } => {
                self.macro_expand(group, scope.as_ref(), statements, op)
            }
            OperatorKind::MakeSeries(series) => self.make_series(input, series, op),
            OperatorKind::MvApply(apply) => self.mv_apply(input, apply, op),
            OperatorKind::MvExpand { legacy, columns, limit } => {
                self.mv_expand(input, *legacy, columns, limit.as_ref(), op)
            }
            OperatorKind::Parse { expr, pattern } => {
                self.parse_operator(input, expr, pattern, false, op)
            }
            OperatorKind::ParseWhere { expr, pattern } => {
                self.parse_operator(input, expr, pattern, true, op)
            }
            OperatorKind::ParseKv { expr, keys } => self.parse_kv(input, expr, keys, op),
            OperatorKind::Partition { by, body, braces, .. } => {
                self.partition(input, by, body, *braces, op)
            }
            OperatorKind::PartitionBy { by, body, .. } => {
                self.partition(input, by, body, false, op)
            }
            OperatorKind::Project(columns) => self.project_operator(input, columns, op),
            OperatorKind::ProjectAway(columns) => self.project_away(input, columns, false, op),
            OperatorKind::ProjectKeep(columns) => self.project_away(input, columns, true, op),
            OperatorKind::ProjectByNames(names) => self.project_by_names(input, names, op),
            OperatorKind::ProjectRename(columns) => self.project_rename(input, columns, op),
            OperatorKind::ProjectReorder(columns) => self.project_reorder(input, columns, op),
            OperatorKind::Reduce { by, with } => self.reduce(input, by, with, op),
            OperatorKind::Render { chart } => self.render_operator(input, chart),
            OperatorKind::Sample(count) => self.sample(input, count, op),
            OperatorKind::SampleDistinct { count, of } => {
                self.sample_distinct(input, count, of, op)
            }
            OperatorKind::Scan(scan) => self.scan(input, scan, op),
            OperatorKind::Search { scope, predicate } => {
                self.search(Some(input), scope, predicate, op)
            }
            OperatorKind::Serialize(columns) => self.serialize(input, columns, op),
            OperatorKind::Sort(keys) => self.sort(input, keys, op),
            OperatorKind::Summarize { aggregates, by, bin } => {
                self.summarize(input, aggregates, by, bin.as_ref(), op)
            }
            OperatorKind::Take(count) => self.take_operator(input, count, op),
            OperatorKind::Top { count, by } => self.top(input, count, by, op),
            OperatorKind::TopHitters { count, of, by } => {
                self.top_hitters(input, count, of, by.as_ref(), op)
            }
            OperatorKind::TopNested(levels) => self.top_nested(input, levels, op),
            OperatorKind::Union(tables) => self.union_operator(Some(input), tables, op),
            OperatorKind::Where(predicate) => self.where_operator(input, predicate, op),
            OperatorKind::Print(_) | OperatorKind::Range { .. } => {
                let message = "this operator is a source: nothing can be piped into it";
                self.error(binding::TABLE_EXPECTED, op.keyword, message);
                self.source_operator(op).flatten().unwrap_or(input)
            }
            OperatorKind::Error => input,
        }
    }

    /// An operator that is a source; `None` for one that needs a table.
    pub(super) fn source_operator(&mut self, op: &Operator) -> Option<Option<Plan>> {
        Some(match &op.kind {
            OperatorKind::Print(columns) => Some(self.print(columns, op)),
            OperatorKind::Range { column, from, to, step } => {
                Some(self.range(column, from, to, step, op))
            }
            OperatorKind::Union(tables) if !self.has_rows() => {
                self.check_hints(None, op);
                Some(self.union_operator(None, tables, op))
            }
            OperatorKind::Find(find) if !self.has_rows() => {
                Some(self.find_operator(None, find, op))
            }
            OperatorKind::Search { scope, predicate } if !self.has_rows() => {
                Some(self.search(None, scope, predicate, op))
            }
            OperatorKind::Evaluate { call, schema } if !self.has_rows() => {
                Some(self.evaluate(None, call, schema.as_ref(), op))
            }
            OperatorKind::InlineExternalTable(table) => {
                Some(self.inline_external_table(table, op.span))
            }
            OperatorKind::MacroExpand { group, scope, statements } => {
                Some(self.macro_expand(group, scope.as_ref(), statements, op))
            }
            OperatorKind::Error => None,
            _ => return None,
        })
    }

    /// Whether a sub-pipeline's rows are in scope.
    fn has_rows(&self) -> bool {
        self.row.as_ref().is_some_and(|row| !row.hidden)
    }

    /// What is read and checked, but not executed: an error when the plan is to run.
    fn not_executed(&mut self, span: Span, message: impl Into<String>) {
        let code = binding::UNSUPPORTED_OPERATOR;
        self.report_to_run(Diagnostic::error(Phase::Binding, code, span, message));
    }

    /// An operator that is read and checked, but not executed.
    fn unsupported(
        &mut self,
        operator: &'static str,
        inputs: Vec<Plan>,
        schema: Schema,
        op: &Operator,
    ) -> Plan {
        self.not_executed(op.keyword, format!("the operator `{operator}` is not supported"));
        Plan {
            node: PlanNode::Unsupported { operator, inputs },
            schema: Arc::new(schema),
            span: op.span,
        }
    }

    /// `consume`: no rows, no columns.
    fn consume(&mut self, input: Plan, op: &Operator) -> Plan {
        self.check_parameters_of(op, &[("decodeblocks", Takes::Any)]);
        let columns = Vec::new();
        let node = PlanNode::Project { input: Box::new(empty(input, op.span)), columns };
        Plan { node, schema: Arc::new(Schema::default()), span: op.span }
    }
}

/// The table without its rows.
fn empty(input: Plan, span: Span) -> Plan {
    let schema = Arc::clone(&input.schema);
    let count = crate::Expr::literal(crate::Value::Long(0), span);
    Plan { node: PlanNode::Take { input: Box::new(input), count }, schema, span }
}
