//! Sub-pipelines that look at one row at a time run over the rows of a whole chunk at once: a column of positions that is
//! carried through tells which row each of theirs comes from.

use std::sync::Arc;

use kqlab_columns::{Batch, Builder};
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::{Expr, Field, Plan, PlanNode, Schema, Type};
use kqlab_syntax::Span;

use crate::analysis::{expressions, reads_sub_input, subqueries};
use crate::columns::has_window;

/// The column that is carried through a sub-pipeline over these rows: one that they do not have.
pub(super) fn carried(rows: &Schema) -> Field {
    let mut names = (0..).map(|number| format!("\u{1}{number}"));
    let free = names.find(|name| rows.get(name).is_none());
    Field::new(free.unwrap_or_default(), Type::Long)
}

/// The sub-pipeline carrying a column of its rows; `None` where an operator looks at more than one of them.
pub(super) fn carrying(body: &Plan, carried: &Field) -> Option<Plan> {
    if !expressions(body).into_iter().all(is_of_its_row) {
        return None;
    }
    let node = match &body.node {
        PlanNode::SubInput => PlanNode::SubInput,
        PlanNode::Filter { input, predicate } => PlanNode::Filter {
            input: Box::new(carrying(input, carried)?),
            predicate: predicate.clone(),
        },
        PlanNode::Extend { input, columns } => PlanNode::Extend {
            input: Box::new(carrying(input, carried)?),
            columns: columns.clone(),
        },
        PlanNode::Project { input, columns } => {
            let name = Arc::clone(&carried.name);
            let expr = Expr::column(&*name, carried.ty, Span::default());
            let mut columns = columns.clone();
            columns.push(NamedExpr { name, expr });
            PlanNode::Project { input: Box::new(carrying(input, carried)?), columns }
        }
        PlanNode::MvExpand(expand) => {
            let mut expand = expand.clone();
            expand.input = carrying(&expand.input, carried)?;
            PlanNode::MvExpand(expand)
        }
        PlanNode::MvApply { expand, body } => {
            let mut expand = expand.clone();
            expand.input = carrying(&expand.input, carried)?;
            PlanNode::MvApply { expand, body: Arc::clone(body) }
        }
        _ => return None,
    };
    let fields = body.schema.fields.iter().chain([carried]).cloned();
    let schema = Schema { fields: fields.collect(), open: body.schema.open };
    Some(Plan { node, schema: Arc::new(schema), span: body.span })
}

/// Whether an expression's value is a function of its row.
fn is_of_its_row(expr: &Expr) -> bool {
    let mut sees_rows = false;
    subqueries(expr, &mut |_, query| sees_rows |= reads_sub_input(query));
    !sees_rows && !has_window(expr)
}

/// The rows with their positions in the carried column.
pub(super) fn numbered(rows: &Batch, carried: &Field) -> Batch {
    let mut positions = Builder::with_capacity(Type::Long, rows.rows());
    (0_i64..).take(rows.rows()).for_each(|position| positions.push_long(position));
    let fields = rows.schema().fields.iter().chain([carried]).cloned();
    let columns = rows.columns().iter().cloned().chain([positions.finish()]);
    Batch::new(Arc::new(Schema::new(fields.collect())), columns.collect(), rows.rows())
}

/// Of each row of the sub-pipeline the position of the row that it comes from.
pub(super) fn origins(found: &Batch, carried: &Field) -> Vec<u32> {
    let positions = found.column(&carried.name).expect("invariant: it was carried");
    let position = |row: usize| positions.long(row).and_then(|at| u32::try_from(at).ok());
    let position = |row: usize| position(row).expect("invariant: the position of a row");
    (0..found.rows()).map(position).collect()
}
