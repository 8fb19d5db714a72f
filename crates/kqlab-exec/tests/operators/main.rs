//! Each operator over plans made by hand: what the executor owes to the plan's meaning.

mod aggregate;
mod build;
mod chunks;
mod expand;
mod join;
mod parse;
mod parts;
mod plugins;
mod rewrites;
mod rows;
mod series;
mod shared;
mod sort;
mod stream;
mod tables;
mod text;
