//! Reads one row: which wanted key has which value where. Keys that nobody wants are scanned and forgotten.
//!
//! Rows of a file tend to name the same keys in the same order, so the order is remembered and each key is first
//! compared with the one that followed last time; only a surprise costs a look-up.

use hashbrown::HashMap;

use super::scan::{self, Fault, Kind, Scanned, expected, skip_space};
use super::text::unescape;

/// Distinct keys that are remembered; further ones are resolved anew each time.
const REMEMBERED: usize = 1 << 14;

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The position of its cell.
    pub(crate) slot: u32,
    /// Of two keys for one slot in a row the lower rank counts, of equals the last.
    pub(crate) rank: u8,
}

impl Target {
    /// A key that nobody wants.
    pub(crate) const NONE: Self = Self { slot: u32::MAX, rank: 0 };

    /// A key that is the column's own name.
    pub(crate) fn exact(slot: usize) -> Self {
        Self { slot: u32::try_from(slot).expect("invariant: fewer columns than 2^32"), rank: 0 }
    }
}

/// Says what a key stands for. Asked once for each key, not once for each row.
pub(crate) trait Resolve {
    /// The target of a key, its escapes undone.
    fn resolve(&mut self, key: &str) -> Target;
}

/// The value of a slot in the current row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    rank: u8,
}

impl Cell {
    /// A null, or no text.
    pub(crate) fn is_empty(self) -> bool {
        match self.kind {
            Kind::Null => true,
            Kind::Text { .. } => self.end - self.start == 2,
            Kind::Bare => self.end == self.start,
            Kind::False | Kind::True | Kind::Int | Kind::Real | Kind::Nested { .. } => false,
        }
    }
}

const ABSENT: u8 = u8::MAX;

/// Reads rows against a resolver.
#[derive(Debug)]
pub(crate) struct RowReader<R> {
    pub(crate) resolver: R,
    known: HashMap<Box<[u8]>, Known>,
    /// Keys with their colon, in the order of rows so far.
    order: Vec<(Box<[u8]>, Target)>,
    next: usize,
    cells: Vec<Cell>,
    touched: Vec<u32>,
    /// Wanted keys that stand in the last row once more, in the same spelling or another.
    repeated: u64,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    target: Target,
    /// Its place in the remembered order.
    place: usize,
}

impl<R: Resolve> RowReader<R> {
    pub(crate) fn new(resolver: R) -> Self {
        Self {
            resolver,
            known: HashMap::new(),
            order: Vec::new(),
            next: 0,
            cells: Vec::new(),
            touched: Vec::new(),
            repeated: 0,
        }
    }

    /// The slots that the last row has values for, in order of appearance.
    pub(crate) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// The value that the last row has for a slot.
    pub(crate) fn cell(&self, slot: u32) -> Option<Cell> {
        self.cells.get(slot as usize).copied().filter(|cell| cell.rank != ABSENT)
    }

    /// The object that starts at `at`; gives the position after it.
    pub(crate) fn read(&mut self, text: &[u8], at: usize) -> Result<usize, Fault> {
        self.clear();
        let mut at = skip_space(text, at + 1);
        if text.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        loop {
            let (target, start) = match self.foreseen(text, at) {
                Some((target, after)) => (target, skip_space(text, after)),
                None => {
                    let (target, after) = self.surprise(text, at)?;
                    (target, scan::colon(text, after)?)
                }
            };
            let value = value(text, start)?;
            if target != Target::NONE {
                let rank = target.rank;
                self.put(target.slot, Cell { kind: value.kind, start, end: value.end, rank });
            }
            at = value.end;
            if let Some(b",\"") = text.get(at..at + 2) {
                at += 1;
                continue;
            }
            at = skip_space(text, at);
            match text.get(at) {
                Some(b',') => at = skip_space(text, at + 1),
                Some(b'}') => return Ok(at + 1),
                _ => return expected(text, at, "',' or '}'"),
            }
        }
    }

    /// The array that starts at `at`, an element for each target; gives the position after it.
    pub(crate) fn read_array(
        &mut self,
        text: &[u8],
        at: usize,
        targets: &[Target],
    ) -> Result<usize, Fault> {
        self.clear();
        let mut at = skip_space(text, at + 1);
        for (position, target) in targets.iter().enumerate() {
            if position > 0 {
                match text.get(at) {
                    Some(b',') => at = skip_space(text, at + 1),
                    _ => return expected(text, at, "a value for each column"),
                }
            }
            let value = scan::value(text, at)?;
            if *target != Target::NONE {
                let rank = target.rank;
                let cell = Cell { kind: value.kind, start: at, end: value.end, rank };
                self.put(target.slot, cell);
            }
            at = skip_space(text, value.end);
        }
        match text.get(at) {
            Some(b']') => Ok(at + 1),
            _ => expected(text, at, "']' after the last column's value"),
        }
    }

    /// The cells at these places of a text, one for each target.
    pub(crate) fn set_cells(
        &mut self,
        cells: impl Iterator<Item = std::ops::Range<usize>>,
        targets: &[Target],
    ) {
        self.clear();
        for (target, cell) in targets.iter().zip(cells).filter(|(t, _)| **t != Target::NONE) {
            let (start, end, rank) = (cell.start, cell.end, target.rank);
            self.put(target.slot, Cell { kind: Kind::Bare, start, end, rank });
        }
    }

    /// How many wanted keys stand in the last row once more, in the same spelling or another.
    pub(crate) fn repeated(&self) -> u64 {
        self.repeated
    }

    /// Gives a slot of the last row another slot's value.
    pub(crate) fn copy(&mut self, cell: Cell, slot: usize) {
        let index = u32::try_from(slot).expect("invariant: slots are 32 bits");
        match self.cells.get_mut(slot) {
            Some(old) if old.rank != ABSENT => *old = cell,
            _ => self.put(index, cell),
        }
    }

    fn clear(&mut self) {
        self.next = 0;
        self.repeated = 0;
        for slot in self.touched.drain(..) {
            self.cells[slot as usize].rank = ABSENT;
        }
    }

    #[inline]
    fn put(&mut self, slot: u32, cell: Cell) {
        let index = slot as usize;
        if index >= self.cells.len() {
            let absent = Cell { kind: Kind::Null, start: 0, end: 0, rank: ABSENT };
            self.cells.resize(index + 1, absent);
        }
        let old = &mut self.cells[index];
        if old.rank == ABSENT {
            self.touched.push(slot);
            *old = cell;
        } else {
            self.repeated += 1;
            if cell.rank <= old.rank {
                *old = cell;
            }
        }
    }

    /// The key at `at` and its colon, if it is one that followed last time: what it stands for, and the position after.
    #[inline]
    fn foreseen(&mut self, text: &[u8], at: usize) -> Option<(Target, usize)> {
        let rest = text.get(at..)?;
        for place in self.next..(self.next + 2).min(self.order.len()) {
            let (key, target) = &self.order[place];
            if starts_with(rest, key) {
                self.next = place + 1;
                return Some((*target, at + key.len()));
            }
        }
        None
    }

    /// The key at `at`, whatever it is: what it stands for, and the position after it.
    fn surprise(&mut self, text: &[u8], at: usize) -> Result<(Target, usize), Fault> {
        let key = scan::key(text, at)?;
        let quoted = &text[at..key.end];
        if let Some(known) = self.known.get(quoted) {
            self.next = known.place + 1;
            return Ok((known.target, key.end));
        }
        let inside = std::str::from_utf8(&quoted[1..quoted.len() - 1]);
        let inside = inside.expect("invariant: callers have checked the text");
        let target = if key.escaped {
            let mut name = String::new();
            unescape(inside, &mut name);
            self.resolver.resolve(&name)
        } else {
            self.resolver.resolve(inside)
        };
        if self.known.len() < REMEMBERED {
            let place = self.order.len();
            self.known.insert(quoted.into(), Known { target, place });
            self.order.push(([quoted, b":"].concat().into(), target));
            self.next = place + 1;
        }
        Ok((target, key.end))
    }
}

/// Whether the text begins with the key, compared eight bytes a step: keys are short, and mostly as foreseen.
#[inline]
fn starts_with(text: &[u8], key: &[u8]) -> bool {
    let Some(text) = text.get(..key.len()) else { return false };
    let (ours, our_rest) = text.as_chunks::<8>();
    let (theirs, their_rest) = key.as_chunks::<8>();
    let same = |(a, b): (&[u8; 8], &[u8; 8])| u64::from_ne_bytes(*a) == u64::from_ne_bytes(*b);
    if !ours.iter().zip(theirs).all(same) {
        return false;
    }
    match (text.last_chunk::<8>(), key.last_chunk::<8>()) {
        (Some(a), Some(b)) => same((a, b)),
        _ => our_rest == their_rest,
    }
}

/// The value at `at`: most are strings without escapes.
#[inline(always)]
fn value(text: &[u8], at: usize) -> Result<Scanned, Fault> {
    if text.get(at) == Some(&b'"')
        && let Some(end) = scan::plain_string(text, at + 1)
    {
        return Ok(Scanned { kind: Kind::Text { escaped: false }, end });
    }
    scan::value(text, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Names(Vec<(&'static str, Target)>);

    impl Resolve for Names {
        fn resolve(&mut self, key: &str) -> Target {
            let found = self.0.iter().find(|(name, _)| *name == key);
            found.map_or(Target::NONE, |(_, target)| *target)
        }
    }

    fn reader() -> RowReader<Names> {
        let loose = Target { slot: 0, rank: 1 };
        RowReader::new(Names(vec![("a", Target::exact(0)), ("A", loose), ("b", Target::exact(1))]))
    }

    fn cells(reader: &mut RowReader<Names>, row: &str) -> [Option<String>; 2] {
        assert_eq!(reader.read(row.as_bytes(), 0), Ok(row.len()));
        let cell = |slot| reader.cell(slot).map(|cell| row[cell.start..cell.end].to_owned());
        [cell(0), cell(1)]
    }

    #[test]
    fn keys_in_any_order() {
        let mut reader = reader();
        let (one, two) = (Some("1".to_owned()), Some("[2]".to_owned()));
        for row in [
            r#"{"a":1,"x":{"b":3},"b":[2]}"#,
            r#"{ "b" : [2] , "a" : 1 }"#,
            r#"{"\u0061":1,"b":[2],"y":0}"#,
            r#"{"b":[2],"y":0,"a":1}"#,
        ] {
            assert_eq!(cells(&mut reader, row), [one.clone(), two.clone()], "{row}");
        }
        assert_eq!(cells(&mut reader, "{}"), [None, None]);
        assert_eq!(reader.repeated(), 0);
    }

    #[test]
    fn of_equal_keys_the_last_counts_of_spellings_the_exact_one() {
        let mut reader = reader();
        assert_eq!(cells(&mut reader, r#"{"a":1,"a":2}"#)[0].as_deref(), Some("2"));
        assert_eq!(cells(&mut reader, r#"{"a":1,"A":2}"#)[0].as_deref(), Some("1"));
        assert_eq!(cells(&mut reader, r#"{"A":1,"a":2,"a":3}"#)[0].as_deref(), Some("3"));
        assert_eq!(reader.repeated(), 2);
        assert_eq!(cells(&mut reader, r#"{"A":1}"#)[0].as_deref(), Some("1"));
        assert_eq!(reader.repeated(), 0);
    }
}
