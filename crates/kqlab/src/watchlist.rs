//! Watchlists: `_GetWatchlist('x')` is `watchlists/x.csv` of a data folder, its values strings, with the columns that
//! Sentinel adds (sentinel/watchlists-queries).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_exec::Frame;
use kqlab_functions::cast::cast_value;
use kqlab_plan::{Field, Schema, Type, Value};
use kqlab_syntax::codes::{binding, data};
use kqlab_syntax::{Code, Diagnostic, Phase, Span};
use saphyr_parser::{Event, Parser};

use crate::Watchlist;

/// The folder within a data folder.
const FOLDER: &str = "watchlists";

/// The columns that Sentinel adds.
const ITEM_ID: &str = "_DTItemId";
pub(crate) const UPDATED: &str = "LastUpdatedTimeUTC";
const SEARCH_KEY: &str = "SearchKey";
const ITEM: &str = "WatchlistItem";

/// The watchlists that are given, and the folders of others.
#[derive(Debug)]
pub(crate) struct Watchlists {
    given: Vec<(String, Watchlist)>,
    folders: Vec<PathBuf>,
}

impl Watchlists {
    /// These, and those within the data folders.
    pub(crate) fn new(data: &[PathBuf], given: Vec<(String, Watchlist)>) -> Self {
        let folders = data.iter().map(|folder| folder.join(FOLDER));
        Self { given, folders: folders.filter(|folder| folder.is_dir()).collect() }
    }

    /// The aliases of all watchlists.
    pub(crate) fn aliases(&self) -> Result<Frame, Diagnostic> {
        let mut names: Vec<String> = self.files()?.into_iter().map(|(alias, _)| alias).collect();
        names.extend(self.given.iter().map(|(alias, _)| alias.clone()));
        names.sort_unstable();
        names.dedup();
        let names: Vec<Value> = names.iter().map(Value::string).collect();
        let schema = Arc::new(Schema::new(vec![Field::new("WatchlistAlias", Type::String)]));
        let column = Column::from_values(Type::String, &names);
        let rows = Batch::new(Arc::clone(&schema), vec![column], names.len());
        Ok(Frame::new(schema, vec![rows]))
    }

    /// The rows of a watchlist. `now` stands for the time of its last update.
    pub(crate) fn read(&self, alias: &str, now: i64, span: Span) -> Result<Frame, Diagnostic> {
        if let Some((_, list)) = self.given.iter().find(|(name, _)| name == alias) {
            return match list {
                Watchlist::File(path) => List::of_file(path, now),
                Watchlist::Rows(names, rows) => {
                    let list = List { names: names.clone(), rows: rows.clone() };
                    let key = list.own_key();
                    Ok(list.with_added(&key, now))
                }
            };
        }
        let files = self.files()?;
        let Some((_, path)) = files.iter().find(|(name, _)| name == alias) else {
            let message = format!("there is no watchlist `{alias}`");
            let hint = match files.is_empty() {
                true => format!("put it into a data folder as {FOLDER}/{alias}.csv"),
                false => {
                    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
                    let names = names.join(", ");
                    format!("the data has {names}; put it there as {FOLDER}/{alias}.csv")
                }
            };
            let error = Diagnostic::error(Phase::Data, binding::UNKNOWN_TABLE, span, message);
            return Err(error.with_hint(hint));
        };
        List::of_file(path, now)
    }

    /// Aliases and files, in order.
    fn files(&self) -> Result<Vec<(String, PathBuf)>, Diagnostic> {
        let mut files = Vec::new();
        for folder in &self.folders {
            for entry in fs::read_dir(folder).map_err(|failure| unreadable(folder, &failure))? {
                let path = entry.map_err(|failure| unreadable(folder, &failure))?.path();
                let is_csv =
                    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
                let stem = path.file_stem().filter(|_| is_csv);
                if let Some(alias) = stem.map(|stem| stem.to_string_lossy().into_owned()) {
                    files.push((alias, path));
                }
            }
        }
        files.sort();
        Ok(files)
    }
}

/// What a file holds.
struct List {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl List {
    fn of_file(path: &Path, now: i64) -> Result<Frame, Diagnostic> {
        let list = Self::read(path)?;
        let key = list.search_key(path)?;
        Ok(list.with_added(&key, now))
    }

    fn read(path: &Path) -> Result<Self, Diagnostic> {
        let bytes = fs::read(path).map_err(|failure| unreadable(path, &failure))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| failed(path, data::BAD_UTF8, "the file is not UTF-8"))?;
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let broken = |failure: csv::Error| failed(path, data::BAD_ROW, &failure.to_string());
        let header = reader.headers().map_err(broken)?;
        let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        if let Some(twice) = (1..names.len()).find(|at| names[..*at].contains(&names[*at])) {
            let message = format!("the column '{}' stands twice", names[twice]);
            return Err(failed(path, data::DUPLICATE_KEY, &message));
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let mut row: Vec<String> = record.iter().map(str::to_owned).collect();
            row.resize(names.len(), String::new());
            rows.push(row);
        }
        Ok(Self { names, rows })
    }

    /// The column that `SearchKey` repeats: itself, else the one that the YAML file beside it names, else the first.
    fn search_key(&self, path: &Path) -> Result<Option<String>, Diagnostic> {
        if self.names.iter().any(|name| name == SEARCH_KEY) {
            return Ok(self.own_key());
        }
        for ending in ["yaml", "yml"] {
            let beside = path.with_extension(ending);
            if !beside.is_file() {
                continue;
            }
            let text = fs::read_to_string(&beside).map_err(|f| unreadable(&beside, &f))?;
            let Some(key) = named_key(&beside, &text)? else { continue };
            if !self.names.contains(&key) {
                let message = format!("the watchlist has no column '{key}'");
                return Err(failed(&beside, binding::UNKNOWN_COLUMN, &message));
            }
            return Ok(Some(key));
        }
        Ok(self.own_key())
    }

    /// `SearchKey` itself, else the first column.
    fn own_key(&self) -> Option<String> {
        let own = self.names.iter().find(|name| *name == SEARCH_KEY);
        own.or(self.names.first()).cloned()
    }

    /// The columns that Sentinel adds, then the list's own.
    fn with_added(self, key: &Option<String>, now: i64) -> Frame {
        let own = |name: &str| self.names.iter().position(|known| known == name);
        let texts = |at: usize| self.rows.iter().map(move |row| Value::string(&row[at]));
        let filled = |name: &str, ty: Type, otherwise: &dyn Fn(usize) -> Value| -> Column {
            let values: Vec<Value> = match own(name) {
                Some(at) => texts(at).map(|text| cast_value(&text, ty)).collect(),
                None => (0..self.rows.len()).map(otherwise).collect(),
            };
            Column::from_values(ty, &values)
        };
        let key = key.as_deref().and_then(own);
        let id = |row: usize| Value::string(format!("00000000-0000-0000-0000-{:012}", row + 1));
        let searched = |row: usize| Value::string(key.map_or("", |at| self.rows[row][at].as_str()));
        let mut fields = vec![
            Field::new(ITEM_ID, Type::String),
            Field::new(UPDATED, Type::Datetime),
            Field::new(SEARCH_KEY, Type::String),
            Field::new(ITEM, Type::Dynamic),
        ];
        let mut columns = vec![
            filled(ITEM_ID, Type::String, &id),
            filled(UPDATED, Type::Datetime, &|_| Value::Datetime(now)),
            filled(SEARCH_KEY, Type::String, &searched),
            filled(ITEM, Type::Dynamic, &|row| self.item(row)),
        ];
        for (at, name) in self.names.iter().enumerate() {
            if !ADDED.contains(&name.as_str()) {
                fields.push(Field::new(name.as_str(), Type::String));
                columns.push(Column::from_values(Type::String, &texts(at).collect::<Vec<_>>()));
            }
        }
        let schema = Arc::new(Schema::new(fields));
        let rows = Batch::new(Arc::clone(&schema), columns, self.rows.len());
        Frame::new(schema, vec![rows])
    }

    /// The row as a bag of the list's own columns.
    fn item(&self, row: usize) -> Value {
        let cells = self.names.iter().zip(&self.rows[row]);
        let own = cells.filter(|(name, _)| !ADDED.contains(&name.as_str()));
        let bag = own.map(|(name, cell)| (name.clone(), cell.as_str().into())).collect();
        Value::dynamic(serde_json::Value::Object(bag))
    }
}

/// The names of the columns that Sentinel adds.
const ADDED: [&str; 4] = [ITEM_ID, UPDATED, SEARCH_KEY, ITEM];

/// The value of `SearchKey`, `searchKey` or ARM's `itemsSearchKey` anywhere in a YAML file.
fn named_key(path: &Path, text: &str) -> Result<Option<String>, Diagnostic> {
    let mut is_next = false;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| failed(path, data::BAD_SCHEMA, error.info()))?;
        match event {
            Event::Scalar(value, ..) if is_next => return Ok(Some(value.into_owned())),
            Event::Scalar(value, ..) => {
                is_next = ["searchkey", "itemssearchkey"].contains(&&*value.to_ascii_lowercase());
            }
            _ => is_next = false,
        }
    }
    Ok(None)
}

fn unreadable(path: &Path, failure: &std::io::Error) -> Diagnostic {
    failed(path, data::UNREADABLE, &failure.to_string())
}

fn failed(path: &Path, code: Code, why: &str) -> Diagnostic {
    let message = format!("{} cannot be read: {why}", path.display());
    Diagnostic::error(Phase::Data, code, Span::default(), message).without_span()
}
