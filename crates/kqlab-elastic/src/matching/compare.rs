//! A value of a document against a literal: the value's kind decides how.

use std::cmp::Ordering;
use std::net::IpAddr;

use serde_json::Value as Json;

use crate::query::{Comparison, Literal};

/// Whether the value is what the literal says.
pub(super) fn equal(value: &Json, literal: &Literal) -> bool {
    match value {
        Json::String(found) => *found == literal.text || same_address(found, literal),
        Json::Bool(found) => literal.text == if *found { "true" } else { "false" },
        Json::Number(found) => {
            found.to_string() == literal.text
                || found.as_f64().is_some_and(|found| literal.number == Some(found))
        }
        Json::Null | Json::Array(_) | Json::Object(_) => false,
    }
}

fn same_address(found: &str, literal: &Literal) -> bool {
    if literal.address.is_none() && literal.network.is_none() {
        return false;
    }
    found.parse::<IpAddr>().is_ok_and(|found| {
        literal.address == Some(found) || literal.network.is_some_and(|net| net.contains(&found))
    })
}

/// Whether the value stands to the literal as `comparison` says: as numbers, times, addresses or texts, the first
/// that both are.
pub(super) fn ordered(value: &Json, comparison: Comparison, literal: &Literal) -> bool {
    let order = match value {
        Json::Number(found) => {
            found.as_f64().zip(literal.number).and_then(|(a, b)| a.partial_cmp(&b))
        }
        Json::String(found) => Some(text_order(found, literal)),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    };
    order.is_some_and(|order| match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    })
}

fn text_order(found: &str, literal: &Literal) -> Ordering {
    let numbers =
        || literal.number.zip(found.parse().ok()).and_then(|(b, a): (f64, f64)| a.partial_cmp(&b));
    let times = || {
        let found = kqlab_syntax::time::parse_datetime(found)?;
        literal.time.map(|time| found.cmp(&time))
    };
    let addresses = || {
        let found: IpAddr = found.parse().ok()?;
        literal.address.map(|address| found.cmp(&address))
    };
    numbers().or_else(times).or_else(addresses).unwrap_or_else(|| found.cmp(literal.text.as_str()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is(value: Json, text: &str) -> bool {
        equal(&value, &Literal::new(text.to_owned(), false))
    }

    #[test]
    fn the_document_s_value_decides_the_kind() {
        assert!(is(json!(4624), "4624") && is(json!("4624"), "4624") && is(json!(1.5), "1.50"));
        assert!(is(json!(true), "true") && is(json!("true"), "true") && !is(json!(true), "1"));
        assert!(!is(json!(5), "five") && !is(json!("Five"), "five"));
    }

    #[test]
    fn networks_hold_addresses() {
        assert!(is(json!("10.1.2.3"), "10.0.0.0/8") && !is(json!("11.1.2.3"), "10.0.0.0/8"));
        assert!(is(json!("fd00::1"), "FC00::/7") && is(json!("::1"), "0:0:0:0:0:0:0:1"));
        assert!(!is(json!("ten"), "10.0.0.0/8") && is(json!("10.0.0.0/8"), "10.0.0.0/8"));
    }

    #[test]
    fn ranges_compare_numbers_times_and_text() {
        let less = |value: Json, text: &str| {
            ordered(&value, Comparison::Less, &Literal::new(text.to_owned(), false))
        };
        assert!(less(json!(9), "10") && less(json!("9"), "10") && !less(json!(10), "10"));
        assert!(less(json!("2026-01-01T00:00:00Z"), "2026-01-01T01:00:00+00:00"));
        assert!(less(json!("a"), "b") && !less(json!(true), "b"));
    }
}
