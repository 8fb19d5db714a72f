//! A table of log files: what is known of it without reading, what its rows tell, and how it is read.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use kqlab_plan::{Field, Needles, Schema, Type};
use kqlab_syntax::Diagnostic;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::Input;
use crate::catalog::other_time;
use crate::census::{Census, Found};
use crate::declared::{Declared, Origin, further_type};
use crate::options::ReadOptions;
use crate::projection::Projection;
use crate::read::{Part, Piece, Sieve, key};
use crate::scan::Scan;

/// A table: its name, its files, and what has been learned of it so far. Nothing is read before it is asked for.
#[derive(Debug)]
pub struct Table {
    name: Arc<str>,
    inputs: Arc<[Input]>,
    options: Arc<ReadOptions>,
    /// Why the table cannot be read: two sources have its name.
    conflict: Option<Diagnostic>,
    declared: OnceLock<Arc<Declared>>,
    looked: OnceLock<Result<Looked, Diagnostic>>,
    early: OnceLock<Option<Arc<Schema>>>,
    learned: OnceLock<Result<Arc<Learned>, Diagnostic>>,
}

/// A column as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// Where the type comes from.
    pub origin: Origin,
    /// Whether some row has a key for it.
    pub in_data: bool,
}

/// A file as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// Its path; that of a member of an archive has the archive's before it.
    pub path: Arc<Path>,
    /// Its format, and what is around it: `JSON lines in gzip`.
    pub format: String,
    /// The bytes that it takes where it is.
    pub bytes: u64,
}

/// What the first bytes of its files tell.
#[derive(Debug)]
struct Looked {
    parts: Arc<[Part]>,
    /// The inputs of the parts.
    inputs: Arc<[Input]>,
}

/// What all rows tell.
#[derive(Debug)]
struct Learned {
    columns: IndexMap<Arc<str>, ColumnInfo>,
    schema: Arc<Schema>,
    rows: u64,
    warnings: Vec<Diagnostic>,
}

impl Table {
    /// A table of these inputs, in this order.
    #[must_use]
    pub fn new(name: &str, inputs: Vec<Input>, options: Arc<ReadOptions>) -> Self {
        Self {
            name: name.into(),
            inputs: inputs.into(),
            options,
            conflict: None,
            declared: OnceLock::new(),
            looked: OnceLock::new(),
            early: OnceLock::new(),
            learned: OnceLock::new(),
        }
    }

    /// The same, but reading it is an error.
    pub(crate) fn in_conflict(mut self, conflict: Diagnostic) -> Self {
        self.conflict = Some(conflict);
        self
    }

    /// The table's name.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The table's files, in order.
    #[must_use]
    pub fn files(&self) -> impl ExactSizeIterator<Item = &Arc<Path>> {
        self.inputs.iter().map(Input::path)
    }

    /// The columns that the catalog and schema files declare, known without reading a row; `None` if there are none.
    /// Rows may have further columns: [`Table::schema`] knows all.
    #[must_use]
    pub fn declared_schema(&self) -> Option<Arc<Schema>> {
        let declared = self.declared();
        (!declared.is_empty()).then(|| Arc::new(declared.schema()))
    }

    /// Columns of the table that are certain after a look at its beginning: the declared ones, and those found there
    /// whose name tells their type. `None` if none is declared, or a file cannot be read: [`Table::schema`] tells then.
    #[must_use]
    pub fn early_schema(&self) -> Option<Arc<Schema>> {
        let early = || {
            let declared = self.declared();
            let looked = self.looked().ok().filter(|_| !declared.is_empty())?;
            let mut schema = declared.schema();
            // Files that tell types themselves are believed before names are.
            if looked.parts.iter().all(Part::is_lines) {
                let named = self.begin(looked)?.into_iter();
                schema.fields.extend(named.filter(|field| declared.get(&field.name).is_none()));
            }
            Some(Arc::new(schema))
        };
        self.early.get_or_init(early).clone()
    }

    /// Whether it is certain that no row has a column of these names: if the columns are not known yet, the rows whose
    /// bytes hold one of the names are read. `false` may mean anything.
    #[must_use]
    pub fn lacks(&self, keys: &[Arc<str>]) -> bool {
        if let Some(Ok(learned)) = self.learned.get() {
            let in_data = |key: &Arc<str>| learned.columns.get(key).is_some_and(|c| c.in_data);
            return !keys.iter().any(in_data);
        }
        let Ok(Looked { parts, inputs }) = self.looked() else { return false };
        let sieve = Sieve::new(&Needles::any(keys.iter().map(key).collect()), |_| true);
        let fields = keys.iter().map(|key| Field::new(Arc::clone(key), Type::Dynamic));
        let schema = Schema::new(fields.collect());
        let projection = Projection::new(&self.name, schema, self.declared(), |_| false);
        let scan = Scan::new(projection, parts, inputs, self.options.rules()).sifted(sieve);
        // What cannot be read may have the keys.
        let lacks = |piece| scan.read(piece).all(|batch| batch.is_ok() && scan.has_seen_none());
        scan.pieces().par_iter().all(lacks) && scan.has_seen_none()
    }

    /// All columns: the declared ones, then those that only the data has, in order of appearance. The first call reads
    /// the whole table.
    ///
    /// # Errors
    /// When a file or a row cannot be read.
    pub fn schema(&self) -> Result<Arc<Schema>, Diagnostic> {
        Ok(Arc::clone(&self.learned()?.schema))
    }

    /// How the columns of [`Table::schema`] were understood.
    ///
    /// # Errors
    /// As [`Table::schema`].
    pub fn columns(&self) -> Result<Vec<ColumnInfo>, Diagnostic> {
        Ok(self.learned()?.columns.values().cloned().collect())
    }

    /// How the table's files were understood, in order.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn understood(&self) -> Result<Vec<FileInfo>, Diagnostic> {
        let info = |part: &Part| FileInfo {
            path: Arc::clone(part.input.path()),
            format: part.description(),
            bytes: part.size(),
        };
        Ok(self.looked()?.parts.iter().map(info).collect())
    }

    /// The number of rows; the first call reads the whole table.
    ///
    /// # Errors
    /// As [`Table::schema`].
    pub fn rows(&self) -> Result<u64, Diagnostic> {
        Ok(self.learned()?.rows)
    }

    /// What was let pass while the columns were learned. A scan has its own warnings, these among them.
    ///
    /// # Errors
    /// As [`Table::schema`].
    pub fn warnings(&self) -> Result<Vec<Diagnostic>, Diagnostic> {
        Ok(self.learned()?.warnings.clone())
    }

    /// The column that `TimeGenerated` reads where the table only has `Timestamp`, or the other way round; `None` for
    /// other names and where the table has that column. It is no part of the schemas; a scan may ask for it.
    ///
    /// # Errors
    /// As [`Table::schema`], if the table has to be read to tell.
    pub fn alias(&self, name: &str) -> Result<Option<Field>, Diagnostic> {
        let Some(other) = other_time(name) else { return Ok(None) };
        let declared = self.declared();
        if declared.get(name).is_some() || !declared.times_are_one {
            return Ok(None);
        }
        let has_other = declared.get(other).is_some() || {
            let columns = &self.learned()?.columns;
            columns.contains_key(other) && !columns.contains_key(name)
        };
        Ok(has_other.then(|| Field::new(name, Type::Datetime)))
    }

    /// Opens the table to read these columns, in this order; `None` reads all of [`Table::schema`]. Where all are
    /// declared, no row is read before the scan is. A table has every column of [`further_type`].
    ///
    /// # Errors
    /// When a file cannot be read, or the table has to be read to tell a column's type and cannot be.
    ///
    /// # Panics
    /// When the table has no such column: a defect of the caller.
    pub fn scan(&self, columns: Option<&[Arc<str>]>) -> Result<Scan, Diagnostic> {
        self.watch(columns, &[])
    }

    /// The same, telling by [`Scan::has_seen_watched`] whether some row has a key of one of these names, which are none
    /// of its columns.
    ///
    /// # Errors
    /// When a file cannot be read.
    ///
    /// # Panics
    /// As [`Table::scan`].
    pub fn watch(
        &self,
        columns: Option<&[Arc<str>]>,
        names: &[Arc<str>],
    ) -> Result<Scan, Diagnostic> {
        let Looked { parts, inputs } = self.looked()?;
        let schema = match columns {
            None => (*self.schema()?).clone(),
            Some(names) => {
                let fields: Result<Vec<Field>, Diagnostic> =
                    names.iter().map(|name| self.field(name)).collect();
                Schema::new(fields?)
            }
        };
        let declared = self.declared();
        let with_alias = |name: &str| self.stands_in(name);
        let projection = Projection::new(&self.name, schema, declared, with_alias);
        Ok(Scan::new(projection.watching(names), parts, inputs, self.options.rules()))
    }

    /// The columns of [`Table::documents`].
    #[must_use]
    pub fn document_schema() -> Schema {
        Schema::new(vec![Field::new("_index", Type::String), Field::new("_source", Type::Dynamic)])
    }

    /// Opens the table to read each row whole, as a document, for some of its columns: `_source` is the row, or its value of that name as an
    /// export of an index has it, and `_index` the table's name, or likewise.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn documents(&self, schema: &Schema) -> Result<Scan, Diagnostic> {
        let Looked { parts, inputs } = self.looked()?;
        let projection = Projection::new(&self.name, schema.clone(), self.declared(), |_| false);
        Ok(Scan::new(projection.of_documents(), parts, inputs, self.options.rules()))
    }

    fn declared(&self) -> &Arc<Declared> {
        self.declared.get_or_init(|| Arc::new(Declared::new(&self.name, &self.options.schemas)))
    }

    fn field(&self, name: &Arc<str>) -> Result<Field, Diagnostic> {
        if let Some((ty, _)) = self.declared().get(name) {
            return Ok(Field::new(Arc::clone(name), ty));
        }
        if let Some(field) = self.early.get().and_then(|early| early.as_ref()?.get(name)) {
            return Ok(field.clone());
        }
        if let Some(alias) = self.alias(name)? {
            return Ok(alias);
        }
        let column = self.learned()?.columns.get(name).map(|column| column.ty);
        let further = || further_type(&self.name, name);
        let ty = column.or_else(further).expect("invariant: a column of the table");
        Ok(Field::new(Arc::clone(name), ty))
    }

    /// Whether the other name of a row's time may stand for this one: not where both are columns of their own.
    fn stands_in(&self, name: &str) -> bool {
        let declared = self.declared();
        let Some(other) = other_time(name) else { return false };
        if declared.known {
            return declared.times_are_one;
        }
        let both_declared = declared.get(name).is_some() && declared.get(other).is_some();
        let both_found = self.learned.get().is_some_and(|learned| {
            learned.as_ref().is_ok_and(|learned| {
                let found = |name: &str| learned.columns.get(name).is_some_and(|c| c.in_data);
                found(name) && found(other)
            })
        });
        !both_declared && !both_found
    }

    fn looked(&self) -> Result<&Looked, Diagnostic> {
        if let Some(conflict) = &self.conflict {
            return Err(conflict.clone());
        }
        let looked = self.looked.get_or_init(|| {
            let rules = self.options.rules();
            let parts = self.inputs.iter().map(|input| Part::look(input, &self.name, rules));
            let mut parts = parts.collect::<Result<Vec<_>, _>>()?.concat();
            for part in &mut parts {
                part.input = part.input.clone().counted(&self.options.progress);
            }
            let parts: Arc<[Part]> = parts.into();
            let inputs = parts.iter().map(|part| part.input.clone()).collect();
            Ok(Looked { parts, inputs })
        });
        looked.as_ref().map_err(Clone::clone)
    }

    fn learned(&self) -> Result<&Learned, Diagnostic> {
        let learned = self.learned.get_or_init(|| self.learn().map(Arc::new));
        learned.as_deref().map_err(Clone::clone)
    }

    fn learn(&self) -> Result<Learned, Diagnostic> {
        let Looked { parts, inputs } = self.looked()?;
        let pieces = Piece::of(parts);
        self.options.progress.plan(pieces.iter().map(Piece::bytes).sum());
        let found: Vec<_> =
            pieces.par_iter().map(|piece| self.count(parts, inputs, piece)).collect();
        let mut census = Census::new(self.declared());
        for piece in found {
            census.add(piece?);
        }
        let columns = self.understand(census.columns(&self.name)?);
        let fields = columns.values().map(|column| Field::new(Arc::clone(&column.name), column.ty));
        Ok(Learned {
            schema: Arc::new(Schema::new(fields.collect())),
            rows: census.notes.rows,
            warnings: census.notes.warnings(&self.name, inputs),
            columns,
        })
    }

    /// The columns in the first rows whose name tells their type.
    fn begin(&self, looked: &Looked) -> Option<Vec<Field>> {
        let Looked { parts, inputs } = looked;
        let mut census = Census::new(self.declared());
        let rules = self.options.rules();
        if let Some(span) = Piece::of(parts).first().and_then(|piece| piece.spans.first()) {
            let mut reader = parts[span.part].open(span, rules).ok()?;
            reader.advance(inputs, rules, &mut census).ok()?;
        }
        let found = census.columns(&self.name).ok()?.iter();
        let named = found.filter_map(|(name, found)| match found.ty(name) {
            (ty, Origin::Name) => Some(Field::new(Arc::clone(name), ty)),
            _ => None,
        });
        Some(named.collect())
    }

    fn count(&self, parts: &[Part], inputs: &[Input], piece: &Piece) -> Result<Census, Diagnostic> {
        let mut census = Census::new(self.declared());
        let rules = self.options.rules();
        for span in &piece.spans {
            let mut reader = parts[span.part].open(span, rules)?;
            while reader.advance(inputs, rules, &mut census)? {}
        }
        self.options.progress.add_rows(census.notes.rows);
        Ok(census)
    }

    fn understand(&self, found: &IndexMap<Arc<str>, Found>) -> IndexMap<Arc<str>, ColumnInfo> {
        let mut columns = IndexMap::new();
        for (name, ty, origin) in self.declared().iter() {
            let in_data = found.contains_key(name);
            columns.insert(
                Arc::clone(name),
                ColumnInfo { name: Arc::clone(name), ty, origin, in_data },
            );
        }
        for (name, found) in found {
            columns.entry(Arc::clone(name)).or_insert_with(|| {
                let (ty, origin) = found.ty(name);
                ColumnInfo { name: Arc::clone(name), ty, origin, in_data: true }
            });
        }
        columns
    }
}
