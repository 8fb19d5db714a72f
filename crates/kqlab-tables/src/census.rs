//! The first pass over a table whose columns are not all declared: which keys its rows have, and what kinds of values.

use std::sync::Arc;

use csv::StringRecord;
use indexmap::IndexMap;
use kqlab_plan::Type;
use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::data;

use crate::declared::{Declared, Origin};
use crate::json::row::{Resolve, RowReader, Target};
use crate::json::scan::{self, Fault, Kind};
use crate::notes::Notes;
use crate::read::{BadRow, Header, Place, RowSink, data_error};

/// Columns that a table may have, as in Kusto; a file with more has values for keys.
const MAX_COLUMNS: usize = 10_000;

/// What a first pass counts.
#[derive(Debug)]
pub(crate) struct Census {
    reader: RowReader<Keys>,
    /// What the elements of an array stand for.
    header: Vec<Target>,
    pub(crate) notes: Notes,
}

/// The keys so far, in order of appearance.
#[derive(Debug)]
struct Keys {
    found: IndexMap<Arc<str>, Found>,
    declared: Arc<Declared>,
    too_many: bool,
}

impl Census {
    pub(crate) fn new(declared: &Arc<Declared>) -> Self {
        let declared = Arc::clone(declared);
        let keys = Keys { found: IndexMap::new(), declared, too_many: false };
        Self { reader: RowReader::new(keys), header: Vec::new(), notes: Notes::default() }
    }

    /// Adds the census of the piece that follows.
    pub(crate) fn add(&mut self, other: Self) {
        let Keys { found, too_many, .. } = other.reader.resolver;
        let keys = &mut self.reader.resolver;
        keys.too_many |= too_many;
        for (name, theirs) in found.into_iter().filter(|(_, found)| found.in_rows) {
            let ours = keys.found.entry(name).or_default();
            ours.kinds = ours.kinds.and(theirs.kinds);
            ours.told = ours.told.and(theirs.told);
            ours.in_rows = true;
        }
        self.notes.add(other.notes);
    }

    /// The columns of the data: names and kinds, in order of appearance.
    pub(crate) fn columns(&self, table: &str) -> Result<&IndexMap<Arc<str>, Found>, Diagnostic> {
        let keys = &self.reader.resolver;
        if keys.too_many || keys.found.len() > MAX_COLUMNS {
            let message =
                format!("{table}: expected at most {MAX_COLUMNS} different keys, found more");
            let hint =
                "declare the columns that matter in a schema file, and name them in the query";
            return Err(data_error(data::TOO_LARGE, message).with_hint(hint));
        }
        Ok(&keys.found)
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
        let slot = match self.found.get_index_of(name) {
            Some(slot) => slot,
            None if self.found.len() > MAX_COLUMNS => {
                self.too_many = true;
                return Target::NONE;
            }
            None => self.found.insert_full(name.into(), Found::default()).0,
        };
        Target { rank, ..Target::exact(slot) }
    }
}

impl Census {
    /// Counts the row that was read.
    fn count(&mut self, text: &str, place: Place) {
        for index in 0..self.reader.touched().len() {
            let slot = self.reader.touched()[index];
            let cell = self.reader.cell(slot).expect("invariant: a touched slot has a cell");
            let found = &mut self.reader.resolver.found[slot as usize];
            found.kinds = found.kinds.and(Kinds::of(cell.kind, &text[cell.start..cell.end]));
            found.in_rows = true;
        }
        if self.reader.repeated() > 0 {
            self.notes.repeat(self.reader.repeated(), place);
        }
        self.notes.rows += 1;
    }
}

impl RowSink for Census {
    fn row(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault> {
        let end = self.reader.read(text.as_bytes(), at)?;
        self.count(text, place);
        Ok(end)
    }

    fn cells(&mut self, record: &StringRecord, place: Place) {
        let cells = (0..record.len()).filter_map(|cell| record.range(cell));
        self.reader.set_cells(cells, &self.header);
        self.count(record.as_slice(), place);
    }

    fn header(&mut self, header: &Header) {
        let keys = &mut self.reader.resolver;
        self.header.clear();
        for column in &header.columns {
            let target = keys.resolve(&column.name);
            self.header.push(target);
            if let (Some(ty), Some((_, found))) =
                (column.ty, keys.found.get_index_mut(target.slot as usize))
            {
                found.told = found.told.and(Told::One(ty));
                found.in_rows = true;
            }
        }
    }

    fn array(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault> {
        let end = self.reader.read_array(text.as_bytes(), at, &self.header)?;
        self.count(text, place);
        Ok(end)
    }

    fn is_full(&self) -> bool {
        false
    }

    fn skipped(&mut self, row: BadRow) {
        self.notes.skip(row);
    }
}

/// What is known of a column that the data has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    kinds: Kinds,
    told: Told,
    /// Not only in rows that were left out.
    in_rows: bool,
}

impl Found {
    /// The type of the column, if nothing declares it: what the file itself says, else what the name and the
    /// values say.
    pub(crate) fn ty(self, name: &str) -> (Type, Origin) {
        match self.told {
            Told::One(ty) => (ty, Origin::Data),
            Told::Nothing | Told::Several => self.kinds.ty(name),
        }
    }
}

/// What the files themselves say about a column's type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Told {
    #[default]
    Nothing,
    One(Type),
    Several,
}

impl Told {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, told) | (told, Self::Nothing) => told,
            (ours, theirs) if ours == theirs => ours,
            _ => Self::Several,
        }
    }
}

/// A set of kinds of values, as far as a type depends on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kinds(u8);

impl Kinds {
    const BOOL: Self = Self(1);
    const LONG: Self = Self(1 << 1);
    /// A number with a fraction or exponent, or an integer of more than 64 bits.
    const REAL: Self = Self(1 << 2);
    const TEXT: Self = Self(1 << 3);
    const NESTED: Self = Self(1 << 4);
    const NUMBER: Self = Self(Self::LONG.0 | Self::REAL.0);
    /// A cell of separated values, beside what its text looks like.
    const BARE: Self = Self(1 << 5);

    fn of(kind: Kind, raw: &str) -> Self {
        match kind {
            Kind::Null => Self::default(),
            Kind::False | Kind::True => Self::BOOL,
            // Eighteen digits and a sign always fit.
            Kind::Int if raw.len() < 19 || raw.parse::<i64>().is_ok() => Self::LONG,
            Kind::Int | Kind::Real => Self::REAL,
            Kind::Text { .. } => Self::TEXT,
            Kind::Nested { .. } => Self::NESTED,
            Kind::Bare => Self::bare(raw),
        }
    }

    /// What a cell of separated values looks like. Digits after a leading zero are text.
    fn bare(text: &str) -> Self {
        let looks = match scan::value(text.as_bytes(), 0) {
            _ if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") => {
                Self::BOOL
            }
            Ok(value) if value.end == text.len() => match value.kind {
                Kind::Int | Kind::Real | Kind::Nested { .. } => Self::of(value.kind, text),
                _ => Self::TEXT,
            },
            _ if text.is_empty() => return Self::default(),
            _ => Self::TEXT,
        };
        looks.and(Self::BARE)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The type of a column that nothing declares. Values that are all null tell nothing: a string then, as the
    /// empty columns of exports mostly are.
    fn ty(self, name: &str) -> (Type, Origin) {
        if let Some(ty) = by_name(name) {
            return (ty, Origin::Name);
        }
        let ty = match Self(self.0 & !Self::BARE.0) {
            Self::BOOL => Type::Bool,
            Self::LONG => Type::Long,
            Self::REAL | Self::NUMBER => Type::Real,
            Self::NESTED => Type::Dynamic,
            Self::TEXT | Self(0) => Type::String,
            // What only looks like values of several kinds is text.
            _ if self.0 & Self::BARE.0 != 0 => Type::String,
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
