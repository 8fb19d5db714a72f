//! Writing what came out into a test's YAML. Only what is expected of the case is touched: comments, and rows that are
//! as expected, stay as they are.

use std::ops::Range;

use serde_json::{Map, Value as Json};

use super::compare::{Cells, Matched, Rows, alert, columns, json};
use super::{Actual, actual};
use crate::alert::Entity;
use crate::case::{Case, Expected, map, scalar};
use crate::rule::Rule;
use kqlab_document::{Entry, Language, Node, Value};

/// A range of the file and what is to stand there.
type Edit = (Range<usize>, String);

/// The test file with the case as it came out; `None` where it gave no rows, or expects nothing that can be written.
#[must_use]
pub fn update(rule: &Rule, case: &Case, file: &str) -> Option<String> {
    let Actual::Ran(ran) = actual(rule, case) else { return None };
    let table = ran.outcome.answer.results.first()?;
    let rows = Rows::new(table, ran.engine.now());
    let documents = kqlab_document::parse(Language::Yaml, file).ok()?;
    let expect = expectation(documents.first()?, &case.name)?;
    let mut edits: Vec<Edit> = Vec::new();
    for entry in expect.entries() {
        match (entry.key.as_str(), &case.expect.rows) {
            ("rows", Some(expected)) => {
                Writer { file, rows: &rows }.all(case, entry, expected, &mut edits)?
            }
            ("contains", _) => {
                Writer { file, rows: &rows }.some(entry, &case.expect.contains, &mut edits)?
            }
            ("count", _) => edits.push((range(&entry.value), rows.rows.len().to_string())),
            ("alerts", _) if matches!(entry.value.value, Value::Number(_)) => {
                edits.push((range(&entry.value), ran.outcome.alerts.len().to_string()));
            }
            ("entities", _) => {
                let entities = alert::entities(&ran.outcome.alerts).into_iter().map(entity);
                edits.push(Writer { file, rows: &rows }.items(entry, entities.collect()));
            }
            ("customDetails", _) => {
                let written = entry.value.entries().iter().map(|detail| {
                    let values = alert::detail(&ran.outcome.alerts, &detail.key);
                    (range(&detail.value), one_or_list(&values))
                });
                edits.extend(written);
            }
            _ => {}
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let lines_end_in_two = file.contains("\r\n");
    let mut text = file.to_owned();
    for (range, new) in edits.into_iter().rev() {
        let new = if lines_end_in_two { new.replace('\n', "\r\n") } else { new };
        text.replace_range(range, &new);
    }
    Some(text)
}

/// `expect` of the case of this name.
fn expectation<'n>(document: &'n Node, name: &str) -> Option<&'n Node> {
    let is = |case: &&Node| case.get("name").and_then(Node::scalar).map(str::trim) == Some(name);
    document.get("cases")?.items().iter().find(is)?.get("expect")
}

struct Writer<'a> {
    file: &'a str,
    rows: &'a Rows<'a>,
}

impl Writer<'_> {
    /// All rows: those that are missing go or become what they are most like, others are added.
    fn all(
        &self,
        case: &Case,
        entry: &Entry,
        expected: &[Expected],
        edits: &mut Vec<Edit>,
    ) -> Option<()> {
        let matched = self.rows.matched(expected);
        let named = columns(expected, self.rows.table);
        let items = entry.value.items();
        // A list in brackets has no lines of its own.
        let lines = items.first().is_some_and(|item| item_start(self.file, item).is_some());
        if !lines || case.expect.ordered {
            let all: Vec<usize> = (0..self.rows.rows.len()).collect();
            edits.push(self.list(entry, &all, &named));
            return Some(());
        }
        let mut left = items.len();
        for (at, item) in items.iter().enumerate() {
            match (matched.places[at], matched.near[at]) {
                (Some(_), _) => {}
                (None, Some(near)) => edits.push((
                    range(item),
                    self.item(item, near, &columns(&expected[at..=at], self.rows.table)),
                )),
                (None, None) => {
                    left -= 1;
                    edits.push((self.lines(item)?, String::new()));
                }
            }
        }
        let last = items.last()?;
        match (left, matched.extra.is_empty()) {
            (0, _) => {
                edits.clear();
                edits.push(self.list(entry, &all_found(&matched), &named));
            }
            (_, true) => {}
            (_, false) => {
                let end = self.lines(last)?.end;
                let indent = self.indent(item_start(self.file, last)?);
                let new = matched.extra.iter().map(|at| {
                    let row = self.row(*at, &named, self.is_flow(last), indent.len() + 2);
                    format!("{indent}- {row}\n")
                });
                let gap = if self.file[..end].ends_with('\n') { "" } else { "\n" };
                edits.push((end..end, format!("{gap}{}", new.collect::<String>())));
            }
        }
        Some(())
    }

    /// Some rows: those that are missing become what they are most like; one that is like nothing stays.
    fn some(&self, entry: &Entry, expected: &[Expected], edits: &mut Vec<Edit>) -> Option<()> {
        let matched = self.rows.matched(expected);
        for (at, item) in entry.value.items().iter().enumerate() {
            if let (None, Some(near)) = (matched.places[at], matched.near[at]) {
                edits.push((
                    range(item),
                    self.item(item, near, &columns(&expected[at..=at], self.rows.table)),
                ));
            }
        }
        Some(())
    }

    /// The whole list in place of the one that is there.
    fn list(&self, entry: &Entry, rows: &[usize], columns: &[String]) -> Edit {
        let flow = entry.value.items().first().is_none_or(|item| self.is_flow(item));
        let column = self.indent(entry.at.start as usize).len() + 4;
        let row = |at: &usize| self.row(*at, columns, flow, column);
        self.items(entry, rows.iter().map(row).collect())
    }

    /// A list of these items in place of what is there.
    fn items(&self, entry: &Entry, items: Vec<String>) -> Edit {
        let from = entry.at.end as usize;
        let end = match entry.value.value {
            Value::List(_) => entry.value.span.end as usize,
            _ => from + 1,
        };
        if items.is_empty() {
            return (from..end, ": []".to_owned());
        }
        let indent = format!("{}  ", self.indent(entry.at.start as usize));
        let item = |item: String| format!("\n{indent}- {item}");
        (from..end, format!(":{}", items.into_iter().map(item).collect::<String>()))
    }

    fn item(&self, item: &Node, row: usize, columns: &[String]) -> String {
        let start = item.span.start as usize;
        let column = start - self.file[..start].rfind('\n').map_or(0, |at| at + 1);
        self.row(row, columns, self.is_flow(item), column)
    }

    /// A row as YAML: on one line, or a column a line under `column`.
    fn row(&self, at: usize, columns: &[String], flow: bool, column: usize) -> String {
        let cells = Cells { table: self.rows.table };
        let cell = |name: &String| {
            let value =
                cells.value(self.rows.rows[at], name).map_or(Json::Null, |value| json(&value));
            format!("{}: {}", scalar(&Json::from(name.as_str())), scalar(&value))
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        if flow {
            return format!("{{{}}}", cells.join(", "));
        }
        cells.join(&format!("\n{}", " ".repeat(column)))
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.file[node.span.start as usize..].starts_with(['{', '['])
    }

    /// The white space before the line of an offset.
    fn indent(&self, at: usize) -> String {
        let line = self.file[..at].rfind('\n').map_or(0, |at| at + 1);
        self.file[line..].chars().take_while(|c| *c == ' ').collect()
    }

    /// The lines of a list's item, if it has lines of its own.
    fn lines(&self, item: &Node) -> Option<Range<usize>> {
        let start = item_start(self.file, item)?;
        let line = self.file[..start].rfind('\n').map_or(0, |at| at + 1);
        let end = item.span.end as usize;
        let end = self.file[end..].find('\n').map_or(self.file.len(), |at| end + at + 1);
        Some(line..end)
    }
}

fn entity(entity: &Entity) -> String {
    let field = |(name, value): &(String, String)| (name.clone(), Json::from(value.as_str()));
    let fields: Map<String, Json> = entity.fields.iter().map(field).collect();
    format!("{}: {}", entity.kind, map(&fields))
}

/// A custom detail's value, or its values.
fn one_or_list(values: &[String]) -> String {
    // Details are compared as text: a number needs no quotes.
    let value = |text: &String| {
        let number = serde_json::from_str::<Json>(text).ok().filter(Json::is_number);
        let same = number.filter(|number| format!("{number}") == *text);
        same.unwrap_or_else(|| Json::from(text.as_str()))
    };
    match values {
        [one] => scalar(&value(one)),
        values => scalar(&values.iter().map(value).collect()),
    }
}

/// Every row that came out, in order.
fn all_found(matched: &Matched) -> Vec<usize> {
    let mut all: Vec<usize> = matched.extra.clone();
    all.extend(matched.places.iter().chain(&matched.near).flatten());
    all.sort_unstable();
    all
}

/// Where the `-` of an item stands.
fn item_start(file: &str, item: &Node) -> Option<usize> {
    let before = file.get(..item.span.start as usize)?.trim_end();
    before.ends_with('-').then(|| before.len() - 1)
}

fn range(node: &Node) -> Range<usize> {
    node.span.range()
}
