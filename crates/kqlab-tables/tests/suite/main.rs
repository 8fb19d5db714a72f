//! Whole tables out of files: layouts, types, errors, names.

mod discovery;
mod errors;
mod layouts;
mod support;
mod typing;
