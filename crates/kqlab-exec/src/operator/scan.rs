//! `scan`: a state machine over the rows in order. See `scan-operator`, "Scan logic".

mod state;

use std::sync::Arc;

use kqlab_columns::{Batch, Builder, Column};
use kqlab_plan::plan::{Scan, ScanStep};
use kqlab_plan::{Field, Plan, Schema, Value};
use kqlab_syntax::ast::ScanOutput;

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::group::{Grouper, members};
use crate::scope::Scope;
use crate::stream::Stream;
use state::{Machine, Output};

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    scan: &Scan,
    asked: &Columns,
) -> Result<Stream> {
    if scan.steps.iter().any(|step| step.optional) {
        return Err(super::unsupported("scan with optional steps", plan.span));
    }
    let steps = Steps::new(scope, scan)?;
    let partition = scope.compile_all(&scan.partition)?;
    let rows = scope.input(plan, asked)?.collect_one()?;
    let keys = partition.iter().map(|key| key.column(&rows)).collect::<Result<Vec<_>>>()?;
    let rows = with_defaults(&rows, &scan.declare);
    let schema = asked.narrow(&plan.schema);
    let mut outputs = Vec::new();
    let mut match_id = 0;
    let groups = if keys.is_empty() {
        vec![(0..u32::try_from(rows.rows()).expect("invariant: 4 G rows")).collect()]
    } else {
        members(&Grouper::default().assign(&keys, rows.rows()))
    };
    for group in groups {
        let mut machine = Machine::new(&steps, &rows, match_id);
        for row in group {
            machine.feed(row, &mut outputs)?;
        }
        match_id = machine.finish(&mut outputs);
    }
    Ok(Stream::of(Arc::clone(&schema), vec![assemble(scan, &rows, &outputs, &schema)]))
}

/// What is known of the steps.
struct Steps {
    steps: Vec<Step>,
    declared: Vec<(Field, Value)>,
}

struct Step {
    name: Arc<str>,
    output: ScanOutput,
    condition: Compiled,
    /// What each declared column is set to, in their order.
    assignments: Vec<Option<Compiled>>,
}

impl Steps {
    fn new(scope: &Scope<'_>, scan: &Scan) -> Result<Self> {
        let step = |step: &ScanStep| {
            let assignment = |(field, _): &(Field, Value)| {
                let named = step.assignments.iter().find(|named| named.name == field.name);
                named.map(|named| scope.compile(&named.expr)).transpose()
            };
            Ok(Step {
                name: Arc::clone(&step.name),
                output: step.output,
                condition: scope.compile(&step.condition)?,
                assignments: scan.declare.iter().map(assignment).collect::<Result<_>>()?,
            })
        };
        let steps = scan.steps.iter().map(step).collect::<Result<_>>()?;
        Ok(Self { steps, declared: scan.declare.clone() })
    }
}

/// The rows with the declared columns at their defaults: what a bare name of one means.
fn with_defaults(rows: &Batch, declared: &[(Field, Value)]) -> Batch {
    let mut fields = rows.schema().fields.clone();
    fields.extend(declared.iter().map(|(field, _)| field.clone()));
    let mut columns = rows.columns().to_vec();
    columns.extend(declared.iter().map(|(_, value)| Column::constant(value, rows.rows())));
    Batch::new(Arc::new(Schema::new(fields)), columns, rows.rows())
}

fn assemble(scan: &Scan, rows: &Batch, outputs: &[Output], schema: &Arc<Schema>) -> Batch {
    let positions: Vec<u32> = outputs.iter().map(|output| output.row).collect();
    let column = |field: &Field| {
        if let Some(at) = scan.declare.iter().position(|(declared, _)| declared.name == field.name)
        {
            return Column::from_values(field.ty, outputs.iter().map(|o| &o.declared[at]));
        }
        let mut made = Builder::new(field.ty);
        if Some(&field.name) == scan.match_id.as_ref() {
            outputs.iter().for_each(|output| made.push_long(output.match_id));
            return made.finish();
        }
        if Some(&field.name) == scan.step_name.as_ref() {
            outputs.iter().for_each(|output| made.push_text(&scan.steps[output.step].name));
            return made.finish();
        }
        rows.column(&field.name).expect("invariant: a column of the input").take(&positions)
    };
    let columns = schema.fields.iter().map(column).collect();
    Batch::new(Arc::clone(schema), columns, outputs.len())
}
