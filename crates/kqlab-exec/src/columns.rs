//! Which columns an operator is asked for, and which it then asks of its inputs.
//!
//! What an operator is asked for is at least in its output; nothing is computed, and no column read from a file,
//! that nobody asks for.

use std::collections::BTreeSet;
use std::sync::Arc;

use kqlab_plan::expr::NamedExpr;
use kqlab_plan::{Expr, ExprKind, Schema};

/// A set of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Every column.
    All,
    /// These.
    Some(BTreeSet<Arc<str>>),
}

impl Columns {
    /// No column: only the number of rows counts.
    pub(crate) fn none() -> Self {
        Self::Some(BTreeSet::new())
    }

    /// The columns that an expression reads.
    pub(crate) fn of<'a>(exprs: impl IntoIterator<Item = &'a Expr>) -> Self {
        Self::none().and(exprs)
    }

    /// Whether this column is among them.
    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Some(names) => names.contains(name),
        }
    }

    /// These and what the expressions read.
    pub(crate) fn and<'a>(mut self, exprs: impl IntoIterator<Item = &'a Expr>) -> Self {
        if let Self::Some(names) = &mut self {
            for expr in exprs {
                expr_columns(expr, names);
            }
        }
        self
    }

    /// These and one more.
    pub(crate) fn with(mut self, name: &Arc<str>) -> Self {
        if let Self::Some(names) = &mut self {
            names.insert(Arc::clone(name));
        }
        self
    }

    /// These without some, which are computed here.
    pub(crate) fn without<'a>(mut self, made: impl IntoIterator<Item = &'a Arc<str>>) -> Self {
        if let Self::Some(names) = &mut self {
            for name in made {
                names.remove(name);
            }
        }
        self
    }

    /// Both sets.
    pub(crate) fn union(self, other: Self) -> Self {
        match (self, other) {
            (Self::Some(mut a), Self::Some(b)) => {
                a.extend(b);
                Self::Some(a)
            }
            _ => Self::All,
        }
    }

    /// Those of them that the schema has.
    pub(crate) fn within(&self, schema: &Schema) -> Self {
        match self {
            Self::All => Self::All,
            Self::Some(names) => Self::Some(
                names.iter().filter(|name| schema.get(name).is_some()).cloned().collect(),
            ),
        }
    }

    /// The schema without the columns that are not asked for.
    pub(crate) fn narrow(&self, schema: &Arc<Schema>) -> Arc<Schema> {
        match self {
            Self::All => Arc::clone(schema),
            Self::Some(_) => {
                let wanted = schema.fields.iter().filter(|field| self.has(&field.name));
                Arc::new(Schema { fields: wanted.cloned().collect(), open: schema.open })
            }
        }
    }

    /// Those of the named expressions that are asked for.
    pub(crate) fn select(&self, columns: &[NamedExpr]) -> Vec<NamedExpr> {
        columns.iter().filter(|column| self.has(&column.name)).cloned().collect()
    }
}

fn expr_columns(expr: &Expr, names: &mut BTreeSet<Arc<str>>) {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::ScalarQuery(_) => {}
        ExprKind::Column(name) | ExprKind::ScanState { column: name, .. } => {
            names.insert(Arc::clone(name));
        }
        ExprKind::Call { args, .. } => args.iter().for_each(|arg| expr_columns(arg, names)),
        ExprKind::Path(of, _) | ExprKind::Convert(of) | ExprKind::InQuery { value: of, .. } => {
            expr_columns(of, names);
        }
        ExprKind::Element(of, index) => {
            expr_columns(of, names);
            expr_columns(index, names);
        }
    }
}

/// Whether an expression reads rows other than its own: a window function.
pub(crate) fn has_window(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Column(_)
        | ExprKind::ScalarQuery(_)
        | ExprKind::ScanState { .. } => false,
        ExprKind::Call { def, args, .. } => {
            def.kind == kqlab_plan::FnKind::Window || args.iter().any(has_window)
        }
        ExprKind::Path(of, _) | ExprKind::Convert(of) | ExprKind::InQuery { value: of, .. } => {
            has_window(of)
        }
        ExprKind::Element(of, index) => has_window(of) || has_window(index),
    }
}
