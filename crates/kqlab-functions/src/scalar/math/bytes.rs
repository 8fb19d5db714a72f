//! Numbers as text in a given form.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Value};

use crate::ScalarFn;
use crate::core::{Call, Double, EvalError, Read, SCALAR, STRING, eg, number, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[ScalarFn {
    def: FnDef {
        name: "format_bytes",
        overloads: &[sig(
            &[
                number("size"),
                number("precision").optional().constant(),
                string("format").optional().constant(),
            ],
            STRING,
        )],
        result_name: ResultName::FirstArgument,
        doc: "Formats a number as a string representing the data size in bytes.",
        page: "format-bytes-function",
        examples: &[
            eg("format_bytes(564)", r#""564 Bytes""#),
            eg("format_bytes(10332, 1)", r#""10.1 KB""#),
            eg("format_bytes(20010332)", r#""19 MB""#),
            eg("format_bytes(20010332, 2)", r#""19.08 MB""#),
            eg(r#"format_bytes(20010332, 0, "KB")"#, r#""19541 KB""#),
        ],
        ..SCALAR
    },
    kernel: Some(format_bytes),
}];

/// The units, each 1024 of the one before.
const UNITS: [&str; 7] = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];

/// The unit's position; `None` is for the value to choose.
fn unit(call: &Call<'_>) -> Result<Option<usize>, EvalError> {
    match call.constant(2) {
        None => Ok(None),
        Some(Value::String(name)) if name.is_empty() => Ok(None),
        Some(Value::String(name)) => {
            let found = UNITS.iter().position(|unit| **unit == **name);
            let error = || {
                EvalError::argument(format!("expected a unit of data size, found '{name}'"))
                    .with_hint(format!("the units are {}", UNITS.join(", ")))
            };
            found.map(Some).ok_or_else(error)
        }
        Some(_) => Err(EvalError::argument("expected the name of a unit")),
    }
}

fn format_bytes(call: &Call<'_>) -> Result<Column, EvalError> {
    let unit = unit(call)?;
    let sizes = Double::open(&call.args[0]);
    let digits = call.args.get(1).map(Double::open);
    call.rows(|row| {
        let digits = digits.as_ref().map_or(Some(0.0), |digits| Double::get(digits, row));
        let size = Double::get(&sizes, row).zip(digits);
        Ok(size.map(|(size, digits)| {
            let fits = |unit: &usize| size.abs() < 1024_f64.powi(*unit as i32 + 1);
            let unit = unit.or_else(|| (0..UNITS.len()).find(fits)).unwrap_or(UNITS.len() - 1);
            let power = 10_f64.powf(digits.clamp(0.0, 15.0).trunc());
            let number = (size / 1024_f64.powi(unit as i32) * power).round() / power;
            format!("{number} {}", UNITS[unit])
        }))
    })
}
