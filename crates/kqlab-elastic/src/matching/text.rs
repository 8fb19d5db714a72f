//! Fields of analyzed text: their values are words in lower case, as the standard analyzer makes them.
//! <https://www.elastic.co/docs/reference/text-analysis/analysis-standard-analyzer>

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use crate::query::Literal;

/// Whether ECS, or the winlogbeat mapping of PowerShell's script blocks, maps the field to analyzed text.
pub(super) fn is_analyzed(path: &str) -> bool {
    matches!(path, "message" | "error.message" | "powershell.file.script_block_text")
        || path.ends_with(".text")
}

/// Whether the text holds the literal: quoted its words in a row, else one of them.
pub(super) fn holds(found: &str, literal: &Literal) -> bool {
    let (found, wanted) = (words(found), words(&literal.text));
    if wanted.is_empty() {
        return false;
    }
    if literal.quoted {
        return found.windows(wanted.len()).any(|some| some == wanted);
    }
    wanted.iter().any(|word| found.contains(word))
}

/// Whether one of the text's words matches.
pub(super) fn like(found: &str, pattern: &Regex) -> bool {
    words(found).iter().any(|word| pattern.is_match(word))
}

fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_literal_is_a_phrase_and_another_is_any_of_its_words() {
        let holds = |text: &str, quoted| {
            holds("Connection REFUSED by peer.", &Literal::new(text.to_owned(), quoted))
        };
        assert!(holds("connection refused", true) && !holds("refused connection", true));
        assert!(holds("no connection", false) && !holds("nothing", false) && !holds("...", true));
    }
}
