//! The plugins of `evaluate`, by family: what the binder knows of them. They are run by the executor.

mod activity;
mod lookup;
mod pattern;
mod service;
mod shape;

use kqlab_plan::FnDef;

/// Every family.
pub(crate) const FAMILIES: &[&[FnDef]] =
    &[activity::PLUGINS, lookup::PLUGINS, pattern::PLUGINS, service::PLUGINS, shape::PLUGINS];
