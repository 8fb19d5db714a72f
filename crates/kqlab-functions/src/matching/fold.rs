//! Upper and lower case, character by character: what has no single counterpart stays (`ß`).

/// The character in lower case.
#[must_use]
pub fn lower(char: char) -> char {
    single(char.to_lowercase()).unwrap_or(char)
}

/// The character in upper case.
#[must_use]
pub fn upper(char: char) -> char {
    single(char.to_uppercase()).unwrap_or(char)
}

fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next();
    if chars.next().is_some() { None } else { first }
}

/// The text folded.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Writes the folded text into a buffer that is used again.
pub fn fold_into(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.extend(text.chars().map(lower));
    }
}

/// The folded characters.
pub(super) fn folded(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().map(lower)
}
