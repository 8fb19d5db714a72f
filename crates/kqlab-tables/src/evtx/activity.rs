//! What an event of the security log is called: `Activity` is its number and the first line of its message.
//!
//! The messages are those of "Appendix L: Events to Monitor" and of the security auditing reference of Windows.

use std::collections::HashMap;
use std::sync::LazyLock;

/// `4624 - An account was successfully logged on.`; only the number where the message is not known (measured: so does
/// the agent, for 5379 and the events of others in this log).
pub(super) fn activity(id: i64) -> String {
    ACTIVITIES.get(&id).map_or_else(|| id.to_string(), |line| (*line).to_owned())
}

/// The activities by the numbers of their events.
static ACTIVITIES: LazyLock<HashMap<i64, &str>> = LazyLock::new(|| lines().collect());

/// One a line, in order.
fn lines() -> impl Iterator<Item = (i64, &'static str)> {
    let number = |line: &str| line.split(' ').next().and_then(|number| number.parse().ok());
    let known = include_str!("activities.txt").lines();
    known.map(move |line| (number(line).expect("invariant: a line begins with a number"), line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_messages() {
        let numbers: Vec<i64> = lines().map(|(number, _)| number).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b));
        assert!(
            lines()
                .all(|(_, line)| line.split_once(" - ").is_some_and(|(_, text)| !text.is_empty()))
        );
        assert_eq!(activity(5058), "5058 - Key file operation.");
        assert_eq!(activity(412), "412");
        assert_eq!(activity(5379), "5379");
    }
}
