//! The list of `in` and its forms, hashed once for many rows.

use hashbrown::HashSet;
use kqlab_plan::Type;
use serde_json::Value as JsonValue;

use super::fold::{fold, fold_into};
use crate::cast::{number, text, time};
use crate::core::{Dynamic, Inner, Ref};
use crate::decimal;

/// The members of a list, as values of one type are compared with them.
#[derive(Debug, Default)]
pub struct Set {
    folded: bool,
    texts: HashSet<Box<str>>,
    longs: HashSet<i64>,
    /// The bits of reals that are no long.
    reals: HashSet<u64>,
    decimals: HashSet<String>,
}

/// The long that a real is, if it is one.
fn whole(value: f64) -> Option<i64> {
    let long = value as i64;
    (long as f64 == value && value.abs() < 9e18).then_some(long)
}

impl Set {
    /// An empty list for values of type `ty`; `folded` is without regard to case.
    #[must_use]
    pub fn new(folded: bool) -> Self {
        Self { folded, ..Self::default() }
    }

    /// Adds a member that values of type `ty` are compared with; an array adds its elements, a null nothing.
    pub fn insert(&mut self, ty: Type, member: Ref<'_>) {
        if let Ref::Dynamic(dynamic) = member {
            match dynamic.inner() {
                Inner::Array => {
                    if let JsonValue::Array(items) = &*dynamic.value() {
                        items
                            .iter()
                            .for_each(|item| self.insert_one(ty, Dynamic::Value(item).into()));
                    }
                    return;
                }
                Inner::Null => return,
                _ => {}
            }
        }
        self.insert_one(ty, member);
    }

    fn insert_one(&mut self, ty: Type, member: Ref<'_>) {
        if matches!(member, Ref::Null | Ref::Dynamic(Dynamic::Value(JsonValue::Null))) {
            return;
        }
        match ty {
            Type::String => self.insert_text(&text::of(member)),
            Type::Guid => self.texts.extend(time::guid(member).map(Box::from)),
            Type::Datetime => self.longs.extend(time::datetime(member)),
            Type::Timespan => self.longs.extend(time::timespan(member)),
            Type::Bool | Type::Int | Type::Long | Type::Real => self.insert_number(member),
            Type::Decimal => {
                let number = decimal::of(member).map(|number| number.normalized());
                self.decimals.extend(number.map(|number| decimal::text(&number)));
            }
            Type::Dynamic | Type::Unknown => {
                self.insert_text(&text::of(member));
                self.insert_number(member);
            }
        }
    }

    fn insert_text(&mut self, text: &str) {
        self.texts.insert(if self.folded { fold(text).into() } else { text.into() });
    }

    fn insert_number(&mut self, member: Ref<'_>) {
        let real = match member {
            Ref::Int(_) | Ref::Long(_) | Ref::Bool(_) => None,
            Ref::Dynamic(value) if matches!(value.inner(), Inner::Long(_) | Inner::Bool(_)) => None,
            member => number::real(member),
        };
        match real {
            None => self.longs.extend(number::long(member)),
            Some(real) => match whole(real) {
                Some(long) => drop(self.longs.insert(long)),
                None => drop(self.reals.insert(real.to_bits())),
            },
        }
    }

    /// Whether the value is a member; null is none.
    #[must_use]
    pub fn contains(&self, value: Ref<'_>, buffer: &mut String) -> bool {
        match value {
            Ref::Null => false,
            Ref::String(text) => self.has_text(text, buffer),
            Ref::Guid(text) => self.texts.contains(text),
            Ref::Int(value) => self.longs.contains(&i64::from(value)),
            Ref::Long(value) | Ref::Datetime(value) | Ref::Timespan(value) => {
                self.longs.contains(&value)
            }
            Ref::Bool(value) => self.longs.contains(&i64::from(value)),
            Ref::Real(value) => self.has_real(value),
            Ref::Decimal(text) => decimal::parse(text)
                .is_some_and(|number| self.decimals.contains(&decimal::text(&number.normalized()))),
            Ref::Dynamic(dynamic) => match dynamic.inner() {
                Inner::Null => false,
                Inner::Long(long) => self.longs.contains(&long),
                Inner::Real(real) => self.has_real(real),
                Inner::String(text) => self.has_text(&text, buffer),
                Inner::Bool(_) | Inner::Array | Inner::Bag => {
                    self.has_text(&text::of(value), buffer)
                }
            },
        }
    }

    fn has_real(&self, value: f64) -> bool {
        match whole(value) {
            Some(long) => self.longs.contains(&long),
            None => self.reals.contains(&value.to_bits()) && !value.is_nan(),
        }
    }

    fn has_text(&self, text: &str, buffer: &mut String) -> bool {
        if !self.folded {
            return self.texts.contains(text);
        }
        fold_into(text, buffer);
        self.texts.contains(buffer.as_str())
    }
}
