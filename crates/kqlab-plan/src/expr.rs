//! Bound scalar expressions: every name resolved, every type known, every conversion written out.

use std::sync::Arc;

use kqlab_syntax::Span;

use crate::{FnDef, Plan, Type, Value};

/// A bound expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The type of its value.
    pub ty: Type,
    /// Where it stands in the query.
    pub span: Span,
}

/// What a bound expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A constant.
    Literal(Value),
    /// A column of the operator's input.
    Column(Arc<str>),
    /// A builtin scalar or window function, operators included: `==` is the function named `==`,
    /// `a.b` and `a[0]` are `Path`. `overload` is the index in `def.overloads`.
    Call {
        /// The function.
        def: &'static FnDef,
        /// Which of its forms.
        overload: usize,
        /// One expression an argument.
        args: Vec<Expr>,
    },
    /// A walk into a dynamic value; the steps are constant.
    Path(Box<Expr>, Vec<PathStep>),
    /// `a[i]` with a computed index: a long or a string.
    Element(Box<Expr>, Box<Expr>),
    /// A conversion that the binder added: int to long, long to real, a scalar to dynamic ...
    Convert(Box<Expr>),
    /// `toscalar(...)`: the first column of the first row, once a query.
    ScalarQuery(Arc<Plan>),
    /// `x in (table)` and its forms: the table's first column, once a query. `def` is the operator's function.
    InQuery {
        /// The operator: `in`, `!in`, `in~`, `!in~`, `has_any`, `has_all`.
        def: &'static FnDef,
        /// What is tested.
        value: Box<Expr>,
        /// The list, a table of one column.
        table: Arc<Plan>,
    },
    /// A scan step's state: `step.column`.
    ScanState {
        /// The step's name.
        step: Arc<str>,
        /// The column.
        column: Arc<str>,
    },
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// `.name`, `["name"]`
    Key(Arc<str>),
    /// `[0]`, `[-1]`
    Index(i64),
}

/// A named expression.
#[derive(Clone, Debug)]
pub struct NamedExpr {
    /// The column that it makes.
    pub name: Arc<str>,
    /// Its value.
    pub expr: Expr,
}

impl Expr {
    /// A constant.
    #[must_use]
    pub fn literal(value: Value, span: Span) -> Self {
        Self { ty: value.ty(), kind: ExprKind::Literal(value), span }
    }

    /// A column.
    #[must_use]
    pub fn column(name: impl Into<Arc<str>>, ty: Type, span: Span) -> Self {
        Self { kind: ExprKind::Column(name.into()), ty, span }
    }

    /// Its value, if it is a constant.
    #[must_use]
    pub fn as_literal(&self) -> Option<&Value> {
        match &self.kind {
            ExprKind::Literal(value) => Some(value),
            _ => None,
        }
    }
}
