//! What the user can do about a failure: words of other languages, and names that come close to a keyword.

use super::fail::{Expected, Furthest};
use super::input::Ctx;
use super::operator::NAMES;
use crate::lexer::TokenKind;

/// Words of other query languages where an operator should stand.
const OTHER_OPERATORS: &[(&str, &str)] = &[
    ("select", "project"),
    ("fields", "project"),
    ("eval", "extend"),
    ("group", "summarize ... by"),
    ("groupby", "summarize ... by"),
    ("stats", "summarize"),
    ("having", "where"),
    ("head", "take"),
    ("orderby", "order by"),
    ("rename", "project-rename"),
    ("table", "project"),
    ("unique", "distinct"),
    ("dedup", "distinct"),
    ("expand", "mv-expand"),
];

pub(super) fn hint(ctx: &Ctx<'_>, furthest: &Furthest) -> Option<String> {
    let asks = |words| furthest.expected.contains(&Expected::Words(words));
    let text = ctx.slice(ctx.tokens[furthest.index].span);
    let kind = ctx.tokens[furthest.index].kind;
    match kind {
        TokenKind::Bar if asks("an operator") && before(ctx, furthest.index) == Some("|") => {
            Some("write `or`".to_owned())
        }
        TokenKind::Bang => Some("write `not(...)`".to_owned()),
        TokenKind::Ident if asks("an operator") => operator(text),
        TokenKind::Ident if text == "not" => negation(ctx, furthest.index),
        TokenKind::Ident if text.eq_ignore_ascii_case("is") => Some("write `isnull(x)`".to_owned()),
        TokenKind::Ident if text.eq_ignore_ascii_case("and") || text.eq_ignore_ascii_case("or") => {
            Some(format!("write `{}`", text.to_ascii_lowercase()))
        }
        TokenKind::Keyword(_) if asks("an expression") || asks("a name") => {
            Some(format!("`{text}` is a keyword; as a name it is written `['{text}']`"))
        }
        _ => None,
    }
}

fn before<'a>(ctx: &Ctx<'a>, index: usize) -> Option<&'a str> {
    Some(ctx.slice(ctx.tokens[index.checked_sub(1)?].span))
}

/// `x not in (...)` is `x !in (...)`.
fn negation(ctx: &Ctx<'_>, index: usize) -> Option<String> {
    let next = ctx.tokens.get(index + 1)?;
    let is_word = matches!(next.kind, TokenKind::Keyword(_));
    is_word.then(|| format!("write `!{}`", ctx.slice(next.span)))
}

fn operator(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if let Some((_, ours)) = OTHER_OPERATORS.iter().find(|(theirs, _)| *theirs == lower) {
        return Some(format!("KQL has `{ours}` for this"));
    }
    let close = NAMES.iter().map(|name| (distance(&lower, name), name)).min()?;
    let limit = if lower.len() < 5 { 1 } else { 2 };
    (close.0 <= limit).then(|| format!("did you mean `{}`?", close.1))
}

/// How many letters must be changed, left out, added or swapped with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len().abs_diff(right.len()) > 2 {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=right.len()).collect();
    for i in 1..=left.len() {
        for j in 1..=right.len() {
            let changed = usize::from(left[i - 1] != right[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            best = best.min(rows[i - 1][j - 1] + changed);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the official parser takes of each operator stands in `tests/cases/accepted.txt`.
    #[test]
    fn every_operator_has_a_case() {
        let cases = include_str!("../../tests/cases/accepted.txt");
        let apart = |c: char| !c.is_alphanumeric() && !"-_".contains(c);
        let is_there = |name: &str| cases.lines().any(|case| case.split(apart).any(|w| w == name));
        let names = super::NAMES.iter().copied();
        let missing: Vec<&str> = names.filter(|name| !is_there(name)).collect();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn operators_that_come_close() {
        assert_eq!(operator("wehre").as_deref(), Some("did you mean `where`?"));
        assert_eq!(operator("Where").as_deref(), Some("did you mean `where`?"));
        assert_eq!(operator("sumarize").as_deref(), Some("did you mean `summarize`?"));
        assert_eq!(operator("select").as_deref(), Some("KQL has `project` for this"));
        assert_eq!(operator("quux"), None);
    }
}
