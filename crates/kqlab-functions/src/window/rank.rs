//! Row numbers and ranks.

use kqlab_columns::{Column, Data};
use kqlab_plan::FnDef;

use super::neighbour::restarts;
use crate::ScalarFn;
use crate::core::{
    Arg, Call, EvalError, LONG, Long, Read, WINDOW, boolean, eg, long, not_dynamic, sig,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "row_number",
            overloads: &[sig(
                &[long("startingIndex").optional(), boolean("restart").optional()],
                LONG,
            )],
            doc: "Returns the current row's index in a serialized row set.",
            page: "row-number-function",
            examples: &[eg("row_number()", "1"), eg("row_number(7)", "7")],
            ..WINDOW
        },
        kernel: Some(number),
    },
    ScalarFn {
        def: FnDef {
            name: "row_rank",
            overloads: &[sig(&[not_dynamic("term")], LONG)],
            doc: "The old name of `row_rank_dense`.",
            page: "row-rank-dense-function",
            examples: &[eg(r#"row_rank("a")"#, "1")],
            replaced_by: Some("row_rank_dense"),
            ..WINDOW
        },
        kernel: Some(dense),
    },
    ScalarFn {
        def: FnDef {
            name: "row_rank_dense",
            overloads: &[sig(&[not_dynamic("term"), boolean("restart").optional()], LONG)],
            doc: "Returns the current row's dense rank in a serialized row set.",
            page: "row-rank-dense-function",
            examples: &[eg(r#"row_rank_dense("a")"#, "1")],
            ..WINDOW
        },
        kernel: Some(dense),
    },
    ScalarFn {
        def: FnDef {
            name: "row_rank_min",
            overloads: &[sig(&[not_dynamic("term"), boolean("restart").optional()], LONG)],
            doc: "Returns the current row's minimal rank in a serialized row set.",
            page: "row-rank-min-function",
            examples: &[eg(r#"row_rank_min("a")"#, "1")],
            ..WINDOW
        },
        kernel: Some(minimal),
    },
];

/// Counts from the starting index, 1 by default, and again where a row restarts.
fn number(call: &Call<'_>) -> Result<Column, EvalError> {
    let starts = call.args.first().map(Long::open);
    let restart = restarts(call.args.get(1));
    let mut last: Option<i64> = None;
    call.rows(|row| {
        let start = starts.as_ref().map_or(Some(1), |starts| Long::get(starts, row)).unwrap_or(1);
        let number = last.filter(|_| !restart(row)).map_or(start, |last| last.wrapping_add(1));
        last = Some(number);
        Ok(number)
    })
}

/// Whether a row's term is that of the row before; null is like null.
fn repeats(term: &Arg, row: usize) -> bool {
    let Arg::Column(column) = term else { return row > 0 };
    let Some(before) = row.checked_sub(1) else { return false };
    if column.is_null(row) || column.is_null(before) {
        return column.is_null(row) && column.is_null(before);
    }
    match column.data() {
        Data::Bool(array) => array.value(row) == array.value(before),
        Data::Int(array) => array.value(row) == array.value(before),
        Data::Long(array) => array.value(row) == array.value(before),
        Data::Real(array) => array.value(row).total_cmp(&array.value(before)).is_eq(),
        Data::Text(array) => array.value(row) == array.value(before),
    }
}

/// 1, and one more with every new term.
fn dense(call: &Call<'_>) -> Result<Column, EvalError> {
    let restart = restarts(call.args.get(1));
    let mut rank = 0_i64;
    call.rows(|row| {
        if row == 0 || restart(row) {
            rank = 1;
        } else if !repeats(&call.args[0], row) {
            rank += 1;
        }
        Ok(rank)
    })
}

/// The number of the first row of each run of a term.
fn minimal(call: &Call<'_>) -> Result<Column, EvalError> {
    let restart = restarts(call.args.get(1));
    let (mut number, mut rank) = (0_i64, 0_i64);
    call.rows(|row| {
        number = if restart(row) { 1 } else { number + 1 };
        if number == 1 || !repeats(&call.args[0], row) {
            rank = number;
        }
        Ok(rank)
    })
}
