//! What a rule says, whatever language it is written in.

mod schedule;
mod trigger;

use std::path::PathBuf;

use kqlab_syntax::Span;

use crate::Placement;
use crate::case::Case;

pub(crate) use schedule::duration;
pub use schedule::{Schedule, Window};
pub use trigger::{Operator, Trigger};

/// A rule as its file says it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The language of the file.
    pub format: Format,
    /// What runs it.
    pub kind: Kind,
    /// What it is known by.
    pub id: Option<Id>,
    /// The name for people.
    pub name: Option<String>,
    /// `High` and its like, as written.
    pub severity: Option<String>,
    /// What it looks for.
    pub query: Query,
    /// When it runs and how far it looks back.
    pub schedule: Option<Schedule>,
    /// How many rows make an alert.
    pub trigger: Trigger,
    /// How rows become alerts.
    pub grouping: Grouping,
    /// Which columns name entities.
    pub entities: Vec<EntityMapping>,
    /// Which columns go into an alert, and under which name.
    pub details: Vec<(String, ColumnName)>,
    /// What an alert takes from its rows.
    pub overrides: Overrides,
    /// The tests that it brings itself.
    pub tests: Vec<Case>,
}

/// The languages that rules are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A query and nothing else, or with front matter in its leading comment.
    Query,
    /// Microsoft Sentinel, YAML.
    Sentinel,
    /// Microsoft Sentinel, a resource of an ARM template.
    Arm,
    /// A custom detection of Microsoft Defender XDR.
    Defender,
    /// Elastic Security, TOML.
    Elastic,
    /// Panther, YAML.
    Panther,
}

/// What runs a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The clock.
    Scheduled,
    /// Every minute, over what arrived.
    NearRealTime,
    /// A person.
    Hunting,
}

/// What a rule is known by, and where the file says it.
#[derive(Clone, Debug)]
pub struct Id {
    /// The identifier.
    pub text: String,
    /// Its place in the file.
    pub span: Span,
}

/// A rule's query.
#[derive(Clone, Debug)]
pub struct Query {
    /// In KQL; of a Sentinel or Defender rule to the letter.
    pub text: String,
    /// In KQL, where the time that a run sees is part of the text: it stands between `_from` and `_to`, which are to be
    /// set before it.
    pub windowed: Option<String>,
    /// Where the text stands in its file.
    pub placement: Placement,
    /// The file, where it is not the rule's own.
    pub file: Option<(PathBuf, String)>,
    /// The file is the query and nothing else.
    pub plain: bool,
    /// The file holds KQL: an Elastic rule's text was made of its own language.
    pub original: bool,
}

/// How rows become alerts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// All rows are one alert.
    #[default]
    Single,
    /// Every row is one.
    PerRow,
}

/// An entity and the columns that name it.
#[derive(Clone, Debug)]
pub struct EntityMapping {
    /// `Account`, `IP` ...
    pub kind: String,
    /// Identifiers and the columns that hold them.
    pub fields: Vec<(String, ColumnName)>,
}

/// A column that a rule names.
#[derive(Clone, Debug)]
pub struct ColumnName {
    /// The column.
    pub name: String,
    /// Where the rule names it.
    pub span: Span,
}

/// What an alert takes from its rows.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The alert's name, with `{{Column}}` where a value goes.
    pub title: Option<ColumnName>,
    /// The column that holds the severity.
    pub severity: Option<ColumnName>,
    /// The other columns that it names: those in the formats of the name and of the description, that of the tactics,
    /// and those of alert properties.
    pub others: Vec<ColumnName>,
}

impl Query {
    /// The text is all that its file holds from `offset` on.
    pub(crate) fn plain(text: &str, offset: usize) -> Self {
        let placement = Placement::at(u32::try_from(offset).unwrap_or_default());
        Self { plain: true, ..Self::within(text.to_owned(), placement) }
    }

    /// The text stands in a file of other things too.
    pub(crate) fn within(text: String, placement: Placement) -> Self {
        Self { text, windowed: None, placement, file: None, plain: false, original: true }
    }
}

impl Rule {
    /// A rule that says no more than its query.
    pub(crate) fn new(format: Format, kind: Kind, query: Query) -> Self {
        Self {
            format,
            kind,
            id: None,
            name: None,
            severity: None,
            query,
            schedule: None,
            trigger: Trigger::default(),
            grouping: Grouping::default(),
            entities: Vec::new(),
            details: Vec::new(),
            overrides: Overrides::default(),
            tests: Vec::new(),
        }
    }

    /// Every column that the rule names outside its query.
    pub fn columns(&self) -> impl Iterator<Item = &ColumnName> {
        let entities = self.entities.iter().flat_map(|entity| &entity.fields);
        let named = entities.chain(&self.details).map(|(_, column)| column);
        named.chain(&self.overrides.severity).chain(&self.overrides.others)
    }
}
