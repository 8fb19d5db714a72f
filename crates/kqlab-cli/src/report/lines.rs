//! Lines and columns of a text's offsets, looked up without reading the text again.

/// Lines and columns, from 1, columns in characters.
#[derive(Clone, Copy)]
pub(crate) struct Lines {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

/// Where a text's lines begin, and which of its bytes begin no character.
#[derive(Clone, Debug)]
pub(super) struct Index {
    starts: Vec<usize>,
    within: Vec<usize>,
    len: usize,
}

impl Index {
    /// Reads the text once.
    pub(super) fn new(text: &str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(after).collect();
        let within = (0..text.len()).filter(|at| !text.is_char_boundary(*at)).collect();
        Self { starts, within, len: text.len() }
    }

    /// The line and the column of an offset; past the end those of the end.
    pub(super) fn line(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.len);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        (line, 1 + self.characters(offset) - self.characters(start))
    }

    /// How many characters begin before an offset.
    fn characters(&self, offset: usize) -> usize {
        offset - self.within.partition_point(|at| *at < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let index = Index::new("é|x\r\n\n漢字|");
        let expected = [(0, (1, 1)), (2, (1, 2)), (3, (1, 3)), (5, (1, 5)), (6, (2, 1))];
        for (offset, place) in expected {
            assert_eq!(index.line(offset), place, "{offset}");
        }
        assert_eq!(index.line(7), (3, 1));
        assert_eq!(index.line(13), (3, 3));
        assert_eq!(index.line(14), (3, 4));
        assert_eq!(index.line(99), (3, 4));
        assert_eq!(Index::new("").line(0), (1, 1));
    }
}
