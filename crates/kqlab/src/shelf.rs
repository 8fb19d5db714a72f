//! What several queries read of the same tables, and compute of them: in memory from the first of them to the last.
//!
//! A table is kept if two queries or more read it and there is room: the columns that one of them reads, and only the
//! rows that matter to one of them, where each says which. A part of a plan over such tables is kept if two queries or
//! more have it, and each kept column remembers what was made of it alone, such as a path into its JSON. The texts that
//! many queries look for in a column are found in one pass. Everything else is read and computed as by a query alone,
//! so what is not foreseen costs time and changes nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indexmap::IndexMap;
use kqlab_columns::{Held, Room};
use kqlab_exec::{Asked, Frame, Needs, PartId, Request};
use kqlab_plan::{Field, Needles, Schema, Type};
use kqlab_syntax::Span;
use kqlab_tables::{Kept, Table, View};

use crate::documents;
use crate::engine::Engine;
use crate::range::TimeRange;
use crate::source::{Opened, find, names};

/// A table as rows or as documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// The name under which plans read it.
    name: Arc<str>,
    documents: bool,
}

/// What a query reads of a table.
pub(crate) struct Want {
    key: Key,
    table: Arc<Table>,
    columns: Vec<Field>,
    needles: Needles,
}

/// What a query wants.
pub(crate) struct Wants {
    tables: Vec<Want>,
    parts: Vec<PartKey>,
}

/// A part of a plan, and the time that its query sees.
type PartKey = (PartId, Option<TimeRange>);

impl Wants {
    /// What a query that sees this time wants of its tables, and parts of its plans; tables that cannot be told are left
    /// out.
    pub(crate) fn new(engine: &Engine, needs: Needs, range: Option<TimeRange>) -> Self {
        let parts = needs.parts.into_iter().map(|part| (part, range)).collect();
        Self { tables: tables(engine, needs.tables, range), parts }
    }
}

fn tables(engine: &Engine, asked: Vec<Asked>, range: Option<TimeRange>) -> Vec<Want> {
    let mut wants: Vec<Want> = Vec::new();
    let mut add = |want: Want| match wants.iter_mut().find(|known| known.key == want.key) {
        Some(known) => known.and(want),
        None => wants.push(want),
    };
    for Asked { name, columns, needles } in asked {
        if let Some(patterns) = documents::patterns(&name) {
            let tables = patterns.tables(&engine.tables, Span::default());
            tables.into_iter().flatten().for_each(|table| {
                add(Want {
                    key: Key { name: Arc::clone(table.name()), documents: true },
                    table: Arc::clone(table),
                    columns: columns.fields.clone(),
                    needles: needles.clone(),
                });
            });
            continue;
        }
        let Ok(Some(table)) = find(engine, &name) else { continue };
        let mut wanted = names(&columns);
        if let Some(range) = range
            && range.of(&table, &mut wanted).is_err()
        {
            continue;
        }
        // Of what the query itself does not read there is the time.
        let ty = |name: &Arc<str>| columns.get(name).map_or(Type::Datetime, |field| field.ty);
        let columns = wanted.into_iter().map(|name| Field { ty: ty(&name), name }).collect();
        add(Want { key: Key { name, documents: false }, table, columns, needles });
    }
    wants
}

impl Want {
    /// What the query wants of the table elsewhere, too.
    fn and(&mut self, other: Self) {
        self.columns.extend(other.columns);
        self.needles = std::mem::take(&mut self.needles).or(other.needles);
    }
}

/// Tables and parts of plans in memory, or about to be.
pub(crate) struct Shelf {
    places: HashMap<Key, Place>,
    parts: HashMap<PartKey, PartPlace>,
    room: Arc<Room>,
}

/// A table's place.
struct Place {
    table: Arc<Table>,
    columns: IndexMap<Arc<str>, Field>,
    needles: Needles,
    /// What each query asks of a row.
    asked: Vec<Needles>,
    state: Mutex<State<Arc<Kept>>>,
}

/// What is there of a table, or of a part.
pub(crate) struct State<T> {
    /// The queries that want it and have not ended.
    readers: usize,
    pub(crate) rows: Kind<T>,
}

/// The rows of a table, or of a part.
pub(crate) enum Kind<T> {
    /// Nobody has asked for them.
    Unknown,
    Kept(T),
    /// They are not to be kept, or no longer.
    Gone,
}

impl<T> State<T> {
    fn new(readers: usize) -> Self {
        Self { readers, rows: Kind::Unknown }
    }

    /// A query that wanted it has ended.
    fn release(&mut self) {
        self.readers = self.readers.saturating_sub(1);
        if self.readers == 0 {
            self.rows = Kind::Gone;
        }
    }
}

fn lock<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A part's place.
struct PartPlace {
    /// The queries that have it.
    queries: usize,
    state: Mutex<State<KeptPart>>,
}

/// The rows of a part in memory.
pub(crate) struct KeptPart {
    pub(crate) rows: Frame,
    /// The tables that were read for it.
    pub(crate) opened: Vec<Opened>,
    pub(crate) _held: Held,
}

impl Shelf {
    /// What several of the queries want, in so many bytes.
    pub(crate) fn new<'w>(wants: impl IntoIterator<Item = &'w Wants>, bytes: u64) -> Self {
        let mut places: HashMap<Key, Place> = HashMap::new();
        let mut parts: HashMap<PartKey, usize> = HashMap::new();
        let wants = wants.into_iter().flat_map(|wants| {
            wants.parts.iter().for_each(|part| *parts.entry(*part).or_default() += 1);
            &wants.tables
        });
        for want in wants {
            let place = places.entry(want.key.clone()).or_insert_with(|| Place {
                table: Arc::clone(&want.table),
                columns: IndexMap::new(),
                needles: want.needles.clone(),
                asked: Vec::new(),
                state: Mutex::new(State::new(0)),
            });
            place.add(want);
        }
        places.retain(|_, place| lock(&place.state).readers > 1);
        let several = parts.into_iter().filter(|(_, queries)| *queries > 1);
        let place = |queries| PartPlace { queries, state: Mutex::new(State::new(queries)) };
        let parts = several.map(|(part, queries)| (part, place(queries)));
        Self { places, parts: parts.collect(), room: Arc::new(Room::new(bytes)) }
    }

    /// A part that more than so many queries have, and the number of them; once it is locked, others wait.
    pub(crate) fn part(
        &self,
        part: PartId,
        range: Option<TimeRange>,
        more_than: usize,
    ) -> Option<(MutexGuard<'_, State<KeptPart>>, usize)> {
        let place = self.parts.get(&(part, range)).filter(|place| place.queries > more_than)?;
        let state = lock(&place.state);
        let pays = state.readers > 1 || matches!(state.rows, Kind::Kept(_));
        pays.then_some((state, place.queries))
    }

    /// Whether a table is here, or about to be.
    pub(crate) fn holds(&self, name: &str) -> bool {
        let key = Key { name: name.into(), documents: false };
        let place = self.places.get(&key);
        place.is_some_and(|place| place.kept(&key, &self.room).is_some())
    }

    /// The room that there is.
    pub(crate) fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// The columns of a table that a request asks for, if they are here.
    pub(crate) fn view(
        &self,
        name: &str,
        columns: &[Arc<str>],
        request: &Request<'_>,
    ) -> Option<View> {
        self.find(&Key { name: name.into(), documents: false }, columns, request)
    }

    /// A table's documents, if they are here.
    pub(crate) fn documents(&self, table: &Table, request: &Request<'_>) -> Option<View> {
        let key = Key { name: Arc::clone(table.name()), documents: true };
        self.find(&key, &names(request.schema), request)
    }

    fn find(&self, key: &Key, columns: &[Arc<str>], request: &Request<'_>) -> Option<View> {
        let place = self.places.get(key)?;
        let foreseen = columns.iter().all(|name| place.columns.contains_key(name))
            && request.needles.imply(&place.needles);
        let kept = foreseen.then(|| place.kept(key, &self.room)).flatten()?;
        kept.view(columns, request.needles)
    }

    /// A query that wanted these has ended.
    pub(crate) fn release(&self, wants: &Wants) {
        for place in wants.parts.iter().filter_map(|part| self.parts.get(part)) {
            lock(&place.state).release();
        }
        for place in wants.tables.iter().filter_map(|want| self.places.get(&want.key)) {
            lock(&place.state).release();
        }
    }
}

impl Place {
    fn add(&mut self, want: &Want) {
        for column in &want.columns {
            self.columns.entry(Arc::clone(&column.name)).or_insert_with(|| column.clone());
        }
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if state.readers > 0 {
            self.needles = std::mem::take(&mut self.needles).or(want.needles.clone());
        }
        state.readers += 1;
        self.asked.push(want.needles.clone());
    }

    /// What is kept of the table; whoever asks first reads it, the others wait for that.
    fn kept(&self, key: &Key, room: &Arc<Room>) -> Option<Arc<Kept>> {
        let mut state = lock(&self.state);
        if let Kind::Unknown = state.rows {
            let kept = self.read(key, room);
            state.rows = kept.map_or(Kind::Gone, |kept| Kind::Kept(Arc::new(kept)));
        }
        match &state.rows {
            Kind::Kept(kept) => Some(Arc::clone(kept)),
            Kind::Unknown | Kind::Gone => None,
        }
    }

    fn read(&self, key: &Key, room: &Arc<Room>) -> Option<Kept> {
        let Self { table, needles, asked, columns, .. } = self;
        if key.documents {
            let schema = Schema::new(columns.values().cloned().collect());
            return Kept::load_documents(table, &schema, needles, asked, room);
        }
        let names: Vec<Arc<str>> = columns.keys().cloned().collect();
        Kept::load(table, &names, needles, asked, room)
    }
}
