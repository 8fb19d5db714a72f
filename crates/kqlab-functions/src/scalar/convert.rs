//! Conversions, by family.

mod number;
mod other;
mod text;
mod unit;

use kqlab_columns::Column;

use crate::cast::cast;
use crate::{Call, EvalError, ScalarFn};

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[number::FUNCTIONS, other::FUNCTIONS, text::FUNCTIONS, unit::FUNCTIONS];

/// The first argument as the type of the result.
fn converted(call: &Call<'_>) -> Result<Column, EvalError> {
    Ok(cast(&call.args[0], call.returns).into_column(call.rows))
}
