//! The formats of `externaldata`, by name and by an address's ending (ingestion-supported-formats).

use kqlab_syntax::Span;
use kqlab_syntax::codes::binding;

use crate::Result;
use crate::fault::fault;

/// How a body is made of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Values with this byte between them, read by position.
    Separated(u8),
    /// A line is a record of one value.
    Lines,
    /// The whole is one value.
    Raw,
    /// Objects, one after the other or in an array, read by name. A superset of `json`, which wants one a line.
    Json,
}

/// The names that are read, and what they mean.
const FORMATS: &[(&str, Format)] = &[
    ("csv", Format::Separated(b',')),
    ("tsv", Format::Separated(b'\t')),
    ("psv", Format::Separated(b'|')),
    ("scsv", Format::Separated(b';')),
    ("sohsv", Format::Separated(1)),
    ("txt", Format::Lines),
    ("raw", Format::Raw),
    ("json", Format::Json),
    ("multijson", Format::Json),
    ("singlejson", Format::Json),
];

/// The names of Kusto's other formats.
const OTHERS: &[&str] =
    &["tsve", "avro", "apacheavro", "orc", "parquet", "w3clogfile", "sstream", "azmonstream"];

/// Endings that say how a body is packed.
const PACKED: [&str; 3] = ["gz", "gzip", "zip"];

impl Format {
    /// The format of that name.
    pub(super) fn named(name: &str, span: Span) -> Result<Self> {
        let lower = name.to_lowercase();
        if let Some((_, format)) = FORMATS.iter().find(|(known, _)| *known == lower) {
            return Ok(*format);
        }
        let known: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
        let (code, what) = match OTHERS.contains(&lower.as_str()) {
            true => (binding::UNSUPPORTED_OPERATOR, "is not supported"),
            false => (binding::BAD_PARAMETER, "is no format"),
        };
        let mut refusal = fault(code, span, format!("externaldata: `{name}` {what}"));
        refusal.hint = Some(format!("kqlab reads {}", known.join(", ")));
        Err(refusal)
    }

    /// The format that an address's file name tells; CSV where it tells none (externaldata-operator).
    pub(super) fn of_address(uri: &str, span: Span) -> Result<Self> {
        let path = uri.split(['?', '#']).next().unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        let mut endings = file.split('.').skip(1).map(str::to_lowercase).collect::<Vec<_>>();
        if endings.last().is_some_and(|ending| PACKED.contains(&ending.as_str())) {
            endings.pop();
        }
        let known = |ending: &String| {
            let ending = ending.as_str();
            FORMATS.iter().any(|(name, _)| *name == ending) || OTHERS.contains(&ending)
        };
        endings
            .last()
            .filter(|ending| known(ending))
            .map_or(Ok(Self::Separated(b',')), |ending| Self::named(ending, span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_the_format() {
        let of = |uri| Format::of_address(uri, Span::default());
        assert_eq!(of("https://x.net/a/list.TXT"), Ok(Format::Lines));
        assert_eq!(of("https://x.net/a/part-0.csv.gz?sig=a.json"), Ok(Format::Separated(b',')));
        assert_eq!(of("https://x.net/a.v2/feed.json#top"), Ok(Format::Json));
        assert_eq!(of("https://x.net/export"), Ok(Format::Separated(b',')));
        assert_eq!(of("https://x.net/feed.xml"), Ok(Format::Separated(b',')));
        assert!(of("https://x.net/feed.parquet").is_err());
    }
}
