//! Where two versions part ways over a row. Their stages are laid side by side; after each pair the rows that are like
//! the one in question are compared. The first pair after which they differ, or a stage between it and the last pair
//! after which they did not that only one version has, is where the ways part.

use std::collections::HashMap;
use std::ops::Range;

use kqlab::{Engine, Span, Table, TimeRange};
use serde_json::Value as Json;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::RowChange;
use super::rows::{Cells, cells, key};
use crate::rule::Rule;
use crate::run::{Asked, Over, ask};
use crate::stage::{Stage, stages};

/// The stages at which the ways part; one of them where the other version has no such stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Of the old version.
    pub old: Option<Operator>,
    /// Of the new version.
    pub new: Option<Operator>,
}

/// An operator of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// As it is written.
    pub text: String,
    /// Where it stands in the rule's query.
    pub span: Span,
}

/// A place up to which both versions have come.
struct Point {
    old: Range<usize>,
    new: Range<usize>,
    /// The stages of the two are not the same.
    changed: bool,
}

/// The stages of two versions, and the rows after each, as far as they were asked for.
pub(super) struct Ways<'a> {
    engine: &'a mut Engine,
    columns: &'a [String],
    old: Way<'a>,
    new: Way<'a>,
    points: Vec<Point>,
}

/// The stages of a version.
struct Way<'a> {
    asked: Option<Asked<'a>>,
    stages: Vec<Stage>,
    rows: HashMap<usize, Option<After>>,
}

/// The rows after a stage, of the columns that the result will have.
struct After {
    columns: Vec<String>,
    rows: Vec<Cells>,
}

impl<'a> Ways<'a> {
    pub(super) fn new(
        engine: &'a mut Engine,
        old: &'a Rule,
        new: &'a Rule,
        over: Over,
        columns: &'a [String],
    ) -> Self {
        let now = engine.now();
        let (old, new) = (Way::new(old, over, now), Way::new(new, over, now));
        let points = points(&old.texts(), &new.texts());
        Self { engine, columns, old, new, points }
    }

    /// Where the versions part ways over a row; `None` where it cannot be told.
    pub(super) fn apart(&mut self, change: &RowChange) -> Option<Apart> {
        let wanted = self.wanted(change);
        let mut since = 0;
        for at in 0..self.points.len() {
            let Some(same) = self.same(at, &wanted) else { continue };
            if same {
                since = at + 1;
                continue;
            }
            let changed = (since..=at).find(|at| self.points[*at].changed);
            let point = &self.points[changed.unwrap_or(at)];
            return Some(Apart {
                old: self.old.operator(&point.old),
                new: self.new.operator(&point.new),
            });
        }
        None
    }

    /// The cells by which the row is known on its way: those that have not changed.
    fn wanted(&self, change: &RowChange) -> Vec<(String, Json)> {
        let sides = [&change.old, &change.new];
        let Some(first) = sides.iter().find_map(|side| side.as_ref()) else { return Vec::new() };
        let same = |at: &usize| {
            sides.iter().all(|side| side.as_ref().is_none_or(|row| row[*at] == first[*at]))
        };
        (0..first.len())
            .filter(same)
            .map(|at| (self.columns[at].clone(), first[at].clone()))
            .collect()
    }

    /// Whether both have the same rows like the wanted one here; `None` where neither has any, or it cannot be told.
    fn same(&mut self, at: usize, wanted: &[(String, Json)]) -> Option<bool> {
        let point = &self.points[at];
        let (old, new) = (point.old.end.checked_sub(1)?, point.new.end.checked_sub(1)?);
        let was = self.old.after(self.engine, old, self.columns)?;
        let is = self.new.after(self.engine, new, self.columns)?;
        let columns: Vec<&String> =
            was.columns.iter().filter(|name| is.columns.contains(name)).collect();
        let known: Vec<&(String, Json)> =
            wanted.iter().filter(|(name, _)| columns.contains(&name)).collect();
        if known.is_empty() {
            return None;
        }
        let (was, is) = (was.like(&columns, &known), is.like(&columns, &known));
        (!was.is_empty() || !is.is_empty()).then_some(was == is)
    }
}

impl<'a> Way<'a> {
    fn new(rule: &'a Rule, over: Over, now: i64) -> Self {
        let asked = ask(rule, over, now).ok();
        let stages = asked.as_ref().map(|asked| stages(&asked.text)).unwrap_or_default();
        Self { asked, stages, rows: HashMap::new() }
    }

    /// The stages without their layout and comments.
    fn texts(&self) -> Vec<String> {
        let Some(asked) = &self.asked else { return Vec::new() };
        self.stages.iter().map(|stage| words(&asked.text[stage.span.range()])).collect()
    }

    fn operator(&self, stages: &Range<usize>) -> Option<Operator> {
        let asked = self.asked.as_ref()?;
        let stage = self.stages.get(stages.clone())?.last()?;
        let text = asked.text[stage.span.range()].to_owned();
        Some(Operator { text, span: asked.place_span(stage.span) })
    }

    /// The rows after a stage.
    fn after(&mut self, engine: &mut Engine, at: usize, columns: &[String]) -> Option<&After> {
        let range = self.asked.as_ref()?.range;
        let stage = self.stages.get(at)?;
        let run = || After::run(engine, range, &stage.query, columns);
        self.rows.entry(at).or_insert_with(run).as_ref()
    }
}

impl After {
    /// Asks only for the columns that the result will have: a log has more than memory holds.
    fn run(
        engine: &mut Engine,
        range: Option<TimeRange>,
        query: &str,
        columns: &[String],
    ) -> Option<Self> {
        engine.set_range(range);
        let plan = engine.explain(query).ok()?;
        let schema = &plan.query.results.first()?.plan.schema;
        let columns: Vec<String> =
            columns.iter().filter(|name| schema.get(name).is_some()).cloned().collect();
        if columns.is_empty() {
            return None;
        }
        let quoted: Vec<String> =
            columns.iter().map(|name| format!("[{}]", Json::from(name.as_str()))).collect();
        let answer = engine.run(&format!("{query}\n| project {}", quoted.join(", "))).ok()?;
        let table: Table = answer.results.into_iter().next()?;
        Some(Self { rows: cells(&table, &columns), columns })
    }

    /// The rows that have the known cells, sorted, on these columns.
    fn like(&self, columns: &[&String], known: &[&(String, Json)]) -> Vec<String> {
        let place = |name: &String| self.columns.iter().position(|column| column == name);
        let places: Vec<usize> = columns.iter().filter_map(|name| place(name)).collect();
        let known: Vec<(usize, &Json)> =
            known.iter().filter_map(|(name, value)| Some((place(name)?, value))).collect();
        let is = |row: &&Cells| known.iter().all(|(at, value)| row[*at] == **value);
        let part = |row: &Cells| key(&places.iter().map(|at| row[*at].clone()).collect());
        let mut rows: Vec<String> = self.rows.iter().filter(is).map(part).collect();
        rows.sort_unstable();
        rows
    }
}

/// The places at which both have come equally far.
fn points(old: &[String], new: &[String]) -> Vec<Point> {
    let mut points = Vec::new();
    for change in capture_diff_slices(Algorithm::Myers, old, new) {
        match change {
            DiffOp::Equal { old_index, new_index, len } => {
                let point = |at| Point {
                    old: old_index + at..old_index + at + 1,
                    new: new_index + at..new_index + at + 1,
                    changed: false,
                };
                points.extend((0..len).map(point));
            }
            change => {
                points.push(Point {
                    old: change.old_range(),
                    new: change.new_range(),
                    changed: true,
                });
            }
        }
    }
    points
}

/// A text's tokens.
fn words(text: &str) -> String {
    let tokens = kqlab_syntax::tokens(text).tokens;
    tokens.iter().filter_map(|token| text.get(token.span.range())).collect::<Vec<_>>().join(" ")
}
