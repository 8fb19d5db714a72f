//! A table's columns in memory: read once, given out to everybody who would otherwise read them from the files.
//!
//! A view gives the batches that a scan of the same columns gives, piece by piece, and notices the same: what was noticed
//! is kept by piece, and told for the view's columns alone. What is not known by column keeps a table out of memory: a
//! row that cannot be read, a key that is given twice.

mod index;
mod needles;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use kqlab_columns::{Batch, Column, Held, Room};
use kqlab_plan::{Field, Needles, Schema};
use kqlab_syntax::Diagnostic;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::scan::{Scan, Seen};
use crate::{Piece, Table};
use index::{Found, Index};
use needles::Wanted;

/// Columns of a table in memory.
#[derive(Debug)]
pub struct Kept {
    table: Arc<Table>,
    scan: Scan,
    /// What a row had to hold to be kept; nothing where all rows are here.
    needles: Needles,
    /// What many readers look for.
    index: Index,
    pieces: Vec<KeptPiece>,
    /// Of each column whether some row has a key for it, in the table or, of some rows, in the files; `None` where
    /// they cannot be read.
    present: OnceLock<Option<Vec<bool>>>,
    _held: Held,
}

/// A piece of the table.
#[derive(Debug)]
struct KeptPiece {
    /// Each with what was found in it.
    batches: Vec<(Batch, Found)>,
    seen: Seen,
}

impl Kept {
    /// Reads these columns of a table, all rows or at least those that hold the needles; `asked` is what its readers will
    /// look for, each for himself, as far as that is known. `None` where there is no room for the columns, where they
    /// cannot be read, and where reading noticed what belongs to no column: then each who wants them reads for himself.
    ///
    /// # Panics
    /// When the table has no such column: a defect of the caller.
    #[must_use]
    pub fn load(
        table: &Arc<Table>,
        columns: &[Arc<str>],
        needles: &Needles,
        asked: &[Needles],
        room: &Arc<Room>,
    ) -> Option<Self> {
        Self::read(table, table.scan(Some(columns)).ok()?, needles, asked, room)
    }

    /// The same of the table's rows as documents.
    #[must_use]
    pub fn load_documents(
        table: &Arc<Table>,
        schema: &Schema,
        needles: &Needles,
        asked: &[Needles],
        room: &Arc<Room>,
    ) -> Option<Self> {
        Self::read(table, table.documents(schema).ok()?, needles, asked, room)
    }

    fn read(
        table: &Arc<Table>,
        all: Scan,
        needles: &Needles,
        asked: &[Needles],
        room: &Arc<Room>,
    ) -> Option<Self> {
        let scan = all.matching(needles);
        let needles = if scan.is_sifted() { needles.clone() } else { Needles::default() };
        let index = Index::new(asked, scan.schema());
        let piece = |piece| KeptPiece::read(&scan, piece, &index, room);
        let pieces = scan.pieces().par_iter().map(piece);
        let pieces = pieces.collect::<Option<Vec<(KeptPiece, Held)>>>()?;
        let mut held = room.hold();
        let kept = pieces.into_iter().map(|(piece, part)| {
            held.join(part);
            piece
        });
        let pieces: Vec<KeptPiece> = kept.collect();
        let (table, present) = (Arc::clone(table), OnceLock::new());
        Some(Self { table, scan, needles, index, pieces, present, _held: held })
    }

    /// These columns, in this order, for a reader who needs only rows that hold the needles; `None` where they are not
    /// here, and where what a scan would notice depends on the rows that it leaves out.
    #[must_use]
    pub fn view(self: &Arc<Self>, columns: &[Arc<str>], needles: &Needles) -> Option<View> {
        if !needles.imply(&self.needles) {
            return None;
        }
        let all = self.scan.schema();
        let positions: Option<Vec<usize>> = columns.iter().map(|name| all.position(name)).collect();
        let positions = positions?;
        let fields: Vec<Field> = positions.iter().map(|at| all.fields[*at].clone()).collect();
        let told_of = |piece: &KeptPiece| fields.iter().any(|f| piece.seen.notes.tell_of(&f.name));
        if !needles.is_empty() && self.pieces.iter().any(told_of) {
            return None;
        }
        let seen = Mutex::new(Seen::nothing(fields.len()));
        let inner = ViewInner {
            kept: Arc::clone(self),
            schema: Arc::new(Schema::new(fields)),
            positions,
            wanted: (!needles.is_empty()).then(|| Wanted::new(needles, all)),
            seen,
        };
        Some(View { inner: Arc::new(inner) })
    }

    /// Of each column whether some row of the files has a key for it; `None` where they cannot be read.
    fn present(&self) -> Option<&Vec<bool>> {
        self.present.get_or_init(|| self.look_for_columns()).as_ref()
    }

    fn look_for_columns(&self) -> Option<Vec<bool>> {
        let fields = &self.scan.schema().fields;
        let mut present = vec![false; fields.len()];
        for piece in &self.pieces {
            join(&mut present, &piece.seen.present);
        }
        let doubtful: Vec<usize> = (0..fields.len()).filter(|at| !present[*at]).collect();
        if doubtful.is_empty() || self.needles.is_empty() || self.scan.reads_documents() {
            return Some(present);
        }
        let names: Vec<Arc<str>> =
            doubtful.iter().map(|at| Arc::clone(&fields[*at].name)).collect();
        let found = whole(&self.table.scan(Some(&names)).ok()?)?;
        for (at, found) in doubtful.into_iter().zip(found) {
            present[at] = found;
        }
        Some(present)
    }
}

/// Of each column of a scan whether some row has a key for it; not all rows are read where all columns are found.
fn whole(scan: &Scan) -> Option<Vec<bool>> {
    let found = Mutex::new(vec![false; scan.schema().fields.len()]);
    let all_found = AtomicBool::new(false);
    let look = |piece: &Piece| -> Option<()> {
        let mut chunks = scan.read_apart(piece);
        while !all_found.load(Ordering::Relaxed) {
            match chunks.next() {
                Some(chunk) => drop(chunk.ok()?),
                None => break,
            }
        }
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        join(&mut found, &chunks.seen().present);
        all_found.store(found.iter().all(|found| *found), Ordering::Relaxed);
        Some(())
    };
    scan.pieces().par_iter().map(look).collect::<Option<()>>()?;
    Some(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn join(all: &mut [bool], some: &[bool]) {
    for (all, some) in all.iter_mut().zip(some) {
        *all |= some;
    }
}

impl KeptPiece {
    fn read(scan: &Scan, piece: &Piece, index: &Index, room: &Arc<Room>) -> Option<(Self, Held)> {
        let (mut batches, mut held) = (Vec::new(), room.hold());
        let mut chunks = scan.read_apart(piece);
        for batch in chunks.by_ref() {
            let batch = batch.ok()?.coded().remembering(room);
            let found = index.find(&batch);
            held.add(batch.columns().iter().map(Column::bytes).sum::<u64>() + found.bytes())?;
            batches.push((batch, found));
        }
        let seen = chunks.seen();
        seen.notes.are_of_columns().then_some((Self { batches, seen }, held))
    }
}

/// Columns of what is kept, as a scan of them gives them. Clones share what they note.
#[derive(Clone, Debug)]
pub struct View {
    inner: Arc<ViewInner>,
}

#[derive(Debug)]
struct ViewInner {
    kept: Arc<Kept>,
    schema: Arc<Schema>,
    /// Of each column its position among the kept ones.
    positions: Vec<usize>,
    /// What rows hold that are not left out.
    wanted: Option<Wanted>,
    seen: Mutex<Seen>,
}

impl View {
    /// The columns.
    #[must_use]
    pub fn schema(&self) -> &Arc<Schema> {
        &self.inner.schema
    }

    /// The number of pieces; their batches in order are the table.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.inner.kept.pieces.len()
    }

    /// The batches of a piece.
    #[must_use]
    pub fn read(&self, piece: usize) -> Vec<Batch> {
        let KeptPiece { batches, seen } = &self.inner.kept.pieces[piece];
        let ViewInner { schema, positions, wanted, .. } = &*self.inner;
        let notes = seen.notes.of(|name| schema.position(name).is_some());
        let present: Vec<bool> = positions.iter().map(|at| seen.present[*at]).collect();
        self.seen().add(notes, &present);
        let index = &self.inner.kept.index;
        let project = |(batch, found): &(Batch, Found)| {
            let columns = positions.iter().map(|at| batch.columns()[*at].clone()).collect();
            let all = Batch::new(Arc::clone(schema), columns, batch.rows());
            match wanted.as_ref().and_then(|wanted| wanted.rows(batch, index, found)) {
                Some(rows) => all.filter(&rows),
                None => all,
            }
        };
        batches.iter().map(project).collect()
    }

    /// As [`Scan::warnings`].
    #[must_use]
    pub fn warnings(&self) -> Vec<Diagnostic> {
        self.inner.kept.scan.warnings_of(&self.seen().notes)
    }

    /// As [`Scan::rows`].
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.seen().notes.rows
    }

    /// As [`Scan::absent`]; none where the files cannot be read.
    #[must_use]
    pub fn absent(&self, asked: impl Fn(&str) -> bool) -> Vec<Arc<str>> {
        let ViewInner { kept, schema, positions, wanted, .. } = &*self.inner;
        if kept.scan.reads_documents() {
            return Vec::new();
        }
        let seen = self.seen().present.clone();
        let columns = schema.fields.iter().map(|field| &field.name).zip(positions).zip(seen);
        let absent: Vec<(&Arc<str>, &usize)> = columns
            .filter(|((name, _), seen)| !seen && asked(name))
            .map(|(column, _)| column)
            .collect();
        // Where rows are left out, the column may be in one of those.
        let all = match wanted {
            Some(_) if !absent.is_empty() => kept.present().cloned().unwrap_or_default(),
            _ => vec![false; kept.scan.schema().fields.len()],
        };
        let absent = absent.into_iter().filter(|(_, at)| all.get(**at) == Some(&false));
        absent.map(|(name, _)| Arc::clone(name)).collect()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.inner.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
