//! `externaldata`: the source knows what stands for an address.

use std::sync::Arc;

use kqlab_plan::{Plan, Value};

use crate::Result;
use crate::columns::Columns;
use crate::scope::Scope;
use crate::source::Request;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    uris: &[Arc<str>],
    properties: &[(Arc<str>, Value)],
    asked: &Columns,
) -> Result<Stream> {
    // Files without column names are read by position, so every declared column is asked for.
    let request = Request { schema: &plan.schema, span: plan.span };
    let tasks = scope.executor.source.external(uris, properties, &request)?;
    let (narrow, stream) = (asked.narrow(&plan.schema), Stream::new(plan.schema.clone(), tasks));
    let out = Arc::clone(&narrow);
    Ok(stream.stage(narrow, move |batch| Ok(crate::rows::select(&batch, &out))))
}
