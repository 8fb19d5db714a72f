//! Graphs within expressions: nodes and edges that a pattern names, and the functions over their elements.

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, ExprKind as Ast};
use kqlab_syntax::codes::binding;

use super::expr::Entity;
use super::scope::Symbol;
use super::{Binder, suggest};
use crate::expr::Expr;
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type};

/// The columns of a graph's edges and nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Of an edge.
    pub(super) edges: Arc<Schema>,
    /// Of a node; none where no table of nodes was given.
    pub(super) nodes: Option<Arc<Schema>>,
}

/// The pattern whose clauses are being bound.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The graph.
    pub(super) shape: Shape,
    /// An edge of variable length was named: the value is a list of values.
    pub(super) reads_path: bool,
}

/// A node or edge of a pattern.
#[derive(Debug)]
pub(super) struct Element {
    /// Its columns.
    pub(super) schema: Arc<Schema>,
    /// An edge of variable length: a list of edges.
    pub(super) variable: bool,
}

impl Shape {
    /// The columns of a node.
    pub(super) fn node(&self) -> Arc<Schema> {
        self.nodes.clone().unwrap_or_default()
    }
}

/// The shape of the graph that a plan gives, if it gives one.
pub(super) fn shape(plan: &Plan) -> Option<Shape> {
    match &plan.node {
        PlanNode::Graph { edges, nodes, .. } => {
            Some(Shape { edges: Arc::clone(edges), nodes: nodes.clone() })
        }
        PlanNode::Shared(inner) => shape(inner),
        _ => None,
    }
}

impl Binder<'_, '_> {
    /// A node or edge by its name.
    pub(super) fn element_entity(&mut self, element: Rc<Element>) -> Entity {
        if let Some(pattern) = self.graph.as_mut().filter(|_| element.variable) {
            pattern.reads_path = true;
        }
        Entity::Element(element)
    }

    /// `a.name`, of a node or edge.
    pub(super) fn element_column(
        &mut self,
        element: &Element,
        name: &str,
        at: Span,
        span: Span,
    ) -> Entity {
        match element.schema.get(name) {
            Some(field) => Entity::Scalar(Expr::column(Arc::clone(&field.name), field.ty, span)),
            None if element.schema.open => Entity::Scalar(Expr::column(name, Type::Unknown, span)),
            None => {
                let columns = element.schema.fields.iter().map(|field| &*field.name);
                let near = suggest::near(name, columns);
                let message = format!("the graph has no column `{name}` here");
                self.unknown_name(binding::UNKNOWN_COLUMN, at, message, near);
                Entity::Unknown
            }
        }
    }

    /// `all(path, condition)`, `any(path, condition)`, `map(path, value)`: the second argument is about each edge of the
    /// path, or each node within it.
    pub(super) fn call_over_elements(&mut self, call: &ast::Call) -> Option<Entity> {
        let [path, inner] = call.args.as_slice() else { return None };
        let schema = self.path_elements(&path.expr)?;
        let row = self.new_row(&schema, None);
        let (value, _) = self.with_row(Some(row), |binder| binder.scalar(&inner.expr));
        let ty = match call.name.text.as_str() {
            "map" => Type::Dynamic,
            name => {
                if !matches!(value.ty, Type::Bool | Type::Unknown) {
                    let message = format!("`{name}` needs a condition, this is a {}", value.ty);
                    self.error(binding::ARGUMENT_TYPE, inner.expr.span, message);
                }
                Type::Bool
            }
        };
        Some(Entity::Scalar(Expr::column("$elements", ty, call.span)))
    }

    /// The columns of a path's elements: of its edges, or with `inner_nodes(path)` of its nodes.
    fn path_elements(&mut self, path: &ast::Expr) -> Option<Arc<Schema>> {
        let (name, nodes) = match &path.kind {
            Ast::Name(name) => (name, false),
            Ast::Call(call) if call.name.text == "inner_nodes" => match call.args.as_slice() {
                [ast::NamedExpr { expr: ast::Expr { kind: Ast::Name(name), .. }, .. }] => {
                    (name, true)
                }
                _ => return None,
            },
            _ => return None,
        };
        let Some(Symbol::Element(edge)) = self.locals.get(&name.text).cloned() else { return None };
        self.element_entity(Rc::clone(&edge));
        let node = || self.graph.as_ref().map(|pattern| pattern.shape.node());
        if nodes { node() } else { Some(Arc::clone(&edge.schema)) }
    }

    /// How a column of a pattern is named that the query does not name (measured).
    pub(super) fn pattern_name(&self, expr: &ast::Expr) -> Option<String> {
        match &expr.kind {
            Ast::Paren(inner) => self.pattern_name(inner),
            Ast::Name(name) => Some(name.text.clone()),
            Ast::Path(base, name) => Some(format!("{}_{}", self.pattern_name(base)?, name.text)),
            Ast::Element { .. } => self.result_name(expr),
            Ast::Call(call) => match (call.name.text.as_str(), call.args.as_slice()) {
                ("all" | "any" | "map", [path, inner]) => {
                    let inner = match &inner.expr.kind {
                        Ast::Name(name) => Some(name.text.as_str()),
                        Ast::Call(call) if call.args.is_empty() => Some(call.name.text.as_str()),
                        _ => None,
                    };
                    let path = self.pattern_name(&path.expr)?;
                    Some(format!("{path}_{}", inner.unwrap_or("Column")))
                }
                ("node_degree_in" | "node_degree_out" | "node_id" | "inner_nodes", [only]) => {
                    Some(format!("{}_{}", call.name.text, self.pattern_name(&only.expr)?))
                }
                ("tostring", _) => None,
                _ => self.result_name(expr),
            },
            _ => None,
        }
    }
}

/// A node or edge as a value: a bag of its columns.
pub(super) fn element_value(span: Span) -> Expr {
    Expr::column("$element", Type::Dynamic, span)
}

/// Columns of several tables of nodes: one of each name, of two types dynamic.
pub(super) fn combined(tables: &[Plan]) -> Schema {
    let mut all = Schema { fields: Vec::new(), open: tables.iter().any(|table| table.schema.open) };
    for field in tables.iter().flat_map(|table| &table.schema.fields) {
        match all.fields.iter_mut().find(|known| known.name == field.name) {
            Some(known) if known.ty != field.ty => known.ty = Type::Dynamic,
            Some(_) => {}
            None => all.fields.push(Field::clone(field)),
        }
    }
    all
}
