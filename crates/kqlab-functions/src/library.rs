//! Looking functions up by name, and the library as the binder sees it.

use std::collections::HashMap;
use std::sync::LazyLock;

use kqlab_plan::{Expr, FnDef, Library, Value};

use crate::{AggregateFn, Context, ScalarFn, aggregate, eval, plugin, scalar, window};

static SCALARS: LazyLock<HashMap<&'static str, &'static ScalarFn>> =
    LazyLock::new(|| scalars().map(|f| (f.def.name, f)).collect());

static AGGREGATES: LazyLock<HashMap<&'static str, &'static AggregateFn>> =
    LazyLock::new(|| aggregates().map(|f| (f.def.name, f)).collect());

static PLUGINS: LazyLock<HashMap<&'static str, &'static FnDef>> =
    LazyLock::new(|| plugins().map(|def| (def.name, def)).collect());

fn scalars() -> impl Iterator<Item = &'static ScalarFn> {
    let scalars = scalar::GROUPS.iter().flat_map(|group| group.iter());
    scalars.chain(window::FAMILIES).flat_map(|family| family.iter())
}

fn aggregates() -> impl Iterator<Item = &'static AggregateFn> {
    aggregate::FAMILIES.iter().flat_map(|family| family.iter())
}

fn plugins() -> impl Iterator<Item = &'static FnDef> {
    plugin::FAMILIES.iter().flat_map(|family| family.iter())
}

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

/// The plugin of that name.
#[must_use]
pub fn plugin(name: &str) -> Option<&'static FnDef> {
    PLUGINS.get(name).copied()
}

/// Every definition: scalars, operators and window functions, aggregates, plugins, family by family.
pub fn all() -> impl Iterator<Item = &'static FnDef> {
    scalars().map(|f| &f.def).chain(aggregates().map(|f| &f.def)).chain(plugins())
}

/// Whether a definition is an operator's: `+`, `has`.
#[must_use]
pub fn is_operator(name: &str) -> bool {
    scalar::OPERATORS.iter().any(|family| family.iter().any(|function| function.def.name == name))
}

/// At most three names of functions that are spelled like `name`, best first.
#[must_use]
pub fn near(name: &str) -> Vec<&'static str> {
    near_among(
        name,
        all().map(|def| def.name).filter(|known| known.starts_with(char::is_alphabetic)),
    )
}

pub(crate) fn near_among(
    name: &str,
    known: impl Iterator<Item = &'static str>,
) -> Vec<&'static str> {
    const ALIKE: f64 = 0.8;
    let lower = name.to_ascii_lowercase();
    let mut scored: Vec<(f64, &'static str)> = known
        .map(|known| (strsim::jaro_winkler(&lower, known), known))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    scored.dedup();
    scored.into_iter().map(|(_, known)| known).take(3).collect()
}

/// The builtin functions, for a query whose surroundings are known.
#[derive(Debug)]
pub struct Builtins<'a> {
    context: &'a Context,
}

impl<'a> Builtins<'a> {
    /// The library; constants are folded in this context.
    #[must_use]
    pub fn new(context: &'a Context) -> Self {
        Self { context }
    }
}

impl Library for Builtins<'_> {
    fn scalar(&self, name: &str) -> Option<&'static FnDef> {
        scalar(name).map(|function| &function.def)
    }

    fn aggregate(&self, name: &str) -> Option<&'static FnDef> {
        aggregate(name).map(|function| &function.def)
    }

    fn plugin(&self, name: &str) -> Option<&'static FnDef> {
        plugin(name)
    }

    fn near(&self, name: &str) -> Vec<&'static str> {
        near(name)
    }

    fn fold(&self, expr: &Expr) -> Option<Value> {
        eval::fold(expr, self.context)
    }
}
