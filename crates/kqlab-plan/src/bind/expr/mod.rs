//! Expressions: what an expression of the syntax tree is, scalar or not.
//!
//! ```text
//! a + b, a and b, a in (b)   operators
//! a.b, a[x]                  member
//! f(a), names                call and table, beside this module
//! ```

mod member;
mod operators;

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, ExprKind as Ast};
use kqlab_syntax::codes::binding;

use super::report::unknown;
use super::scope::{Database, Row};
use super::{Binder, deep};
use crate::expr::{Expr, ExprKind};
use crate::{Plan, Type};

/// What an expression means.
pub(super) enum Entity {
    /// A value.
    Scalar(Expr),
    /// Several values: `arg_max`, `series_stats` ...
    Tuple(Vec<TupleColumn>),
    /// A table.
    Table(Plan),
    /// `database('x')`
    Database(Database),
    /// `cluster('x')`
    Cluster(Arc<str>),
    /// `entity_group [...]`
    Group(Rc<Vec<Database>>),
    /// `$left`, `$right`
    Row(Box<Row>),
    /// A step of scan.
    Step(Arc<str>),
    /// A node or edge of a graph pattern.
    Element(Rc<super::graph::Element>),
    /// In error, reported.
    Unknown,
}

/// A value of several.
pub(super) struct TupleColumn {
    /// The name that it gives its column.
    pub(super) name: String,
    /// The value.
    pub(super) expr: Expr,
    /// The input's column that it is, if it is nothing else.
    pub(super) source: Option<Arc<str>>,
}

impl Binder<'_, '_> {
    /// A scalar.
    pub(super) fn scalar(&mut self, expr: &ast::Expr) -> Expr {
        match self.entity(expr) {
            Entity::Scalar(scalar) => scalar,
            Entity::Tuple(mut columns) if columns.len() == 1 => columns.remove(0).expr,
            Entity::Unknown => unknown(expr.span),
            Entity::Element(_) => super::graph::element_value(expr.span),
            entity @ Entity::Table(_) => {
                self.no_scalar(&entity, expr.span);
                unknown(expr.span)
            }
            Entity::Tuple(_) => {
                let message = "a single value is expected, this gives several columns";
                self.error(binding::SCALAR_EXPECTED, expr.span, message);
                unknown(expr.span)
            }
            Entity::Database(_)
            | Entity::Cluster(_)
            | Entity::Group(_)
            | Entity::Row(_)
            | Entity::Step(_) => {
                self.error(binding::SCALAR_EXPECTED, expr.span, "a scalar is expected");
                unknown(expr.span)
            }
        }
    }

    /// A scalar of this type.
    pub(super) fn scalar_of(&mut self, expr: &ast::Expr, ty: Type, what: &str) -> Expr {
        let scalar = self.scalar(expr);
        if scalar.ty != ty && scalar.ty != Type::Unknown {
            let message = format!("{what} must be a {ty}, this is a {}", scalar.ty);
            self.error(binding::TYPE_MISMATCH, expr.span, message);
            return unknown(expr.span);
        }
        scalar
    }

    /// Whatever the expression means.
    pub(super) fn entity(&mut self, expr: &ast::Expr) -> Entity {
        deep(|| self.entity_inner(expr))
    }

    fn entity_inner(&mut self, expr: &ast::Expr) -> Entity {
        let span = expr.span;
        match &expr.kind {
            Ast::Literal(ast::Literal::Invalid(ty)) if self.env.mode == crate::Mode::Run => {
                self.misplaced(span, &format!("this text is no {}", Type::from(*ty)))
            }
            Ast::Literal(literal) => {
                let value = super::literal::value(literal);
                let ty = match literal {
                    ast::Literal::Type(name) | ast::Literal::Invalid(name) => Type::from(*name),
                    _ => value.ty(),
                };
                Entity::Scalar(Expr { kind: ExprKind::Literal(value), ty, span })
            }
            Ast::Name(name) => self.name(name, false),
            Ast::Paren(inner) => match self.entity(inner) {
                Entity::Scalar(scalar) => Entity::Scalar(Expr { span, ..scalar }),
                other => other,
            },
            Ast::Unary(op, operand) => Entity::Scalar(self.unary(*op, operand, span)),
            Ast::Binary(op, op_span, left, right) => {
                Entity::Scalar(self.binary(*op, *op_span, left, right, span))
            }
            Ast::List(op, op_span, value, list) => {
                Entity::Scalar(self.list(*op, *op_span, value, list, span))
            }
            Ast::Between { negated, value, low, high } => {
                let args = [value, low, high].map(|arg| self.scalar(arg));
                let op = if *negated { "!between" } else { "between" };
                Entity::Scalar(self.operator(op, args.into(), span, span))
            }
            Ast::Call(call) => self.call(call, false),
            Ast::Path(base, name) => self.path(base, name, span),
            Ast::ScopedCall(base, call) => self.scoped_call(base, call),
            Ast::Element { base, index, .. } => self.element(base, index, span),
            Ast::ToScalar { query, .. } => Entity::Scalar(self.first_value(query, span)),
            Ast::ToTable { .. }
            | Ast::Pipe(..)
            | Ast::Source(_)
            | Ast::Datatable(_)
            | Ast::ExternalData(_)
            | Ast::DataScope(..)
            | Ast::ContextualDatatable(..)
            | Ast::MaterializedViewCombine(_) => {
                Entity::Table(self.with_row(None, |binder| binder.table(expr)).0)
            }
            Ast::EntityGroup(members) => self.entity_group(members),
            Ast::Schema(_) => self.misplaced(
                span,
                "a type of several columns stands only in an argument of a plugin",
            ),
            Ast::Bracketed(inner) => {
                self.entity(inner);
                self.misplaced(span, "`[...]` needs a dynamic value before it")
            }
            Ast::Wildcard(_) | Ast::WildcardPath(..) => {
                self.misplaced(span, "a name with wildcards is not allowed here")
            }
            Ast::Star => self.misplaced(span, "`*` is not allowed here"),
            Ast::Block(..) => self.misplaced(span, "a function's body is not allowed here"),
            Ast::Error => Entity::Unknown,
        }
    }

    fn misplaced(&mut self, span: Span, message: &str) -> Entity {
        self.error(binding::TYPE_MISMATCH, span, message);
        Entity::Unknown
    }

    /// `toscalar(query)`: of a scalar, the scalar itself.
    fn first_value(&mut self, query: &ast::Expr, span: Span) -> Expr {
        let (entity, _) = self.with_row(None, |binder| binder.entity(query));
        match entity {
            Entity::Scalar(scalar) => scalar,
            Entity::Table(plan) => match plan.schema.fields.first() {
                Some(first) => {
                    Expr { ty: first.ty, kind: ExprKind::ScalarQuery(Arc::new(plan)), span }
                }
                None if plan.schema.open => unknown(span),
                None => {
                    self.error(binding::TYPE_MISMATCH, query.span, "the table has no columns");
                    unknown(span)
                }
            },
            Entity::Unknown => unknown(span),
            _ => {
                self.error(binding::TABLE_EXPECTED, query.span, "a table or a scalar is expected");
                unknown(span)
            }
        }
    }
}
