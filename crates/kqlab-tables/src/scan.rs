//! Reading a table's columns: batch by batch, piece by piece.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};

use kqlab_columns::Batch;
use kqlab_plan::{Needles, Schema};
use kqlab_syntax::Diagnostic;

use crate::decode::Decoder;
use crate::notes::Notes;
use crate::projection::Projection;
use crate::read::{Part, PartReader, Piece, RowSink, Rules, Sieve, Span};
use crate::{Input, Progress};

/// A table opened to be read. Clones share what they note.
#[derive(Clone, Debug)]
pub struct Scan {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    projection: Arc<Projection>,
    parts: Arc<[Part]>,
    files: Arc<[Input]>,
    pieces: Vec<Piece>,
    rules: Rules,
    sieve: Option<Arc<Sieve>>,
    /// Its bytes have been announced.
    planned: Once,
    /// The pieces that have been read to their end.
    finished: AtomicUsize,
    seen: Mutex<Seen>,
}

/// What was noticed of the rows that were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) notes: Notes,
    /// Which slots some row had a key for, those of the columns first.
    pub(crate) present: Vec<bool>,
}

impl Seen {
    /// Nothing yet, of so many slots.
    pub(crate) fn nothing(slots: usize) -> Self {
        Self { notes: Notes::default(), present: vec![false; slots] }
    }

    pub(crate) fn add(&mut self, notes: Notes, present: &[bool]) {
        self.notes.add(notes);
        for (seen, present) in self.present.iter_mut().zip(present) {
            *seen |= present;
        }
    }
}

impl Inner {
    fn progress(&self) -> Option<&Arc<Progress>> {
        self.files.first().and_then(Input::progress)
    }

    /// Announces the bytes that will be read.
    fn plan(&self) {
        if let Some(progress) = self.progress() {
            progress.plan(self.pieces.iter().map(Piece::bytes).sum());
        }
    }
}

impl Scan {
    pub(crate) fn new(
        projection: Projection,
        parts: &Arc<[Part]>,
        files: &Arc<[Input]>,
        rules: Rules,
    ) -> Self {
        let slots = projection.slot_count();
        let inner = Inner {
            projection: Arc::new(projection),
            pieces: Piece::of(parts),
            parts: Arc::clone(parts),
            files: Arc::clone(files),
            rules,
            sieve: None,
            planned: Once::new(),
            finished: AtomicUsize::new(0),
            seen: Mutex::new(Seen::nothing(slots)),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The same rows, and of those without the needles only some: which ones depends on how the file is written, and
    /// what is wrong inside them may go unsaid. A row that cannot be read from its beginning to its end is still an
    /// error.
    #[must_use]
    pub fn matching(self, needles: &Needles) -> Self {
        let inner = &self.inner;
        let sieve = Sieve::new(needles, |column| inner.projection.is_verbatim(column));
        let watched = inner.projection.watched().iter().map(|(name, _)| name);
        let sieve = sieve.and_then(|sieve| sieve.watching(watched));
        self.sifted(sieve)
    }

    /// The rows that pass a sieve, if there is one.
    pub(crate) fn sifted(self, sieve: Option<Sieve>) -> Self {
        self.with(sieve.map(Arc::new))
    }

    /// Whether no row read so far has a key for any column.
    pub(crate) fn has_seen_none(&self) -> bool {
        self.seen().present.iter().all(|present| !present)
    }

    /// Whether a row has a key of one of the watched names; `None` where not all rows have been read.
    #[must_use]
    pub fn has_seen_watched(&self) -> Option<bool> {
        let inner = &self.inner;
        let seen = self.seen();
        let found = inner.projection.watched().iter().any(|(_, slot)| seen.present[*slot]);
        (inner.finished.load(Ordering::Relaxed) == inner.pieces.len()).then_some(found)
    }

    /// The same scan, nothing read yet.
    fn with(&self, sieve: Option<Arc<Sieve>>) -> Self {
        let Inner { projection, parts, files, pieces, rules, .. } = &*self.inner;
        let slots = projection.slot_count();
        let inner = Inner {
            projection: Arc::clone(projection),
            parts: Arc::clone(parts),
            files: Arc::clone(files),
            pieces: pieces.clone(),
            rules: *rules,
            sieve,
            planned: Once::new(),
            finished: AtomicUsize::new(0),
            seen: Mutex::new(Seen::nothing(slots)),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The columns that are read.
    #[must_use]
    pub fn schema(&self) -> &Arc<Schema> {
        &self.inner.projection.schema
    }

    /// The parts of the table that can be read independently, each by [`Scan::read`]; their batches in this order are
    /// the table.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.inner.pieces
    }

    /// The batches of a piece. After an error there are no more.
    #[must_use]
    pub fn read(&self, piece: &Piece) -> Chunks {
        self.inner.planned.call_once(|| self.inner.plan());
        Chunks {
            scan: self.clone(),
            spans: piece.spans.clone().into_iter(),
            reader: None,
            decoder: Decoder::new(&self.inner.projection, self.inner.rules.dates),
            ended: false,
            apart: None,
        }
    }

    /// The same, and what is noticed stays with the piece: [`Chunks::seen`] tells it.
    pub(crate) fn read_apart(&self, piece: &Piece) -> Chunks {
        let slots = self.inner.projection.slot_count();
        Chunks { apart: Some(Seen::nothing(slots)), ..self.read(piece) }
    }

    /// The batches of the whole table. After an error there are no more.
    pub fn chunks(&self) -> impl Iterator<Item = Result<Batch, Diagnostic>> + use<> {
        let scan = self.clone();
        let mut failed = false;
        (0..self.inner.pieces.len())
            .flat_map(move |at| scan.read(&scan.inner.pieces[at]))
            .take_while(move |batch| !std::mem::replace(&mut failed, batch.is_err()))
    }

    /// What was let pass in what has been read so far.
    #[must_use]
    pub fn warnings(&self) -> Vec<Diagnostic> {
        self.warnings_of(&self.seen().notes)
    }

    /// What notes on this table's rows come to.
    pub(crate) fn warnings_of(&self, notes: &Notes) -> Vec<Diagnostic> {
        notes.warnings(&self.inner.projection.table, &self.inner.files)
    }

    /// Whether rows may be left out.
    pub(crate) fn is_sifted(&self) -> bool {
        self.inner.sieve.is_some()
    }

    /// Whether the rows are documents, whose columns are not made of keys.
    pub(crate) fn reads_documents(&self) -> bool {
        self.inner.projection.document.is_some()
    }

    /// The number of rows that have been read so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.seen().notes.rows
    }

    /// Those of the columns that are asked about that no row has a key for, after a whole scan. Rows that the scan has
    /// left out are read for it, up to the last of the columns. A document's columns are not made of keys.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn absent(&self, asked: impl Fn(&str) -> bool) -> Result<Vec<Arc<str>>, Diagnostic> {
        let mut absent = self.not_seen();
        absent.retain(|column| asked(column));
        if self.inner.sieve.is_none() || absent.is_empty() {
            return Ok(absent);
        }
        let whole = self.with(None);
        let mut chunks = whole.chunks();
        while whole.not_seen().iter().any(|column| absent.contains(column)) {
            match chunks.next() {
                Some(chunk) => drop(chunk?),
                None => break,
            }
        }
        let seen = whole.not_seen();
        Ok(absent.into_iter().filter(|column| seen.contains(column)).collect())
    }

    /// The columns that no row read so far has a key for.
    fn not_seen(&self) -> Vec<Arc<str>> {
        if self.reads_documents() {
            return Vec::new();
        }
        let fields = &self.inner.projection.schema.fields;
        let seen = self.seen();
        let absent = fields.iter().zip(&seen.present).filter(|(_, present)| !**present);
        absent.map(|(field, _)| Arc::clone(&field.name)).collect()
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.inner.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The batches of a piece.
#[derive(Debug)]
pub struct Chunks {
    scan: Scan,
    /// What is not yet opened.
    spans: std::vec::IntoIter<Span>,
    reader: Option<PartReader>,
    decoder: Decoder,
    ended: bool,
    /// What was noticed here, where the scan is not told.
    apart: Option<Seen>,
}

impl Chunks {
    /// Reads until a batch is full, or to the end of the piece.
    fn advance(&mut self) -> Result<(), Diagnostic> {
        let inner = &self.scan.inner;
        while !self.decoder.is_full() {
            match &mut self.reader {
                None => match self.spans.next() {
                    None => return Ok(()),
                    Some(span) => {
                        let reader = inner.parts[span.part].open(&span, inner.rules)?;
                        self.reader = Some(reader.sifted(inner.sieve.as_ref()));
                    }
                },
                Some(reader) => {
                    if !reader.advance(&inner.files, inner.rules, &mut self.decoder)? {
                        self.reader = None;
                    }
                }
            }
        }
        Ok(())
    }

    fn note(&mut self) {
        let (notes, present) = self.decoder.take_notes();
        if let Some(progress) = self.scan.inner.progress() {
            progress.add_rows(notes.rows);
        }
        match &mut self.apart {
            Some(seen) => seen.add(notes, present),
            None => self.scan.seen().add(notes, present),
        }
    }

    /// What was noticed in a piece that is read apart.
    pub(crate) fn seen(self) -> Seen {
        self.apart.unwrap_or_default()
    }
}

impl Iterator for Chunks {
    type Item = Result<Batch, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        let advanced = self.advance();
        self.note();
        match advanced {
            Err(error) => {
                self.reader = None;
                self.spans = Vec::new().into_iter();
                self.decoder =
                    Decoder::new(&self.scan.inner.projection, self.scan.inner.rules.dates);
                Some(Err(error))
            }
            Ok(()) if self.decoder.is_empty() => {
                if !std::mem::replace(&mut self.ended, true) {
                    self.scan.inner.finished.fetch_add(1, Ordering::Relaxed);
                }
                None
            }
            Ok(()) => Some(Ok(self.decoder.finish())),
        }
    }
}
