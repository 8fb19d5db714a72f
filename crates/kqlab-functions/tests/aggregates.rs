//! Aggregates over columns: fed at once, in chunks, and by two accumulators that are merged; all must agree.

use kqlab_columns::Column;
use kqlab_functions::{AggregateInit, Arg, Context, EvalError, library};
use kqlab_plan::{Type, Value};
use serde_json::{Value as Json, json};

/// A call over rows: the arguments' values, and the group of each row.
struct Case {
    name: &'static str,
    args: Vec<(Type, Vec<Value>)>,
    /// Arguments that are constant, after the others.
    constants: Vec<Value>,
    returns: Vec<Type>,
}

/// The group of each row: alternating, so that group 2 exists but has no rows.
const GROUPS: usize = 3;

impl Case {
    fn init(&self, f: &mut dyn FnMut(&AggregateInit<'_>)) {
        let cx = Context::default();
        let types: Vec<Type> = self.args.iter().map(|(ty, _)| *ty).collect();
        let types = [types, self.constants.iter().map(Value::ty).collect()].concat();
        let mut constants: Vec<Option<Value>> = vec![None; self.args.len()];
        constants.extend(self.constants.iter().cloned().map(Some));
        f(&AggregateInit { cx: &cx, types: &types, constants: &constants, returns: &self.returns });
    }

    fn chunk(&self, rows: std::ops::Range<usize>) -> Vec<Arg> {
        let column = |(ty, values): &(Type, Vec<Value>)| {
            Arg::Column(Column::from_values(*ty, &values[rows.clone()]))
        };
        let columns = self.args.iter().map(column);
        columns.chain(self.constants.iter().cloned().map(Arg::Const)).collect()
    }

    /// The rows of the result, one a group, by the way `split` the rows are fed.
    fn run(&self, groups: &[u32], split: Split) -> Result<Vec<Vec<Value>>, EvalError> {
        let make = library::aggregate(self.name).and_then(|f| f.make).expect("an aggregate");
        let mut result = Ok(Vec::new());
        self.init(&mut |init| {
            result = (|| {
                let (all, at) = (groups.len(), groups.len() / 2);
                let mut accumulator = make(init)?;
                match split {
                    Split::None => accumulator.update(&self.chunk(0..all), groups, GROUPS)?,
                    Split::Chunks => {
                        accumulator.update(&self.chunk(0..at), &groups[..at], GROUPS)?;
                        accumulator.update(&self.chunk(at..all), &groups[at..], GROUPS)?;
                    }
                    Split::Merge => {
                        let mut other = make(init)?;
                        accumulator.update(&self.chunk(0..at), &groups[..at], GROUPS)?;
                        // The other numbers its groups the other way round.
                        let turned: Vec<u32> = groups[at..].iter().map(|group| 2 - group).collect();
                        other.update(&self.chunk(at..all), &turned, GROUPS)?;
                        accumulator.merge(other, &[2, 1, 0], GROUPS)?;
                    }
                }
                let columns = accumulator.finish(GROUPS)?;
                let row = |group| columns.iter().map(|column| column.value(group)).collect();
                Ok((0..GROUPS).map(row).collect())
            })();
        });
        result
    }
}

#[derive(Clone, Copy, Debug)]
enum Split {
    None,
    Chunks,
    Merge,
}

fn shown(value: &Value) -> Json {
    match value {
        Value::Null(_) => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Long(value) | Value::Datetime(value) | Value::Timespan(value) => json!(value),
        Value::Real(value) if value.is_nan() => json!("NaN"),
        Value::Real(value) => json!((value * 1e9).round() / 1e9),
        Value::String(text) | Value::Decimal(text) | Value::Guid(text) => json!(&**text),
        Value::Dynamic(json) => (**json).clone(),
    }
}

/// Rows go to group 0 and 1 by turns; group 2 stays without rows. `expected` is a row a group.
#[track_caller]
fn check(case: &Case, expected: &Json) {
    let rows = case.args.first().map_or(4, |(_, values)| values.len());
    let groups: Vec<u32> = (0..rows).map(|row| (row % 2) as u32).collect();
    for split in [Split::None, Split::Chunks, Split::Merge] {
        let result = case.run(&groups, split).expect("an answer");
        let result: Vec<Vec<Json>> =
            result.iter().map(|row| row.iter().map(shown).collect()).collect();
        assert_eq!(&json!(result), expected, "{} {split:?}", case.name);
    }
}

fn longs(values: &[Option<i64>]) -> (Type, Vec<Value>) {
    let value = |value: &Option<i64>| value.map_or(Value::null(Type::Long), Value::Long);
    (Type::Long, values.iter().map(value).collect())
}

fn reals(values: &[f64]) -> (Type, Vec<Value>) {
    (Type::Real, values.iter().copied().map(Value::Real).collect())
}

fn texts(values: &[&str]) -> (Type, Vec<Value>) {
    (Type::String, values.iter().map(Value::string).collect())
}

fn bools(values: &[Option<bool>]) -> (Type, Vec<Value>) {
    let value = |value: &Option<bool>| value.map_or(Value::null(Type::Bool), Value::Bool);
    (Type::Bool, values.iter().map(value).collect())
}

fn dynamics(values: &[Json]) -> (Type, Vec<Value>) {
    (Type::Dynamic, values.iter().cloned().map(Value::dynamic).collect())
}

fn case(
    name: &'static str,
    args: &[(Type, Vec<Value>)],
    constants: &[Value],
    returns: &[Type],
) -> Case {
    Case { name, args: args.to_vec(), constants: constants.to_vec(), returns: returns.to_vec() }
}

/// Group 0 sees 1, null, 5, 7 and group 1 sees 2, 4, 4, 8.
fn numbers() -> (Type, Vec<Value>) {
    longs(&[Some(1), Some(2), None, Some(4), Some(5), Some(4), Some(7), Some(8)])
}

/// True for the last two rows of each group, null for the first.
fn late() -> (Type, Vec<Value>) {
    let rows =
        [None, None, Some(false), Some(false), Some(true), Some(true), Some(true), Some(true)];
    bools(&rows)
}

/// measured on Kusto: aggregates skip nulls, count does not; the values of no rows.
#[test]
fn of_numbers() {
    use Type::{Dynamic, Long, Real};
    let cases: &[(&'static str, Type, Json)] = &[
        ("count", Long, json!([[4], [4], [0]])),
        ("sum", Long, json!([[13], [18], [0]])),
        ("avg", Real, json!([[4.333333333], [4.5], ["NaN"]])),
        ("min", Long, json!([[1], [2], [null]])),
        ("max", Long, json!([[7], [8], [null]])),
        ("dcount", Long, json!([[3], [3], [0]])),
        ("count_distinct", Long, json!([[3], [3], [0]])),
        ("variance", Real, json!([[9.333333333], [6.333333333], [0.0]])),
        ("variancep", Real, json!([[6.222222222], [4.75], [0.0]])),
        ("stdev", Real, json!([[3.055050463], [2.516611478], [0.0]])),
        ("stdevp", Real, json!([[2.494438258], [2.179449472], [0.0]])),
        ("make_list", Dynamic, json!([[[1, 5, 7]], [[2, 4, 4, 8]], [[]]])),
        ("make_list_with_nulls", Dynamic, json!([[[1, null, 5, 7]], [[2, 4, 4, 8]], [[]]])),
        ("make_set", Dynamic, json!([[[1, 5, 7]], [[2, 4, 8]], [[]]])),
        ("take_any", Long, json!([[1], [2], [null]])),
        ("binary_all_and", Long, json!([[1], [0], [null]])),
        ("binary_all_or", Long, json!([[7], [14], [null]])),
        ("binary_all_xor", Long, json!([[3], [10], [null]])),
    ];
    for (name, returns, expected) in cases {
        let args = if *name == "count" { vec![] } else { vec![numbers()] };
        let mut case = case(name, &args, &[], &[*returns]);
        if args.is_empty() {
            // count() has no argument to count the rows by.
            case.constants.clear();
            let groups = [0, 1, 0, 1, 0, 1, 0, 1];
            let result = case.run(&groups, Split::Merge).expect("an answer");
            assert_eq!(result, [[Value::Long(4)], [Value::Long(4)], [Value::Long(0)]]);
            continue;
        }
        check(&case, expected);
    }
}

fn root(square: f64) -> Value {
    Value::Real(square.sqrt())
}

/// The rows where the predicate is true: 5, 7 and 4, 8.
#[test]
fn conditional() {
    use Type::{Dynamic, Long, Real};
    let cases: &[(&'static str, Type, Json)] = &[
        ("sumif", Long, json!([[12], [12], [0]])),
        ("avgif", Real, json!([[6.0], [6.0], ["NaN"]])),
        ("minif", Long, json!([[5], [4], [null]])),
        ("maxif", Long, json!([[7], [8], [null]])),
        ("dcountif", Long, json!([[2], [2], [0]])),
        ("count_distinctif", Long, json!([[2], [2], [0]])),
        ("stdevif", Real, json!([[shown(&root(2.0))], [shown(&root(8.0))], [0.0]])),
        ("varianceif", Real, json!([[2.0], [8.0], [0.0]])),
        ("variancepif", Real, json!([[1.0], [4.0], [0.0]])),
        ("make_list_if", Dynamic, json!([[[5, 7]], [[4, 8]], [[]]])),
        ("make_set_if", Dynamic, json!([[[5, 7]], [[4, 8]], [[]]])),
        ("take_anyif", Long, json!([[5], [4], [null]])),
    ];
    for (name, returns, expected) in cases {
        check(&case(name, &[numbers(), late()], &[], &[*returns]), expected);
    }
    check(&case("countif", &[late()], &[], &[Long]), &json!([[2], [2], [0]]));
    check(
        &case("covarianceif", &[numbers(), numbers(), late()], &[], &[Real]),
        &json!([[2.0], [8.0], [0.0]]),
    );
}

/// covariance-aggregation-function, covariancep-aggregation-function
#[test]
fn covariance() {
    let x = reals(&[1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0]);
    let y = reals(&[14.0, 14.0, 10.0, 10.0, 17.0, 17.0, 20.0, 20.0, 50.0, 50.0]);
    let args = [x, y];
    check(&case("covariance", &args, &[], &[Type::Real]), &json!([[20.5], [20.5], [0.0]]));
    check(&case("covariancep", &args, &[], &[Type::Real]), &json!([[16.4], [16.4], [0.0]]));
}

/// arg-max-aggregation-function: rows whose value is null are ignored unless all are; the first of equals.
#[test]
fn whole_rows() {
    let fruit = [numbers(), texts(&["a", "b", "c", "d", "e", "f", "g", "h"])];
    let types = [Type::Long, Type::String];
    let run = |name, rows: &[(Type, Vec<Value>)], expected: Json| {
        check(&case(name, rows, &[], &types), &expected);
    };
    run("arg_max", &fruit, json!([[7, "g"], [8, "h"], [null, ""]]));
    run("arg_min", &fruit, json!([[1, "a"], [2, "b"], [null, ""]]));
    run("take_any", &fruit, json!([[1, "a"], [2, "b"], [null, ""]]));
    let ties = [longs(&[None, Some(3), None, Some(3)]), texts(&["a", "b", "c", "d"])];
    run("arg_max", &ties, json!([[null, "a"], [3, "b"], [null, ""]]));
    run("arg_min", &ties, json!([[null, "a"], [3, "b"], [null, ""]]));
}

/// take-any-aggregation-function: a single column gives a value that is neither null nor empty, if there is one.
#[test]
fn any_filled_value() {
    let args = [texts(&["", "", "x", "", "y", ""])];
    check(&case("take_any", &args, &[], &[Type::String]), &json!([["x"], [""], [""]]));
}

/// Many rows replace each other, so that what lost is dropped from time to time.
#[test]
fn arg_max_over_rising_values() {
    let types = [Type::Long, Type::Long];
    let case = case("arg_max", &[longs(&[]), longs(&[])], &[], &types);
    let make = library::aggregate(case.name).and_then(|f| f.make).expect("an aggregate");
    case.init(&mut |init| {
        let mut accumulator = make(init).expect("states");
        let rows = 200_000_u32;
        for start in (0..rows).step_by(1000) {
            let values = (start..start + 1000).map(|row| Value::Long(i64::from(row)));
            let values: Vec<Value> = values.collect();
            let column = Arg::Column(Column::from_values(Type::Long, &values));
            let groups: Vec<u32> = (start..start + 1000).map(|row| row % 1000).collect();
            accumulator.update(&[column.clone(), column], &groups, 1000).expect("room");
        }
        let columns = accumulator.finish(1000).expect("an answer");
        assert_eq!(columns[1].value(7), Value::Long(199_007));
        assert_eq!(columns[1].value(999), Value::Long(199_999));
    });
}

/// make-set-aggregation-function (arrays bring their elements); measured on Kusto.
/// make-set-aggregation-function, geo-h3cell-rings-function (arrays bring their elements to sets and lists); kusto-facts 30.
#[test]
fn sets_and_lists() {
    let arrays = dynamics(&[
        json!(["A1", "A2", "A3"]),
        json!({"a": 1}),
        json!(["A2", "C1"]),
        json!({"a": 1}),
        json!(null),
        json!("x"),
    ]);
    let returns = [Type::Dynamic];
    check(
        &case("make_set", std::slice::from_ref(&arrays), &[], &returns),
        &json!([[["A1", "A2", "A3", "C1"]], [[{"a": 1}, "x"]], [[]]]),
    );
    check(
        &case("make_list", &[arrays], &[], &returns),
        &json!([[["A1", "A2", "A3", "A2", "C1"]], [[{"a": 1}, {"a": 1}, "x"]], [[]]]),
    );
    let size = [Value::Long(2)];
    check(&case("make_list", &[numbers()], &size, &returns), &json!([[[1, 5]], [[2, 4]], [[]]]));
    check(&case("make_set", &[numbers()], &size, &returns), &json!([[[1, 5]], [[2, 4]], [[]]]));
    let times = (Type::Timespan, vec![Value::Timespan(864_000_000_000), Value::Timespan(1)]);
    check(
        &case("make_list", &[times], &[], &returns),
        &json!([[["1.00:00:00"]], [["00:00:00.0000001"]], [[]]]),
    );
}

/// make-list-aggregation-function: the old names stop at 128.
#[test]
fn old_names_stop_at_128() {
    let numbers: Vec<Option<i64>> = (0..600).map(Some).collect();
    for (name, expected) in
        [("makelist", 128), ("makeset", 128), ("make_list", 300), ("make_set", 300)]
    {
        let case = case(name, &[longs(&numbers)], &[], &[Type::Dynamic]);
        let groups: Vec<u32> = (0..600).map(|row| row % 2).collect();
        for split in [Split::None, Split::Merge] {
            let result = case.run(&groups, split).expect("an answer");
            assert_eq!(shown(&result[0][0]).as_array().map(Vec::len), Some(expected), "{name}");
        }
    }
}

/// make-bag-aggregation-function, buildschema-aggregation-function
#[test]
fn bags() {
    let bags = dynamics(&[
        json!({"prop01": "val_a"}),
        json!({"x": 1, "y": 3.5}),
        json!({"prop02": "val_b", "prop01": "later"}),
        json!({"x": "somevalue", "z": [1, 2, 3]}),
        json!([1]),
        json!({"y": {"w": "zzz"}, "t": ["aa", "bb"], "z": ["foo"]}),
    ]);
    check(
        &case("make_bag", std::slice::from_ref(&bags), &[], &[Type::Dynamic]),
        &json!([
            [{"prop01": "val_a", "prop02": "val_b"}],
            [{"x": 1, "y": 3.5, "z": [1, 2, 3], "t": ["aa", "bb"]}],
            [{}]
        ]),
    );
    check(
        &case("buildschema", &[bags], &[], &[Type::Dynamic]),
        &json!([
            [{"prop01": "string", "prop02": "string", "`indexer`": "long"}],
            [{
                "x": ["long", "string"],
                "y": ["double", {"w": "string"}],
                "z": {"`indexer`": ["long", "string"]},
                "t": {"`indexer`": "string"},
            }],
            [null]
        ]),
    );
}

/// percentiles-aggregation-function (nearest rank), percentilesw-aggregation-function
#[test]
fn percentiles() {
    let ranks = [Value::Long(0), Value::Long(50), Value::Real(75.0), Value::Long(100)];
    let long = Type::Long;
    check(
        &case("percentiles", &[numbers()], &ranks, &[long, long, long, long]),
        &json!([[1, 5, 7, 7], [2, 4, 4, 8], [null, null, null, null]]),
    );
    check(
        &case("percentiles_array", &[numbers()], &ranks, &[Type::Dynamic]),
        &json!([[[1, 5, 7, 7]], [[2, 4, 4, 8]], [null]]),
    );
    let bucket = [10, 10, 20, 20, 30, 30, 40, 40].map(Some);
    let weight = [8, 8, 6, 6, 3, 3, 1, 1].map(Some);
    let latency = [longs(&bucket), longs(&weight)];
    let ranks = [Value::Long(50), Value::Long(75), Value::Real(99.9)];
    check(
        &case("percentilesw", &latency, &ranks, &[long, long, long]),
        &json!([[20, 20, 40], [20, 20, 40], [null, null, null]]),
    );
    let array = [Value::dynamic(json!([50, 75, 99.9]))];
    check(
        &case("percentilesw_array", &latency, &array, &[Type::Dynamic]),
        &json!([[[20, 20, 40]], [[20, 20, 40]], [null]]),
    );
}

/// Arguments out of their range are refused, not guessed at.
#[test]
fn refusals() {
    for (name, constant) in [
        ("percentile", Value::Long(101)),
        ("percentile", Value::string("50")),
        ("make_list", Value::Long(-1)),
        ("dcount", Value::Long(5)),
        ("hll", Value::Long(-1)),
    ] {
        let case = case(name, &[numbers()], &[constant], &[Type::Long]);
        assert!(case.run(&[0; 8], Split::None).is_err(), "{name}");
    }
}

/// sum of longs wraps like the arithmetic; times are summed and averaged in ticks.
#[test]
fn sums_of_times() {
    let spans = (Type::Timespan, [10, 1, 5, 2].map(Value::Timespan).to_vec());
    let args = [spans];
    check(&case("sum", &args, &[], &[Type::Timespan]), &json!([[15], [3], [0]]));
    check(&case("avg", &args, &[], &[Type::Timespan]), &json!([[7], [1], [null]]));
    let limits = longs(&[Some(i64::MAX), Some(1), Some(1), Some(1)]);
    check(&case("sum", &[limits], &[], &[Type::Long]), &json!([[i64::MIN], [2], [0]]));
}
