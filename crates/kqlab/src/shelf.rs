//! What several queries read of the same tables: in memory from the first of them to the last.
//!
//! A table is kept if two queries or more read it and there is room: the columns that one of them reads, and only the
//! rows that matter to one of them, where each says which. Everything else is read as a query alone reads it, so what
//! is not foreseen costs time and changes nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;
use kqlab_exec::{Asked, Request};
use kqlab_plan::{Field, Needles, Schema, Type};
use kqlab_syntax::Span;
use kqlab_tables::{Kept, Room, Table, View};

use crate::documents;
use crate::engine::Engine;
use crate::range::TimeRange;
use crate::source::{find, names};

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

/// What a query that sees this time wants of its tables; tables that cannot be told are left out.
pub(crate) fn wants(engine: &Engine, asked: Vec<Asked>, range: Option<TimeRange>) -> Vec<Want> {
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

/// Tables in memory, or about to be.
pub(crate) struct Shelf {
    places: HashMap<Key, Place>,
    room: Arc<Room>,
}

/// A table's place.
struct Place {
    table: Arc<Table>,
    columns: IndexMap<Arc<str>, Field>,
    needles: Needles,
    state: Mutex<State>,
}

struct State {
    /// The queries that have not read it to the end.
    readers: usize,
    rows: Kind,
}

/// What is there of a table.
enum Kind {
    /// Nothing yet.
    Unread,
    Kept(Arc<Kept>),
    /// It is not to be kept, or no longer.
    Gone,
}

impl Shelf {
    /// The tables that several of the queries want, in so many bytes.
    pub(crate) fn new<'w>(wants: impl IntoIterator<Item = &'w Vec<Want>>, bytes: u64) -> Self {
        let mut places: HashMap<Key, Place> = HashMap::new();
        for want in wants.into_iter().flatten() {
            let place = places.entry(want.key.clone()).or_insert_with(|| Place {
                table: Arc::clone(&want.table),
                columns: IndexMap::new(),
                needles: want.needles.clone(),
                state: Mutex::new(State { readers: 0, rows: Kind::Unread }),
            });
            place.add(want);
        }
        places.retain(|_, place| place.state().readers > 1);
        Self { places, room: Arc::new(Room::new(bytes)) }
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
    pub(crate) fn release(&self, wants: &[Want]) {
        for place in wants.iter().filter_map(|want| self.places.get(&want.key)) {
            let mut state = place.state();
            state.readers = state.readers.saturating_sub(1);
            if state.readers == 0 {
                state.rows = Kind::Gone;
            }
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
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is kept of the table; whoever asks first reads it, the others wait for that.
    fn kept(&self, key: &Key, room: &Arc<Room>) -> Option<Arc<Kept>> {
        let mut state = self.state();
        if let Kind::Unread = state.rows {
            let kept = self.read(key, room);
            state.rows = kept.map_or(Kind::Gone, |kept| Kind::Kept(Arc::new(kept)));
        }
        match &state.rows {
            Kind::Kept(kept) => Some(Arc::clone(kept)),
            Kind::Unread | Kind::Gone => None,
        }
    }

    fn read(&self, key: &Key, room: &Arc<Room>) -> Option<Kept> {
        let Self { table, needles, columns, .. } = self;
        if key.documents {
            let schema = Schema::new(columns.values().cloned().collect());
            return Kept::load_documents(table, &schema, needles, room);
        }
        let names: Vec<Arc<str>> = columns.keys().cloned().collect();
        Kept::load(table, &names, needles, room)
    }
}
