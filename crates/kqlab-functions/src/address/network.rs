//! One address with the prefix that it is taken by, over 128 bits; IPv4 is mapped into IPv6.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Where the bits of an IPv4 address begin.
pub const V4_BITS: u8 = 96;

/// `::ffff:0:0`
const MAPPED: u128 = 0xffff << 32;

/// An address and how many of its leading bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// All of its bits.
    pub address: u128,
    /// How many count.
    pub prefix: u8,
}

impl Network {
    /// An IPv4 address.
    #[must_use]
    pub fn v4(address: u32, prefix: u8) -> Self {
        Self { address: MAPPED | u128::from(address), prefix: V4_BITS + prefix }
    }

    /// The same with at most so many bits.
    #[must_use]
    pub fn at_most(self, prefix: u8) -> Self {
        Self { prefix: self.prefix.min(prefix), ..self }
    }

    /// The bits that count, the others zero.
    #[must_use]
    pub fn first(self) -> u128 {
        self.address & self.mask()
    }

    /// The last address of the network.
    #[must_use]
    pub fn last(self) -> u128 {
        self.first() | !self.mask()
    }

    fn mask(self) -> u128 {
        u128::MAX.checked_shl(u32::from(128 - self.prefix)).unwrap_or(0)
    }

    /// The first address as an IPv4 address.
    #[must_use]
    pub fn first_v4(self) -> u32 {
        self.first() as u32
    }
}

/// An IPv4 address, with or without `/prefix`. White space around is skipped, leading zeros are refused (measured).
#[must_use]
pub fn parse_v4(text: &str) -> Option<Network> {
    let (address, prefix) = split(text.trim(), 32)?;
    let address: Ipv4Addr = address.parse().ok()?;
    Some(Network::v4(address.into(), prefix))
}

/// An IPv6 or IPv4 address, with or without `%zone` and `/prefix`. The prefix of an address that ends in dotted form counts from the
/// IPv4 part on (measured).
#[must_use]
pub fn parse_v6(text: &str) -> Option<Network> {
    let text = text.trim();
    let dotted = text.contains('.');
    let (address, prefix) = split(text, if dotted { 32 } else { 128 })?;
    let address = address.split_once('%').map_or(address, |(address, _)| address);
    if let Ok(address) = address.parse::<Ipv4Addr>() {
        return Some(Network::v4(address.into(), prefix));
    }
    let address: Ipv6Addr = address.parse().ok()?;
    let prefix = if dotted { V4_BITS + prefix } else { prefix };
    Some(Network { address: address.into(), prefix })
}

fn split(text: &str, most: u8) -> Option<(&str, u8)> {
    let Some((address, prefix)) = text.split_once('/') else { return Some((text, most)) };
    let plain = prefix.bytes().all(|byte| byte.is_ascii_digit())
        && (prefix == "0" || !prefix.starts_with('0'));
    let prefix = prefix.parse().ok().filter(|prefix| plain && *prefix <= most)?;
    Some((address, prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v4() {
        assert_eq!(parse_v4(" 203.0.113.10").map(Network::first_v4), Some(3_405_803_786));
        assert_eq!(parse_v4("203.0.113.10/24").map(Network::first_v4), Some(3_405_803_776));
        for text in [
            "256.0.0.1",
            "01.02.03.04",
            "1.2.3.4/33",
            "1.2.3.4/",
            "1.2.3.4/1x",
            "...",
            "1.2.3.4//8",
            "",
        ] {
            assert_eq!(parse_v4(text), None, "{text}");
        }
    }

    #[test]
    fn v6() {
        let first =
            |text| parse_v6(text).map(|network| Ipv6Addr::from(network.first()).to_string());
        assert_eq!(first("2001:db8::10/17").as_deref(), Some("2001::"));
        assert_eq!(first("fe80::1%eth0").as_deref(), Some("fe80::1"));
        assert_eq!(first("1.2.3.4/24").as_deref(), Some("::ffff:1.2.3.0"));
        assert_eq!(first("::ffff:1.2.3.4/24").as_deref(), Some("::ffff:1.2.3.0"));
        for text in
            ["1:2:3:4:5:6:7:8:9", "1::2::3", "::1/129", "::ffff:1.2.3.4/120", "1.2.3.4/33", ""]
        {
            assert_eq!(parse_v6(text), None, "{text}");
        }
    }
}
