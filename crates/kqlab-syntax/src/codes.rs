//! The code table: every diagnostic code of kqlab, by phase. A published code keeps its meaning.
//!
//! `KQL0xxx` syntax, `KQL1xxx` binding, `KQL2xxx` data, `KQL3xxx` execution, `KQL4xxx` rule files.

mod about;
pub mod binding;
pub mod data;
pub mod execution;
pub mod rules;
pub mod syntax;

use crate::Code;
pub use about::{About, Files, Sample};

/// Every code, in order of its identifier.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [syntax::ALL, binding::ALL, data::ALL, execution::ALL, rules::ALL].into_iter().flatten()
}

/// Declares the codes of a phase and the list of them: name, identifier, title, docs, what causes it, the same mended.
macro_rules! codes {
    ($($name:ident = $id:literal, $title:literal, $text:literal, $wrong:expr, $right:expr;)*) => {
        $(
            #[doc = $title]
            pub const $name: $crate::Code = $crate::Code {
                id: $id,
                about: &$crate::codes::About {
                    title: $title,
                    text: $text,
                    wrong: $wrong,
                    right: $right,
                },
            };
        )*
        /// Every code of this phase.
        pub(super) const ALL: &[$crate::Code] = &[$($name),*];
    };
}
use codes;
