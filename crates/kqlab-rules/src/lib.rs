//! Rule files: what a rule's file says, and where in it the query stands.
//!
//! ```text
//! rule file ──format──▶ Rule { query, schedule, trigger, entities, tests }
//! test file ──case────▶ Case { given, expect }
//! ```
//!
//! A KQL query is handed to the engine to the letter; [`Placement`] takes a span of the query back to the file, so that a
//! diagnostic points into the YAML that the user edits. How a plan runs is not known here.

mod alert;
mod case;
mod diff;
mod format;
mod near;
mod placeholder;
mod rule;
mod run;
mod stage;
mod test;
mod why;

pub use alert::{Alert, Entity};
pub use case::{
    Case, DEFAULT_NOW, Expect, Expected, ExpectedAlert, ExpectedCell, ExpectedEntity, Given, Rows,
    TestFile, first_tests, load_tests,
};
pub use diff::{
    Apart, Change, Diff, Failed, Finds, Key, Operator as StageOperator, RowChange,
    Rows as RowChanges, Text, TextChange, Version, diff,
};
pub use format::{Loaded, is_detection, load, query};
pub use kqlab_document::Placement;
pub use kqlab_syntax::codes::rules::{BAD_JSON, DUPLICATE_RULE, NO_COLUMN, NO_RULE};
pub use placeholder::checkable;
pub use rule::{
    ColumnName, EntityMapping, Format, Grouping, Id, Kind, Operator, Overrides, Query, Rule,
    Schedule, Trigger, Window,
};
pub use run::{Asked, Outcome, Over, ask, run, run_all};
pub use stage::{Stage, stages};
pub use test::{Line, Lost, Mismatch, Side, Verdict, run_case, update};
pub use why::{Step, why};
