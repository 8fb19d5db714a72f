//! Words: names, keywords, and the literals that begin with a keyword and a parenthesis.

use super::char::{is_line_break, is_word};
use super::{Keyword, TokenKind};

/// Keywords that go on past the letters of their first word. Longer ones stand first.
const COMPOUND: &[(&str, &[(&str, Keyword)])] = &[
    ("assert", &[("-schema", Keyword::AssertSchema)]),
    ("commands", &[("-and-queries", Keyword::CommandsAndQueries)]),
    ("granny", &[("-desc", Keyword::GrannyDesc), ("-asc", Keyword::GrannyAsc)]),
    (
        "graph",
        &[
            ("-mark-components", Keyword::GraphMarkComponents),
            ("-shortest-paths", Keyword::GraphShortestPaths),
            ("-where-nodes", Keyword::GraphWhereNodes),
            ("-where-edges", Keyword::GraphWhereEdges),
            ("-to-table", Keyword::GraphToTable),
            ("-match", Keyword::GraphMatch),
        ],
    ),
    (
        "hint",
        &[
            (".progressive_top", Keyword::HintProgressiveTop),
            (".num_partitions", Keyword::HintNumPartitions),
            (".distribution", Keyword::HintDistribution),
            (".materialized", Keyword::HintMaterialized),
            (".concurrency", Keyword::HintConcurrency),
            (".shufflekey", Keyword::HintShufflekey),
            (".strategy", Keyword::HintStrategy),
            (".spread", Keyword::HintSpread),
            (".remote", Keyword::HintRemote),
        ],
    ),
    ("in", &[("~", Keyword::InCi)]),
    ("macro", &[("-expand", Keyword::MacroExpand)]),
    ("make", &[("-series", Keyword::MakeSeries), ("-graph", Keyword::MakeGraph)]),
    ("matches", &[(" regex", Keyword::MatchesRegex)]),
    (
        "materialized",
        &[
            ("-view-combine", Keyword::MaterializedViewCombine),
            ("-views", Keyword::MaterializedViews),
        ],
    ),
    ("mv", &[("-expand", Keyword::MvExpand), ("-apply", Keyword::MvApply)]),
    ("parse", &[("-where", Keyword::ParseWhere), ("-kv", Keyword::ParseKv)]),
    ("partitioned", &[("-by", Keyword::PartitionedBy)]),
    (
        "project",
        &[
            ("-by-names", Keyword::ProjectByNames),
            ("-reorder", Keyword::ProjectReorder),
            ("-rename", Keyword::ProjectRename),
            ("-smart", Keyword::ProjectSmart),
            ("-away", Keyword::ProjectAway),
            ("-keep", Keyword::ProjectKeep),
        ],
    ),
    ("sample", &[("-distinct", Keyword::SampleDistinct)]),
    ("set", &[("-or-replace", Keyword::SetOrReplace), ("-or-append", Keyword::SetOrAppend)]),
    ("top", &[("-hitters", Keyword::TopHitters), ("-nested", Keyword::TopNested)]),
];

/// The length of the word that `text` begins with; `$` is only a first character.
pub(super) fn word_length(text: &str) -> usize {
    let rest = text.bytes().skip(1).take_while(|&b| is_word(b)).count();
    1 + rest
}

/// The kind and length of the word that `text` begins with.
///
/// The longest keyword wins, but not if a letter or digit follows it: then, as in Kusto, the
/// word is a name, even if a shorter keyword would end where the word does.
pub(super) fn word(text: &str) -> (TokenKind, usize) {
    let length = word_length(text);
    let (word, rest) = text.split_at(length);
    if matches!(rest.as_bytes().first(), Some(b'-' | b'.' | b'~' | b' '))
        && let Some((tail, keyword)) = compound(word, rest)
    {
        let after = rest.as_bytes().get(tail).copied();
        return if after.is_some_and(is_word) {
            (TokenKind::Ident, length)
        } else {
            (TokenKind::Keyword(keyword), length + tail)
        };
    }
    match word {
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return (TokenKind::Bool, length),
        _ => {}
    }
    match Keyword::from_text(word) {
        None => (TokenKind::Ident, length),
        Some(keyword) => match typed_literal(keyword) {
            Some(kind) if rest.starts_with('(') => (kind, length + typed_length(rest)),
            _ => (TokenKind::Keyword(keyword), length),
        },
    }
}

fn compound(word: &str, rest: &str) -> Option<(usize, Keyword)> {
    let at = COMPOUND.binary_search_by_key(&word, |(first, _)| first).ok()?;
    let (tail, keyword) = COMPOUND[at].1.iter().find(|(tail, _)| rest.starts_with(tail))?;
    Some((tail.len(), *keyword))
}

/// `!in~`, `!has` and so on: the keyword and its length. Without one, `!` is a sign if no letter follows.
pub(super) fn negated(text: &str) -> Option<(Keyword, usize)> {
    let length = 1 + text.bytes().skip(1).take_while(|&b| is_word(b)).count();
    if &text[..length] == "!in" && text[length..].starts_with('~') {
        let letter_follows = text.as_bytes().get(length + 1).copied().is_some_and(is_word);
        return (!letter_follows).then_some((Keyword::NotInCi, length + 1));
    }
    Keyword::from_text(&text[..length]).map(|keyword| (keyword, length))
}

/// The literal that the keyword begins when a parenthesis follows at once. `boolean(`, `float(` and
/// `uuid(` begin none.
fn typed_literal(keyword: Keyword) -> Option<TokenKind> {
    Some(match keyword {
        Keyword::Long | Keyword::Int64 => TokenKind::Long,
        Keyword::Int | Keyword::Int32 => TokenKind::Int,
        Keyword::Real | Keyword::Double => TokenKind::Real,
        Keyword::Decimal => TokenKind::Decimal,
        Keyword::Bool => TokenKind::Bool,
        Keyword::Datetime | Keyword::Date => TokenKind::Datetime,
        Keyword::Time | Keyword::Timespan => TokenKind::Timespan,
        Keyword::Guid => TokenKind::Guid,
        _ => return None,
    })
}

/// The text of a typed literal is raw: it ends at the first `)`, or unclosed at the line's end.
fn typed_length(rest: &str) -> usize {
    match rest.char_indices().find(|&(_, c)| c == ')' || is_line_break(c)) {
        Some((at, ')')) => at + 1,
        Some((at, _)) => at,
        None => rest.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_sorted_and_complete() {
        assert!(COMPOUND.is_sorted_by_key(|(first, _)| first));
        for keyword in Keyword::ALL {
            let text = keyword.text();
            if text.contains(['-', '.', '~', ' ']) && !text.starts_with('!') {
                assert_eq!(word(text), (TokenKind::Keyword(*keyword), text.len()), "{text}");
            }
        }
    }

    #[test]
    fn a_letter_after_the_longest_keyword_makes_a_name() {
        assert_eq!(word("project-awayX"), (TokenKind::Ident, 7));
        assert_eq!(word("project-other"), (TokenKind::Keyword(Keyword::Project), 7));
        assert_eq!(word("hint.other"), (TokenKind::Ident, 4));
        assert_eq!(word("matches  regex"), (TokenKind::Ident, 7));
    }

    #[test]
    fn typed_literals_end_at_the_first_parenthesis_or_line() {
        assert_eq!(word("long(1)+(2)"), (TokenKind::Long, 7));
        assert_eq!(word("datetime(2020\n)"), (TokenKind::Datetime, 13));
        assert_eq!(word("datetime (2020)"), (TokenKind::Keyword(Keyword::Datetime), 8));
        assert_eq!(word("boolean(1)"), (TokenKind::Keyword(Keyword::Boolean), 7));
    }

    #[test]
    fn negated_keywords() {
        assert_eq!(negated("!in~ (1)"), Some((Keyword::NotInCi, 4)));
        assert_eq!(negated("!in(1)"), Some((Keyword::NotIn, 3)));
        assert_eq!(negated("!has_cs x"), Some((Keyword::NotHasCs, 7)));
        assert_eq!(negated("!x"), None);
    }
}
