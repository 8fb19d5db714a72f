//! IP addresses and networks as Kusto reads them (parse-ipv4-function, parse-ipv6-function).

mod geo;
mod mentions;
mod network;
mod ranges;

pub use geo::GeoDatabase;
pub use mentions::{Mention, is_mentioned};
pub use network::{Network, V4_BITS, parse_v4, parse_v6};
pub use ranges::Ranges;
