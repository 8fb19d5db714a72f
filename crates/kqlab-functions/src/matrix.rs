//! The matrix: every operator, function, aggregate and plugin of Kusto, and whether kqlab has it.

use std::fmt::Write as _;

use kqlab_plan::{FnDef, FnKind, OPERATORS, OperatorDef, STATEMENTS, signatures};
use serde_json::{Value as Json, json};

use crate::library;

/// What a line of the matrix is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// A tabular operator.
    Operator,
    /// A statement.
    Statement,
    /// An operator between values: `+`, `has`.
    ScalarOperator,
    /// A scalar function.
    Scalar,
    /// A window function.
    Window,
    /// An aggregate.
    Aggregate,
    /// A plugin.
    Plugin,
}

impl Section {
    /// All of them, in the order of the matrix.
    pub const ALL: [Self; 7] = [
        Self::Operator,
        Self::Statement,
        Self::ScalarOperator,
        Self::Scalar,
        Self::Window,
        Self::Aggregate,
        Self::Plugin,
    ];

    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Operator => "Tabular operators",
            Self::Statement => "Statements",
            Self::ScalarOperator => "Scalar operators",
            Self::Scalar => "Scalar functions",
            Self::Window => "Window functions",
            Self::Aggregate => "Aggregates",
            Self::Plugin => "Plugins",
        }
    }
}

/// A line of the matrix.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub section: Section,
    /// Its name.
    pub name: &'static str,
    /// How it is called, a form each; none of an operator.
    pub signatures: Vec<String>,
    /// One or two sentences.
    pub doc: &'static str,
    /// The reference page's address.
    pub page: Option<String>,
    /// A call or query each, and what a call gives.
    pub examples: Vec<(&'static str, Option<&'static str>)>,
    /// The name that the reference gives instead of this old one.
    pub replaced_by: Option<&'static str>,
    /// Why kqlab refuses it; `None` if it is supported.
    pub refused: Option<&'static str>,
}

/// Every line, by section and name.
#[must_use]
pub fn entries() -> Vec<Entry> {
    let operators = OPERATORS.iter().map(|def| operator(Section::Operator, def));
    let statements = STATEMENTS.iter().map(|def| operator(Section::Statement, def));
    let functions = library::all().filter(|def| !def.name.starts_with("__")).map(function);
    let mut entries: Vec<Entry> = operators.chain(statements).chain(functions).collect();
    let place = |entry: &Entry| Section::ALL.iter().position(|section| *section == entry.section);
    entries.sort_by(|a, b| (place(a), a.name).cmp(&(place(b), b.name)));
    entries
}

/// The lines of that name: a name may be an aggregate's and a function's.
#[must_use]
pub fn named(name: &str) -> Vec<Entry> {
    entries().into_iter().filter(|entry| entry.name == name).collect()
}

/// At most three names that are spelled like `name`, best first.
#[must_use]
pub fn near(name: &str) -> Vec<&'static str> {
    library::near_among(name, entries().iter().map(|entry| entry.name))
}

fn page(page: &str) -> Option<String> {
    const REFERENCE: &str = "https://learn.microsoft.com/en-us/kusto/query";
    (!page.is_empty()).then(|| format!("{REFERENCE}/{page}"))
}

fn operator(section: Section, def: &OperatorDef) -> Entry {
    Entry {
        section,
        name: def.name,
        signatures: Vec::new(),
        doc: def.doc,
        page: page(def.page),
        examples: (!def.example.is_empty()).then_some((def.example, None)).into_iter().collect(),
        replaced_by: None,
        refused: def.unsupported,
    }
}

fn function(def: &FnDef) -> Entry {
    let examples = def.examples.iter().map(|example| (example.call, Some(example.result)));
    Entry {
        section: section(def),
        name: def.name,
        signatures: signatures(def),
        doc: def.doc,
        page: page(def.page),
        examples: examples.collect(),
        replaced_by: def.replaced_by,
        refused: def.unsupported,
    }
}

fn section(def: &FnDef) -> Section {
    match def.kind {
        FnKind::Scalar if library::is_operator(def.name) => Section::ScalarOperator,
        FnKind::Scalar => Section::Scalar,
        FnKind::Window => Section::Window,
        FnKind::Aggregate => Section::Aggregate,
        FnKind::Plugin => Section::Plugin,
    }
}

impl Entry {
    /// Whether and why not, in words.
    #[must_use]
    pub fn state(&self) -> String {
        match self.refused {
            Some(reason) => format!("refused: {reason}"),
            None => "supported".to_owned(),
        }
    }

    fn json(&self) -> Json {
        let example = |(call, result): &(&str, Option<&str>)| match result {
            Some(result) => json!({"call": call, "result": result}),
            None => json!({"query": call}),
        };
        json!({
            "kind": self.section.title(),
            "name": self.name,
            "signatures": self.signatures,
            "doc": self.doc,
            "page": self.page,
            "supported": self.refused.is_none(),
            "reason": self.refused,
            "replaced_by": self.replaced_by,
            "examples": self.examples.iter().map(example).collect::<Json>(),
        })
    }
}

/// The entries for tools.
#[must_use]
pub fn to_json(entries: &[Entry]) -> Json {
    entries.iter().map(Entry::json).collect()
}

/// The entries as a page.
#[must_use]
pub fn to_markdown(entries: &[Entry]) -> String {
    let mut page = String::from(INTRODUCTION);
    for section in Section::ALL {
        let lines: Vec<&Entry> = entries.iter().filter(|entry| entry.section == section).collect();
        if !lines.is_empty() {
            table(&mut page, section, &lines);
        }
    }
    page
}

const INTRODUCTION: &str = "# What kqlab supports

Every operator, function, aggregate and plugin of the reference. What is refused is refused by name, with its reason;
a name that is not here is unknown. `kqlab functions --format markdown` writes this page.
";

fn table(page: &mut String, section: Section, lines: &[&Entry]) {
    let supported = lines.iter().filter(|entry| entry.refused.is_none()).count();
    let heading =
        format!("\n## {}\n\n{supported} of {} supported.\n", section.title(), lines.len());
    page.push_str(&heading);
    page.push_str("\n| name | what it does | state |\n|---|---|---|\n");
    for entry in lines {
        let name = cell(&format!("`{}`", entry.name));
        let name = match &entry.page {
            Some(address) => format!("[{name}]({address})"),
            None => name,
        };
        let state = match entry.replaced_by {
            Some(new) => format!("{}; the new name is `{new}`", entry.state()),
            None => entry.state(),
        };
        writeln!(page, "| {name} | {} | {} |", cell(entry.doc), cell(&state))
            .expect("invariant: a string takes any text");
    }
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
