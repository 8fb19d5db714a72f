//! What is new between two versions of a rule: in its text, in its plan, and in what it finds.

mod apart;
mod finds;
mod plan;
mod rows;
mod text;

use kqlab::{Diagnostic, Engine};

use crate::rule::Rule;
use crate::run::Over;

pub use apart::{Apart, Operator};
pub use finds::{Change, Finds, RowChange, Rows};
pub use text::{Key, Text, TextChange};

/// A version of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The text of its file.
    pub file: &'a str,
    /// The rule.
    pub rule: &'a Rule,
}

/// What is new.
#[derive(Debug)]
pub struct Diff {
    /// In the text.
    pub text: TextChange,
    /// Operators of the plan that are gone (`old`) or new.
    pub plan: Vec<Change<String>>,
    /// In what is found; none where there is no data to find it in.
    pub finds: Option<Result<Finds, Failed>>,
}

/// A version that gave no answer; the spans are of its query.
#[derive(Debug)]
pub enum Failed {
    /// The old one.
    Old(Vec<Diagnostic>),
    /// The new one.
    New(Vec<Diagnostic>),
}

/// Compares two versions; `data` says over what they are run, if at all.
pub fn diff(old: Version<'_>, new: Version<'_>, data: Option<(&mut Engine, Over)>) -> Diff {
    let text = text::compare(old, new);
    let Some((engine, over)) = data else {
        return Diff { text, plan: Vec::new(), finds: None };
    };
    let plan = plan::compare(engine, old.rule, new.rule, over);
    let finds = finds::compare(engine, old.rule, new.rule, over);
    Diff { text, plan, finds: Some(finds) }
}

impl Diff {
    /// Whether both find the same; without data, whether both ask the same.
    #[must_use]
    pub fn same_results(&self) -> bool {
        match &self.finds {
            Some(Ok(finds)) => finds.is_empty(),
            Some(Err(_)) => false,
            None => !self.text.logic,
        }
    }
}
