//! Guids as bytes.

/// The bytes of a canonical guid as .NET orders them: those of the first three groups in reverse.
#[must_use]
pub fn guid_bytes(guid: &str) -> Option<[u8; 16]> {
    let digits: String = guid.chars().filter(|char| *char != '-').collect();
    let value = u128::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 32)?;
    let [a, b, c, d, e, f, g, h, rest @ ..] = value.to_be_bytes();
    let [i, j, k, l, m, n, o, p] = rest;
    Some([d, c, b, a, f, e, h, g, i, j, k, l, m, n, o, p])
}
