//! The code table: every diagnostic code of kqlab, by phase. A published code keeps its meaning.
//!
//! `KQL0xxx` syntax, `KQL1xxx` binding, `KQL2xxx` data, `KQL3xxx` execution, `KQL4xxx` rule files.

pub mod binding;
pub mod data;
pub mod execution;
pub mod rules;
pub mod syntax;

use crate::Code;

/// Every code, in order of its identifier.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [syntax::ALL, binding::ALL, data::ALL, execution::ALL, rules::ALL].into_iter().flatten()
}

/// Declares the codes of a phase and the list of them.
macro_rules! codes {
    ($($name:ident = $id:literal, $title:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: $crate::Code = $crate::Code { id: $id, title: $title };
        )*
        /// Every code of this phase.
        pub(super) const ALL: &[$crate::Code] = &[$($name),*];
    };
}
use codes;
