//! The state of scan: for each step the records of the sequence that has come so far.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_functions::Arg;
use kqlab_functions::eval::{Failure, Hook};
use kqlab_plan::{Expr, ExprKind, Value};
use kqlab_syntax::ast::ScanOutput;

use super::{Step, Steps};
use crate::Result;
use crate::expression::{Compiled, Resolved, Tables};

/// A record that is put out.
#[derive(Clone)]
pub(super) struct Output {
    pub(super) row: u32,
    pub(super) declared: Arc<[Value]>,
    pub(super) match_id: i64,
    pub(super) step: usize,
}

/// The record that matched a step: a row of the input and the declared columns.
#[derive(Clone)]
struct Record {
    row: u32,
    declared: Arc<[Value]>,
}

/// An active sequence: the last record of each step up to its own.
#[derive(Clone)]
struct Sequence {
    records: Vec<Option<Record>>,
    match_id: i64,
}

/// The machine over the rows of one partition.
pub(super) struct Machine<'a> {
    steps: &'a Steps,
    rows: &'a Batch,
    state: Vec<Option<Sequence>>,
    /// For `output=last`: the last record of a series of matches.
    last: Vec<Option<Output>>,
    next_match: i64,
}

impl<'a> Machine<'a> {
    pub(super) fn new(steps: &'a Steps, rows: &'a Batch, next_match: i64) -> Self {
        let count = steps.steps.len();
        Self { steps, rows, state: vec![None; count], last: vec![None; count], next_match }
    }

    /// Puts out what is held back; the number of the next match.
    pub(super) fn finish(self, outputs: &mut Vec<Output>) -> i64 {
        outputs.extend(self.last.into_iter().flatten());
        self.next_match
    }

    /// Evaluates a row against the steps, from the last to the first.
    pub(super) fn feed(&mut self, row: u32, outputs: &mut Vec<Output>) -> Result<()> {
        let batch = self.rows.slice(row as usize, 1);
        for step in (0..self.steps.steps.len()).rev() {
            let previous = step.checked_sub(1).and_then(|previous| self.state[previous].clone());
            let matched = match previous {
                Some(sequence) if self.meets(step, &batch, &sequence)? => Some((sequence, true)),
                _ => self.repeated(step, &batch)?.map(|sequence| (sequence, false)),
            };
            if let Some((sequence, promoted)) = matched {
                self.accept(step, row, &batch, sequence, promoted, outputs)?;
            }
        }
        Ok(())
    }

    /// Check 2: the step has an active sequence, or is the first.
    fn repeated(&self, step: usize, batch: &Batch) -> Result<Option<Sequence>> {
        let sequence = match &self.state[step] {
            Some(sequence) => sequence.clone(),
            None if step == 0 => {
                let records = vec![None; self.steps.steps.len()];
                Sequence { records, match_id: self.next_match }
            }
            None => return Ok(None),
        };
        Ok(self.meets(step, batch, &sequence)?.then_some(sequence))
    }

    fn meets(&self, step: usize, batch: &Batch, sequence: &Sequence) -> Result<bool> {
        let condition = &self.step(step).condition;
        let value = self.eval(condition, batch, sequence)?;
        Ok(value == Value::Bool(true))
    }

    fn eval(&self, expr: &Compiled, batch: &Batch, sequence: &Sequence) -> Result<Value> {
        let view = View { machine: self, sequence, tables: expr.tables() };
        Ok(expr.eval_with(batch, &view)?.value(0))
    }

    fn step(&self, step: usize) -> &'a Step {
        &self.steps.steps[step]
    }

    fn accept(
        &mut self,
        step: usize,
        row: u32,
        batch: &Batch,
        mut sequence: Sequence,
        promoted: bool,
        outputs: &mut Vec<Output>,
    ) -> Result<()> {
        let assignments = self.step(step).assignments.iter().zip(&self.steps.declared);
        let declared = assignments.map(|(assignment, (_, default))| match assignment {
            Some(expr) => self.eval(expr, batch, &sequence),
            None => Ok(default.clone()),
        });
        let declared: Arc<[Value]> = declared.collect::<Result<Vec<_>>>()?.into();
        if promoted {
            // The sequence leaves the step before, and whatever stood here ends.
            self.state[step - 1] = None;
            outputs.extend(self.last[step - 1].take());
            outputs.extend(self.last[step].take());
        } else if step == 0 && self.state[0].is_none() {
            self.next_match += 1;
        }
        let match_id = sequence.match_id;
        sequence.records[step] = Some(Record { row, declared: Arc::clone(&declared) });
        self.state[step] = Some(sequence);
        let output = Output { row, declared, match_id, step };
        match self.step(step).output {
            ScanOutput::All => outputs.push(output),
            ScanOutput::Last => self.last[step] = Some(output),
            ScanOutput::None => {}
        }
        Ok(())
    }
}

/// What `step.column` means while a row is evaluated.
struct View<'a> {
    machine: &'a Machine<'a>,
    sequence: &'a Sequence,
    tables: &'a Tables,
}

impl Hook for View<'_> {
    fn resolve(&self, expr: &Expr, batch: &Batch) -> Result<Arg, Failure> {
        let ExprKind::ScanState { step, column } = &expr.kind else {
            return Resolved(self.tables).resolve(expr, batch);
        };
        let steps = self.machine.steps;
        let step = steps.steps.iter().position(|known| known.name == *step);
        let record = step.and_then(|step| self.sequence.records[step].as_ref());
        let declared = steps.declared.iter().position(|(field, _)| field.name == *column);
        let value = match (record, declared) {
            (Some(record), Some(declared)) => record.declared[declared].clone(),
            (None, Some(declared)) => steps.declared[declared].1.clone(),
            (Some(record), None) => {
                let column = self.machine.rows.column(column);
                column.expect("invariant: a column of the input").value(record.row as usize)
            }
            (None, None) => Value::null(expr.ty),
        };
        Ok(Arg::Const(value))
    }
}
