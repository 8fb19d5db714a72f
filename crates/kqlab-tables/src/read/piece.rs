//! Pieces of a table that can be read independently, so that several threads can share the work: a range of a large
//! file, or several small files.

use std::ops::Range;

use super::Part;
use super::part::Division;

/// The length of a piece: one batch's worth.
const PIECE: u64 = 8 * 1024 * 1024;

/// A part of a table's data that can be read on its own; in order they are the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    pub(crate) spans: Vec<Span>,
}

/// A range of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The position of the file among the table's.
    pub(crate) part: usize,
    pub(super) range: Range<u64>,
    /// How much work it is, in bytes of the file.
    bytes: u64,
}

impl Piece {
    /// The bytes of the piece, as far as that is known: a measure of the work.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.spans.iter().map(|span| span.bytes).sum()
    }

    /// The pieces of a table.
    pub(crate) fn of(parts: &[Part]) -> Vec<Self> {
        let mut pieces: Vec<Self> = Vec::new();
        for span in parts.iter().enumerate().flat_map(|(at, part)| spans(part, at)) {
            match pieces.last_mut() {
                Some(piece) if piece.bytes() + span.bytes <= PIECE => piece.spans.push(span),
                _ => pieces.push(Self { spans: vec![span] }),
            }
        }
        pieces
    }
}

/// The ranges of a file that can be read on their own.
fn spans(part: &Part, at: usize) -> impl Iterator<Item = Span> {
    let Division { step, end, bytes } = part.division(PIECE);
    let starts = std::iter::successors(Some(part.start), move |start| {
        start.checked_add(step).filter(|next| *next < end)
    });
    starts.map(move |start| {
        let range = start..start.saturating_add(step).min(end);
        Span { part: at, range, bytes }
    })
}
