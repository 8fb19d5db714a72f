//! Whole tables out of files: layouts, types, errors, names.

mod columns;
mod containers;
mod csv;
mod discovery;
mod documents;
mod errors;
mod event_log;
mod events;
mod hostile;
mod kept;
mod layouts;
mod packed;
mod properties;
mod sieve;
mod support;
mod typing;
