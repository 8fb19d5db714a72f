//! Graph operators: read, not executed.

use kqlab_syntax::ast::{ExprKind as Ast, Operator, OperatorKind};

use crate::bind::Binder;
use crate::{Plan, Schema};

impl Binder<'_, '_> {
    /// A graph is no table; what it holds is not tracked, so that the columns of its results are not known.
    pub(super) fn graph(&mut self, input: Plan, op: &Operator) -> Plan {
        let name = match &op.kind {
            OperatorKind::MakeGraph(graph) => {
                for (table, _) in &graph.nodes {
                    if !matches!(table.kind, Ast::Error) {
                        self.with_row(None, |binder| binder.table(table));
                    }
                }
                "make-graph"
            }
            OperatorKind::GraphMatch(_) => "graph-match",
            OperatorKind::GraphShortestPaths(_) => "graph-shortest-paths",
            OperatorKind::GraphToTable(_) => "graph-to-table",
            OperatorKind::GraphMarkComponents => "graph-mark-components",
            OperatorKind::GraphWhereNodes(_) => "graph-where-nodes",
            _ => "graph-where-edges",
        };
        self.unsupported(name, vec![input], Schema { fields: Vec::new(), open: true }, op)
    }
}
