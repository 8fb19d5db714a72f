//! A folder of data for a test, and tables as text.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its data fails")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Value;
use kqlab_syntax::Diagnostic;
use kqlab_tables::{OnBadRow, ReadOptions, Scan, Table, Tables};
use tempfile::TempDir;

/// A folder that goes away with the test.
pub(crate) struct Data {
    folder: TempDir,
    pub(crate) options: ReadOptions,
}

impl Data {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let data = Self { folder: TempDir::new().unwrap(), options: ReadOptions::default() };
        for (name, text) in files {
            data.write(name, text.as_bytes());
        }
        data
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn skipping(mut self) -> Self {
        self.options.on_bad_row = OnBadRow::Skip;
        self
    }

    pub(crate) fn tables(&self) -> Result<Tables, Vec<Diagnostic>> {
        Tables::discover(&[self.folder.path().to_owned()], &[], &Arc::new(self.options.clone()))
    }

    pub(crate) fn table(&self, name: &str) -> Arc<Table> {
        Arc::clone(self.tables().unwrap().get(name).unwrap())
    }

    /// All of a table: `name:type` and the values, `,` between rows.
    pub(crate) fn show(&self, name: &str) -> Vec<String> {
        show(&self.table(name).scan(None).unwrap())
    }

    /// Some columns of a table.
    pub(crate) fn columns(&self, name: &str, columns: &[&str]) -> Vec<String> {
        show(&self.scan(name, columns))
    }

    pub(crate) fn scan(&self, name: &str, columns: &[&str]) -> Scan {
        let columns: Vec<Arc<str>> = columns.iter().map(|name| Arc::from(*name)).collect();
        self.table(name).scan(Some(&columns)).unwrap()
    }

    /// The code and message of what goes wrong with a table, the folder's path cut off.
    pub(crate) fn error(&self, name: &str) -> String {
        let table = self.table(name);
        let error = match table.scan(None) {
            Err(error) => error,
            Ok(scan) => scan.chunks().find_map(Result::err).expect("an error"),
        };
        self.message(&error)
    }

    pub(crate) fn message(&self, diagnostic: &Diagnostic) -> String {
        let folder = format!("{}/", self.folder.path().display());
        format!("{} {}", diagnostic.code.id, diagnostic.message.replace(&folder, ""))
    }

    pub(crate) fn warnings(&self, name: &str) -> Vec<String> {
        let scan = self.table(name).scan(None).unwrap();
        scan.chunks().for_each(|batch| drop(batch.unwrap()));
        scan.warnings().iter().map(|warning| self.message(warning)).collect()
    }
}

/// A line a column: its name, its type and its values.
pub(crate) fn show(scan: &Scan) -> Vec<String> {
    let batches: Vec<Batch> = scan.chunks().map(Result::unwrap).collect();
    let whole = Batch::concat(scan.schema(), &batches);
    let column = |position: usize| {
        let field = &scan.schema().fields[position];
        let column = &whole.columns()[position];
        let values: Vec<String> = (0..whole.rows()).map(|row| text(&column.value(row))).collect();
        format!("{}:{} {}", field.name, field.ty, values.join(", "))
    };
    (0..whole.columns().len()).map(column).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Long(value) => value.to_string(),
        Value::Real(value) => format!("{value:?}"),
        Value::String(text) => format!("'{text}'"),
        Value::Decimal(text) | Value::Guid(text) => text.to_string(),
        Value::Datetime(ticks) => kqlab_syntax::time::format_datetime(*ticks),
        Value::Timespan(ticks) => kqlab_syntax::time::format_timespan(*ticks),
        Value::Dynamic(json) => json.to_string(),
    }
}
