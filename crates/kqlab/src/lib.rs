//! The KQL engine: register tables, set the clock, run queries.
