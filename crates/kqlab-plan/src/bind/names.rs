//! How columns that the query does not name are named (`strlen(s)` is `strlen_s`), after the syntax alone: the
//! official binder's result-name kinds.

use kqlab_syntax::ast::{self, Call, ExprKind, Literal, NamedExpr, Target};

use super::aggregate::percentile_text;
use super::scope::Symbol;
use super::{Binder, Place};
use crate::{FnDef, ResultName};

impl Binder<'_, '_> {
    /// The name that an expression gives its column, if it gives one.
    pub(super) fn result_name(&self, expr: &ast::Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Paren(inner) => self.result_name(inner),
            ExprKind::Name(name) => Some(name.text.clone()),
            ExprKind::Path(base, name) if self.is_row_path(base) => Some(name.text.clone()),
            ExprKind::Path(base, name) => Some(joined(self.result_name(base), &name.text)),
            ExprKind::Element { base, index, .. } => {
                let index = index_text(index);
                if self.is_row_path(base) {
                    return index;
                }
                match (self.result_name(base), index) {
                    (Some(base), index) => Some(joined(Some(base), &index.unwrap_or_default())),
                    (None, index) => index,
                }
            }
            ExprKind::Call(call) => self.call_name(call),
            _ => None,
        }
    }

    /// As [`Self::result_name`], of what may carry a name of its own.
    pub(super) fn named_result_name(&self, named: &NamedExpr) -> Option<String> {
        match &named.target {
            Target::Name(name) => Some(name.text.clone()),
            Target::None | Target::Names(_) => self.result_name(&named.expr),
        }
    }

    /// `$left.x`, `step.x`: the path's last name alone names the column.
    fn is_row_path(&self, base: &ast::Expr) -> bool {
        let ExprKind::Name(name) = &base.kind else { return false };
        name.text == "$left"
            || name.text == "$right"
            || matches!(self.locals.get(&name.text), Some(Symbol::Step(_)))
    }

    fn call_name(&self, call: &Call) -> Option<String> {
        let def = self.named_function(&call.name.text)?;
        let first = || match call.args.first() {
            Some(first) => self.named_result_name(first),
            None => None,
        };
        let prefixed = |prefix: &str| match call.args.first() {
            Some(_) => format!("{prefix}_{}", first().unwrap_or_default()),
            None => format!("{prefix}_"),
        };
        // Within another function (measured; the official binder names it only where it stands alone).
        if let ("percentile", [_, NamedExpr { expr, .. }]) = (def.name, call.args.as_slice())
            && let ExprKind::Literal(literal) = &expr.kind
        {
            let percentile = percentile_text(&super::literal::value(literal));
            return Some(format!("{}_{percentile}", prefixed("percentile")));
        }
        let only = call.args.len() == 1;
        match def.result_name {
            ResultName::FirstArgument => first(),
            ResultName::OnlyArgument if only => first(),
            ResultName::NameAndFirstArgument => Some(prefixed(def.name)),
            ResultName::NameAndOnlyArgument if only => Some(prefixed(def.name)),
            ResultName::PrefixAndFirstArgument(prefix) => Some(prefixed(prefix)),
            ResultName::PrefixAndOnlyArgument(prefix) if only => Some(prefixed(prefix)),
            ResultName::PrefixOnly(prefix) => Some(prefix.to_owned()),
            ResultName::FirstArgumentValueIfColumn => {
                let name = self.name_argument(&call.args.first()?.expr)?;
                self.row.as_ref()?.get(&name).map(|_| name)
            }
            ResultName::None
            | ResultName::OnlyArgument
            | ResultName::NameAndOnlyArgument
            | ResultName::PrefixAndOnlyArgument(_) => None,
        }
    }

    /// The builtin that a call's name means here, a user's function of that name apart.
    fn named_function(&self, name: &str) -> Option<&'static FnDef> {
        if self.locals.get(name).is_some() || self.env.catalog.function(name).is_some() {
            return None;
        }
        let library = self.env.library;
        match self.place {
            Place::Aggregate => library.aggregate(name).or_else(|| library.scalar(name)),
            Place::Normal => library.scalar(name).or_else(|| library.aggregate(name)),
        }
    }

    /// The text of a string literal or of a let that holds one.
    pub(super) fn name_argument(&self, expr: &ast::Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Literal(Literal::String(text)) => Some(text.value.clone()),
            ExprKind::Paren(inner) => self.name_argument(inner),
            ExprKind::Name(name) => match self.locals.get(&name.text)? {
                Symbol::Scalar(scalar) => match self.fold(&scalar.expr)? {
                    crate::Value::String(text) => Some(text.to_string()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }
}

fn joined(base: Option<String>, name: &str) -> String {
    match base {
        Some(base) if !base.trim().is_empty() => format!("{base}_{name}"),
        _ => name.to_owned(),
    }
}

/// The text of a literal index; a computed one (`a[-1]` too) has none.
fn index_text(index: &ast::Expr) -> Option<String> {
    match &index.kind {
        ExprKind::Literal(Literal::String(text)) => Some(text.value.clone()),
        ExprKind::Literal(Literal::Long(n)) => Some(n.to_string()),
        ExprKind::Literal(Literal::Int(n)) => Some(n.to_string()),
        _ => None,
    }
}
