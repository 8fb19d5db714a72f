//! The KQL function library: scalars, aggregates, window functions.
