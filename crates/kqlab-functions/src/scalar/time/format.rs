//! Datetimes and timespans as text in a given form.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Value};

use super::pattern::Pattern;
use crate::ScalarFn;
use crate::core::{Call, EvalError, Long, SCALAR, STRING, datetime, eg, sig, string, timespan};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "format_datetime",
            overloads: &[sig(&[datetime("date"), string("format").constant()], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Formats a datetime according to the provided format.",
            page: "format-datetime-function",
            examples: &[
                eg(
                    "format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [HH:mm:ss]')",
                    r#""17-01-29 [09:00:05]""#,
                ),
                eg(
                    "format_datetime(datetime(2017-01-29 09:00:05), 'yyyy-M-dd [H:mm:ss]')",
                    r#""2017-1-29 [9:00:05]""#,
                ),
                eg(
                    "format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [hh:mm:ss tt]')",
                    r#""17-01-29 [09:00:05 AM]""#,
                ),
                eg(
                    "format_datetime(datetime(2009-06-15T13:45:30.0617500), 'FFFFFF FF fff')",
                    r#""061750 06 061""#,
                ),
                eg("format_datetime(datetime(null), 'yyyy')", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(datetime_text),
    },
    ScalarFn {
        def: FnDef {
            name: "format_timespan",
            overloads: &[sig(&[timespan("timespan"), string("format").constant()], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Formats a timespan according to the provided format.",
            page: "format-timespan-function",
            examples: &[
                eg(
                    "format_timespan(time(29.09:00:05.12345), 'dd.hh:mm:ss:FF')",
                    r#""29.09:00:05:12""#,
                ),
                eg(
                    "format_timespan(time(29.09:00:05.12345), 'ddd.h:mm:ss [fffffff]')",
                    r#""029.9:00:05 [1234500]""#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(timespan_text),
    },
];

fn pattern<'a>(call: &'a Call<'_>) -> Result<&'a str, EvalError> {
    match call.constant(1) {
        Some(Value::String(pattern)) if !pattern.is_empty() => Ok(pattern),
        Some(_) => Err(EvalError::argument("expected a format, found an empty one")),
        None => Err(EvalError::argument("expected a constant format, found an expression")),
    }
}

fn datetime_text(call: &Call<'_>) -> Result<Column, EvalError> {
    let pattern = Pattern::datetime(pattern(call)?)?;
    call.text1::<Long>(|ticks, out| {
        pattern.write_datetime(ticks, out);
        Some(())
    })
}

fn timespan_text(call: &Call<'_>) -> Result<Column, EvalError> {
    let pattern = Pattern::timespan(pattern(call)?)?;
    call.text1::<Long>(|ticks, out| {
        pattern.write_timespan(ticks, out);
        Some(())
    })
}
