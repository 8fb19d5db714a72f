//! The engine: tables and functions that queries are run against.

use std::path::PathBuf;
use std::sync::Arc;

use kqlab_plan::plan::BoundQuery;
use kqlab_plan::{Schema, Type};
use kqlab_syntax::codes::execution;
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::{Answer, Options};

/// Tables, saved functions and a clock. Cheap to make: a file is read when a query needs it.
#[derive(Debug)]
pub struct Engine {
    options: Options,
}

/// What checking a query gives.
#[derive(Debug)]
pub struct Checked {
    /// The columns of each result; a schema may be open.
    pub results: Vec<Arc<Schema>>,
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
    /// Its files.
    pub files: Vec<PathBuf>,
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
    /// Where the type comes from: `catalog`, `schema file`, `name`, `data`.
    pub origin: &'static str,
    /// Some row has it.
    pub in_data: bool,
}

impl Engine {
    /// An engine. Schema files and saved functions are read now, data is only listed.
    ///
    /// # Errors
    /// When a path does not exist or a schema or function file cannot be read.
    pub fn new(options: Options) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self { options })
    }

    /// Sets `now()` for the queries that follow, in ticks.
    pub fn set_now(&mut self, now: i64) {
        self.options.now = now;
    }

    /// Runs a query.
    ///
    /// # Errors
    /// Why there is no answer, and the warnings on the way there.
    pub fn run(&self, query: &str) -> Result<Answer, Vec<Diagnostic>> {
        Err(vec![pending(query)])
    }

    /// Checks names and types without reading a row: a table that neither data nor catalog knows is an error, a
    /// column that only the data could bring is a warning.
    ///
    /// # Errors
    /// What is wrong with the query.
    pub fn check(&self, query: &str) -> Result<Checked, Vec<Diagnostic>> {
        Err(vec![pending(query)])
    }

    /// The bound plan of a query; where columns depend on the data, what comes before is run.
    ///
    /// # Errors
    /// Why there is no plan.
    pub fn explain(&self, query: &str) -> Result<Explained, Vec<Diagnostic>> {
        Err(vec![pending(query)])
    }

    /// The tables that the data holds.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn tables(&self) -> Result<Vec<TableInfo>, Vec<Diagnostic>> {
        Ok(Vec::new())
    }
}

fn pending(query: &str) -> Diagnostic {
    let end = u32::try_from(query.len()).unwrap_or(u32::MAX);
    let message = "the engine is not connected yet";
    Diagnostic::error(Phase::Execution, execution::INTERNAL, Span::new(0, end), message)
}
