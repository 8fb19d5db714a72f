//! Where a query's text stands in its file.

use kqlab_syntax::{Diagnostic, Span};

/// What stands in a file for other characters of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escapes {
    /// Nothing.
    None,
    /// `''` for a quote.
    Quotes,
    /// `\\` and what follows it.
    Backslash,
}

/// Takes spans of a query to spans of the file that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// For each piece of the query: its first byte there and in the file, in order.
    pieces: Vec<(u32, u32)>,
    /// `false`: the text stands in the file in another form (escapes, folded lines), so only the
    /// place of the whole is known.
    exact: bool,
    /// The lines of the file that hold the query, and their indent, where they hold nothing else.
    lines: Option<(std::ops::Range<usize>, String)>,
}

impl Placement {
    /// The query is the whole file from `offset` on.
    #[must_use]
    pub fn at(offset: u32) -> Self {
        Self { pieces: vec![(0, offset)], exact: true, lines: None }
    }

    /// Only the place of the whole is known.
    pub fn whole(offset: u32) -> Self {
        Self { pieces: vec![(0, offset)], exact: false, lines: None }
    }

    /// Pieces of the query and where they stand.
    pub fn pieces(pieces: Vec<(u32, u32)>) -> Self {
        Self { pieces, exact: true, lines: None }
    }

    /// The query's lines stand on the file's lines from `line_start` on, indented alike (a YAML block `|`).
    ///
    /// `None` where a line of the file does not end with the query's line: the form is another.
    pub fn block(query: &str, file: &str, line_start: usize) -> Option<Self> {
        let mut pieces = Vec::new();
        let (mut in_query, mut in_file) = (0, line_start);
        let mut common: Option<&str> = None;
        for line in query.split_inclusive('\n') {
            let rest = file.get(in_file..)?;
            let file_line = rest.split_inclusive('\n').next().unwrap_or(rest);
            let text = line.trim_end_matches(['\n', '\r']);
            let indented = file_line.trim_end_matches(['\n', '\r']);
            if !indented.ends_with(text) {
                return None;
            }
            let indent = indented.len() - text.len();
            if !text.is_empty() {
                common = common.or(indented.get(..indent));
            }
            pieces.push((u32::try_from(in_query).ok()?, u32::try_from(in_file + indent).ok()?));
            in_query += line.len();
            in_file += file_line.len();
        }
        let lines = common.map(|indent| (line_start..in_file, indent.to_owned()));
        Some(Self { pieces, exact: true, lines })
    }

    /// The query's words stand in the file from `from` on in the same order, whatever space is between them.
    ///
    /// `None` where the file's text is another.
    pub fn aligned(query: &str, file: &str, from: u32, escapes: Escapes) -> Option<Self> {
        let mut pieces: Vec<(u32, u32)> = Vec::new();
        let mut raw = Raw { file, at: from as usize, escapes };
        for (in_query, c) in query.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let (in_file, found) = raw.next()?;
            if found != c {
                return None;
            }
            let (in_query, in_file) = (u32::try_from(in_query).ok()?, u32::try_from(in_file).ok()?);
            let straight = pieces
                .last()
                .is_some_and(|piece| in_query - piece.0 == in_file.wrapping_sub(piece.1));
            if !straight {
                pieces.push((in_query, in_file));
            }
        }
        (!pieces.is_empty()).then_some(Self { pieces, exact: true, lines: None })
    }

    /// The span in the file.
    #[must_use]
    pub fn place(&self, span: Span) -> Span {
        if !self.exact {
            let at = self.pieces.first().map_or(0, |piece| piece.1);
            return Span::new(at, at);
        }
        Span::new(self.offset(span.start), self.offset(span.end).max(self.offset(span.start)))
    }

    /// A diagnostic of the query as one of the file that holds it.
    #[must_use]
    pub fn diagnostic(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.span = diagnostic.span.map(|span| self.place(span));
        for label in &mut diagnostic.labels {
            label.span = self.place(label.span);
        }
        diagnostic
    }

    /// The file with another query in its place; `None` where it does not stand on lines of its own.
    #[must_use]
    pub fn replace(&self, file: &str, query: &str) -> Option<String> {
        let (lines, indent) = self.lines.as_ref()?;
        let ending = if file.contains("\r\n") { "\r\n" } else { "\n" };
        let mut replaced = file.get(..lines.start)?.to_owned();
        for line in query.lines() {
            if !line.is_empty() {
                replaced.push_str(indent);
                replaced.push_str(line);
            }
            replaced.push_str(ending);
        }
        replaced.push_str(file.get(lines.end..)?);
        Some(replaced)
    }

    fn offset(&self, offset: u32) -> u32 {
        let after = self.pieces.partition_point(|piece| piece.0 <= offset);
        match after.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some((in_query, in_file)) => in_file + (offset - in_query),
            None => offset,
        }
    }
}

/// The characters that a piece of a file stands for.
struct Raw<'a> {
    file: &'a str,
    at: usize,
    escapes: Escapes,
}

impl Raw<'_> {
    /// The next character that is no space, and where it stands.
    fn next(&mut self) -> Option<(usize, char)> {
        loop {
            let at = self.at;
            let c = match (self.escapes, self.take()?) {
                (Escapes::Backslash, '\\') => self.escaped()?,
                (Escapes::Quotes, '\'') => Some(self.take()?),
                (_, c) => Some(c),
            };
            if let Some(c) = c.filter(|c| !c.is_whitespace()) {
                return Some((at, c));
            }
        }
    }

    fn take(&mut self) -> Option<char> {
        let c = self.file.get(self.at..)?.chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// What an escape stands for; `None` inside is an escaped end of a line.
    fn escaped(&mut self) -> Option<Option<char>> {
        Some(match self.take()? {
            'n' | 'r' | 't' | '\n' | '\r' | ' ' => None,
            'u' => Some(self.unit()?),
            'U' => char::from_u32(self.hex(8)?),
            'x' => char::from_u32(self.hex(2)?),
            'b' => Some('\u{8}'),
            'f' => None,
            'e' => Some('\u{1b}'),
            c => Some(c),
        })
    }

    /// `\uXXXX`; JSON writes a character beyond the first plane as two of them.
    fn unit(&mut self) -> Option<char> {
        let high = self.hex(4)?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        if !self.file.get(self.at..)?.starts_with("\\u") {
            return None;
        }
        self.at += 2;
        let low = self.hex(4)?.checked_sub(0xdc00)?;
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + low)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.file.get(self.at..self.at + digits)?;
        self.at += digits;
        u32::from_str_radix(text, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_s_lines_are_found_under_their_indent() {
        let file = "query: |\n  T\n  | take 1\nname: x\n";
        let query = "T\n| take 1\n";
        let placement = Placement::block(query, file, 9).unwrap();
        let span = placement.place(Span::new(4, 8));
        assert_eq!(&file[span.range()], "take");
    }

    #[test]
    fn only_the_lines_of_the_query_are_replaced() {
        let file = "id: 1\nquery: |\n    T\n\n    | take 1\nname: x\n";
        let placement = Placement::block("T\n\n| take 1\n", file, 15).unwrap();
        let replaced = placement.replace(file, "T\n| take 2\n").unwrap();
        assert_eq!(replaced, "id: 1\nquery: |\n    T\n    | take 2\nname: x\n");
    }

    #[test]
    fn another_form_has_no_block() {
        assert_eq!(Placement::block("T | take 1\n", "query: >\n  T\n  | take 1\n", 9), None);
    }
}
