//! Functions of the product whose rows come from beside the query.

use kqlab_plan::plan::KnownCall;
use kqlab_syntax::Span;
use kqlab_syntax::codes::binding;

use crate::Fault;
use crate::fault::fault;

/// The refusal of a function whose rows nobody gave.
pub(crate) fn refused(call: &KnownCall, span: Span) -> Fault {
    let message = format!("what '{}' gives is not known here", call.function);
    let mut fault = fault(binding::UNSUPPORTED_FUNCTION, span, message);
    fault.hint = Some("save a function of that name and name its folder with --functions".into());
    fault
}
