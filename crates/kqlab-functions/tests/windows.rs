//! Window functions over serialized rows, as their pages print them.

use kqlab_columns::Column;
use kqlab_functions::{Arg, Call, Context, library};
use kqlab_plan::{Type, Value};
use kqlab_syntax::Span;

#[track_caller]
fn check(name: &str, args: &[Arg], returns: Type, expected: &[Value]) {
    let kernel = library::scalar(name).and_then(|function| function.kernel).expect("a kernel");
    let cx = Context::default();
    let call =
        Call { cx: &cx, args, overload: 0, returns, rows: expected.len(), span: Span::default() };
    let column = kernel(&call).expect("an answer");
    let values: Vec<Value> = (0..column.len()).map(|row| column.value(row)).collect();
    assert_eq!(values, expected, "{name}");
}

fn longs(values: &[i64]) -> Vec<Value> {
    values.iter().copied().map(Value::Long).collect()
}

fn column(values: &[Value]) -> Arg {
    Arg::Column(Column::from_values(values[0].ty(), values))
}

fn bools(values: &[bool]) -> Arg {
    column(&values.iter().copied().map(Value::Bool).collect::<Vec<_>>())
}

/// prev-function, next-function
#[test]
fn neighbours() {
    let rows = column(&longs(&[1, 2, 3, 4]));
    let (null, long) = (Value::Null(Type::Long), Value::Long);
    check(
        "prev",
        std::slice::from_ref(&rows),
        Type::Long,
        &[null.clone(), long(1), long(2), long(3)],
    );
    check(
        "next",
        std::slice::from_ref(&rows),
        Type::Long,
        &[long(2), long(3), long(4), null.clone()],
    );
    let two = Arg::Const(long(2));
    check(
        "prev",
        &[rows.clone(), two.clone()],
        Type::Long,
        &[null.clone(), null, long(1), long(2)],
    );
    let nine = Arg::Const(Value::Int(9));
    check("next", &[rows, two, nine], Type::Long, &longs(&[3, 4, 9, 9]));
    let names = column(&[Value::string("a"), Value::string("b")]);
    check("prev", &[names], Type::String, &[Value::string(""), Value::string("a")]);
}

/// row-cumsum-function
#[test]
fn running_sums() {
    let salary = column(&longs(&[1000, 2000, 1400, 1000, 1950, 1450]));
    let restart = bools(&[true, false, false, true, false, false]);
    let totals = longs(&[1000, 3000, 4400, 1000, 2950, 4400]);
    check("row_cumsum", &[salary, restart], Type::Long, &totals);
    let reals = [0.5, 0.25].map(Value::Real);
    check("row_cumsum", &[column(&reals)], Type::Real, &[Value::Real(0.5), Value::Real(0.75)]);
    let holes = column(&[Value::Long(1), Value::Null(Type::Long), Value::Long(2)]);
    check("row_cumsum", &[holes], Type::Long, &longs(&[1, 1, 3]));
}

/// row-number-function
#[test]
fn row_numbers() {
    check("row_number", &[], Type::Long, &longs(&[1, 2, 3]));
    check("row_number", &[Arg::Const(Value::Long(7))], Type::Long, &longs(&[7, 8, 9]));
    let restart = bools(&[true, false, false, true, false]);
    let args = [Arg::Const(Value::Long(1)), restart];
    check("row_number", &args, Type::Long, &longs(&[1, 2, 3, 1, 2]));
}

/// row-rank-dense-function, row-rank-min-function; rowrankfunction, the page of `row_rank` of 2021
#[test]
fn ranks() {
    let old = [column(&longs(&[2, 3, 3, 3, 100]))];
    check("row_rank", &old, Type::Long, &longs(&[1, 2, 2, 2, 3]));
    let departures = column(&longs(&[2, 3, 3, 3, 100, 1, 1]));
    let restart = bools(&[false, false, false, false, false, true, false]);
    let args = [departures, restart];
    check("row_rank_dense", &args, Type::Long, &longs(&[1, 2, 2, 2, 3, 1, 1]));
    check("row_rank_min", &args, Type::Long, &longs(&[1, 2, 2, 2, 5, 1, 1]));
    let items = column(&longs(&[5, 10, 10, 20, 5, 7]));
    let category = bools(&[true, false, false, false, true, false]);
    check("row_rank_min", &[items, category], Type::Long, &longs(&[1, 2, 2, 4, 1, 2]));
}

/// row-window-session-function: minutes here; a session of at most 60, rows less than 5 apart.
#[test]
fn sessions() {
    let times = |minutes: &[Option<i64>]| -> Vec<Value> {
        let value =
            |minute: &Option<i64>| minute.map_or(Value::Null(Type::Datetime), Value::Datetime);
        minutes.iter().map(value).collect()
    };
    let rows = [Some(0), Some(60), Some(16), Some(18), Some(210), Some(90), None, Some(91)];
    let args = [
        column(&times(&rows)),
        Arg::Const(Value::Timespan(60)),
        Arg::Const(Value::Timespan(5)),
        bools(&[true, false, true, false, false, true, false, false]),
    ];
    let starts = [Some(0), Some(60), Some(16), Some(16), Some(210), Some(90), None, Some(91)];
    check("row_window_session", &args, Type::Datetime, &times(&starts));
    // The distance from the first counts too, and equal distances start a session.
    let steps = [Some(0), Some(4), Some(8), Some(9)];
    let args =
        [column(&times(&steps)), Arg::Const(Value::Timespan(8)), Arg::Const(Value::Timespan(5))];
    let starts = [Some(0), Some(0), Some(8), Some(8)];
    check("row_window_session", &args, Type::Datetime, &times(&starts));
}
