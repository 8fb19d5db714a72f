//! Which operators of the plans differ.

use kqlab::Engine;
use similar::{Algorithm, ChangeTag, capture_diff_slices};

use super::Change;
use crate::rule::Rule;
use crate::run::{Over, ask};

/// The operators that only one of the plans has, in order; none where there is no plan.
pub(super) fn compare(
    engine: &mut Engine,
    old: &Rule,
    new: &Rule,
    over: Over,
) -> Vec<Change<String>> {
    let (Some(was), Some(is)) = (operators(engine, old, over), operators(engine, new, over)) else {
        return Vec::new();
    };
    let changes = capture_diff_slices(Algorithm::Myers, &was, &is);
    let changes = changes.iter().flat_map(|change| change.iter_changes(&was, &is));
    let operator = |change: similar::Change<String>| match change.tag() {
        ChangeTag::Delete => Some(Change::Lost(change.value())),
        ChangeTag::Insert => Some(Change::Gained(change.value())),
        ChangeTag::Equal => None,
    };
    changes.filter_map(operator).collect()
}

/// The plan's operators without their columns, which later operators only pass on.
fn operators(engine: &mut Engine, rule: &Rule, over: Over) -> Option<Vec<String>> {
    let asked = ask(rule, over, engine.now()).ok()?;
    engine.set_range(asked.range);
    let plan = engine.explain(&asked.text).ok()?;
    let operator =
        |line: &str| line.split("  -> ").next().unwrap_or_default().trim_end().to_owned();
    Some(plan.text.lines().map(operator).collect())
}
