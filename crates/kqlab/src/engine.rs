//! The engine: tables and functions that queries are run against.

use std::path::Path;
use std::sync::Arc;

use kqlab_exec::{Executor, Reads};
use kqlab_functions::GeoDatabase;
use kqlab_plan::plan::{BoundQuery, QueryResult};
use kqlab_plan::{Schema, Type};
use kqlab_syntax::codes::data;
use kqlab_syntax::{Diagnostic, Phase, Span};
use kqlab_tables::{ColumnInfo, Contents, FileInfo, Origin, Progress, ReadOptions, Tables};

use crate::databases::Databases;
use crate::external::External;
use crate::functions::{self, Functions, Loaded, UnreadFunctions};
use crate::order::is_ordered;
use crate::session::Columns;
use crate::source::Reading;
use crate::watchlist::Watchlists;
use crate::{Answer, OnBadRow, Options, Table, TimeRange, session};

/// Tables, saved functions and a clock. Cheap to make: a file is read when a query needs it.
#[derive(Debug)]
pub struct Engine {
    now: i64,
    pub(crate) range: Option<TimeRange>,
    pub(crate) tables: Tables,
    pub(crate) reading: Arc<ReadOptions>,
    pub(crate) functions: Functions,
    unread: Vec<UnreadFunctions>,
    pub(crate) external: External,
    pub(crate) databases: Databases,
    pub(crate) watchlists: Watchlists,
    pub(crate) places: Option<Arc<GeoDatabase>>,
}

/// What checking a query gives.
#[derive(Debug)]
pub struct Checked {
    /// The columns of each result; a schema may be open.
    pub results: Vec<Arc<Schema>>,
    /// The columns of the last query in the text (of facet and fork, of the first result); none if it only declares.
    pub columns: Option<Arc<Schema>>,
    /// The tables that the query names, in order of first use.
    pub tables: Vec<Arc<str>>,
    /// What could not be checked, or is not supported when run.
    pub warnings: Vec<Diagnostic>,
}

/// What explaining a query gives.
#[derive(Debug)]
pub struct Explained {
    /// The bound plan, for tools.
    pub query: BoundQuery,
    /// One operator a line, with its columns and types.
    pub text: String,
    /// What had to be assumed.
    pub warnings: Vec<Diagnostic>,
}

/// A table as it was understood.
#[derive(Debug)]
pub struct TableInfo {
    /// Its name.
    pub name: Arc<str>,
    /// Its files, and how they were understood.
    pub files: Vec<FileInfo>,
    /// The number of rows.
    pub rows: u64,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows that were skipped, values that did not fit.
    pub warnings: Vec<Diagnostic>,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// Where the type comes from: `catalog`, `schema file`, `name`, `file` (it says the types of its columns), `data`.
    pub origin: &'static str,
    /// Some row has it.
    pub in_data: bool,
}

impl Engine {
    /// An engine. Schema files and saved functions are read now, data is only listed.
    ///
    /// # Errors
    /// When a path does not exist, or a schema file or one of functions that is named cannot be read.
    pub fn new(options: Options) -> Result<Self, Vec<Diagnostic>> {
        let mut failures = Vec::new();
        let reading = Arc::new(reading(&options, &mut failures));
        let loaded = functions::load(&options.functions);
        let Loaded { functions, unread } = loaded.unwrap_or_else(|found| {
            failures.extend(found);
            Loaded::default()
        });
        let functions = functions::with(functions, &options.saved);
        let tables = Tables::discover(&options.data, &options.tables, &reading);
        let tables = tables.unwrap_or_else(|found| {
            failures.extend(found);
            Tables::default()
        });
        let mut tables = tables;
        for (name, inputs) in &options.inputs {
            tables.set(name, inputs.clone(), &reading);
        }
        let places = options.geoip.as_deref().and_then(|path| places(path, &mut failures));
        if failures.is_empty() {
            let external = External::new(options.external, options.external_folders);
            let databases = Databases::new(options.data.clone(), Arc::clone(&reading));
            let watchlists = Watchlists::new(&options.data, options.watchlists);
            Ok(Self {
                now: options.now,
                range: None,
                tables,
                reading,
                functions,
                unread,
                external,
                databases,
                watchlists,
                places,
            })
        } else {
            Err(failures)
        }
    }

    /// The files of folders of saved functions that could not be read.
    #[must_use]
    pub fn unread_functions(&self) -> &[UnreadFunctions] {
        &self.unread
    }

    /// Sets `now()` for the queries that follow, in ticks.
    pub fn set_now(&mut self, now: i64) {
        self.now = now;
    }

    /// Sets the time that the queries that follow see; `None` is all of it.
    pub fn set_range(&mut self, range: Option<TimeRange>) {
        self.range = range;
    }

    /// `now()`, in ticks.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Runs a query.
    ///
    /// # Errors
    /// Why there is no answer, and the warnings on the way there.
    pub fn run(&self, query: &str) -> Result<Answer, Vec<Diagnostic>> {
        let source = Reading::new(self);
        let outcome = session::with_plan(self, &source, query, Columns::Needed, results);
        answer(query, source, outcome)
    }

    /// Checks names and types without reading a row. A table that neither data nor catalog knows is an error, unless it is
    /// a custom one: that is a warning, and so is a column that a table may have beyond those declared.
    ///
    /// # Errors
    /// What is wrong with the query.
    pub fn check(&self, query: &str) -> Result<Checked, Vec<Diagnostic>> {
        let bound = session::checked(self, query)?;
        let (errors, warnings) = session::split(bound.diagnostics);
        match bound.query {
            Some(query) if errors.is_empty() => {
                let schemas = query.results.iter().map(|result| Arc::clone(&result.plan.schema));
                let (results, tables) = (schemas.collect(), query.tables.clone());
                Ok(Checked { results, columns: bound.schema, tables, warnings })
            }
            _ => Err([errors, warnings].concat()),
        }
    }

    /// The tables that a query reads, in order of first use, and of each the columns.
    ///
    /// # Errors
    /// What is wrong with the query.
    pub fn reads(&self, query: &str) -> Result<Reads, Vec<Diagnostic>> {
        let bound = session::checked(self, query)?;
        let (errors, warnings) = session::split(bound.diagnostics);
        match bound.query {
            Some(query) if errors.is_empty() => Ok(typed(kqlab_exec::reads(&query))),
            _ => Err([errors, warnings].concat()),
        }
    }

    /// The bound plan of a query; where columns depend on the data, what comes before is run.
    ///
    /// # Errors
    /// Why there is no plan.
    pub fn explain(&self, query: &str) -> Result<Explained, Vec<Diagnostic>> {
        let source = Reading::new(self);
        let outcome =
            session::with_plan(self, &source, query, Columns::All, |bound, _| Ok(bound.clone()));
        let (query, warnings) = outcome?;
        Ok(Explained { text: kqlab_plan::text::print(&query), query, warnings })
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> &Arc<Progress> {
        &self.reading.progress
    }

    /// The names of the tables that the data holds.
    pub fn table_names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.tables.iter().map(|table| table.name())
    }

    /// All that the rows of a table hold; `None` if there is no such table.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn contents(&self, table: &str) -> Result<Option<Contents>, Diagnostic> {
        self.tables.get(table).map(Contents::of).transpose()
    }

    /// The tables that the data holds, and why others cannot be read.
    #[must_use]
    pub fn tables(&self) -> (Vec<TableInfo>, Vec<Diagnostic>) {
        let (mut found, mut failures) = (Vec::new(), Vec::new());
        for table in self.tables.iter() {
            match info(table) {
                Ok(info) => found.push(info),
                Err(failure) => failures.push(failure),
            }
        }
        (found, failures)
    }
}

fn reading(options: &Options, failures: &mut Vec<Diagnostic>) -> ReadOptions {
    let mut reading = ReadOptions {
        on_bad_row: match options.on_bad_row {
            OnBadRow::Fail => kqlab_tables::OnBadRow::Fail,
            OnBadRow::Skip => kqlab_tables::OnBadRow::Skip,
        },
        date_order: options.date_order,
        max_inflated: options.limits.max_inflated,
        ..ReadOptions::default()
    };
    if let Some(bytes) = options.limits.row_bytes {
        reading.row_bytes = bytes;
    }
    for path in &options.schemas {
        failures.extend(reading.schemas.add_file(path).err());
    }
    for (table, columns) in &options.columns {
        for (column, ty) in columns {
            reading.schemas.set(table, column, *ty);
        }
    }
    reading
}

/// Runs the plans of a query.
pub(crate) fn results(
    query: &BoundQuery,
    executor: &Executor<'_>,
) -> Result<Vec<Table>, Vec<Diagnostic>> {
    query.results.iter().map(|result| table(result, executor)).collect()
}

/// What a query gave and warned of, with what was noticed while its tables were read.
pub(crate) fn answer(
    query: &str,
    source: Reading<'_>,
    outcome: Result<(Vec<Table>, Vec<Diagnostic>), Vec<Diagnostic>>,
) -> Result<Answer, Vec<Diagnostic>> {
    let (results, mut warnings) = outcome?;
    let read = session::read_names(query);
    warnings.extend(source.warnings(|column| read.contains(column)));
    Ok(Answer { results, warnings })
}

/// A column of a custom table that nothing declares has the type that its name tells, or is taken to be a string.
fn typed(mut reads: Reads) -> Reads {
    for (table, schema) in &mut reads {
        for field in &mut Arc::make_mut(schema).fields {
            if field.ty == Type::Unknown {
                field.ty = kqlab_tables::further_type(table, &field.name).unwrap_or(Type::String);
            }
        }
    }
    reads
}

/// Runs one result's plan.
fn table(result: &QueryResult, executor: &Executor<'_>) -> Result<Table, Vec<Diagnostic>> {
    let frame = executor.run(&result.plan).map_err(|fault| vec![*fault])?;
    Ok(Table {
        name: result.name.clone(),
        schema: frame.schema,
        batches: frame.batches.to_vec(),
        ordered: is_ordered(&result.plan),
        render: result.render.clone(),
    })
}

fn info(table: &kqlab_tables::Table) -> Result<TableInfo, Diagnostic> {
    let column = |column: ColumnInfo| Column {
        name: column.name,
        ty: column.ty,
        origin: match column.origin {
            Origin::Catalog => "catalog",
            Origin::SchemaFile => "schema file",
            Origin::Name => "name",
            Origin::File => "file",
            Origin::Data => "data",
        },
        in_data: column.in_data,
    };
    Ok(TableInfo {
        name: Arc::clone(table.name()),
        files: table.understood()?,
        rows: table.rows()?,
        columns: table.columns()?.into_iter().map(column).collect(),
        warnings: table.warnings()?,
    })
}

/// The database of places in a file.
fn places(path: &Path, failures: &mut Vec<Diagnostic>) -> Option<Arc<GeoDatabase>> {
    let read = std::fs::read(path).map_err(|error| error.to_string()).and_then(GeoDatabase::read);
    let refusal = |error| {
        let message = format!("{} cannot be read: {error}", path.display());
        Diagnostic::error(Phase::Data, data::UNREADABLE, Span::default(), message)
            .without_span()
            .with_hint("a MaxMind database of cities is expected, such as GeoLite2-City.mmdb")
    };
    read.map_err(|error| failures.push(refusal(error))).ok().map(Arc::new)
}
