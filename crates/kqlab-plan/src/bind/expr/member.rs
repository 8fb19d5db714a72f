//! Members: `a.b` and `a[x]`, of a dynamic value, a side of a join, a step of scan, a node or edge.

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, ExprKind as Ast};
use kqlab_syntax::codes::binding;

use super::{Entity, TupleColumn};
use crate::bind::report::unknown;
use crate::bind::scope::{Row, Symbol};
use crate::bind::{Binder, convert, suggest};
use crate::expr::{Expr, ExprKind, PathStep};
use crate::{Field, Type, Value};

impl Binder<'_, '_> {
    /// `a.b`
    pub(super) fn path(&mut self, base: &ast::Expr, name: &ast::Name, span: Span) -> Entity {
        if let Ast::Call(call) = &base.kind
            && let Some(Symbol::Pattern(pattern, locals)) =
                self.locals.get(&call.name.text).cloned()
        {
            return self.pattern_path(&pattern, &locals, call, &name.text);
        }
        match self.path_base(base) {
            Entity::Scalar(scalar) => Entity::Scalar(self.step_into(
                scalar,
                PathStep::Key(name.text.as_str().into()),
                name.span,
                span,
            )),
            Entity::Row(row) => self.row_column(*row, base, name, span),
            Entity::Step(step) => self.scan_state(&step, name, span),
            Entity::Element(element) => self.element_column(&element, &name.text, name.span, span),
            Entity::Database(database) => self.database_member(&database, name),
            Entity::Tuple(_) | Entity::Table(_) | Entity::Cluster(_) | Entity::Group(_) => {
                let message = format!("`.{}` needs a dynamic value before it", name.text);
                self.error(binding::TYPE_MISMATCH, name.span, message);
                Entity::Unknown
            }
            Entity::Unknown => Entity::Unknown,
        }
    }

    fn path_base(&mut self, base: &ast::Expr) -> Entity {
        match &base.kind {
            Ast::Name(name) if name.text == "$left" && self.right.is_some() => {
                self.row.clone().map_or(Entity::Unknown, |row| Entity::Row(Box::new(row)))
            }
            Ast::Name(name) if name.text == "$right" => self
                .right
                .clone()
                .map_or_else(|| self.name(name, false), |row| Entity::Row(Box::new(row))),
            _ => self.entity(base),
        }
    }

    fn row_column(&mut self, row: Row, base: &ast::Expr, name: &ast::Name, span: Span) -> Entity {
        let left = matches!(&base.kind, Ast::Name(base) if base.text == "$left");
        let found = row.get(&name.text).or_else(|| {
            let side = if left { self.row.as_mut() } else { self.right.as_mut() };
            side.filter(|side| side.schema.open).map(|side| {
                let name: Arc<str> = name.text.as_str().into();
                side.inferred.push(Arc::clone(&name));
                Field::new(name, Type::Unknown)
            })
        });
        match found {
            Some(field) => {
                Entity::Scalar(Expr { kind: ExprKind::Column(field.name), ty: field.ty, span })
            }
            None => {
                let side = if left { "left" } else { "right" };
                let names = row.fields().map(|field| field.name).collect::<Vec<_>>();
                let hint = suggest::near(&name.text, names.iter().map(|n| &**n));
                let message = format!("the {side} table of the join has no column `{}`", name.text);
                self.unknown_name(binding::UNKNOWN_COLUMN, name.span, message, hint);
                Entity::Unknown
            }
        }
    }

    fn scan_state(&mut self, step: &Arc<str>, name: &ast::Name, span: Span) -> Entity {
        let Some(Symbol::Step(fields)) = self.locals.get(step).cloned() else {
            return Entity::Unknown;
        };
        match fields.iter().find(|field| *field.name == *name.text) {
            Some(field) => {
                let kind =
                    ExprKind::ScanState { step: Arc::clone(step), column: Arc::clone(&field.name) };
                Entity::Scalar(Expr { kind, ty: field.ty, span })
            }
            None => {
                let hint = suggest::near(&name.text, fields.iter().map(|field| &*field.name));
                let message = format!("step `{step}` has no column `{}`", name.text);
                self.unknown_name(binding::UNKNOWN_COLUMN, name.span, message, hint);
                Entity::Unknown
            }
        }
    }

    /// `a[x]`
    pub(super) fn element(&mut self, base: &ast::Expr, index: &ast::Expr, span: Span) -> Entity {
        let base = match self.path_base(base) {
            Entity::Scalar(scalar) => scalar,
            Entity::Tuple(mut columns) if columns.len() == 1 => columns.remove(0).expr,
            Entity::Unknown => {
                self.scalar(index);
                return Entity::Unknown;
            }
            Entity::Row(row) => return self.row_element(*row, index, span),
            Entity::Element(element) => {
                let index = self.scalar(index);
                return match self.fold(&index) {
                    Some(Value::String(name)) => {
                        self.element_column(&element, &name, index.span, span)
                    }
                    _ => self.misplaced(index.span, "a column's name is expected"),
                };
            }
            Entity::Tuple(columns) => return self.tuple_element(columns, index),
            _ => return self.misplaced(base.span, "`[...]` needs a dynamic value before it"),
        };
        let index = self.scalar(index);
        if !matches!(
            index.ty,
            Type::Int | Type::Long | Type::String | Type::Dynamic | Type::Unknown
        ) {
            let message = format!("an index must be a long or a string, this is a {}", index.ty);
            self.error(binding::TYPE_MISMATCH, index.span, message);
            return Entity::Unknown;
        }
        let step = match self.fold(&index) {
            Some(Value::String(key)) => PathStep::Key(key),
            Some(Value::Long(n)) => PathStep::Index(n),
            Some(Value::Int(n)) => PathStep::Index(i64::from(n)),
            _ if base.ty == Type::Dynamic => {
                let index =
                    if index.ty == Type::Int { convert::convert(index, Type::Long) } else { index };
                let kind = ExprKind::Element(Box::new(base), Box::new(index));
                return Entity::Scalar(Expr { kind, ty: Type::Dynamic, span });
            }
            _ => PathStep::Index(0),
        };
        let index_span = index.span;
        Entity::Scalar(self.step_into(base, step, index_span, span))
    }

    /// `array_sort_asc(a, b)[0]`
    fn tuple_element(&mut self, mut columns: Vec<TupleColumn>, index: &ast::Expr) -> Entity {
        let index = self.scalar(index);
        let position = match self.fold(&index) {
            Some(Value::Long(n)) => usize::try_from(n).ok(),
            Some(Value::Int(n)) => usize::try_from(n).ok(),
            _ => None,
        };
        match position.filter(|&position| position < columns.len()) {
            Some(position) => Entity::Scalar(columns.swap_remove(position).expr),
            None => {
                let message =
                    format!("a position from 0 to {} is expected", columns.len().saturating_sub(1));
                self.misplaced(index.span, &message)
            }
        }
    }

    /// `$left['x']`
    fn row_element(&mut self, row: Row, index: &ast::Expr, span: Span) -> Entity {
        let index = self.scalar(index);
        let name = match self.fold(&index) {
            Some(Value::String(name)) => name,
            _ => return self.misplaced(index.span, "a column's name is expected"),
        };
        match row.get(&name) {
            Some(field) => {
                Entity::Scalar(Expr { kind: ExprKind::Column(field.name), ty: field.ty, span })
            }
            None => self.misplaced(index.span, "the table has no such column"),
        }
    }

    fn step_into(&mut self, base: Expr, step: PathStep, at: Span, span: Span) -> Expr {
        match base.ty {
            Type::Unknown => unknown(span),
            Type::Dynamic => {
                let kind = match base.kind {
                    ExprKind::Path(root, mut steps) => {
                        steps.push(step);
                        ExprKind::Path(root, steps)
                    }
                    _ => ExprKind::Path(Box::new(base), vec![step]),
                };
                Expr { kind, ty: Type::Dynamic, span }
            }
            ty => {
                let hint = match ty {
                    Type::String => "parse_json(...) reads a string as a dynamic value",
                    _ => "only a dynamic value has members and elements",
                };
                let message = format!("a dynamic value is expected before this, and a {ty} found");
                self.error_hint(binding::TYPE_MISMATCH, at, message, hint);
                unknown(span)
            }
        }
    }
}
