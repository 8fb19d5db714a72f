//! Reading `<rule>.test.yaml`: keys that hold for all of its cases, and the cases.

use std::path::{Path, PathBuf};

use kqlab::Type;
use kqlab_syntax::codes::rules::{BAD_VALUE, MISSING_KEY};
use kqlab_syntax::time::parse_datetime;
use kqlab_syntax::{Diagnostic, Span};
use serde_json::Value as Json;

use super::keys::{Keys, Read, fault, list, map, text, wrong};
use super::{Case, DEFAULT_NOW, Given, Rows, relative};
use crate::rule::Window;
use kqlab_document::{Entry, Language, Node, Value};

const GIVEN: [&str; 11] = [
    "now",
    "as-scheduled",
    "from",
    "to",
    "data",
    "tables",
    "schemas",
    "schema",
    "functions",
    "watchlists",
    "external",
];

/// A test file.
#[derive(Debug)]
pub struct TestFile {
    /// The rule that is tested, where the file names it, and where it does.
    pub rule: Option<(PathBuf, Span)>,
    /// The id or name of the rule, where its file holds several, and where the test file says so.
    pub id: Option<(String, Span)>,
    /// Its first key.
    pub span: Span,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// Reads the text of a test file; paths in it are relative to its folder.
///
/// # Errors
/// What is wrong with it; the spans are of `text`. Every case is read, so there may be several.
pub fn load_tests(path: &Path, source: &str) -> Result<TestFile, Vec<Diagnostic>> {
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let documents = kqlab_document::parse(Language::Yaml, source).map_err(|d| vec![d])?;
    let Some(document) = documents.first() else {
        let message = "the key `cases` is missing: the file is empty".to_owned();
        return Err(vec![fault(MISSING_KEY, Span::default(), message).without_span()]);
    };
    let known: Vec<&str> = ["rule", "id", "cases"].into_iter().chain(GIVEN).collect();
    let reader = Reader { folder };
    let keys = Keys::new(document, "a test file", &known).map_err(|d| vec![d])?;
    let head = reader.head(&keys).map_err(|d| vec![d])?;
    let (mut cases, mut faults) = (Vec::new(), Vec::new());
    for node in head.cases {
        match reader.case(node, &head.given) {
            Ok(case) => cases.push(case),
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(twice(&cases));
    if faults.is_empty() {
        Ok(TestFile { rule: head.rule, id: head.id, span: head.span, cases })
    } else {
        Err(faults)
    }
}

/// Two cases of one name cannot be told apart.
fn twice(cases: &[Case]) -> Vec<Diagnostic> {
    let again = cases.iter().enumerate().filter_map(|(at, case)| {
        let first = cases[..at].iter().find(|other| other.name == case.name)?;
        let message =
            format!("a name of its own is expected, and `{}` is another case's", case.name);
        Some(fault(BAD_VALUE, case.span, message).with_label(first.span, "the other case"))
    });
    again.collect()
}

struct Head<'a> {
    rule: Option<(PathBuf, Span)>,
    id: Option<(String, Span)>,
    span: Span,
    given: Given,
    cases: &'a [Node],
}

struct Reader<'a> {
    folder: &'a Path,
}

impl Reader<'_> {
    fn head<'a>(&self, keys: &Keys<'a>) -> Read<Head<'a>> {
        let rule = match keys.get("rule") {
            Some(node) => Some((self.path(node, "rule")?, node.span)),
            None => None,
        };
        let id = match keys.get("id") {
            Some(node) => Some((text(node, "id")?.trim().to_owned(), node.span)),
            None => None,
        };
        let given = self.given(keys, Given::default())?;
        let hint = "a test file lists its cases under `cases:`, each with `name` and `expect`";
        let cases = list(keys.required("cases", hint)?, "cases")?;
        Ok(Head { rule, id, span: keys.first(), given, cases })
    }

    fn case(&self, node: &Node, shared: &Given) -> Read<Case> {
        let known: Vec<&str> = ["name", "expect"].into_iter().chain(GIVEN).collect();
        let keys = Keys::new(node, "a case", &known)?;
        let name = keys.required("name", "say what the case is about")?;
        let expect = keys
            .required("expect", "say what is expected: rows, contains, none, count, alerts ...")?;
        Ok(Case {
            name: text(name, "name")?.trim().to_owned(),
            span: name.span,
            given: self.given(&keys, shared.clone())?,
            expect: super::expect::expect(expect)?,
        })
    }

    /// What is given, on top of what is given to all cases: a table of a case replaces the shared one.
    fn given(&self, keys: &Keys<'_>, mut given: Given) -> Read<Given> {
        if let Some(now) = keys.get("now") {
            given.now = Some(time(now, "now", None)?);
        }
        let now = Some(given.now.unwrap_or(DEFAULT_NOW));
        if let Some(from) = keys.get("from") {
            let to = keys.required("to", "say when the time that begins with `from` ends")?;
            given.range = Some(Window { from: time(from, "from", now)?, to: time(to, "to", now)? });
        }
        if keys.get("as-scheduled").is_some() {
            given.scheduled = keys.flag("as-scheduled")?;
        }
        given.data.extend(self.paths(keys, "data")?);
        given.schema_files.extend(self.paths(keys, "schema")?);
        for entry in keys.map("tables")? {
            let rows = self.sources(&entry.value, &entry.key)?;
            replace(&mut given.tables, &entry.key, rows);
        }
        for entry in keys.map("schemas")? {
            let columns = columns(&entry.value, &entry.key)?;
            replace(&mut given.schemas, &entry.key, columns);
        }
        self.functions(keys, &mut given)?;
        self.external(keys, &mut given)?;
        for entry in keys.map("watchlists")? {
            let rows = self.source(&entry.value, &entry.key)?;
            replace(&mut given.watchlists, &entry.key, rows);
        }
        Ok(given)
    }

    /// Files by address, or folders of them.
    fn external(&self, keys: &Keys<'_>, given: &mut Given) -> Read<()> {
        let Some(node) = keys.get("external") else { return Ok(()) };
        if !matches!(node.value, Value::Map(_)) {
            given.external_folders.extend(self.paths(keys, "external")?);
            return Ok(());
        }
        for entry in map(node, "external")? {
            let file = self.path(&entry.value, &entry.key)?;
            replace(&mut given.external, &entry.key, file);
        }
        Ok(())
    }

    /// A path, a list of paths, or functions by name.
    fn functions(&self, keys: &Keys<'_>, given: &mut Given) -> Read<()> {
        let Some(node) = keys.get("functions") else { return Ok(()) };
        if !matches!(node.value, Value::Map(_)) {
            given.function_files.extend(self.paths(keys, "functions")?);
            return Ok(());
        }
        for entry in map(node, "functions")? {
            let body = text(&entry.value, &entry.key)?.to_owned();
            replace(&mut given.functions, &entry.key, body);
        }
        Ok(())
    }

    /// `rows`, a file, both by `file:` and `rows:`, or a list of these.
    fn sources(&self, node: &Node, table: &str) -> Read<Vec<Rows>> {
        match &node.value {
            Value::Map(_) => {
                let keys = Keys::new(node, "a table", &["file", "files", "rows"])?;
                let mut sources = Vec::new();
                for key in ["file", "files"] {
                    sources.extend(self.paths(&keys, key)?.into_iter().map(Rows::File));
                }
                if let Some(rows) = keys.get("rows") {
                    sources.push(self.source(rows, table)?);
                }
                Ok(sources)
            }
            _ => Ok(vec![self.source(node, table)?]),
        }
    }

    /// Rows as a list of objects, as JSON text, or in a file.
    fn source(&self, node: &Node, table: &str) -> Read<Rows> {
        match &node.value {
            Value::Text(text) if text.text.trim_start().starts_with(['[', '{']) => {
                json_rows(&text.text).map(Rows::Inline).ok_or_else(|| {
                    wrong(node, table, "JSON: an array of objects, or an object a line")
                })
            }
            Value::Text(_) => Ok(Rows::File(self.path(node, table)?)),
            Value::Null => Ok(Rows::Inline(Vec::new())),
            _ => {
                let rows = list(node, table)?;
                if let Some(odd) = rows.iter().find(|row| !matches!(row.value, Value::Map(_))) {
                    return Err(wrong(odd, table, "rows of columns and values"));
                }
                Ok(Rows::Inline(rows.iter().map(Node::json).collect()))
            }
        }
    }

    fn path(&self, node: &Node, what: &str) -> Read<PathBuf> {
        Ok(self.folder.join(text(node, what)?.trim()))
    }

    fn paths(&self, keys: &Keys<'_>, key: &str) -> Read<Vec<PathBuf>> {
        keys.list(key).into_iter().map(|node| self.path(node, key)).collect()
    }
}

/// A datetime; relative ones are counted from `now`.
fn time(node: &Node, what: &str, now: Option<i64>) -> Read<i64> {
    let text = text(node, what).unwrap_or_default().trim();
    let text = now.and_then(|now| relative(text, now)).unwrap_or_else(|| text.to_owned());
    let wanted = "a datetime such as 2026-04-22T09:00:00Z";
    parse_datetime(&text).ok_or_else(|| wrong(node, what, wanted))
}

/// Sets what a name stands for; an earlier one is replaced.
fn replace<T>(list: &mut Vec<(String, T)>, name: &str, value: T) {
    match list.iter_mut().find(|(known, _)| known == name) {
        Some(known) => known.1 = value,
        None => list.push((name.to_owned(), value)),
    }
}

fn columns(node: &Node, table: &str) -> Read<Vec<(String, Type)>> {
    let column = |entry: &Entry| {
        let ty = Type::parse(text(&entry.value, &entry.key)?.trim());
        let wanted = "a type such as string, long or datetime";
        ty.map(|ty| (entry.key.clone(), ty)).ok_or_else(|| wrong(&entry.value, &entry.key, wanted))
    };
    map(node, table)?.iter().map(column).collect()
}

fn json_rows(text: &str) -> Option<Vec<Json>> {
    let mut rows = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Json>() {
        match value.ok()? {
            Json::Array(items) => rows.extend(items),
            row => rows.push(row),
        }
    }
    rows.iter().all(Json::is_object).then_some(rows)
}
