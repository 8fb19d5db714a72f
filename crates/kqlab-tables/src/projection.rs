//! The columns that a scan reads, and which keys of a row fill them.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_plan::{Schema, Type};

use crate::catalog::other_time;
use crate::declared::Declared;
use crate::json::row::{Resolve, Target};
use crate::read::{is_local, marked};

/// The slots of a document's columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document {
    pub(crate) source: Option<usize>,
    pub(crate) index: Option<usize>,
}

/// The columns that a scan reads. A slot is a column's position; slots past the columns are read for others' sake.
#[derive(Debug)]
pub(crate) struct Projection {
    pub(crate) schema: Arc<Schema>,
    /// The table's name, which is the value of a missing `Type`.
    pub(crate) table: Arc<str>,
    slots: HashMap<Arc<str>, usize>,
    /// The slot of `Type`, where the table's name fills it.
    pub(crate) type_slot: Option<usize>,
    /// Where rows are documents: the slot of `_source`, which is the row itself where it has no such key, and that of
    /// `_index`, which is the table's name, if they are wanted.
    pub(crate) document: Option<Document>,
    /// For each slot the column whose missing value its value is.
    stands_in: Vec<Option<usize>>,
    /// Names that are not read, but told of where a row has a key for one, and their slots.
    watched: Vec<(Arc<str>, usize)>,
    declared: Arc<Declared>,
    declared_slots: Vec<bool>,
}

impl Projection {
    /// `with_alias` says for `TimeGenerated` and `Timestamp` whether the other may stand for it.
    pub(crate) fn new(
        table: &Arc<str>,
        schema: Schema,
        declared: &Arc<Declared>,
        with_alias: impl Fn(&str) -> bool,
    ) -> Self {
        let columns = || schema.fields.iter().enumerate().map(|(slot, field)| (slot, &field.name));
        let mut slots: HashMap<Arc<str>, usize> =
            columns().map(|(slot, name)| (Arc::clone(name), slot)).collect();
        let mut stands_in: Vec<Option<usize>> =
            columns().map(|(_, name)| twin_of(name, &slots, declared)).collect();
        for (slot, name) in columns() {
            if let Some(other) = other_time(name).filter(|_| with_alias(name)) {
                let hidden = stands_in.len();
                let other = *slots.entry(other.into()).or_insert(hidden);
                stands_in.resize(stands_in.len().max(other + 1), None);
                stands_in[other] = Some(slot);
            }
        }
        let is_type = |slot: &usize| {
            schema.fields.get(*slot).is_some_and(|field| field.ty == Type::String && declared.known)
        };
        let type_slot = slots.get("Type").copied().filter(is_type);
        let declared_slots = columns().map(|(_, name)| declared.get(name).is_some()).collect();
        let (table, declared) = (Arc::clone(table), Arc::clone(declared));
        let schema = Arc::new(schema);
        Self {
            schema,
            table,
            slots,
            type_slot,
            document: None,
            stands_in,
            watched: Vec::new(),
            declared,
            declared_slots,
        }
    }

    /// The same, telling of keys of these names too.
    pub(crate) fn watching(mut self, names: &[Arc<str>]) -> Self {
        for name in names {
            let slot = *self.slots.entry(Arc::clone(name)).or_insert(self.stands_in.len());
            self.stands_in.resize(self.stands_in.len().max(slot + 1), None);
            self.watched.push((Arc::clone(name), slot));
        }
        self
    }

    /// The names that are only told of, and their slots.
    pub(crate) fn watched(&self) -> &[(Arc<str>, usize)] {
        &self.watched
    }

    /// The number of slots: the columns, and those that are read for others' sake.
    pub(crate) fn slot_count(&self) -> usize {
        self.stands_in.len()
    }

    /// Whether the catalog or a schema file declares a column.
    pub(crate) fn is_declared(&self, slot: usize) -> bool {
        self.declared_slots[slot]
    }

    /// The same for documents.
    pub(crate) fn of_documents(self) -> Self {
        let slot = |name: &str| self.schema.position(name);
        let document = Document { source: slot("_source"), index: slot("_index") };
        Self { document: Some(document), ..self }
    }

    /// Whether a column's values are texts or JSON out of the row itself, where they stand as they are written.
    pub(crate) fn is_verbatim(&self, column: &str) -> bool {
        let Some(slot) = self.schema.position(column) else { return false };
        let made = [self.type_slot, self.document.and_then(|document| document.index)];
        let text = matches!(self.schema.fields[slot].ty, Type::String | Type::Dynamic);
        text && !made.contains(&Some(slot))
    }
}

/// The column that `X_string`, `X_dynamic` and so on are halves of: an export writes a column so whose type was not the
/// same everywhere, each value in one of them.
fn twin_of(name: &str, slots: &HashMap<Arc<str>, usize>, declared: &Declared) -> Option<usize> {
    let (base, suffix) = name.rsplit_once('_')?;
    let is_twin = Type::parse(suffix).is_some_and(|ty| ty.name() == suffix)
        && declared.is_catalogs(base)
        && declared.get(name).is_none();
    slots.get(base).copied().filter(|_| is_twin)
}

/// Finds a key's slot. Slots for halves of columns are added as they turn up.
#[derive(Debug)]
pub(crate) struct Keys {
    projection: Arc<Projection>,
    stands_in: Vec<Option<usize>>,
    any_stands_in: bool,
    /// Slots of keys that are marked as local times, not told of yet.
    local: Vec<usize>,
}

impl Keys {
    pub(crate) fn new(projection: &Arc<Projection>) -> Self {
        let stands_in = projection.stands_in.clone();
        let any_stands_in = stands_in.iter().any(Option::is_some);
        Self { projection: Arc::clone(projection), stands_in, any_stands_in, local: Vec::new() }
    }

    /// Whether some slot's value may be a column's missing one.
    pub(crate) fn any_stands_in(&self) -> bool {
        self.any_stands_in
    }

    /// A slot that has turned out to be that of local times.
    pub(crate) fn next_local(&mut self) -> Option<usize> {
        self.local.pop()
    }

    /// The column whose missing value the slot's value is.
    pub(crate) fn stands_in(&self, slot: usize) -> Option<usize> {
        self.stands_in.get(slot).copied().flatten()
    }
}

impl Resolve for Keys {
    fn resolve(&mut self, key: &str) -> Target {
        let Projection { slots, declared, .. } = &*self.projection;
        if let Some(slot) = slots.get(key) {
            return Target::exact(*slot);
        }
        if let (name, Some(_)) = marked(key)
            && declared.get(key).is_none()
        {
            let target = self.resolve(name);
            if is_local(key) && target != Target::NONE {
                self.local.push(target.slot as usize);
            }
            return target;
        }
        if declared.get(key).is_some() {
            return Target::NONE;
        }
        if let Some(slot) = declared.folded(key).and_then(|name| slots.get(name)) {
            return Target { rank: 1, ..Target::exact(*slot) };
        }
        let Some(column) = twin_of(key, slots, declared) else { return Target::NONE };
        self.stands_in.push(Some(column));
        self.any_stands_in = true;
        Target::exact(self.stands_in.len() - 1)
    }
}
