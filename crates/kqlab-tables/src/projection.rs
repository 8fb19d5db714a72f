//! The columns that a scan reads, and which keys of a row fill them.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_plan::{Schema, Type};

use crate::catalog::other_time;
use crate::declared::Declared;
use crate::json::row::{Resolve, Target};

/// The columns that a scan reads. A slot is a column's position; slots past the columns are read for others' sake.
#[derive(Debug)]
pub(crate) struct Projection {
    pub(crate) schema: Arc<Schema>,
    /// The table's name, which is the value of a missing `Type`.
    pub(crate) table: Arc<str>,
    slots: HashMap<Arc<str>, usize>,
    /// A slot whose missing value another slot has.
    pub(crate) aliases: Vec<(usize, usize)>,
    /// The slot of `Type`, where the table's name fills it.
    pub(crate) type_slot: Option<usize>,
    declared: Arc<Declared>,
}

impl Projection {
    /// `with_alias` says for `TimeGenerated` and `Timestamp` whether the other may stand for it.
    pub(crate) fn new(
        table: &Arc<str>,
        schema: Schema,
        declared: &Arc<Declared>,
        with_alias: impl Fn(&str) -> bool,
    ) -> Self {
        let mut slots: HashMap<Arc<str>, usize> = HashMap::with_capacity(schema.fields.len());
        for (slot, field) in schema.fields.iter().enumerate() {
            slots.insert(Arc::clone(&field.name), slot);
        }
        let mut aliases = Vec::new();
        for (slot, field) in schema.fields.iter().enumerate() {
            if let Some(other) = other_time(&field.name).filter(|_| with_alias(&field.name)) {
                let next = slots.len();
                aliases.push((slot, *slots.entry(other.into()).or_insert(next)));
            }
        }
        let is_type = |slot: &usize| schema.fields[*slot].ty == Type::String && declared.known;
        let type_slot = slots.get("Type").copied().filter(is_type);
        Self {
            schema: Arc::new(schema),
            table: Arc::clone(table),
            slots,
            aliases,
            type_slot,
            declared: Arc::clone(declared),
        }
    }
}

impl Resolve for Arc<Projection> {
    fn resolve(&mut self, key: &str) -> Target {
        if let Some(slot) = self.slots.get(key) {
            return Target::exact(*slot);
        }
        let folded = match self.declared.get(key) {
            Some(_) => None,
            None => self.declared.folded(key).and_then(|name| self.slots.get(name)),
        };
        folded.map_or(Target::NONE, |slot| Target { rank: 1, ..Target::exact(*slot) })
    }
}
