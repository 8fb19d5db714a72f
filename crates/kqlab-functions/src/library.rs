//! Looking functions up by name.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{AggregateFn, ScalarFn, aggregate, scalar, window};

static SCALARS: LazyLock<HashMap<&'static str, &'static ScalarFn>> = LazyLock::new(|| {
    let families = scalar::FAMILIES.iter().chain(window::FAMILIES);
    families.flat_map(|family| family.iter()).map(|f| (f.def.name, f)).collect()
});

static AGGREGATES: LazyLock<HashMap<&'static str, &'static AggregateFn>> = LazyLock::new(|| {
    aggregate::FAMILIES.iter().flat_map(|family| family.iter()).map(|f| (f.def.name, f)).collect()
});

/// The scalar or window function, or operator, of that name.
#[must_use]
pub fn scalar(name: &str) -> Option<&'static ScalarFn> {
    SCALARS.get(name).copied()
}

/// The aggregate of that name.
#[must_use]
pub fn aggregate(name: &str) -> Option<&'static AggregateFn> {
    AGGREGATES.get(name).copied()
}
