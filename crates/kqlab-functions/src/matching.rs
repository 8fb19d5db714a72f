//! Matching text in text: what the string operators and some functions have in common.

mod fold;
mod needle;
mod needles;
mod set;

pub use fold::{fold, fold_into, lower, upper};
pub use needle::{Needle, Place};
pub use needles::{Needles, Wanted};
pub use set::Set;

/// Whether the character belongs to a term; the underscore delimits (measured).
#[must_use]
pub fn is_term(char: char) -> bool {
    char.is_alphanumeric()
}
