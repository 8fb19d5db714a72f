//! Placeholders of hunting queries, such as `{{StartTimeISO}}`: the time that a person has chosen.
//! <https://learn.microsoft.com/azure/sentinel/hunting#use-the-hunting-dashboard>

use std::borrow::Cow;

use kqlab_syntax::Span;
use kqlab_syntax::time::format_datetime;

use crate::Placement;
use crate::rule::Window;

const START: &str = "{{StartTimeISO}}";
const END: &str = "{{EndTimeISO}}";

/// The first placeholder of a query and its place.
#[must_use]
pub(crate) fn find(query: &str) -> Option<(&'static str, Span)> {
    let (at, name) = next(query, 0)?;
    Some((name, Span::new(offset(at), offset(at + name.len()))))
}

/// The query with its placeholders filled in, and where the text stands in the query.
#[must_use]
pub(crate) fn fill(query: &str, window: Window) -> (Cow<'_, str>, Option<Placement>) {
    let mut filled = String::new();
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some((at, name)) = next(query, from) {
        pieces.push((offset(filled.len()), offset(from)));
        filled.push_str(&query[from..at]);
        pieces.push((offset(filled.len()), offset(at)));
        let time = if name == START { window.from } else { window.to };
        filled.push_str(&format_datetime(time));
        from = at + name.len();
    }
    if pieces.is_empty() {
        return (query.into(), None);
    }
    pieces.push((offset(filled.len()), offset(from)));
    filled.push_str(&query[from..]);
    (filled.into(), Some(Placement::pieces(pieces)))
}

/// The query with times of the same length in the placeholders' place: enough to check it.
#[must_use]
pub fn checkable(query: &str) -> Cow<'_, str> {
    match find(query) {
        None => query.into(),
        Some(_) => query.replace(START, "2026-01-01T00:00").replace(END, "2026-01-02    ").into(),
    }
}

fn next(query: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = |name: &'static str| query[from..].find(name).map(|at| (from + at, name));
    [found(START), found(END)].into_iter().flatten().min()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_filled_in() {
        let window = Window { from: 0, to: 600_000_000 };
        let query = "let a = todatetime('{{StartTimeISO}}'); let b = datetime({{EndTimeISO}}); T";
        assert_eq!(find(query).map(|(name, span)| (name, span.start)), Some((START, 20)));
        let (filled, placement) = fill(query, window);
        assert!(filled.contains("'0001-01-01T00:00:00.0000000Z'"), "{filled}");
        assert!(filled.contains("datetime(0001-01-01T00:01:00.0000000Z)"), "{filled}");
        let last = offset(filled.len() - 1);
        let placed = placement.unwrap().place(Span::new(last, last + 1));
        assert_eq!(&query[placed.range()], "T");
        assert_eq!(find("T | where a has '{{payload}}'"), None);
    }

    #[test]
    fn a_query_is_checked_where_it_stands() {
        let query = "T | where t between (datetime({{StartTimeISO}}) .. datetime({{EndTimeISO}}))";
        let checkable = checkable(query);
        assert_eq!(checkable.len(), query.len());
        assert!(!checkable.contains("{{"), "{checkable}");
    }
}
