//! Saved functions: files and folders of them.
//!
//! ```text
//! F.kql    a body, `let F = (x:string) { body }`, or `.create function F(x:string) { body }`      functions/kql
//! F.yaml   a parser of Azure-Sentinel: FunctionAlias, FunctionParams, FunctionQuery, or ASIM's;   functions/yaml
//!          a saved search: functionAlias, functionParameters, query
//! ```

mod kql;
mod unread;
mod yaml;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kqlab_plan::environment::{Origin, SavedFunction};
use kqlab_syntax::codes::data;
use kqlab_syntax::{Diagnostic, Phase, Span};

pub use unread::UnreadFunctions;

/// The saved functions by name.
pub(crate) type Functions = HashMap<Arc<str>, SavedFunction>;

/// Endings of a function's file.
const EXTENSIONS: [&str; 4] = ["kql", "csl", "yaml", "yml"];

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) functions: Functions,
    /// Files of folders that cannot be read: what calls a function of theirs is told, all else goes on.
    pub(crate) unread: Vec<UnreadFunctions>,
}

/// Reads folders and files of functions. A file that is named must be one of functions.
pub(crate) fn load(paths: &[PathBuf]) -> Result<Loaded, Vec<Diagnostic>> {
    let (mut loaded, mut failures) = (Loaded::default(), Vec::new());
    for path in paths {
        let mut files = Vec::new();
        if let Err(failure) = collect(path, &mut files) {
            failures.push(unreadable(path, &failure));
        }
        for file in files {
            let named = file == *path;
            match read(&file, named) {
                Ok(found) => {
                    loaded.functions.extend(found.into_iter().map(|f| (Arc::clone(&f.name), f)));
                }
                Err(unread) if named => failures.push(unread.failure()),
                Err(unread) => loaded.unread.push(*unread),
            }
        }
    }
    for function in loaded.unread.iter().flat_map(UnreadFunctions::functions) {
        loaded.functions.entry(Arc::clone(&function.name)).or_insert(function);
    }
    if failures.is_empty() { Ok(loaded) } else { Err(failures) }
}

/// Adds functions that are written as `Name(x:string)` and a body; one that is there already is replaced.
pub(crate) fn with(mut functions: Functions, written: &[(String, String)]) -> Functions {
    for (header, body) in written {
        let (name, parameters) = match header.find('(') {
            Some(at) => header.split_at(at),
            None => (header.as_str(), "()"),
        };
        let name: Arc<str> = name.trim().into();
        let parameters = parameters.trim().into();
        let body = body.trim().into();
        let saved =
            SavedFunction { name: Arc::clone(&name), parameters, body, origin: None, fault: None };
        functions.insert(name, saved);
    }
    functions
}

/// A file itself; of a folder and those below it the files with a known ending, in order of their names.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        let ending = entry.extension().and_then(|ending| ending.to_str());
        if entry.is_dir() || ending.is_some_and(|ending| EXTENSIONS.contains(&ending)) {
            collect(&entry, files)?;
        }
    }
    Ok(())
}

/// The functions of a file. A YAML file of a folder may be something else; one that is named is not.
fn read(path: &Path, named: bool) -> Result<Vec<SavedFunction>, Box<UnreadFunctions>> {
    let text = unread::text(path)?;
    let yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    if !yaml {
        return Ok(kql::read(path, &text));
    }
    let found = yaml::read(path, &text).and_then(|functions| {
        if functions.is_empty() && named {
            let message = format!("{} holds no function", path.display());
            let hint =
                "a parser has FunctionAlias and FunctionQuery, or ParserName and ParserQuery";
            return Err(failure(message).with_hint(hint));
        }
        Ok(functions)
    });
    found.map_err(|fault| UnreadFunctions::new(path, text, fault))
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Diagnostic {
    failure(format!("{} cannot be read: {cause}", path.display()))
}

fn failure(message: String) -> Diagnostic {
    Diagnostic::error(Phase::Data, data::UNREADABLE, Span::default(), message).without_span()
}

/// Where the lines of a body stand in its file; `place` takes a byte of the body to one of the file.
fn origin(path: &Path, file: &str, body: &str, place: impl Fn(usize) -> usize) -> Arc<Origin> {
    let starts = std::iter::once(0).chain(body.match_indices('\n').map(|(at, _)| at + 1));
    let lines = starts.map(|start| position(file, place(start))).collect();
    Arc::new(Origin { file: path.display().to_string().into(), lines })
}

/// Line and column, from 1, of a byte of a text.
fn position(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
