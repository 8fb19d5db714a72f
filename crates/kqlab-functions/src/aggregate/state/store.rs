//! Whole rows that aggregates keep: columns in segments, pointed at by slots. A row that lost is only
//! dropped when the store is compacted, so keeping a row costs the same for any number of groups.

use kqlab_columns::Column;
use kqlab_plan::Type;

use crate::core::Arg;

/// Lost rows that are tolerated beside the kept ones.
const SLACK: usize = 65_536;

/// Where a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) segment: u32,
    pub(super) row: u32,
}

/// Kept rows.
pub(super) struct Store {
    types: Vec<Type>,
    segments: Vec<Vec<Column>>,
    rows: usize,
}

fn index(number: usize) -> u32 {
    u32::try_from(number).expect("invariant: fewer than 2^32 rows are kept")
}

impl Store {
    /// No rows, of columns of these types.
    pub(super) fn new(types: &[Type]) -> Self {
        Self { types: types.to_vec(), segments: Vec::new(), rows: 0 }
    }

    /// The number of the next segment.
    pub(super) fn next(&self) -> u32 {
        index(self.segments.len())
    }

    /// Keeps these rows of a chunk of `len` rows as the next segment.
    pub(super) fn push(&mut self, args: &[Arg], rows: &[u32], len: usize) {
        let take = |arg: &Arg| match arg {
            Arg::Const(value) => Column::constant(value, rows.len()),
            Arg::Column(column) => {
                debug_assert_eq!(column.len(), len, "a row a row");
                column.take(rows)
            }
        };
        self.segments.push(args.iter().map(take).collect());
        self.rows += rows.len();
    }

    /// Takes over another's rows: its slots move on by the number that is returned.
    pub(super) fn adopt(&mut self, other: Self) -> u32 {
        let shift = self.next();
        self.segments.extend(other.segments);
        self.rows += other.rows;
        shift
    }

    /// Whether most of what is kept has lost.
    pub(super) fn is_sparse(&self, kept: usize) -> bool {
        self.rows > 2 * kept + SLACK
    }

    /// The rows at these slots, in order; `None` is a row of nulls.
    pub(super) fn gather(&self, slots: &[Option<Slot>]) -> Vec<Column> {
        let starts: Vec<usize> = self
            .segments
            .iter()
            .scan(0, |start, segment| {
                let here = *start;
                *start += segment.first().map_or(0, Column::len);
                Some(here)
            })
            .collect();
        let row = |slot: &Option<Slot>| match slot {
            Some(slot) => index(starts[slot.segment as usize]) + slot.row,
            None => index(self.rows),
        };
        let rows: Vec<u32> = slots.iter().map(row).collect();
        self.types
            .iter()
            .enumerate()
            .map(|(position, ty)| {
                let nothing = Column::nulls(*ty, 1);
                let mut parts: Vec<&Column> =
                    self.segments.iter().map(|segment| &segment[position]).collect();
                parts.push(&nothing);
                Column::concat(&parts).take(&rows)
            })
            .collect()
    }

    /// Drops what lost; the slots are told where their rows are now.
    pub(super) fn compact<'a>(&mut self, slots: impl Iterator<Item = &'a mut Slot>) {
        let slots: Vec<&mut Slot> = slots.collect();
        let kept: Vec<Option<Slot>> = slots.iter().map(|slot| Some(**slot)).collect();
        let segment = self.gather(&kept);
        for (row, slot) in slots.into_iter().enumerate() {
            *slot = Slot { segment: 0, row: index(row) };
        }
        self.rows = kept.len();
        self.segments = vec![segment];
    }
}
