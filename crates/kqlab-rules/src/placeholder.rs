//! Placeholders of hunting queries, such as `{{StartTimeISO}}`: the time that a person has chosen.
//! <https://learn.microsoft.com/azure/sentinel/hunting#use-the-hunting-dashboard>

use kqlab_syntax::time::format_datetime;

use crate::rule::Window;

const START: &str = "{{StartTimeISO}}";
const END: &str = "{{EndTimeISO}}";

/// The first placeholder of a query.
#[must_use]
pub fn placeholder(query: &str) -> Option<&'static str> {
    [START, END].into_iter().find(|name| query.contains(name))
}

/// The query with its placeholders filled in.
#[must_use]
pub(crate) fn fill(query: &str, window: Window) -> String {
    query.replace(START, &format_datetime(window.from)).replace(END, &format_datetime(window.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_filled_in() {
        let window = Window { from: 0, to: 600_000_000 };
        let query = "let a = todatetime('{{StartTimeISO}}'); let b = datetime({{EndTimeISO}});";
        assert_eq!(placeholder(query), Some(START));
        let filled = fill(query, window);
        assert!(filled.contains("'0001-01-01T00:00:00.0000000Z'"), "{filled}");
        assert!(filled.contains("datetime(0001-01-01T00:01:00.0000000Z)"), "{filled}");
        assert_eq!(placeholder("T | where a has '{{payload}}'"), None);
    }
}
