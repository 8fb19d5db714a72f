//! Each operator over plans made by hand: what the executor owes to the plan's meaning.

mod aggregate;
mod build;
mod expand;
mod join;
mod rows;
mod shared;
mod sort;
mod stream;
