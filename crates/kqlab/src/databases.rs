//! Other databases and workspaces: the sub-folders of a data folder, by the names that a query gives them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use kqlab_syntax::Diagnostic;
use kqlab_tables::{ReadOptions, Tables};

/// Between a database's name and its table's; no file is named so.
const BETWEEN: char = '/';

/// The databases that queries have named.
#[derive(Debug)]
pub(crate) struct Databases {
    folders: Vec<PathBuf>,
    reading: Arc<ReadOptions>,
    opened: Mutex<HashMap<String, Option<Arc<Tables>>>>,
}

impl Databases {
    /// Those below these data folders.
    pub(crate) fn new(folders: Vec<PathBuf>, reading: Arc<ReadOptions>) -> Self {
        Self { folders, reading, opened: Mutex::default() }
    }

    /// The tables of a database, if it has a folder.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Arc<Tables>>, Vec<Diagnostic>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = opened.get(name) {
            return Ok(known.clone());
        }
        let found = self.find(name)?;
        opened.insert(name.to_owned(), found.clone());
        Ok(found)
    }

    fn find(&self, name: &str) -> Result<Option<Arc<Tables>>, Vec<Diagnostic>> {
        // The name of a cluster is an address: only one name, no way through folders, is looked for.
        let mut parts = Path::new(name).components();
        if !matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None)) {
            return Ok(None);
        }
        let folders = self.folders.iter().map(|folder| folder.join(name));
        let folders: Vec<PathBuf> = folders.filter(|folder| folder.is_dir()).collect();
        if folders.is_empty() {
            return Ok(None);
        }
        Tables::discover(&folders, &[], &self.reading).map(|tables| Some(Arc::new(tables)))
    }
}

/// The name under which a plan reads a database's table.
pub(crate) fn qualified(database: &str, table: &str) -> Arc<str> {
    format!("{database}{BETWEEN}{table}").into()
}

/// The database and the table of such a name.
pub(crate) fn parts(name: &str) -> Option<(&str, &str)> {
    name.split_once(BETWEEN)
}
