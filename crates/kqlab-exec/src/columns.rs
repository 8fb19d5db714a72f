//! What an operator is asked for, and what it then asks of its inputs: columns, and texts that a row must hold to
//! matter.
//!
//! The columns that an operator is asked for are at least in its output; nothing is computed, and no column read from
//! a file, that nobody asks for. Rows that do not hold what is asked may be in its output or not: whoever asks drops
//! them.

use std::collections::BTreeSet;
use std::sync::Arc;

use kqlab_plan::expr::NamedExpr;
use kqlab_plan::{Expr, ExprKind, Needles, Schema};

use crate::needles;

/// A set of columns, of the rows that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// `None` is every column.
    names: Option<BTreeSet<Arc<str>>>,
    /// What a row holds that matters.
    needles: Needles,
}

impl Columns {
    /// Every column of every row.
    pub(crate) fn all() -> Self {
        Self::default()
    }

    /// No column: only the number of rows counts.
    pub(crate) fn none() -> Self {
        Self::named(BTreeSet::new())
    }

    /// These columns of every row.
    pub(crate) fn named(names: BTreeSet<Arc<str>>) -> Self {
        Self { names: Some(names), needles: Needles::default() }
    }

    /// The columns that an expression reads.
    pub(crate) fn of<'a>(exprs: impl IntoIterator<Item = &'a Expr>) -> Self {
        Self::none().and(exprs)
    }

    /// Whether this column is among them.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.as_ref().is_none_or(|names| names.contains(name))
    }

    /// Whether every column is.
    pub(crate) fn is_all(&self) -> bool {
        self.names.is_none()
    }

    /// What a row must hold to matter.
    pub(crate) fn needles(&self) -> &Needles {
        &self.needles
    }

    /// These of every row: rows are counted, or seen from other rows.
    pub(crate) fn of_every_row(self) -> Self {
        Self { needles: Needles::default(), ..self }
    }

    /// These of the rows for which the predicate can be true.
    pub(crate) fn where_true(self, predicate: &Expr) -> Self {
        if has_window(predicate) {
            return self.of_every_row();
        }
        Self { needles: self.needles.and(needles::of(predicate)), ..self }
    }

    /// These of the same rows before columns are made of them; `exprs` says how.
    pub(crate) fn of_rows_before(self, asked: &Self, made: &[NamedExpr]) -> Self {
        if made.iter().any(|column| has_window(&column.expr)) {
            return self.of_every_row();
        }
        Self { needles: needles::before(&asked.needles, made), ..self }
    }

    /// These and what the expressions read.
    pub(crate) fn and<'a>(mut self, exprs: impl IntoIterator<Item = &'a Expr>) -> Self {
        if let Some(names) = &mut self.names {
            for expr in exprs {
                expr_columns(expr, names);
            }
        }
        self
    }

    /// These and one more.
    pub(crate) fn with(mut self, name: &Arc<str>) -> Self {
        if let Some(names) = &mut self.names {
            names.insert(Arc::clone(name));
        }
        self
    }

    /// These and those that the others name.
    pub(crate) fn with_names_of(self, others: Self) -> Self {
        others.names.iter().flatten().fold(self, Self::with)
    }

    /// These without some, which are computed here.
    pub(crate) fn without<'a>(mut self, made: impl IntoIterator<Item = &'a Arc<str>>) -> Self {
        let made: Vec<&Arc<str>> = made.into_iter().collect();
        let is_made = |name: &Arc<str>| made.contains(&name);
        let kept =
            |needle: &kqlab_plan::Needle| (!is_made(&needle.column)).then(|| vec![needle.clone()]);
        self.needles = self.needles.through(kept);
        if let Some(names) = &mut self.names {
            names.retain(|name| !is_made(name));
        }
        self
    }

    /// Both sets. Rows matter that matter to either, so texts are asked for only where both ask for the same.
    pub(crate) fn union(self, other: Self) -> Self {
        let names = match (self.names, other.names) {
            (Some(mut a), Some(b)) => {
                a.extend(b);
                Some(a)
            }
            _ => None,
        };
        let same = self.needles == other.needles;
        Self { names, needles: if same { self.needles } else { Needles::default() } }
    }

    /// Those of them that the schema has.
    pub(crate) fn within(&self, schema: &Schema) -> Self {
        let within = |names: &BTreeSet<Arc<str>>| {
            names.iter().filter(|name| schema.get(name).is_some()).cloned().collect()
        };
        Self { names: self.names.as_ref().map(within), needles: self.needles.clone() }
    }

    /// The schema without the columns that are not asked for.
    pub(crate) fn narrow(&self, schema: &Arc<Schema>) -> Arc<Schema> {
        match &self.names {
            None => Arc::clone(schema),
            Some(_) => {
                let wanted = schema.fields.iter().filter(|field| self.has(&field.name));
                Arc::new(Schema { fields: wanted.cloned().collect(), open: schema.open })
            }
        }
    }

    /// The names that are asked for and that the schema lacks: what an open one may have.
    pub(crate) fn beyond<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = &'a Arc<str>> {
        let names = self.names.iter().flatten();
        names.filter(|name| schema.open && schema.get(name).is_none())
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
