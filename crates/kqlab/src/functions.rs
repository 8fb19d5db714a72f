//! Saved functions: a file `Name.kql` is the function `Name`. It holds a body, or `let Name = (x:string) { body }`, or
//! `.create function Name(x:string) { body }`.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kqlab_plan::environment::SavedFunction;
use kqlab_syntax::ast::StatementKind;
use kqlab_syntax::codes::data;
use kqlab_syntax::{Diagnostic, Phase, Span};

/// The saved functions by name.
pub(crate) type Functions = HashMap<Arc<str>, SavedFunction>;

/// Endings of a function's file.
const EXTENSIONS: [&str; 2] = ["kql", "csl"];

/// Reads folders and files of functions.
pub(crate) fn load(paths: &[PathBuf]) -> Result<Functions, Vec<Diagnostic>> {
    let (mut functions, mut failures) = (Functions::new(), Vec::new());
    for path in paths {
        match files(path) {
            Err(failure) => failures.push(unreadable(path, &failure)),
            Ok(files) => {
                for file in files {
                    match fs::read_to_string(&file) {
                        Err(failure) => failures.push(unreadable(&file, &failure)),
                        Ok(text) => {
                            let function = read(&file, &text);
                            functions.insert(Arc::clone(&function.name), function);
                        }
                    }
                }
            }
        }
    }
    if failures.is_empty() { Ok(functions) } else { Err(failures) }
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
        functions.insert(Arc::clone(&name), SavedFunction { name, parameters, body });
    }
    functions
}

/// A file itself; of a folder, those with a known ending, in order of their names.
fn files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| EXTENSIONS.contains(&ending)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, failure: &std::io::Error) -> Diagnostic {
    let message = format!("{} cannot be read: {failure}", path.display());
    Diagnostic::error(Phase::Data, data::UNREADABLE, Span::default(), message).without_span()
}

/// The function of a file.
fn read(path: &Path, text: &str) -> SavedFunction {
    let stem =
        path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let text = text.trim_start_matches('\u{feff}').trim();
    created(text).or_else(|| declared(text)).unwrap_or_else(|| SavedFunction {
        name: stem.into(),
        parameters: "()".into(),
        body: text.into(),
    })
}

/// `let Name = (x:string) { body }`, and nothing after it.
fn declared(text: &str) -> Option<SavedFunction> {
    let parsed = kqlab_syntax::parse(text);
    let [statement] = &parsed.query.statements[..] else { return None };
    let StatementKind::LetFunction(function) = &statement.kind else { return None };
    let body = text.get(function.body.span.range())?;
    let header = text.get(function.name.span.end as usize..function.body.span.start as usize)?;
    let parameters = header.trim().strip_prefix('=')?.trim();
    saved(&function.name.text, parameters.strip_prefix("view").unwrap_or(parameters).trim(), body)
}

/// `.create-or-alter function with (folder = "x") Name(x:string) { body }`
fn created(text: &str) -> Option<SavedFunction> {
    let command = text.strip_prefix('.')?;
    let (_, rest) = command.split_once("function")?;
    let mut rest = rest.trim_start();
    for word in ["ifnotexists", "with"] {
        if let Some(after) = rest.strip_prefix(word) {
            let after = after.trim_start();
            rest = if word == "with" { &after[group(after)?..] } else { after }.trim_start();
        }
    }
    let open = rest.find('(')?;
    let parameters = &rest[open..];
    let close = group(parameters)?;
    saved(rest[..open].trim(), &parameters[..close], parameters[close..].trim())
}

/// The length of the group in parentheses that a text begins with; quoted parentheses are text.
fn group(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') if depth <= 1 => return (depth == 1).then_some(at + 1),
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}

fn saved(name: &str, parameters: &str, body: &str) -> Option<SavedFunction> {
    let body = body.trim().trim_end_matches(';').trim_end();
    let body = body.strip_prefix('{')?.strip_suffix('}')?;
    Some(SavedFunction { name: name.into(), parameters: parameters.into(), body: body.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, String, String) {
        let f = read(Path::new("dir/Stem.kql"), text);
        (f.name.to_string(), f.parameters.to_string(), f.body.trim().to_owned())
    }

    #[test]
    fn the_three_forms() {
        let expected = |n: &str, p: &str, b: &str| (n.to_owned(), p.to_owned(), b.to_owned());
        assert_eq!(parts("T | take 1\n"), expected("Stem", "()", "T | take 1"));
        let text = "let F = (x:string, y:long = 1) { T | where a == x };";
        assert_eq!(parts(text), expected("F", "(x:string, y:long = 1)", "T | where a == x"));
        let text = ".create-or-alter function with (docstring = \"a) b\") F(x:long) { print x }";
        assert_eq!(parts(text), expected("F", "(x:long)", "print x"));
        let text = ".create function F() { let a = 1; print a }";
        assert_eq!(parts(text), expected("F", "()", "let a = 1; print a"));
    }

    #[test]
    fn a_body_may_have_let_statements_of_its_own() {
        let text = "let a = (x:long) { x };\nprint a(1)";
        assert_eq!(parts(text).0, "Stem");
    }
}
