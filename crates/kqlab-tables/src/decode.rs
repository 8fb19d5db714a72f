//! Rows into batches: the wanted values of each row are appended to their columns.

use std::collections::VecDeque;
use std::sync::Arc;

use csv::StringRecord;
use kqlab_columns::{Batch, Builder, Column};
use kqlab_plan::{Type, Value};
use serde_json::Value as Json;

use crate::cell::{self, Scratch};
use crate::columnar::{Group, Values};
use crate::json::row::{Cell, Resolve, RowReader, Target};
use crate::json::scan::{Fault, Kind};
use crate::notes::{Assumed, Notes};
use crate::projection::{Keys, Projection};
use crate::read::{BadRow, DateOrder, Header, Place, RowSink, marked};

/// A batch is given out when it has so many rows, ...
const ROWS: usize = 64 * 1024;
/// ... so many cells, ...
const CELLS: usize = 4 * 1024 * 1024;
/// ... or was made of so many bytes.
const BYTES: usize = 8 * 1024 * 1024;

/// Makes batches of rows.
#[derive(Debug)]
pub(crate) struct Decoder {
    projection: Arc<Projection>,
    reader: RowReader<Keys>,
    /// What the elements of an array stand for.
    header: Vec<Target>,
    /// The types that the elements have in the file, if it tells them.
    told: Vec<Option<Type>>,
    /// The names of the elements.
    names: Vec<String>,
    /// The order of day and month in rows that have no header, and in the others, where it is told.
    dates: Option<DateOrder>,
    header_dates: Option<DateOrder>,
    builders: Vec<Builder>,
    rows: usize,
    /// The rows of all batches.
    total: u64,
    bytes: usize,
    /// Batches that are made whole.
    ready: VecDeque<Batch>,
    scratch: Scratch,
    notes: Notes,
    /// The slots that some row had a key for; further ones, of halves of columns, are not told of.
    present: Vec<bool>,
}

impl Decoder {
    pub(crate) fn new(projection: &Arc<Projection>, dates: Option<DateOrder>) -> Self {
        let fields = &projection.schema.fields;
        Self {
            reader: RowReader::new(Keys::new(projection)),
            header: Vec::new(),
            told: Vec::new(),
            names: Vec::new(),
            dates,
            header_dates: None,
            builders: fields.iter().map(|field| Builder::new(field.ty)).collect(),
            rows: 0,
            total: 0,
            bytes: 0,
            ready: VecDeque::new(),
            scratch: Scratch::default(),
            notes: Notes::default(),
            present: vec![false; projection.slot_count()],
            projection: Arc::clone(projection),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0 && self.ready.is_empty()
    }

    /// The next batch of the rows so far.
    pub(crate) fn finish(&mut self) -> Batch {
        self.ready.pop_front().unwrap_or_else(|| self.batch())
    }

    /// The rows that were appended so far as a batch.
    fn batch(&mut self) -> Batch {
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let mut nulls = Nulls { rows, columns: Vec::new() };
        let columns = self.builders.iter_mut().map(|builder| {
            if builder.is_empty() {
                return nulls.column(builder.ty());
            }
            // The next batch will have as many rows.
            let next = Builder::with_capacity(builder.ty(), rows);
            let mut builder = std::mem::replace(builder, next);
            builder.push_nulls(rows - builder.len());
            builder.finish()
        });
        let columns = columns.collect();
        Batch::new(Arc::clone(&self.projection.schema), columns, rows)
    }

    /// The notes so far, and which columns some row had a key for.
    pub(crate) fn take_notes(&mut self) -> (Notes, &[bool]) {
        (std::mem::take(&mut self.notes), &self.present)
    }

    fn push(&mut self, slot: usize, cell: Cell, text: &str, place: Place) {
        let builder = &mut self.builders[slot];
        let missing = self.rows - builder.len();
        if missing > 0 {
            builder.push_nulls(missing);
        }
        let raw = &text[cell.start..cell.end];
        if cell.kind == (Kind::Text { escaped: false }) && builder.ty() == Type::String {
            return builder.push_text(&raw[1..raw.len() - 1]);
        }
        self.scratch.declared = self.projection.is_declared(slot);
        if !cell::push(builder, cell.kind, raw, &mut self.scratch) {
            let field = &self.projection.schema.fields[slot];
            self.notes.misfit(&field.name, field.ty, raw, place);
        }
        if std::mem::take(&mut self.scratch.guessed) {
            let name = &self.projection.schema.fields[slot].name;
            self.notes.assume(name, Assumed::MonthFirst, place);
        }
    }

    /// The slot's value, unless it is null.
    fn value(&self, slot: usize) -> Option<Cell> {
        let slot = u32::try_from(slot).expect("invariant: slots are 32 bits");
        self.reader.cell(slot).filter(|cell| cell.kind != Kind::Null)
    }

    /// Gives columns without a value that of what stands in for them.
    fn stand_in(&mut self) {
        if !self.reader.resolver.any_stands_in() {
            return;
        }
        for index in 0..self.reader.touched().len() {
            let slot = self.reader.touched()[index] as usize;
            let Some(column) = self.reader.resolver.stands_in(slot) else { continue };
            if self.value(column).is_none_or(Cell::is_empty)
                && let Some(cell) = self.value(slot).filter(|cell| !cell.is_empty())
            {
                self.reader.copy(cell, column);
            }
        }
    }

    fn fill_type(&mut self) {
        if let Some(slot) = self.projection.type_slot
            && self.value(slot).is_none()
        {
            self.present[slot] = true;
            let builder = &mut self.builders[slot];
            builder.push_nulls(self.rows - builder.len());
            builder.push_text(&self.projection.table);
        }
    }

    /// Fills in what a row that is a document does not say of itself: it is the document, and its table the index.
    fn fill_document(&mut self, row: &str) {
        let Some(document) = self.projection.document else { return };
        let table = Arc::clone(&self.projection.table);
        for (slot, text) in [(document.index, &*table), (document.source, row)] {
            if let Some(slot) = slot.filter(|slot| self.value(*slot).is_none()) {
                let builder = &mut self.builders[slot];
                builder.push_nulls(self.rows - builder.len());
                builder.push_text(text);
            }
        }
    }

    /// A row of cells as the document that it stands for; empty cells are left out.
    fn object(&mut self, cells: impl Iterator<Item = Json>, place: Place) {
        let missing = |cell: &Json| cell.is_null() || cell.as_str() == Some("");
        let named = self.names.iter().cloned().zip(cells).filter(|(_, cell)| !missing(cell));
        let text = Json::Object(named.collect()).to_string();
        self.row(&text, 0, place).expect("invariant: what was written as JSON is JSON");
    }

    /// Appends the row that was read.
    fn append(&mut self, text: &str, row: &str, place: Place) {
        self.stand_in();
        for index in 0..self.reader.touched().len() {
            let slot = self.reader.touched()[index];
            let position = slot as usize;
            if let Some(present) = self.present.get_mut(position) {
                *present = true;
            }
            if position >= self.builders.len() {
                continue;
            }
            if let Some(cell) = self.value(position) {
                self.push(position, cell, text, place);
            }
        }
        self.fill_type();
        self.fill_document(row);
        while let Some(slot) = self.reader.resolver.next_local() {
            let field = self.projection.schema.fields.get(slot);
            if let Some(field) = field.filter(|field| field.ty == Type::Datetime) {
                self.notes.assume(&field.name, Assumed::LocalTime, place);
            }
        }
        if self.reader.repeated() > 0 {
            self.notes.repeat(self.reader.repeated(), place);
        }
        self.rows += 1;
        self.total += 1;
        self.notes.rows += 1;
        self.bytes += row.len();
    }
}

impl RowSink for Decoder {
    fn row(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault> {
        let end = self.reader.read(text.as_bytes(), at)?;
        self.scratch.dates = self.dates;
        self.append(text, &text[at..end], place);
        Ok(end)
    }

    fn header(&mut self, header: &Header) {
        let columns = header.columns.iter();
        self.header = columns.map(|column| self.reader.resolver.resolve(&column.name)).collect();
        self.told = header.columns.iter().map(|column| column.ty).collect();
        self.header_dates = header.dates;
        self.names =
            header.columns.iter().map(|column| marked(&column.name).0.to_owned()).collect();
        for (_, slot) in self.projection.watched() {
            self.present[*slot] |= self.header.iter().any(|target| target.slot as usize == *slot);
        }
    }

    fn cells(&mut self, record: &StringRecord, place: Place) {
        if self.projection.document.is_some() {
            return self.object(record.iter().map(Json::from), place);
        }
        let cells = (0..record.len()).filter_map(|cell| record.range(cell));
        self.reader.set_cells(cells, &self.header);
        self.scratch.dates = self.header_dates;
        self.append(record.as_slice(), record.as_slice(), place);
    }

    fn array(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault> {
        let end = self.reader.read_array(text.as_bytes(), at, &self.header)?;
        if self.projection.document.is_some() {
            let cells: Vec<Json> = serde_json::from_str(&text[at..end]).unwrap_or_default();
            self.object(cells.into_iter(), place);
            return Ok(end);
        }
        self.scratch.dates = self.header_dates;
        self.append(text, &text[at..end], place);
        Ok(end)
    }

    fn columns(&mut self, header: &Header) -> Vec<bool> {
        self.header(header);
        let documents = self.projection.document.is_some();
        self.header.iter().map(|target| documents || *target != Target::NONE).collect()
    }

    fn group(&mut self, group: Group, place: Place) {
        match self.sources(&group) {
            Some(sources) => self.columns_of(&group, &sources, place),
            None => self.rows_of(&group, place),
        }
    }

    fn rows(&self) -> u64 {
        self.total
    }

    fn is_full(&self) -> bool {
        let cells = self.rows.saturating_mul(self.builders.len());
        !self.ready.is_empty() || self.rows >= ROWS || self.bytes >= BYTES || cells >= CELLS
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

/// Rows that come column by column.
impl Decoder {
    fn values<'a>(&self, group: &'a Group, at: usize) -> Option<Values<'a>> {
        let array = group.arrays[at].as_deref()?;
        Some(Values { array, ty: self.told[at].unwrap_or(Type::String) })
    }

    /// For each column the position of its array; `None` where it depends on the row: a column of several arrays, or
    /// rows that are documents.
    fn sources(&self, group: &Group) -> Option<Vec<Option<usize>>> {
        let fields = self.builders.len();
        let mut sources: Vec<Option<usize>> = vec![None; fields];
        for (at, target) in self.header.iter().enumerate() {
            if *target == Target::NONE || group.arrays[at].is_none() {
                continue;
            }
            let slot = target.slot as usize;
            let stands_in = self.reader.resolver.stands_in(slot);
            for slot in [Some(slot).filter(|slot| *slot < fields), stands_in].into_iter().flatten()
            {
                if sources[slot].replace(at).is_some() {
                    return None;
                }
            }
        }
        (self.projection.document.is_none()).then_some(sources)
    }

    fn columns_of(&mut self, group: &Group, sources: &[Option<usize>], place: Place) {
        if self.rows > 0 {
            let batch = self.batch();
            self.ready.push_back(batch);
        }
        let rows = group.rows;
        let mut nulls = Nulls { rows, columns: Vec::new() };
        let projection = Arc::clone(&self.projection);
        self.scratch.dates = self.dates;
        let mut columns = Vec::with_capacity(sources.len());
        for (slot, (field, source)) in projection.schema.fields.iter().zip(sources).enumerate() {
            let values = source.and_then(|at| self.values(group, at));
            self.present[slot] |= values.is_some() || projection.type_slot == Some(slot);
            let notes = &mut self.notes;
            columns.push(match values {
                Some(values) => {
                    let column = values.column(field.ty, &mut self.scratch, |misfit| {
                        notes.misfit(&field.name, field.ty, misfit, place);
                    });
                    if std::mem::take(&mut self.scratch.guessed) {
                        notes.assume(&field.name, Assumed::MonthFirst, place);
                    }
                    column
                }
                None if projection.type_slot == Some(slot) => {
                    Column::constant(&Value::string(&*projection.table), rows)
                }
                None => nulls.column(field.ty),
            });
        }
        self.total += rows as u64;
        self.notes.rows += rows as u64;
        self.ready.push_back(Batch::new(Arc::clone(&projection.schema), columns, rows));
    }

    /// The rows as the objects that they stand for, one by one.
    fn rows_of(&mut self, group: &Group, place: Place) {
        for row in 0..group.rows {
            let mut object = String::from("{");
            for (at, name) in self.names.iter().enumerate() {
                let Some(values) = self.values(group, at) else { continue };
                if object.len() > 1 {
                    object.push(',');
                }
                object.push_str(&Json::from(name.as_str()).to_string());
                object.push(':');
                values.write(row, &mut object);
            }
            object.push('}');
            if let Err(fault) = self.row(&object, 0, place) {
                self.notes.skip(BadRow::from_fault(fault, object.as_bytes(), place));
            }
        }
    }
}

/// Columns of nulls, one a type: most columns of a known table are not in the data.
struct Nulls {
    rows: usize,
    columns: Vec<Column>,
}

impl Nulls {
    fn column(&mut self, ty: Type) -> Column {
        if let Some(column) = self.columns.iter().find(|column| column.ty() == ty) {
            return column.clone();
        }
        let column = Column::nulls(ty, self.rows);
        self.columns.push(column.clone());
        column
    }
}
