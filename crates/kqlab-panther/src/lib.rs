//! Panther's simple detections over one event.
//! <https://docs.panther.com/detections/rules/writing-simple-detections/match-expression>
//!
//! ```text
//! Detection (JSON) ──parse──▶ Detection ──matches──▶ bool
//!                                ▲
//!                              event (JSON)
//! ```
//!
//! What is not read is refused by name. Rules, their tests and tables are not known here.

mod condition;
mod expression;
mod key;

pub use expression::Detection;
