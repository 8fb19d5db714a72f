//! Expressions: what an expression of the syntax tree is, scalar or not.

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::ast::{self, BinaryOp, ExprKind as Ast, ListOp, UnaryOp};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Code, Span};

use super::overload::{Arg, ArgKind};
use super::report::unknown;
use super::scope::{Database, Row, Symbol};
use super::{Binder, deep};
use crate::expr::{Expr, ExprKind, PathStep};
use crate::{Plan, Type, Value};

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

    fn unary(&mut self, op: UnaryOp, operand: &ast::Expr, span: Span) -> Expr {
        let operand = self.scalar(operand);
        let literal = operand.as_literal().filter(|value| is_signed(value));
        match (op, literal) {
            (UnaryOp::Plus, Some(value)) => Expr::literal(value.clone(), span),
            (UnaryOp::Minus, Some(value)) if negated(value).is_some() => match negated(value) {
                Some(value) => Expr::literal(value, span),
                None => unknown(span),
            },
            (UnaryOp::Plus, None) => self.operator("plus", vec![operand], span, span),
            (UnaryOp::Minus, _) => self.operator("negate", vec![operand], span, span),
        }
    }

    /// A chain of `and` or `or` becomes a balanced tree, so that thousands of terms are not thousands deep.
    fn binary(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Expr {
        if !matches!(op, BinaryOp::And | BinaryOp::Or) {
            if op == BinaryOp::Search {
                return self.search_term(left, right, op_span, span);
            }
            if let Ast::Star = left.kind {
                return self.star_comparison(op, op_span, right, span);
            }
            let args = vec![self.scalar(left), self.scalar(right)];
            return self.operator(op.text(), args, op_span, span);
        }
        let mut terms = vec![(op_span, right)];
        let mut spine = left;
        while let Ast::Binary(inner, inner_span, left, right) = &spine.kind
            && *inner == op
        {
            terms.push((*inner_span, right));
            spine = left;
        }
        let mut bound = vec![self.scalar(spine)];
        bound.extend(terms.iter().rev().map(|(_, term)| self.scalar(term)));
        self.balanced(op.text(), bound, op_span)
    }

    /// `a and b and c and d` as `(a and b) and (c and d)`.
    pub(super) fn balanced(&mut self, op: &str, mut terms: Vec<Expr>, op_span: Span) -> Expr {
        while terms.len() > 1 {
            let mut halved = Vec::with_capacity(terms.len().div_ceil(2));
            let mut terms_left = terms.into_iter();
            while let Some(first) = terms_left.next() {
                halved.push(match terms_left.next() {
                    Some(second) => {
                        let span = first.span.to(second.span);
                        self.operator(op, vec![first, second], op_span, span)
                    }
                    None => first,
                });
            }
            terms = halved;
        }
        terms.pop().unwrap_or_else(|| unknown(op_span))
    }

    /// `x in (a, b)`, `x in (table)`, `x has_any (dynamic([...]))`.
    fn list(
        &mut self,
        op: ListOp,
        op_span: Span,
        value: &ast::Expr,
        list: &[ast::Expr],
        span: Span,
    ) -> Expr {
        let value = self.scalar(value);
        if let [only] = list {
            match self.list_item(only) {
                Entity::Table(table) => return self.in_table(op, op_span, value, table, span),
                Entity::Scalar(item) => {
                    return self.operator(op.text(), vec![value, item], op_span, span);
                }
                _ => return unknown(span),
            }
        }
        let mut args = vec![value];
        for item in list {
            args.push(self.scalar(item));
        }
        self.operator(op.text(), args, op_span, span)
    }

    /// A table named alone is meant as a table, whatever columns the row has.
    fn list_item(&mut self, item: &ast::Expr) -> Entity {
        match self.entity(item) {
            entity @ (Entity::Scalar(_) | Entity::Table(_) | Entity::Unknown) => entity,
            _ => {
                self.error(binding::SCALAR_EXPECTED, item.span, "a scalar or a table is expected");
                Entity::Unknown
            }
        }
    }

    fn in_table(
        &mut self,
        op: ListOp,
        op_span: Span,
        value: Expr,
        table: Plan,
        span: Span,
    ) -> Expr {
        let Some(def) = self.operator_def(op.text(), op_span) else { return unknown(span) };
        if !matches!(op, ListOp::In | ListOp::NotIn)
            && !matches!(value.ty, Type::String | Type::Dynamic | Type::Unknown)
        {
            let message =
                format!("`{}` needs a string or dynamic, this is a {}", op.text(), value.ty);
            self.error(binding::ARGUMENT_TYPE, value.span, message);
        }
        if table.schema.fields.is_empty() && !table.schema.open {
            self.error(binding::TYPE_MISMATCH, table.span, "the table has no columns");
        }
        let kind = ExprKind::InQuery { def, value: Box::new(value), table: Arc::new(table) };
        Expr { kind, ty: Type::Bool, span }
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

    /// `a.b`
    fn path(&mut self, base: &ast::Expr, name: &ast::Name, span: Span) -> Entity {
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
                crate::Field::new(name, Type::Unknown)
            })
        });
        match found {
            Some(field) => {
                Entity::Scalar(Expr { kind: ExprKind::Column(field.name), ty: field.ty, span })
            }
            None => {
                let side = if left { "left" } else { "right" };
                let names = row.fields().map(|field| field.name).collect::<Vec<_>>();
                let hint = super::suggest::near(&name.text, names.iter().map(|n| &**n));
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
                let hint =
                    super::suggest::near(&name.text, fields.iter().map(|field| &*field.name));
                let message = format!("step `{step}` has no column `{}`", name.text);
                self.unknown_name(binding::UNKNOWN_COLUMN, name.span, message, hint);
                Entity::Unknown
            }
        }
    }

    /// `a[x]`
    fn element(&mut self, base: &ast::Expr, index: &ast::Expr, span: Span) -> Entity {
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
                let index = if index.ty == Type::Int {
                    super::convert::convert(index, Type::Long)
                } else {
                    index
                };
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

    /// An operator over bound operands.
    pub(super) fn operator(
        &mut self,
        op: &str,
        args: Vec<Expr>,
        op_span: Span,
        span: Span,
    ) -> Expr {
        let Some(def) = self.operator_def(op, op_span) else { return unknown(span) };
        if let Some(message) = refused(op, &args) {
            self.error(binding::TYPE_MISMATCH, op_span, message);
            return unknown(span);
        }
        let kinds =
            args.iter().map(|arg| Arg { ty: arg.ty, kind: ArgKind::Scalar }).collect::<Vec<_>>();
        self.apply(def, args, &kinds, op_span, span)
    }

    /// The function of an operator.
    fn operator_def(&mut self, op: &str, span: Span) -> Option<&'static crate::FnDef> {
        let def = self.env.library.scalar(op);
        if def.is_none() {
            self.error(
                binding::UNSUPPORTED_OPERATOR,
                span,
                format!("the operator `{op}` is not supported"),
            );
        }
        def
    }

    /// Reports a name that is not there.
    pub(super) fn unknown_name(
        &mut self,
        code: Code,
        span: Span,
        message: String,
        hint: Option<String>,
    ) {
        match hint {
            Some(near) => self.error_hint(code, span, message, format!("did you mean `{near}`?")),
            None => self.error(code, span, message),
        }
    }
}

/// Two dynamics are not comparable (measured on a real engine).
fn refused(op: &str, args: &[Expr]) -> Option<String> {
    let dynamics = args.len() == 2 && args.iter().all(|arg| arg.ty == Type::Dynamic);
    (dynamics && matches!(op, "==" | "!=" | "<" | "<=" | ">" | ">="))
        .then(|| format!("`{op}` does not compare two dynamic values; convert one, with tostring(...) for instance"))
}

/// Whether `+` may stand before a literal.
fn is_signed(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::Long(_) | Value::Real(_) | Value::Timespan(_))
}

/// A negative literal keeps its type: `-int(5)` is an int.
fn negated(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Int(n) => Value::Int(n.checked_neg()?),
        Value::Long(n) => Value::Long(n.checked_neg()?),
        Value::Real(n) => Value::Real(-n),
        Value::Timespan(ticks) => Value::Timespan(ticks.checked_neg()?),
        _ => return None,
    })
}
