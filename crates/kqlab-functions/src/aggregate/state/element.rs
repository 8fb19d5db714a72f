//! Values as elements of a JSON array, written as text.

use kqlab_columns::value::parse_dynamic;
use kqlab_plan::Type;
use serde_json::Value as Json;

use crate::core::{Arg, Bool, Double, EvalError, Json as JsonRows, Long, Read, Text};

/// Calls `f` with the group and the JSON text of every row; `None` is null.
pub(super) fn each_element(
    arg: &Arg,
    groups: &[u32],
    mut f: impl FnMut(usize, Option<&str>),
) -> Result<(), EvalError> {
    let mut text = String::new();
    macro_rules! rows {
        ($reader:ty, $write:expr) => {{
            let source = <$reader>::open(arg);
            for (row, &group) in groups.iter().enumerate() {
                let item = <$reader>::get(&source, row).map(|item| {
                    text.clear();
                    $write(item, &mut text);
                    &*text
                });
                f(group as usize, item);
            }
        }};
    }
    match arg.ty() {
        Type::Bool => rows!(Bool, |item: bool, out: &mut String| out
            .push_str(if item { "true" } else { "false" })),
        Type::Int | Type::Long => rows!(Long, write_long),
        Type::Real => rows!(Double, write_real),
        Type::Datetime => rows!(Long, |ticks, out: &mut String| write_string(
            &crate::core::datetime_text(ticks),
            out
        )),
        Type::Timespan => rows!(Long, |ticks, out: &mut String| write_string(
            &crate::core::timespan_text(ticks),
            out
        )),
        Type::String | Type::Decimal | Type::Guid => rows!(Text, write_string),
        Type::Dynamic => rows!(JsonRows, write_json),
        Type::Unknown => unreachable!("invariant: no column is of an unknown type"),
    }
    Ok(())
}
