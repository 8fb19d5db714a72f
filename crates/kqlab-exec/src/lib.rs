//! Executes logical plans over polars columns.
