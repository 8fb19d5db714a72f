//! Functions over dynamic values, by family.

mod array;
mod array_make;
mod bag;
mod bag_kernels;
mod set;
mod sort;

pub(super) use bag_kernels::packed;

use serde_json::Value as JsonValue;

use crate::ScalarFn;
use crate::core::Dynamic;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[array::FUNCTIONS, array_make::FUNCTIONS, bag::FUNCTIONS, set::FUNCTIONS, sort::FUNCTIONS];

/// The elements of an array; `None` of anything else.
fn items(array: Dynamic<'_>) -> Option<Vec<JsonValue>> {
    match array.value().into_owned() {
        JsonValue::Array(items) => Some(items),
        _ => None,
    }
}
