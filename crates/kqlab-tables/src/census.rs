//! The first pass over a table whose columns are not all declared: which keys its rows have, and what kinds of values.

use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_plan::Type;
use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::data;

use crate::declared::{Declared, Origin};
use crate::json::row::{Resolve, RowReader, Target};
use crate::json::scan::{Fault, Kind};
use crate::notes::Notes;
use crate::read::{BadRow, Place, RowSink, data_error};

/// Columns that a table may have; a file with more is keyed by values, not by names.
const MAX_COLUMNS: usize = 100_000;

/// What a first pass counts.
#[derive(Debug)]
pub(crate) struct Census {
    reader: RowReader<Keys>,
    pub(crate) notes: Notes,
}

/// The keys so far, in order of appearance, and the kinds of their values.
#[derive(Debug)]
struct Keys {
    kinds: IndexMap<Arc<str>, Kinds>,
    declared: Arc<Declared>,
    too_many: bool,
}

impl Census {
    pub(crate) fn new(declared: &Arc<Declared>) -> Self {
        let declared = Arc::clone(declared);
        let keys = Keys { kinds: IndexMap::new(), declared, too_many: false };
        Self { reader: RowReader::new(keys), notes: Notes::default() }
    }

    /// Adds the census of the piece that follows.
    pub(crate) fn add(&mut self, other: Self) {
        let Keys { kinds, too_many, .. } = other.reader.resolver;
        let keys = &mut self.reader.resolver;
        keys.too_many |= too_many;
        for (name, theirs) in kinds {
            let ours = keys.kinds.entry(name).or_default();
            *ours = ours.and(theirs);
        }
        self.notes.add(other.notes);
    }

    /// The columns of the data: names and kinds, in order of appearance.
    pub(crate) fn columns(&self, table: &str) -> Result<&IndexMap<Arc<str>, Kinds>, Diagnostic> {
        let keys = &self.reader.resolver;
        if keys.too_many || keys.kinds.len() > MAX_COLUMNS {
            let message =
                format!("{table}: expected at most {MAX_COLUMNS} different keys, found more");
            let hint =
                "declare the columns that matter in a schema file, and name them in the query";
            return Err(data_error(data::TOO_LARGE, message).with_hint(hint));
        }
        Ok(&keys.kinds)
    }
}

impl Resolve for Keys {
    fn resolve(&mut self, key: &str) -> Target {
        let column = match self.declared.get(key) {
            Some(_) => None,
            None => self.declared.folded(key),
        };
        let rank = u8::from(column.is_some());
        let name = column.map_or(key, |column| column);
        let slot = match self.kinds.get_index_of(name) {
            Some(slot) => slot,
            None if self.kinds.len() > MAX_COLUMNS => {
                self.too_many = true;
                return Target::NONE;
            }
            None => self.kinds.insert_full(name.into(), Kinds::default()).0,
        };
        Target { rank, ..Target::exact(slot) }
    }
}

impl RowSink for Census {
    fn row(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault> {
        let end = self.reader.read(text.as_bytes(), at)?;
        for index in 0..self.reader.touched().len() {
            let slot = self.reader.touched()[index];
            let cell = self.reader.cell(slot).expect("invariant: a touched slot has a cell");
            let kinds = &mut self.reader.resolver.kinds[slot as usize];
            *kinds = kinds.and(Kinds::of(cell.kind, &text[cell.start..cell.end]));
        }
        if self.reader.repeated() > 0 {
            self.notes.repeat(self.reader.repeated(), place);
        }
        self.notes.rows += 1;
        Ok(end)
    }

    fn skipped(&mut self, row: BadRow) {
        self.notes.skip(row);
    }
}

/// A set of kinds of values, as far as a type depends on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    const BOOL: Self = Self(1);
    const LONG: Self = Self(1 << 1);
    /// A number with a fraction or exponent, or an integer of more than 64 bits.
    const REAL: Self = Self(1 << 2);
    const TEXT: Self = Self(1 << 3);
    const NESTED: Self = Self(1 << 4);
    const NUMBER: Self = Self(Self::LONG.0 | Self::REAL.0);

    fn of(kind: Kind, raw: &str) -> Self {
        match kind {
            Kind::Null => Self::default(),
            Kind::False | Kind::True => Self::BOOL,
            // Eighteen digits and a sign always fit.
            Kind::Int if raw.len() < 19 || raw.parse::<i64>().is_ok() => Self::LONG,
            Kind::Int | Kind::Real => Self::REAL,
            Kind::Text { .. } => Self::TEXT,
            Kind::Nested { .. } => Self::NESTED,
        }
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The type of a column that nothing declares. Values that are all null tell nothing: a string then, as the
    /// empty columns of exports mostly are.
    pub(crate) fn ty(self, name: &str) -> (Type, Origin) {
        if let Some(ty) = by_name(name) {
            return (ty, Origin::Name);
        }
        let ty = match self {
            Self::BOOL => Type::Bool,
            Self::LONG => Type::Long,
            Self::REAL | Self::NUMBER => Type::Real,
            Self::TEXT | Self(0) => Type::String,
            _ => Type::Dynamic,
        };
        (ty, Origin::Data)
    }
}

/// The type that a column's name tells. The suffixes are those of Log Analytics' custom columns; a `_g` stays a
/// string, as does all that only looks like a guid.
fn by_name(name: &str) -> Option<Type> {
    if crate::catalog::TIMES.contains(&name) {
        return Some(Type::Datetime);
    }
    match name.rsplit_once('_') {
        Some(("", _)) | None => None,
        Some((_, "t")) => Some(Type::Datetime),
        Some((_, "d")) => Some(Type::Real),
        Some((_, "b")) => Some(Type::Bool),
        Some((_, "g" | "s")) => Some(Type::String),
        Some(_) => None,
    }
}
