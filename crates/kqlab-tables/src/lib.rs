//! Log files to typed columns, and the catalog of known tables.

mod cell;
mod json;

pub mod catalog;
