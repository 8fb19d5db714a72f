//! The first pass over a table whose columns are not all declared: which keys its rows have, and what kinds of values.

mod kinds;

use std::sync::Arc;

use csv::StringRecord;
use indexmap::IndexMap;
use kqlab_plan::Type;
use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::data;

use crate::columnar::Group;
use crate::declared::{Declared, Origin};
use crate::json::row::{Resolve, RowReader, Target};
use crate::json::scan::Fault;
use crate::notes::Notes;
use crate::read::{BadRow, Header, Place, RowSink, data_error, marked};
use kinds::Kinds;

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
        if let (name, Some(ty)) = marked(key)
            && self.declared.get(key).is_none()
        {
            let target = self.resolve(name);
            if let Some((_, found)) = self.found.get_index_mut(target.slot as usize) {
                found.told = found.told.and(Told::One(ty));
            }
            return target;
        }
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
            // A header alone makes its columns.
            if let Some((_, found)) = keys.found.get_index_mut(target.slot as usize) {
                found.told = found.told.and(column.ty.map_or(Told::Nothing, Told::One));
                found.in_rows = true;
            }
        }
    }

    fn array(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault> {
        let end = self.reader.read_array(text.as_bytes(), at, &self.header)?;
        self.count(text, place);
        Ok(end)
    }

    /// The file's own types are all that is to be learned.
    fn columns(&mut self, header: &Header) -> Vec<bool> {
        self.header(header);
        vec![false; header.columns.len()]
    }

    fn group(&mut self, group: Group, _: Place) {
        self.notes.rows += group.rows as u64;
    }

    fn rows(&self) -> u64 {
        self.notes.rows
    }

    fn is_full(&self) -> bool {
        false
    }

    fn skipped(&mut self, row: BadRow) {
        self.notes.skip(row);
    }

    fn partial(&mut self, says: BadRow) {
        self.notes.partial(says);
    }

    fn left_out(&mut self) {
        self.notes.rows += 1;
    }
}

/// What is known of a column that the data has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    kinds: Kinds,
    told: Told,
    /// Not only in rows that were left out; in a header.
    in_rows: bool,
}

impl Found {
    /// The type of the column, if nothing declares it: what the file itself says, else what the name and the
    /// values say.
    pub(crate) fn ty(self, name: &str) -> (Type, Origin) {
        match self.told {
            Told::One(ty) => (ty, Origin::File),
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
