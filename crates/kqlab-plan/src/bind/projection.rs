//! The columns that an operator makes of named expressions, after the official binder's projection builder: what is
//! declared must be unique, what is not gets the next free name.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, NamedExpr as AstNamed, Target};
use kqlab_syntax::codes::binding;

use super::Binder;
use super::expr::{Entity, TupleColumn};
use super::report::unknown;
use crate::expr::{Expr, ExprKind, NamedExpr};
use crate::{Field, Schema};

/// Which operator's rules apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// project
    Project,
    /// distinct
    Distinct,
    /// summarize by
    Key,
    /// extend: what exists is replaced
    Extend,
    /// print: `print_0` ...
    Print,
    /// The aggregates of summarize
    Summarize,
    /// graph-match
    Pattern,
}

/// Gives each name once: `c`, `c1`, `c2` ...
#[derive(Default)]
pub(super) struct UniqueNames {
    /// The names given, and the last suffix tried for each.
    given: HashMap<String, u32>,
    /// Names that are written further on in the clause: what is not written gives way to them.
    written: HashSet<String>,
}

impl UniqueNames {
    /// The name, or the next free one made from it (from `base`, if given).
    pub(super) fn take(&mut self, name: &str, base: Option<&str>) -> String {
        let Some(&last) = self.given.get(name) else {
            self.given.insert(name.to_owned(), 0);
            return name.to_owned();
        };
        let mut suffix = last + 1;
        loop {
            let next = format!("{}{suffix}", base.unwrap_or(name));
            if !self.given.contains_key(&next) && !self.written.contains(&next) {
                self.given.insert(name.to_owned(), suffix);
                self.given.insert(next.clone(), 0);
                return next;
            }
            suffix += 1;
        }
    }

    /// Takes a name as it is.
    pub(super) fn reserve(&mut self, name: &str) {
        self.given.entry(name.to_owned()).or_insert(0);
    }
}

/// The columns so far.
#[derive(Default)]
pub(super) struct Projection {
    columns: Vec<NamedExpr>,
    index: HashMap<Arc<str>, usize>,
    declared: HashSet<Arc<str>>,
    excluded: HashSet<Arc<str>>,
    names: UniqueNames,
}

impl Projection {
    /// A column that is not declared: its name gives way.
    pub(super) fn add(
        &mut self,
        name: &str,
        expr: Expr,
        base: Option<&str>,
        replace: bool,
    ) -> Arc<str> {
        if replace && let Some(&index) = self.index.get(name) {
            self.columns[index].expr = expr;
            return Arc::clone(&self.columns[index].name);
        }
        let name: Arc<str> = self.names.take(name, base).into();
        self.index.insert(Arc::clone(&name), self.columns.len());
        self.columns.push(NamedExpr { name: Arc::clone(&name), expr });
        name
    }

    /// A column of the input as it is, unless it is excluded.
    pub(super) fn add_source(&mut self, source: &Arc<str>, name: &str, expr: Expr, replace: bool) {
        if !self.excluded.contains(source) {
            self.add(name, expr, None, replace);
        }
    }

    /// A column whose name is written: false if it is declared already.
    fn declare(&mut self, name: &str, expr: Expr, replace: bool) -> bool {
        if self.declared.contains(name) {
            return false;
        }
        let name = self.add(name, expr, None, replace);
        self.declared.insert(name);
        true
    }

    /// The input's column of that name is not to be added again.
    pub(super) fn exclude(&mut self, source: &Arc<str>) {
        self.excluded.insert(Arc::clone(source));
    }

    /// The names that these expressions write are theirs, wherever they stand in the clause (measured:
    /// `project abs(x), sqrt(x), x1 = 1` gives `x, x2, x1`).
    pub(super) fn keep_written(&mut self, exprs: &[AstNamed]) {
        self.names
            .written
            .extend(exprs.iter().flat_map(|expr| expr.target.names()).map(str::to_owned));
    }

    /// The columns.
    pub(super) fn columns(&self) -> &[NamedExpr] {
        &self.columns
    }

    /// The last column's value is of another type.
    pub(super) fn retype_last(&mut self, ty: crate::Type) {
        if let Some(last) = self.columns.last_mut() {
            last.expr.ty = ty;
        }
    }

    /// The columns, and their schema.
    pub(super) fn finish(self, open: bool) -> (Vec<NamedExpr>, Arc<Schema>) {
        let fields = self
            .columns
            .iter()
            .map(|c| Field { name: Arc::clone(&c.name), ty: c.expr.ty })
            .collect();
        (self.columns, Arc::new(Schema { fields, open }))
    }
}

/// Whether the clause passes on columns that it does not name: `*`, or an aggregate over `*`.
pub(super) fn writes_star(exprs: &[AstNamed]) -> bool {
    exprs.iter().any(|named| match &named.expr.kind {
        ast::ExprKind::Star => true,
        ast::ExprKind::Call(call) => writes_star(&call.args),
        _ => false,
    })
}

impl Binder<'_, '_> {
    /// The input's columns, known and inferred.
    pub(super) fn row_fields(&self) -> Vec<Field> {
        self.row.as_ref().map(|row| row.fields().collect()).unwrap_or_default()
    }

    /// Every column of the input as it is.
    pub(super) fn input_columns(&self, span: Span) -> Projection {
        let mut projection = Projection::default();
        for field in self.row_fields() {
            projection.add(
                &field.name,
                Expr::column(Arc::clone(&field.name), field.ty, span),
                None,
                false,
            );
        }
        projection
    }

    /// Adds the columns of these expressions.
    pub(super) fn project(
        &mut self,
        projection: &mut Projection,
        exprs: &[AstNamed],
        style: Style,
    ) {
        projection.keep_written(exprs);
        for (index, expr) in exprs.iter().enumerate() {
            self.project_one(projection, expr, style, index);
        }
    }

    /// Adds the columns of one expression; `index` names it in print.
    pub(super) fn project_one(
        &mut self,
        projection: &mut Projection,
        named: &AstNamed,
        style: Style,
        index: usize,
    ) {
        if let ast::ExprKind::Star = named.expr.kind {
            self.project_star(projection, named.expr.span);
            return;
        }
        let entity = self.entity(&named.expr);
        match (&named.target, entity) {
            (_, Entity::Tuple(columns)) => self.project_tuple(projection, named, columns, style),
            (Target::Name(name), entity) => {
                let expr = self.as_scalar(entity, named.expr.span);
                let replace =
                    style == Style::Extend || self.source_column(&named.expr, &expr).is_some();
                self.declare_column(projection, &name.text, name.span, expr, replace);
            }
            (Target::Names(names), entity) => {
                let expr = self.as_scalar(entity, named.expr.span);
                match names.as_slice() {
                    [name] => {
                        let replace = style == Style::Extend
                            || self.source_column(&named.expr, &expr).is_some();
                        self.declare_column(projection, &name.text, name.span, expr, replace);
                    }
                    _ => {
                        let message = "several names are given, but the expression gives one value";
                        self.error(binding::TYPE_MISMATCH, named.expr.span, message);
                    }
                }
            }
            (Target::None, entity) => {
                let expr = self.as_scalar(entity, named.expr.span);
                self.project_unnamed(projection, &named.expr, expr, style, index);
            }
        }
    }

    fn project_star(&mut self, projection: &mut Projection, span: Span) {
        for field in self.row_fields() {
            let expr = Expr::column(Arc::clone(&field.name), field.ty, span);
            projection.add_source(&field.name, &field.name, expr, true);
        }
    }

    fn declare_column(
        &mut self,
        projection: &mut Projection,
        name: &str,
        span: Span,
        expr: Expr,
        replace: bool,
    ) {
        if !projection.declare(name, expr, replace) {
            self.error(
                binding::DUPLICATE_NAME,
                span,
                format!("the column `{name}` is declared twice"),
            );
        }
    }

    fn project_unnamed(
        &mut self,
        projection: &mut Projection,
        ast: &ast::Expr,
        expr: Expr,
        style: Style,
        index: usize,
    ) {
        let source = self.source_column(ast, &expr);
        let own = matches!(style, Style::Print | Style::Pattern);
        if let (Some(source), false) = (&source, own) {
            // The name stands for itself: it is declared by being written. Extend adds nothing then.
            let replace = style == Style::Extend;
            self.declare_column(projection, source, ast.span, expr, replace);
            return;
        }
        if style == Style::Print {
            let name = format!("print_{index}");
            projection.add(&name, expr, Some(&name), false);
            return;
        }
        let name = match self.unwritten_name(ast, style) {
            Some(name) if !name.is_empty() => name,
            _ => self.default_column_name(style),
        };
        projection.add(&name, expr, None, style == Style::Extend);
    }

    /// The next `Column1`, as mv-expand names what it expands.
    pub(super) fn next_unnamed(&mut self) -> String {
        self.default_column_name(Style::Project)
    }

    /// The name that an expression gives its column. Where measured, Kusto names less than the official binder: a group
    /// key that is a variable, and in distinct what `gettype` gives, have none.
    fn unwritten_name(&self, ast: &ast::Expr, style: Style) -> Option<String> {
        match (&ast.kind, style) {
            (ast::ExprKind::Paren(inner), _) => self.unwritten_name(inner, style),
            (_, Style::Pattern) => self.pattern_name(ast),
            (ast::ExprKind::Name(_), Style::Key) => None,
            (ast::ExprKind::Call(call), Style::Distinct) if call.name.text == "gettype" => None,
            (ast::ExprKind::Call(call), Style::Distinct) if call.name.text == "tostring" => {
                match call.args.as_slice() {
                    [only] => self.unwritten_name(&only.expr, style),
                    _ => self.result_name(ast),
                }
            }
            _ => self.result_name(ast),
        }
    }

    /// `Column1`, `Column2` ...: counted through the whole query, over names that mean something already.
    fn default_column_name(&mut self, style: Style) -> String {
        loop {
            self.unnamed += 1;
            let name = format!("Column{}", self.unnamed);
            let column = style != Style::Project
                && self.row.as_ref().is_some_and(|row| row.get(&name).is_some());
            if !column
                && self.locals.get(&name).is_none()
                && self.env.catalog.table(None, &name).is_none()
            {
                return name;
            }
        }
    }

    fn project_tuple(
        &mut self,
        projection: &mut Projection,
        named: &AstNamed,
        columns: Vec<TupleColumn>,
        style: Style,
    ) {
        let names: &[ast::Name] = match &named.target {
            Target::None => &[],
            Target::Name(name) => std::slice::from_ref(name),
            Target::Names(names) => names,
        };
        if let Some(extra) = names.get(columns.len()) {
            self.error(
                binding::TYPE_MISMATCH,
                extra.span,
                "the expression gives no value for this name",
            );
        }
        if style == Style::Print && named.target == Target::None && columns.len() > 1 {
            for column in columns {
                projection.add(&column.name, column.expr, None, false);
            }
            return;
        }
        for (index, column) in columns.into_iter().enumerate() {
            if let Some(name) = names.get(index) {
                let replace = style == Style::Extend || index == 0;
                self.declare_column(projection, &name.text, name.span, column.expr, replace);
            } else if style == Style::Print && !names.is_empty() {
                break;
            } else {
                let replace = style == Style::Extend && matches!(named.target, Target::Names(_));
                match &column.source {
                    Some(source) => {
                        projection.add_source(source, &column.name, column.expr, replace)
                    }
                    None => {
                        projection.add(&column.name, column.expr, None, replace);
                    }
                }
            }
        }
    }

    /// The value of what must be a scalar.
    pub(super) fn as_scalar(&mut self, entity: Entity, span: Span) -> Expr {
        match entity {
            Entity::Scalar(expr) => expr,
            Entity::Tuple(mut columns) if columns.len() == 1 => columns.remove(0).expr,
            Entity::Unknown => unknown(span),
            Entity::Element(_) => super::graph::element_value(span),
            entity => {
                self.no_scalar(&entity, span);
                unknown(span)
            }
        }
    }

    /// The input's column that an expression is and nothing else: `a`, `(a)`, `$left.a`, and `tostring(a)` of a string.
    pub(super) fn source_column(&self, ast: &ast::Expr, expr: &Expr) -> Option<Arc<str>> {
        match (&ast.kind, &expr.kind) {
            (ast::ExprKind::Paren(inner), _) => self.source_column(inner, expr),
            // A variable that stands for a column does not count.
            (ast::ExprKind::Name(name), ExprKind::Column(column)) if *name.text == **column => {
                Some(Arc::clone(column))
            }
            (ast::ExprKind::Path(..), ExprKind::Column(column)) => Some(Arc::clone(column)),
            (ast::ExprKind::Call(call), ExprKind::Call { args, .. }) => {
                let [ast] = call.args.as_slice() else { return None };
                let [arg] = args.as_slice() else { return None };
                let conversion = super::function::conversion(expr.ty);
                let same = arg.ty == expr.ty && is_conversion(&call.name.text, conversion);
                let plain =
                    matches!(ast.expr.kind, ast::ExprKind::Name(_) | ast::ExprKind::Path(..));
                if same && plain { self.source_column(&ast.expr, arg) } else { None }
            }
            _ => None,
        }
    }
}

/// `todouble` is another name of `toreal`, `totime` of `totimespan`, `toobject` of `todynamic`.
fn is_conversion(name: &str, conversion: &str) -> bool {
    name == conversion
        || matches!((name, conversion), ("todouble", "toreal") | ("totime", "totimespan"))
}
