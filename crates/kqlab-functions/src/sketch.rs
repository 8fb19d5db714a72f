//! Summaries of many values in little room, as Kusto passes them from `hll()` and `tdigest()` to the functions
//! that read them. Both are exact up to a limit; a digest past it is refused, a count past it estimated.

pub(crate) mod digest;
pub(crate) mod distinct;
