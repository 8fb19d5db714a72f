//! JSONPath, as far as Kusto reads it (jsonpath.md): `$.a['b c'][0]`.

use kqlab_plan::expr::PathStep;

use crate::EvalError;

/// The steps of a path.
///
/// # Errors
/// When it is none, or has wildcards, recursion, slices or filters, which Kusto lacks too.
pub fn parse_path(path: &str) -> Result<Vec<PathStep>, EvalError> {
    let refusal = || {
        let error = EvalError::argument(format!("'{path}' is not a path into a JSON document"));
        error.with_hint("write it as $.a['b c'][0]; wildcards and slices are not supported")
    };
    let mut rest = path.trim().strip_prefix('$').ok_or_else(refusal)?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = step(rest).ok_or_else(refusal)?;
        steps.push(step);
        rest = after;
    }
    Ok(steps)
}

fn step(text: &str) -> Option<(PathStep, &str)> {
    if let Some(name) = text.strip_prefix('.') {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (name, rest) = name.split_at(end);
        return (!name.is_empty() && name != "*").then(|| (PathStep::Key(name.into()), rest));
    }
    let inside = text.strip_prefix('[')?;
    for quote in ['\'', '"'] {
        if let Some(quoted) = inside.strip_prefix(quote) {
            let end = format!("{quote}]");
            let (name, rest) = quoted.split_once(&end)?;
            return Some((PathStep::Key(name.into()), rest));
        }
    }
    let (index, rest) = inside.split_once(']')?;
    Some((PathStep::Index(index.trim().parse().ok()?), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let key = |name: &str| PathStep::Key(name.into());
        let steps = vec![key("a"), key("b c"), PathStep::Index(0), key("d.e")];
        assert_eq!(parse_path(r#"$.a['b c'][0]["d.e"]"#), Ok(steps));
        assert_eq!(parse_path("$"), Ok(Vec::new()));
        for wrong in ["", "a", "$..a", "$.*", "$[*]", "$[1:2]", "$.a["] {
            assert!(parse_path(wrong).is_err(), "{wrong}");
        }
    }
}
