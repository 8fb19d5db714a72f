//! The operators, one file each: from a plan node to a stream.

pub(crate) mod aggregate;
pub(crate) mod extend;
pub(crate) mod external_data;
pub(crate) mod filter;
pub(crate) mod join;
pub(crate) mod known;
pub(crate) mod make_series;
pub(crate) mod mv_apply;
pub(crate) mod mv_expand;
pub(crate) mod parse;
pub(crate) mod parse_kv;
pub(crate) mod partition;
pub(crate) mod project;
pub(crate) mod range;
pub(crate) mod sample;
pub(crate) mod scan;
pub(crate) mod sort;
pub(crate) mod table;
pub(crate) mod take;
pub(crate) mod top_nested;
pub(crate) mod union;
pub(crate) mod values;

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Schema;
use kqlab_syntax::Span;
use kqlab_syntax::codes::binding;

use crate::expression::Compiled;
use crate::fault::fault;
use crate::stream::Stream;
use crate::{Fault, Result};

/// The refusal of an operator that kqlab does not run.
pub(crate) fn unsupported(operator: &str, span: Span) -> Fault {
    fault(
        binding::UNSUPPORTED_OPERATOR,
        span,
        format!("the operator '{operator}' is not supported"),
    )
}

/// A row-wise operator; over all rows at once where one of its expressions is a window function.
pub(crate) fn row_wise(
    input: Stream,
    schema: Arc<Schema>,
    windowed: bool,
    stage: impl Fn(Batch) -> Result<Batch> + Send + Sync + 'static,
) -> Stream {
    if !windowed {
        return input.stage(schema, stage);
    }
    let source = Arc::clone(input.schema());
    let mut input = Some(input);
    let whole = std::iter::from_fn(move || input.take().map(Stream::collect_one));
    Stream::sequential(source, whole).stage(schema, stage)
}

/// Whether one of the expressions is a window function.
pub(crate) fn any_window<'e>(exprs: impl IntoIterator<Item = &'e Compiled>) -> bool {
    exprs.into_iter().any(|expr| crate::columns::has_window(expr.expr()))
}
