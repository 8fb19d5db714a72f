//! Which texts a row must hold to pass a filter, and in which columns further down: only what is certain. What is not
//! understood asks for nothing.

use std::sync::Arc;

use kqlab_functions::matching::fold;
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::{Expr, ExprKind, Needle, Needles, Type, Value};
use serde_json::Value as Json;

/// What a row must hold for the predicate to be true.
pub(crate) fn of(predicate: &Expr) -> Needles {
    let ExprKind::Call { def, args, .. } = &predicate.kind else { return Needles::default() };
    let all = |asked: Needles, one: Needles| asked.and(one);
    match (def.name, &args[..]) {
        ("and", args) => args.iter().map(of).fold(Needles::default(), all),
        ("or", [left, right]) => of(left).or(of(right)),
        ("==", [left, right]) => match (texts(right), texts(left)) {
            (Some(text), _) => any(left, &text, false),
            (None, Some(text)) => any(right, &text, false),
            (None, None) => Needles::default(),
        },
        ("in", [value, list @ ..]) => {
            list_texts(list).map_or_else(Needles::default, |texts| any(value, &texts, false))
        }
        ("in~" | "has_any", [value, list @ ..]) => {
            list_texts(list).map_or_else(Needles::default, |texts| any(value, &texts, true))
        }
        ("has_all", [value, list @ ..]) => {
            let texts = list_texts(list).unwrap_or_default();
            texts
                .iter()
                .map(|text| any(value, std::slice::from_ref(text), true))
                .fold(Needles::default(), all)
        }
        (name, [value, text]) => match (folds(name), texts(text)) {
            (Some(folded), Some(text)) => any(value, &text, folded),
            _ => Needles::default(),
        },
        _ => Needles::default(),
    }
}

/// Whether an operator that is true only where the right text stands in the left one looks at the folded texts.
fn folds(operator: &str) -> Option<bool> {
    match operator {
        "=~" | "has" | ":" | "hasprefix" | "hassuffix" | "contains" | "startswith" | "endswith" => {
            Some(true)
        }
        "has_cs" | "hasprefix_cs" | "hassuffix_cs" | "contains_cs" | "startswith_cs"
        | "endswith_cs" => Some(false),
        _ => None,
    }
}

/// The text of a literal; a dynamic string counts as one.
fn texts(expr: &Expr) -> Option<Vec<Arc<str>>> {
    match expr.as_literal()? {
        Value::String(text) => Some(vec![Arc::clone(text)]),
        Value::Dynamic(json) => json.as_str().map(|text| vec![text.into()]),
        _ => None,
    }
}

/// The texts of a list: `("a", "b")` or `(dynamic(["a", "b"]))`.
fn list_texts(list: &[Expr]) -> Option<Vec<Arc<str>>> {
    let mut all = Vec::new();
    for item in list {
        match item.as_literal()? {
            Value::Dynamic(json) => match &**json {
                Json::Array(items) => {
                    for item in items {
                        all.push(item.as_str()?.into());
                    }
                }
                Json::String(text) => all.push(text.as_str().into()),
                _ => return None,
            },
            Value::String(text) => all.push(Arc::clone(text)),
            _ => return None,
        }
    }
    Some(all)
}

/// The value holds one of the texts.
fn any(value: &Expr, texts: &[Arc<str>], folded: bool) -> Needles {
    let needle = |text: &Arc<str>| Needle {
        column: "".into(),
        text: if folded { fold(text).into() } else { Arc::clone(text) },
        folded,
        inside: false,
    };
    let found: Option<Vec<Vec<Needle>>> =
        texts.iter().map(|text| below(value, &needle(text))).collect();
    found.map_or_else(Needles::default, |found| Needles::any(found.concat()))
}

/// Where a text comes from that the value of an expression holds: the columns of which one must hold it.
fn below(value: &Expr, needle: &Needle) -> Option<Vec<Needle>> {
    if !matches!(value.ty, Type::String | Type::Dynamic) {
        return None;
    }
    let inside = needle.inside || value.ty == Type::Dynamic;
    let needle = || Needle { inside, ..needle.clone() };
    match &value.kind {
        ExprKind::Column(name) => Some(vec![Needle { column: Arc::clone(name), ..needle() }]),
        ExprKind::Path(of, _) | ExprKind::Element(of, _) => {
            below(of, &Needle { inside: true, ..needle() })
        }
        ExprKind::Convert(of) => below(of, &needle()),
        ExprKind::Call { def, args, .. } => match (def.name, &args[..]) {
            ("tostring", [of]) | ("substring", [of, ..]) => below(of, &needle()),
            ("trim" | "trim_start" | "trim_end", [_, of]) => below(of, &needle()),
            ("parse_json" | "todynamic", [of]) => below(of, &Needle { inside: true, ..needle() }),
            ("tolower", [of]) => {
                let text = fold(&needle().text).into();
                below(of, &Needle { text, folded: true, ..needle() })
            }
            _ => None,
        },
        _ => None,
    }
}

/// What must be held before columns are computed: those named are made so, the others pass.
pub(crate) fn before(needles: &Needles, made: &[NamedExpr]) -> Needles {
    needles.through(|needle| match made.iter().find(|column| column.name == needle.column) {
        Some(column) => below(&column.expr, needle),
        None => Some(vec![needle.clone()]),
    })
}
