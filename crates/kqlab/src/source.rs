//! The executor's tables: files opened for the columns that a query wants, and what was noticed on the way.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, MutexGuard};

use kqlab_columns::{Batch, Column, Held, Room};
use kqlab_exec::{Claim, Fault, Frame, Part, PartRows, Request, Result, Source, Task, Tasks};
use kqlab_plan::Schema;
use kqlab_syntax::codes::{binding, data};
use kqlab_syntax::{Diagnostic, Phase, Span};
use kqlab_tables::{Piece, Scan, Table, View};

use crate::databases;
use crate::documents;
use crate::early::ByTable;
use crate::engine::Engine;
use crate::range::TimeRange;
use crate::shelf::{KeptPart, Kind, Shelf, State};
use crate::watchlist;

/// The tables as one query reads them.
pub(crate) struct Reading<'e> {
    engine: &'e Engine,
    /// The time that the query sees.
    range: Option<TimeRange>,
    /// Tables and parts of plans that are in memory.
    shelf: Option<&'e Shelf>,
    /// How many queries have the part that is being computed; without one, this query alone.
    within: Cell<usize>,
    /// Names that are taken to be no columns.
    watched: RefCell<ByTable>,
    opened: RefCell<Vec<Opened>>,
    assumed: RefCell<Vec<Diagnostic>>,
    /// Tables of the catalog that the data has not, each with where it is first read.
    missing: RefCell<Vec<(String, Span)>>,
    /// Where the query first reads a watchlist.
    watchlist: Cell<Option<Span>>,
}

/// A table that the query has opened.
#[derive(Clone)]
pub(crate) struct Opened {
    table: Arc<str>,
    rows: Rows,
    span: Span,
    /// Its last task has been handed out: the scan saw all rows.
    to_the_end: Arc<AtomicBool>,
}

/// Where the rows of an opened table come from.
#[derive(Clone)]
pub(crate) enum Rows {
    /// The files.
    Files(Scan),
    /// Memory.
    Kept(View),
}

impl Rows {
    fn schema(&self) -> &Arc<Schema> {
        match self {
            Self::Files(scan) => scan.schema(),
            Self::Kept(view) => view.schema(),
        }
    }

    fn tasks(self) -> Tasks {
        match self {
            Self::Files(scan) => Box::new(tasks(scan)),
            Self::Kept(view) => Box::new((0..view.pieces()).map(move |piece| {
                let view = view.clone();
                Ok(Box::new(move || Ok(view.read(piece))) as Task)
            })),
        }
    }

    fn warnings(&self) -> Vec<Diagnostic> {
        match self {
            Self::Files(scan) => scan.warnings(),
            Self::Kept(view) => view.warnings(),
        }
    }

    fn count(&self) -> u64 {
        match self {
            Self::Files(scan) => scan.rows(),
            Self::Kept(view) => view.rows(),
        }
    }

    /// Those of the columns that are asked about that no row has. What cannot be read has been told, or lies in rows
    /// that no answer depends on.
    fn absent(&self, asked: impl Fn(&str) -> bool) -> Vec<Arc<str>> {
        match self {
            Self::Files(scan) => scan.absent(asked).unwrap_or_default(),
            Self::Kept(view) => view.absent(asked),
        }
    }
}

impl<'e> Reading<'e> {
    /// Nothing is open yet.
    pub(crate) fn new(engine: &'e Engine) -> Self {
        Self::from_shelf(engine, engine.range, None)
    }

    /// The same of a query that sees this time, with tables that are in memory.
    pub(crate) fn from_shelf(
        engine: &'e Engine,
        range: Option<TimeRange>,
        shelf: Option<&'e Shelf>,
    ) -> Self {
        Self {
            engine,
            range,
            shelf,
            within: Cell::new(1),
            watched: RefCell::default(),
            opened: RefCell::default(),
            assumed: RefCell::default(),
            missing: RefCell::default(),
            watchlist: Cell::default(),
        }
    }

    /// Looks out for keys of these names, which are taken to be no columns.
    pub(crate) fn watch(&self, names: ByTable) {
        self.watched.replace(names);
    }

    /// Whether it is certain that no row has such a key; rows that the query did not read are looked at now.
    pub(crate) fn has_seen_none_watched(&self) -> bool {
        let opened = self.opened.borrow();
        self.watched.borrow().iter().all(|(table, names)| {
            let seen = opened.iter().filter(|opened| opened.table == *table);
            let known = seen.filter_map(Opened::has_seen_watched).next();
            known.map_or_else(|| self.lacks(table, names), |seen| !seen)
        })
    }

    fn lacks(&self, table: &str, names: &BTreeSet<Arc<str>>) -> bool {
        let names: Vec<Arc<str>> = names.iter().cloned().collect();
        self.engine.tables.get(table).is_some_and(|table| table.lacks(&names))
    }

    /// What was read and noticed so far is of an attempt that is given up.
    pub(crate) fn restart(&self) {
        self.watched.take();
        self.opened.take();
        self.assumed.take();
        self.missing.take();
        self.watchlist.take();
    }

    /// What was noticed while the tables were read; `named` tells the columns that the query names.
    pub(crate) fn warnings(self, named: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut warnings = self.assumed.into_inner();
        warnings.extend(taken_empty(&self.missing.into_inner()));
        let updated = self.watchlist.get().filter(|_| named(watchlist::UPDATED));
        warnings.extend(updated.map(assumed_update));
        for opened in self.opened.into_inner() {
            let empty = opened.empty_columns(&named);
            for warning in opened.rows.warnings().into_iter().chain(empty) {
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
        }
        warnings
    }
}

impl Reading<'_> {
    /// The answer of a function is taken to be empty; that is told once.
    fn assume(&self, function: &str, span: Span) {
        let message =
            format!("what `{function}` knows is in the cloud: the columns that it gives are empty");
        let hint = format!("a table {function} in the data stands in for it");
        let warning = Diagnostic::warning(Phase::Data, binding::ASSUMED, span, message);
        let mut assumed = self.assumed.borrow_mut();
        if assumed.iter().all(|told| told.message != warning.message) {
            assumed.push(warning.with_hint(hint));
        }
    }

    /// A table of the catalog without data has no rows; that is told once.
    fn miss(&self, table: &str, span: Span) {
        let mut missing = self.missing.borrow_mut();
        if missing.iter().all(|(known, _)| known != table) {
            missing.push((table.to_owned(), span));
        }
    }

    /// The rows of a table, which is remembered for what it notices.
    fn read(&self, rows: Rows, table: &str, span: Span) -> Tasks {
        let to_the_end = Arc::new(AtomicBool::new(false));
        self.opened.borrow_mut().push(Opened {
            table: table.into(),
            rows: rows.clone(),
            span,
            to_the_end: Arc::clone(&to_the_end),
        });
        Box::new(rows.tasks().chain(std::iter::from_fn(move || {
            to_the_end.store(true, Ordering::Relaxed);
            None
        })))
    }
}

impl Opened {
    /// Whether a row has a key that is watched for; `None` where not all rows were read from the files.
    fn has_seen_watched(&self) -> Option<bool> {
        match &self.rows {
            Rows::Files(scan) => scan.has_seen_watched(),
            Rows::Kept(_) => None,
        }
    }

    /// Columns that the query names and no row has. A table without rows has said nothing.
    fn empty_columns(&self, named: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        if self.rows.count() == 0 || !self.to_the_end.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let absent = self.rows.absent(&named).into_iter();
        let warning = |column: Arc<str>| {
            let message = format!("no row of {} has the column '{column}'", self.table);
            Diagnostic::warning(Phase::Data, binding::EMPTY_COLUMN, self.span, message)
        };
        absent.map(warning).collect()
    }
}

impl Source for Reading<'_> {
    fn table(&self, name: &str, request: &Request<'_>) -> Result<Tasks> {
        if let Some(patterns) = documents::patterns(name) {
            let open =
                |table: &Arc<Table>| match self.shelf.and_then(|s| s.documents(table, request)) {
                    Some(view) => Ok(Rows::Kept(view)),
                    None => documents::open(table, request).map(Rows::Files),
                };
            let tables = patterns.tables(&self.engine.tables, request.span)?;
            let opened = tables.into_iter().map(open).collect::<Result<Vec<Rows>>>()?;
            let tasks = opened.into_iter().map(|rows| self.read(rows, name, request.span));
            return Ok(Box::new(tasks.collect::<Vec<Tasks>>().into_iter().flatten()));
        }
        let Some(table) = find(self.engine, name)? else {
            self.miss(name, request.span);
            return Ok(Box::new(std::iter::empty()));
        };
        let mut columns = names(request.schema);
        let range = match self.range {
            Some(range) => range.of(&table, &mut columns)?,
            None => None,
        };
        let kept = self.shelf.and_then(|shelf| shelf.view(name, &columns, request));
        let rows = match kept {
            Some(view) => Rows::Kept(view),
            None => {
                let watched = self.watched.borrow();
                let watched = watched.get(name).into_iter().flatten().cloned();
                let watched: Vec<Arc<str>> = watched.collect();
                let scan = table.watch(Some(&columns), &watched).map_err(Box::new)?;
                Rows::Files(scan.matching(request.needles))
            }
        };
        check(name, rows.schema(), request)?;
        let tasks = self.read(rows, name, request.span);
        match range {
            Some(range) => Ok(range.tasks(tasks, Arc::clone(request.schema))),
            None => Ok(tasks),
        }
    }

    fn shares_parts(&self) -> bool {
        self.shelf.is_some()
    }

    fn part(&self, part: &Part<'_>) -> Option<PartRows<'_>> {
        let shelf = self.shelf?;
        let outer = self.within.get();
        let (state, queries) = shelf.part(part.id, self.range, outer)?;
        match &state.rows {
            Kind::Gone => None,
            Kind::Kept(kept) => {
                let tables = part.tables();
                let opened = kept.opened.iter().map(|opened| {
                    let named = tables.iter().find(|(name, _)| *name == opened.table);
                    let (_, span) = named.expect("invariant: equal plans read the same tables");
                    Opened { span: *span, ..opened.clone() }
                });
                self.opened.borrow_mut().extend(opened);
                Some(PartRows::Known(kept.rows.clone()))
            }
            Kind::Unknown => {
                let held = part.tables().iter().all(|(name, _)| shelf.holds(name));
                held.then(|| {
                    self.within.set(queries);
                    let opened = self.opened.borrow().len();
                    let (room, reading) = (shelf.room(), self);
                    let held = room.hold_computed();
                    let claim = Claimed { reading, room, state, held, opened, outer };
                    PartRows::Wanted(Box::new(claim))
                })
            }
        }
    }

    fn external(
        &self,
        uri: &str,
        wanted: &dyn Fn(&str) -> bool,
        span: Span,
    ) -> Result<Vec<Vec<u8>>> {
        let engine = self.engine;
        engine.external.read(uri, wanted, &engine.reading, span).map_err(Box::new)
    }

    fn known(&self, function: &str, key: &str, span: Span) -> Result<Option<Frame>> {
        let watchlists = &self.engine.watchlists;
        match function {
            "_GetWatchlist" => {
                let found = watchlists.read(key, self.engine.now(), span).map_err(Box::new)?;
                self.watchlist.set(self.watchlist.get().or(Some(span)));
                Ok(Some(found))
            }
            "_GetWatchlistAlias" => Ok(Some(watchlists.aliases().map_err(Box::new)?)),
            _ => match self.engine.tables.get(function) {
                Some(table) => {
                    let scan = table.scan(None).map_err(Box::new)?;
                    let schema = Arc::clone(scan.schema());
                    let rows: Result<Vec<Batch>, Diagnostic> = scan.chunks().collect();
                    Ok(Some(Frame::new(schema, rows.map_err(Box::new)?)))
                }
                None => {
                    self.assume(function, span);
                    Ok(None)
                }
            },
        }
    }
}

/// The right to compute a part of a plan.
struct Claimed<'r> {
    reading: &'r Reading<'r>,
    room: &'r Arc<Room>,
    state: MutexGuard<'r, State<KeptPart>>,
    held: Held,
    /// So many tables had been opened before.
    opened: usize,
    /// How many queries have the part that this is a part of.
    outer: usize,
}

impl Claim for Claimed<'_> {
    fn take(&mut self, rows: &Batch) -> bool {
        let bytes = rows.columns().iter().map(Column::bytes).sum();
        self.held.add(bytes).is_some()
    }

    fn keep(mut self: Box<Self>, rows: &Frame) {
        let opened = self.reading.opened.borrow()[self.opened..].to_vec();
        // What is noticed of files is told of the query that reads them.
        let noticed = opened.iter().all(|opened| matches!(opened.rows, Rows::Kept(_)));
        if noticed {
            let batches = rows.batches.iter().cloned();
            let batches = batches.map(|batch| batch.coded().remembering(self.room));
            let rows = Frame::new(Arc::clone(&rows.schema), batches.collect());
            let held = std::mem::replace(&mut self.held, self.room.hold_computed());
            self.state.rows = Kind::Kept(KeptPart { rows, opened, _held: held });
        }
    }
}

impl Drop for Claimed<'_> {
    fn drop(&mut self) {
        self.reading.within.set(self.outer);
        if let Kind::Unknown = self.state.rows {
            self.state.rows = Kind::Gone;
        }
    }
}

/// A table of the data, or of another database's folder.
pub(crate) fn find(engine: &Engine, name: &str) -> Result<Option<Arc<Table>>> {
    let Some((database, name)) = databases::parts(name) else {
        return Ok(engine.tables.get(name).cloned());
    };
    let tables = engine.databases.get(database).map_err(|mut found| {
        let first = found.drain(..).next();
        Box::new(first.expect("invariant: a failure says why"))
    })?;
    Ok(tables.and_then(|tables| tables.get(name).cloned()))
}

/// The names of a schema's columns.
pub(crate) fn names(schema: &Schema) -> Vec<Arc<str>> {
    schema.fields.iter().map(|field| Arc::clone(&field.name)).collect()
}

/// So many tables without data are named.
const NAMED: usize = 5;

/// Tables that the data has not.
fn taken_empty(missing: &[(String, Span)]) -> Option<Diagnostic> {
    let (_, first) = missing.first()?;
    let names: Vec<String> =
        missing.iter().take(NAMED).map(|(name, _)| format!("`{name}`")).collect();
    let (names, others) = (names.join(", "), missing.len().saturating_sub(NAMED));
    let message = match (missing.len(), others) {
        (1, _) => format!("the data has no table {names}: it is taken to be empty"),
        (_, 0) => format!("the data has no tables {names}: they are taken to be empty"),
        _ => {
            format!("the data has no tables {names} and {others} more: they are taken to be empty")
        }
    };
    let warning = Diagnostic::warning(Phase::Data, binding::ASSUMED, *first, message);
    Some(warning.with_hint("--data names a folder of tables, --table one of them"))
}

/// A file does not tell when the watchlist was last updated.
fn assumed_update(span: Span) -> Diagnostic {
    let column = watchlist::UPDATED;
    let message = format!("the watchlist's `{column}` is taken to be now");
    let hint = "--now sets what is now";
    Diagnostic::warning(Phase::Data, binding::ASSUMED, span, message).with_hint(hint)
}

/// What is read is what the plan was bound to.
fn check(name: &str, read: &Schema, request: &Request<'_>) -> Result<()> {
    let same = |wanted: &Schema| read.fields.starts_with(&wanted.fields);
    if same(request.schema) {
        return Ok(());
    }
    let message = format!("the columns of {name} have changed since the query was bound");
    let fault: Fault =
        Box::new(Diagnostic::error(Phase::Data, data::UNREADABLE, request.span, message));
    Err(fault)
}

/// Pieces longer than this are read chunk by chunk, so that no more than a chunk of them is held.
const LONG: u64 = 64 * 1024 * 1024;

/// The pieces of a scan as tasks.
fn tasks(scan: Scan) -> impl Iterator<Item = Result<Task>> + Send {
    let pieces: Vec<Piece> = scan.pieces().to_vec();
    pieces.into_iter().flat_map(move |piece| -> Tasks {
        if piece.bytes() > LONG {
            let chunks = scan.read(&piece).map(|batch| {
                let batch = batch.map_err(Box::new)?;
                Ok(Box::new(move || Ok(vec![batch])) as Task)
            });
            return Box::new(chunks);
        }
        let scan = scan.clone();
        let whole = move || {
            let batches = scan.read(&piece);
            batches.map(|batch| batch.map_err(Box::new)).collect::<Result<Vec<_>>>()
        };
        Box::new(std::iter::once(Ok(Box::new(whole) as Task)))
    })
}
