//! What is asked of a value. A negated condition is the contrary of the other, of a value that is missing too.

use std::cmp::Ordering;
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value as Json;

/// A condition and what it compares with.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    ask: Ask,
    negated: bool,
}

#[derive(Clone, Debug)]
enum Ask {
    Exists,
    IsNull,
    IsNullOrEmpty,
    Address(fn(&IpAddr) -> bool),
    InNetwork(IpNet),
    In(Vec<Json>),
    Compare(Comparison, Json),
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Comparison {
    Equal(Case),
    Start(Case),
    End(Case),
    Contain(Case),
    Order(fn(Ordering) -> bool),
}

/// Whether letters' case tells texts apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Exact,
    Any,
}

/// What an expression gives a condition to compare with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given<'a> {
    Nothing,
    Value(&'a Json),
    Values(&'a [Json]),
}

impl Condition {
    /// Reads a condition by its name.
    pub(crate) fn read(name: &str, given: Given<'_>) -> Result<Self, String> {
        let plain = |ask, negated| Ok(Self { ask, negated });
        match (name, given) {
            ("Exists", Given::Nothing) => plain(Ask::Exists, false),
            ("DoesNotExist", Given::Nothing) => plain(Ask::Exists, true),
            ("IsNull", Given::Nothing) => plain(Ask::IsNull, false),
            ("IsNotNull", Given::Nothing) => plain(Ask::IsNull, true),
            ("IsNullOrEmpty", Given::Nothing) => plain(Ask::IsNullOrEmpty, false),
            ("IsNotNullOrEmpty", Given::Nothing) => plain(Ask::IsNullOrEmpty, true),
            ("IsIPAddress", Given::Nothing) => plain(Ask::Address(|_| true), false),
            ("IsIPv4Address", Given::Nothing) => plain(Ask::Address(IpAddr::is_ipv4), false),
            ("IsIPv6Address", Given::Nothing) => plain(Ask::Address(IpAddr::is_ipv6), false),
            ("IsIPAddressInCIDR", Given::Value(net)) => plain(network(net)?, false),
            ("IsIPAddressNotInCIDR", Given::Value(net)) => plain(network(net)?, true),
            ("IsIn", Given::Values(values)) => plain(Ask::In(values.to_vec()), false),
            ("IsNotIn", Given::Values(values)) => plain(Ask::In(values.to_vec()), true),
            (name, Given::Value(value)) => {
                let (comparison, negated) = comparison(name)?;
                plain(Ask::Compare(comparison, value.clone()), negated)
            }
            (name, Given::Nothing) => {
                Err(format!("the condition `{name}` without a `Value` is not supported"))
            }
            (name, Given::Values(_)) => {
                Err(format!("the condition `{name}` with `Values` is not supported"))
            }
        }
    }

    /// Whether a value, if there is one, is as asked.
    pub(crate) fn holds(&self, found: Option<&Json>) -> bool {
        let found_or_null = found.unwrap_or(&Json::Null);
        let holds = match &self.ask {
            Ask::Exists => found.is_some(),
            Ask::IsNull => found_or_null.is_null(),
            Ask::IsNullOrEmpty => is_empty(found_or_null),
            Ask::Address(is) => address(found_or_null).is_some_and(|address| is(&address)),
            Ask::InNetwork(net) => {
                address(found_or_null).is_some_and(|address| net.contains(&address))
            }
            Ask::In(values) => values.iter().any(|value| equal(found_or_null, value)),
            Ask::Compare(comparison, value) => comparison.holds(found_or_null, value),
        };
        holds != self.negated
    }
}

/// The comparison of that name, and whether it is negated. A leading `I` minds no case.
pub(crate) fn comparison(name: &str) -> Result<(Comparison, bool), String> {
    let order = |holds: fn(Ordering) -> bool| Ok((Comparison::Order(holds), false));
    match name {
        "IsGreaterThan" => return order(Ordering::is_gt),
        "IsGreaterThanOrEqual" | "IsGreaterThanOrEquals" => return order(Ordering::is_ge),
        "IsLessThan" => return order(Ordering::is_lt),
        "IsLessThanOrEqual" | "IsLessThanOrEquals" => return order(Ordering::is_le),
        _ => {}
    }
    let (rest, case) = match name.strip_prefix('I') {
        Some(rest) => (rest, Case::Any),
        None => (name, Case::Exact),
    };
    Ok(match rest {
        "Equals" => (Comparison::Equal(case), false),
        "DoesNotEqual" => (Comparison::Equal(case), true),
        "StartsWith" => (Comparison::Start(case), false),
        "DoesNotStartWith" => (Comparison::Start(case), true),
        "EndsWith" => (Comparison::End(case), false),
        "DoesNotEndWith" => (Comparison::End(case), true),
        "Contains" => (Comparison::Contain(case), false),
        "DoesNotContain" => (Comparison::Contain(case), true),
        _ => return Err(format!("the condition `{name}` is not supported")),
    })
}

impl Comparison {
    /// Whether the left value stands so to the right one.
    pub(crate) fn holds(self, left: &Json, right: &Json) -> bool {
        let texts = |case, holds: fn(&str, &str) -> bool| match (left.as_str(), right.as_str()) {
            (Some(left), Some(right)) => holds(&fold(left, case), &fold(right, case)),
            _ => false,
        };
        match self {
            Self::Equal(Case::Exact) => equal(left, right),
            Self::Equal(Case::Any) => same(left, right, Case::Any),
            Self::Start(case) => texts(case, |left, right| left.starts_with(right)),
            Self::End(case) => texts(case, |left, right| left.ends_with(right)),
            Self::Contain(case) => match left.as_array() {
                Some(elements) => elements.iter().any(|element| same(element, right, case)),
                None => texts(case, |left, right| left.contains(right)),
            },
            Self::Order(holds) => order(left, right).is_some_and(holds),
        }
    }
}

fn fold(text: &str, case: Case) -> String {
    match case {
        Case::Exact => text.to_owned(),
        Case::Any => text.to_lowercase(),
    }
}

fn same(left: &Json, right: &Json, case: Case) -> bool {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => fold(left, case) == fold(right, case),
        _ => equal(left, right),
    }
}

/// Numbers are equal by value, whatever they are written as; a text is no number.
fn equal(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(_), Json::Number(_)) => order(left, right) == Some(Ordering::Equal),
        _ => left == right,
    }
}

/// The order of two numbers or two texts; other values have none.
fn order(left: &Json, right: &Json) -> Option<Ordering> {
    match (left, right) {
        (Json::Number(a), Json::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
        },
        (Json::String(a), Json::String(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(map) => map.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

fn address(value: &Json) -> Option<IpAddr> {
    value.as_str()?.parse().ok()
}

fn network(value: &Json) -> Result<Ask, String> {
    let net = value.as_str().and_then(|text| text.parse().ok());
    net.map(Ask::InNetwork).ok_or_else(|| "a network such as 10.0.0.0/8 is expected".to_owned())
}
