//! Finding tables: by the names of files and folders, and of those in archives; nothing else is read.

mod pattern;

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::data;

use crate::evtx;
use crate::input::members;
use crate::read::{data_error, unreadable};
use crate::{Input, ReadOptions, Table, catalog};
pub use pattern::is_pattern;

/// Endings that make a file of a folder a table. A file that is named outright may have any. What cannot be read is
/// found all the same, so that it is not passed over in silence.
const ENDINGS: [&str; 10] =
    ["json", "jsonl", "ndjson", "csv", "tsv", "parquet", "arrow", "feather", "evtx", ARCHIVE];

/// The ending of an archive, whose members are tables by their own names.
const ARCHIVE: &str = "zip";

/// Further endings of compressed files.
const COMPRESSED: [&str; 3] = ["gz", "zst", "bz2"];

/// A folder of watchlists, not of tables.
const WATCHLISTS: &str = "watchlists";

/// Folders within folders are followed so deep.
const MAX_DEPTH: usize = 16;

/// The tables that were found, in order of their names.
#[derive(Debug, Default)]
pub struct Tables {
    tables: IndexMap<Arc<str>, Arc<Table>>,
    unlisted: Vec<Diagnostic>,
}

impl Tables {
    /// Finds the tables of `data`, which are folders or files, and those that are given by name.
    ///
    /// In a folder each file with a known ending is a table, and each sub-folder is one, of all such files in it and
    /// below it. Names that begin with a dot are passed over, and the folder `watchlists`. The files in a zip archive are taken as if they lay where
    /// it lies; they are one table if the archive has the name of a known one, or a file's, as `T.json.zip` has. A name that two sources have makes that table an error
    /// to read, unless it is given by name: that counts then.
    ///
    /// # Errors
    /// A path that does not exist or cannot be listed.
    pub fn discover(
        data: &[PathBuf],
        named: &[(String, PathBuf)],
        options: &Arc<ReadOptions>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut found = Found { max_inflated: options.max_inflated, ..Found::default() };
        for path in data {
            found.add(path);
        }
        found.add_logs();
        let mut explicit = Found::default();
        for (name, path) in named {
            explicit.add_table(name, path);
        }
        for (name, sources) in explicit.sources {
            found.sources.insert(name, sources);
        }
        found.errors.extend(explicit.errors);
        if !found.errors.is_empty() {
            return Err(found.errors);
        }
        found.sources.sort_unstable_keys();
        let table = |(name, sources): (String, Vec<Source>)| {
            let table = table(&name, sources, options);
            (Arc::clone(table.name()), Arc::new(table))
        };
        let tables = found.sources.into_iter().map(table).collect();
        Ok(Self { tables, unlisted: found.unlisted })
    }

    /// Sets the inputs of a table; another of that name is replaced.
    pub fn set(&mut self, name: &str, inputs: Vec<Input>, options: &Arc<ReadOptions>) {
        let table = Arc::new(Table::new(name, inputs, Arc::clone(options)));
        self.tables.insert(Arc::clone(table.name()), table);
        self.tables.sort_unstable_keys();
    }

    /// The table of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<Table>> {
        self.tables.get(name)
    }

    /// Why the files in some archives are not known: a table that is not here may be in one of them.
    #[must_use]
    pub fn unlisted(&self) -> &[Diagnostic] {
        &self.unlisted
    }

    /// All tables, in order of their names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Table>> {
        self.tables.values()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

fn table(name: &str, sources: Vec<Source>, options: &Arc<ReadOptions>) -> Table {
    let conflict = match sources.as_slice() {
        [first, second, ..] => Some(conflict(name, &first.path, &second.path)),
        _ => None,
    };
    let files = sources.into_iter().flat_map(|source| source.files);
    let table = Table::new(name, files.collect(), Arc::clone(options));
    match conflict {
        Some(conflict) => table.in_conflict(conflict),
        None => table,
    }
}

fn conflict(name: &str, first: &Path, second: &Path) -> Diagnostic {
    let (first, second) = (first.display(), second.display());
    let message = format!("expected one source of the table {name}, found {first} and {second}");
    let hint =
        format!("say which with `--table {name}=PATH`, or put the files into a folder {name}");
    data_error(data::DUPLICATE_TABLE, message).with_hint(hint)
}

/// A file or folder that is a table.
#[derive(Debug)]
struct Source {
    path: PathBuf,
    files: Vec<Input>,
}

#[derive(Default)]
struct Found {
    sources: IndexMap<String, Vec<Source>>,
    errors: Vec<Diagnostic>,
    /// The event logs, which are the tables of an agent, whatever their names and folders.
    logs: Vec<Input>,
    /// Archives of tables that cannot be listed.
    unlisted: Vec<Diagnostic>,
    max_inflated: Option<u64>,
}

impl Found {
    /// A folder of tables, or a file that is one.
    fn add(&mut self, path: &Path) {
        if is_pattern(path) {
            return self.add_matches(path);
        }
        if !path.is_dir() {
            match table_name(path) {
                Some(name) if has_ending(path, ARCHIVE) && path.exists() => {
                    self.add_archive(&name, path);
                }
                Some(_) if is_event_log(path) && path.exists() => self.logs.push(Input::file(path)),
                Some(name) => self.add_table(&name, path),
                None => self.fail(path, &io::Error::other("expected a file with a name")),
            }
            return;
        }
        let entries = match entries(path) {
            Ok(entries) => entries,
            Err(error) => return self.fail(path, &error),
        };
        for entry in entries {
            let name = match entry.is_dir() {
                true => file_name(&entry).filter(|name| name != WATCHLISTS),
                false => {
                    file_name(&entry).and_then(|name| without_ending(&name).map(str::to_owned))
                }
            };
            let Some(name) = name else { continue };
            if entry.is_dir() {
                let mut walk = Walk::default();
                if let Err((path, error)) = walk.folder(&entry, 0) {
                    self.fail(&path, &error);
                    continue;
                }
                let (logs, files): (Vec<Input>, Vec<Input>) =
                    walk.files.into_iter().partition(|file| is_event_log(file.path()));
                self.logs.extend(logs);
                if !files.is_empty() {
                    self.insert(name, entry, files);
                }
            } else if is_event_log(&entry) {
                self.logs.push(Input::file(entry));
            } else if has_ending(&entry, ARCHIVE) {
                self.add_archive(&name, &entry);
            } else {
                self.insert(name, entry.clone(), vec![Input::file(entry)]);
            }
        }
    }

    /// All event logs together are each of the tables that an agent makes of them.
    fn add_logs(&mut self) {
        let Some(first) = self.logs.first() else { return };
        let place = first.path().to_path_buf();
        for table in evtx::TABLES {
            self.insert(table.to_owned(), place.clone(), self.logs.clone());
        }
    }

    /// The tables of an archive whose name without ending is `name`. One that cannot be listed is a table, whose
    /// error comes when it is read.
    fn add_archive(&mut self, name: &str, path: &Path) {
        let archive = Input::file(path);
        let one = without_ending(name).unwrap_or(name);
        let is_one = one != name || catalog::contains(name);
        let members = members(&archive, self.max_inflated).unwrap_or_else(|error| {
            if !is_one {
                self.unlisted.push(unreadable(path, &error));
            }
            Vec::new()
        });
        let (logs, members): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|(path, _)| is_event_log(Path::new(path)));
        let has_logs = !logs.is_empty();
        self.logs.extend(logs.into_iter().map(|(_, log)| log));
        let tables = tables_of(name, members);
        if is_one || tables.is_empty() && !has_logs {
            return self.insert(one.to_owned(), path.to_owned(), vec![archive]);
        }
        for (name, path, files) in tables {
            self.insert(name, path, files);
        }
    }

    /// The files that match a pattern; those of one name are one table.
    fn add_matches(&mut self, path: &Path) {
        let files = match pattern::files(path) {
            Ok(files) => files,
            Err(error) => return self.fail(path, &error),
        };
        let mut tables: IndexMap<String, Vec<Input>> = IndexMap::new();
        for file in files {
            match table_name(&file) {
                Some(_) if is_event_log(&file) => self.logs.push(Input::file(file)),
                Some(name) if has_ending(&file, ARCHIVE) => self.add_archive(&name, &file),
                Some(name) => tables.entry(name).or_default().push(Input::file(file)),
                None => {}
            }
        }
        for (name, files) in tables {
            self.insert(name, path.to_owned(), files);
        }
    }

    /// A table by name.
    fn add_table(&mut self, name: &str, path: &Path) {
        if is_pattern(path) {
            match pattern::files(path) {
                Ok(files) => {
                    let files = files.into_iter().map(Input::file).collect();
                    self.insert(name.to_owned(), path.to_owned(), files);
                }
                Err(error) => self.fail(path, &error),
            }
            return;
        }
        if path.is_dir() {
            let mut walk = Walk::default();
            match walk.folder(path, 0) {
                Ok(()) => self.insert(name.to_owned(), path.to_owned(), walk.files),
                Err((path, error)) => self.fail(&path, &error),
            }
            return;
        }
        match fs::metadata(path) {
            Ok(_) => self.insert(name.to_owned(), path.to_owned(), vec![Input::file(path)]),
            Err(error) => self.fail(path, &error),
        }
    }

    fn insert(&mut self, name: String, path: PathBuf, files: Vec<Input>) {
        self.sources.entry(name).or_default().push(Source { path, files });
    }

    fn fail(&mut self, path: &Path, error: &io::Error) {
        self.errors.push(unreadable(path, error));
    }
}

/// The tables of an archive: of each a name, where it is, and its files. A folder that holds all the others and has
/// the archive's name is what archiving a folder makes; it does not count.
fn tables_of(archive: &str, members: Vec<(String, Input)>) -> Vec<(String, PathBuf, Vec<Input>)> {
    let whole = format!("{archive}/");
    let inside = members.iter().all(|(path, _)| path.starts_with(&whole));
    let mut tables: Vec<(String, PathBuf, Vec<Input>)> = Vec::new();
    for (path, member) in members.iter().filter(|(path, _)| has_known_ending(path)) {
        let path = if inside { &path[whole.len()..] } else { path };
        let Some((folder, _)) = path.split_once('/') else {
            let name = without_ending(path).expect("invariant: a known ending");
            tables.push((name.to_owned(), member.path().to_path_buf(), vec![member.clone()]));
            continue;
        };
        let place = member.path().ancestors().find(|place| place.ends_with(folder));
        let place = place.unwrap_or(member.path()).to_path_buf();
        match tables.iter_mut().find(|(name, at, _)| name == folder && *at == place) {
            Some((_, _, files)) => files.push(member.clone()),
            None => tables.push((folder.to_owned(), place, vec![member.clone()])),
        }
    }
    tables
}

/// The files in and below a folder. A folder that was entered already, by a link, is not entered again.
#[derive(Default)]
struct Walk {
    files: Vec<Input>,
    entered: HashSet<PathBuf>,
}

impl Walk {
    fn folder(&mut self, path: &Path, depth: usize) -> Result<(), (PathBuf, io::Error)> {
        let at = |error| (path.to_owned(), error);
        if !self.entered.insert(fs::canonicalize(path).map_err(at)?) {
            return Ok(());
        }
        if depth > MAX_DEPTH {
            let message = format!("expected at most {MAX_DEPTH} folders in each other, found more");
            return Err(at(io::Error::other(message)));
        }
        for entry in entries(path).map_err(at)? {
            if entry.is_dir() {
                self.folder(&entry, depth + 1)?;
            } else if file_name(&entry).is_some_and(|name| has_known_ending(&name)) {
                self.files.push(Input::file(entry));
            }
        }
        Ok(())
    }
}

/// What a folder holds, in order of names, without what is hidden.
fn entries(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if !is_hidden(entry.file_name().as_encoded_bytes()) {
            entries.push(entry.path());
        }
    }
    entries.sort_unstable();
    Ok(entries)
}

/// Whether a name is one of what a folder does not show. Elastic's hidden indices are tables: alerts, and what data
/// streams are made of.
pub(crate) fn is_hidden(name: &[u8]) -> bool {
    let indices: [&[u8]; 4] = [b".alerts-", b".internal.alerts-", b".siem-signals-", b".ds-"];
    name.starts_with(b".") && !indices.iter().any(|index| name.starts_with(index))
}

fn file_name(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// The name without a known ending.
fn table_name(path: &Path) -> Option<String> {
    let name = file_name(path)?;
    Some(without_ending(&name).map_or(name.clone(), str::to_owned))
}

/// Whether a path's name ends as an event log's does.
fn is_event_log(path: &Path) -> bool {
    let name = file_name(path).unwrap_or_default().to_ascii_lowercase();
    let compressed = |name: &str, ending: &&str| name.ends_with(&format!(".evtx.{ending}"));
    name.ends_with(".evtx") || COMPRESSED.iter().any(|ending| compressed(&name, ending))
}

/// Whether a path's name ends as a table's does.
pub(crate) fn has_known_ending(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    without_ending(name).is_some()
}

/// Whether a path's name says that it is a file of separated values.
pub(crate) fn is_named_csv(path: &Path) -> bool {
    let name = file_name(path).unwrap_or_default().to_ascii_lowercase();
    let packed = COMPRESSED.iter().find_map(|ending| name.strip_suffix(&format!(".{ending}")));
    let name = packed.unwrap_or(&name);
    name.ends_with(".csv") || name.ends_with(".tsv")
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// The part before a known ending; `None` if there is no such ending.
fn without_ending(name: &str) -> Option<&str> {
    let cut = |name: &'_ str, endings: &[&str]| -> Option<usize> {
        let (stem, ending) = name.rsplit_once('.')?;
        let known = endings.iter().any(|known| known.eq_ignore_ascii_case(ending));
        (known && !stem.is_empty()).then_some(stem.len())
    };
    let plain = cut(name, &COMPRESSED).map_or(name, |end| &name[..end]);
    cut(plain, &ENDINGS).map(|end| &plain[..end])
}
