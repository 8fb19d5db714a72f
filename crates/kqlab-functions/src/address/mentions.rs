//! IPv4 addresses within a text, set off by what is no letter or digit (has-ipv4-function).

use std::net::Ipv4Addr;

use crate::matching::is_term;

/// An address to look for, or the start of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// All of it.
    Address(String),
    /// Some leading parts, each with its dot.
    Prefix(String),
}

impl Mention {
    /// A whole address; `None` if it is none.
    #[must_use]
    pub fn address(text: &str) -> Option<Self> {
        text.parse::<Ipv4Addr>().ok().map(|_| Self::Address(text.to_owned()))
    }

    /// A whole address or some leading parts with their dots.
    #[must_use]
    pub fn prefix(text: &str) -> Option<Self> {
        let parts = text.strip_suffix('.').map(|parts| parts.split('.'));
        match parts {
            None => Self::address(text),
            Some(mut parts) => {
                let fits = parts.clone().count() <= 3 && parts.all(is_part);
                fits.then(|| Self::Prefix(text.to_owned()))
            }
        }
    }
}

fn is_part(part: &str) -> bool {
    let plain =
        part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
    plain && part.parse::<u8>().is_ok()
}

/// Whether the text mentions it.
#[must_use]
pub fn is_mentioned(mention: &Mention, text: &str) -> bool {
    let (Mention::Address(wanted) | Mention::Prefix(wanted)) = mention;
    text.match_indices(wanted.as_str()).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let rest = &text[start..];
        let found = match mention {
            Mention::Address(wanted) => Some(wanted.len()),
            Mention::Prefix(_) => address_length(rest),
        };
        let free = |char: Option<char>| !char.is_some_and(is_term);
        free(before) && found.is_some_and(|length| free(rest[length..].chars().next()))
    })
}

/// The length of the address that a text starts with.
fn address_length(text: &str) -> Option<usize> {
    let mut length = 0;
    for position in 0..4 {
        let part = &text[length..];
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        if !is_part(&part[..digits]) {
            return None;
        }
        length += digits;
        if position < 3 {
            length += text[length..].starts_with('.').then_some(1)?;
        }
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, mention: Option<Mention>) -> bool {
        mention.is_some_and(|mention| is_mentioned(&mention, text))
    }

    /// The examples of has-ipv4-function and has-ipv4-prefix-function.
    #[test]
    fn mentions() {
        let text = "05:04:54 127.0.0.1 GET /favicon.ico 404";
        assert!(has(text, Mention::address("127.0.0.1")));
        assert!(!has("05:04:54127.0.0.1 GET", Mention::address("127.0.0.1")));
        assert!(!has("127.0.0.256", Mention::address("127.0.0.256")));
        assert!(has(text, Mention::prefix("127.0.")));
        assert!(!has(text, Mention::prefix("127.0")));
        assert!(!has("05:04:54 127.0.0.256 GET", Mention::prefix("127.0.")));
        assert!(!has("05:04:54127.0.0.1 GET", Mention::prefix("127.0.")));
        assert!(has("(192.168.1.11)", Mention::prefix("192.168.1.11")));
        assert_eq!(Mention::prefix("."), None);
        assert_eq!(Mention::prefix(""), None);
    }
}
