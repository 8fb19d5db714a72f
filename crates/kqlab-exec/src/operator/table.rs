//! A table of the catalog: only the columns that are asked for are read, and the source is told which rows matter.

use kqlab_plan::Plan;

use crate::Result;
use crate::columns::Columns;
use crate::scope::Scope;
use crate::source::Request;
use crate::stream::Stream;

pub(crate) fn build(scope: &Scope<'_>, plan: &Plan, name: &str, asked: &Columns) -> Result<Stream> {
    let schema = asked.narrow(&plan.schema);
    let request = Request { schema: &schema, needles: asked.needles(), span: plan.span };
    let tasks = scope.executor.source.table(name, &request)?;
    Ok(Stream::new(schema, tasks))
}
