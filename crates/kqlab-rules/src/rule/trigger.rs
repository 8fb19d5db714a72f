//! How many rows make an alert.

use std::fmt;

/// A comparison with a number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// How they are compared.
    pub operator: Operator,
    /// With what.
    pub threshold: u64,
}

/// An operator of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `gt`, `GreaterThan`
    GreaterThan,
    /// `lt`, `LessThan`
    LessThan,
    /// `eq`, `Equal`
    Equal,
    /// `ne`, `NotEqual`
    NotEqual,
}

impl Operator {
    /// Every name of an operator.
    pub(crate) const NAMES: [(&'static str, Self); 8] = [
        ("gt", Self::GreaterThan),
        ("lt", Self::LessThan),
        ("eq", Self::Equal),
        ("ne", Self::NotEqual),
        ("GreaterThan", Self::GreaterThan),
        ("LessThan", Self::LessThan),
        ("Equal", Self::Equal),
        ("NotEqual", Self::NotEqual),
    ];
}

impl Default for Trigger {
    /// Any row.
    fn default() -> Self {
        Self { operator: Operator::GreaterThan, threshold: 0 }
    }
}

impl Trigger {
    /// Whether so many rows make an alert.
    #[must_use]
    pub fn fires(&self, rows: u64) -> bool {
        match self.operator {
            Operator::GreaterThan => rows > self.threshold,
            Operator::LessThan => rows < self.threshold,
            Operator::Equal => rows == self.threshold,
            Operator::NotEqual => rows != self.threshold,
        }
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operator = match self.operator {
            Operator::GreaterThan => "more than",
            Operator::LessThan => "fewer than",
            Operator::Equal => "exactly",
            Operator::NotEqual => "other than",
        };
        write!(f, "{operator} {}", self.threshold)
    }
}
