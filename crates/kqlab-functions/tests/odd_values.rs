//! Every function with odd values of its declared types: no call panics, and what is folded is what columns give.
//!
//! The values are combined in a fixed order up to a bound a form, so that each run is the same.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use kqlab_columns::Column;
use kqlab_functions::{Arg, Call, Context, EvalError, ScalarFn, library};
use kqlab_plan::{FnKind, Overload, Param, ParamType, Returns, Type, Value};
use kqlab_syntax::Span;
use serde_json::{Value as Json, json};

/// The most combinations that are tried of one form.
const MOST: usize = 120;

/// The rows of the columns: a chunk is more than one.
const ROWS: usize = 2;

fn texts() -> Vec<Value> {
    let texts = [
        "",
        "a",
        " ",
        "\0",
        "ß",
        "İ",
        "ﬃ",
        "e\u{301}",
        "\u{202e}x",
        "👩‍👩‍👧",
        "1e999",
        "-0",
        "0x",
        "[",
        "(?P<",
        "{\"a\":1",
        "10.0.0.1/33",
        "::ffff:1.2.3.4",
        "2025-02-30",
        "9999-12-31T23:59:59.9999999Z",
        "-1.00:00:00",
        "%41%",
        "http://[::1]:99999/?a=b&=",
        "a,\"b",
        "/a/./..",
        "$1",
        "UTC",
        "tukey",
    ];
    texts.into_iter().map(Value::string).collect()
}

fn dynamics() -> Vec<Value> {
    let values = [
        Json::Null,
        json!([]),
        json!({}),
        json!([null, "x", {"a": []}, [1, [2]]]),
        json!([1, -1, 0]),
        json!([1.5, "NaN", 1e308, -1e308]),
        json!({"": "", "a": {"b": null}}),
        json!("text"),
        json!(i64::MIN),
        json!(u64::MAX),
        json!({"type": "Point", "coordinates": [181, 91]}),
        json!({"type": "LineString", "coordinates": [[0, 0], [0, 0]]}),
        json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 0]]]}),
    ];
    values.into_iter().map(Value::dynamic).collect()
}

/// Odd values of a type, its null first.
fn odd(ty: Type) -> Vec<Value> {
    let longs = [0, 1, -1, 2, 64, i64::MAX, i64::MIN, 1_000_000];
    let ticks = [0, 1, -1, 864_000_000_000, i64::MAX, i64::MIN];
    let values: Vec<Value> = match ty {
        Type::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Type::Int => [0, 1, -1, 7, i32::MAX, i32::MIN].map(Value::Int).into(),
        Type::Long => longs.map(Value::Long).into(),
        Type::Real => [0.0, -0.0, 1.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e308, 5e-324]
            .map(Value::Real)
            .into(),
        Type::Decimal => ["0", "-1.5", "99999999999999999999999999999999.99"]
            .map(|text| Value::Decimal(text.into()))
            .into(),
        Type::Datetime => {
            [0, 1, 637_134_336_000_000_000, 3_155_378_975_999_999_999].map(Value::Datetime).into()
        }
        Type::Timespan => ticks.map(Value::Timespan).into(),
        Type::Guid => vec![Value::Guid("00000000-0000-0000-0000-000000000000".into())],
        Type::String => return texts(),
        Type::Dynamic => dynamics(),
        Type::Unknown => Vec::new(),
    };
    [vec![Value::null(ty)], values].concat()
}

/// Types that a parameter takes; several forms of a call are bound to one of them.
fn types(ty: ParamType) -> Vec<Type> {
    use Type::{Bool, Datetime, Decimal, Dynamic, Guid, Int, Long, Real, String, Timespan};
    match ty {
        ParamType::Is(ty) => vec![ty],
        ParamType::OneOf(types) => types.to_vec(),
        ParamType::Scalar => {
            vec![Bool, Int, Long, Real, Decimal, String, Datetime, Timespan, Guid, Dynamic]
        }
        ParamType::Integer => vec![Int, Long],
        ParamType::Number => vec![Int, Long, Real, Decimal],
        ParamType::NumberOrBool => vec![Bool, Int, Long, Real, Decimal],
        ParamType::RealOrDecimal => vec![Real, Decimal],
        ParamType::Summable => vec![Int, Long, Real, Decimal, Timespan, Datetime],
        ParamType::Orderable => vec![Bool, Long, Real, Decimal, String, Datetime, Timespan, Guid],
        ParamType::StringOrDynamic | ParamType::StringOrArray => vec![String, Dynamic],
        ParamType::IntegerOrArray => vec![Long, Dynamic],
        ParamType::DynamicArray | ParamType::DynamicBag => vec![Dynamic],
        ParamType::NotDynamic => vec![Bool, Long, Real, Decimal, String, Datetime, Timespan, Guid],
        ParamType::NotBool => vec![Long, Real, String, Datetime, Timespan, Dynamic],
        ParamType::NotRealOrBool => vec![Long, String, Datetime, Timespan, Dynamic],
        // What the binder resolves among several arguments, or takes no value of.
        ParamType::SameAs(_)
        | ParamType::Common
        | ParamType::CommonOrDynamic
        | ParamType::CommonNumber
        | ParamType::CommonSummable
        | ParamType::CommonOrderable
        | ParamType::Table
        | ParamType::Column
        | ParamType::ColumnOf(_)
        | ParamType::StarOrScalar
        | ParamType::Aggregate
        | ParamType::Name
        | ParamType::TypeOf => Vec::new(),
    }
}

/// The type of the result where it does not hang on rules of the binder.
fn returned(returns: &Returns, types: &[Type]) -> Option<Type> {
    match returns {
        Returns::Is(ty) => Some(*ty),
        Returns::SameAs(position) => types.get(*position).copied(),
        Returns::Last => types.last().copied(),
        Returns::Rule(rule) => Some(rule(types)),
        Returns::Tuple(_) => Some(Type::Dynamic),
        Returns::Promoted | Returns::Common | Returns::Widest | Returns::Binder => None,
    }
}

/// The parameters of a call: all of them, repeated ones twice; and only those that must be given.
fn layouts(params: &'static [Param]) -> [Vec<&'static Param>; 2] {
    let times = |param: &Param, all: bool| match param.occurs {
        (least, most) if all => usize::from(most.min(least.max(2))),
        (least, _) => usize::from(least),
    };
    [true, false].map(|all| {
        params.iter().flat_map(|param| std::iter::repeat_n(param, times(param, all))).collect()
    })
}

/// Combinations of values, the first position turning fastest, with a stride that reaches all of them.
fn combinations(choices: &[Vec<Value>]) -> Vec<Vec<Value>> {
    let total: usize = choices.iter().map(Vec::len).fold(1, usize::saturating_mul);
    let stride = (total / MOST).max(1) | 1;
    let at = |mut index: usize| {
        let pick = |values: &Vec<Value>| {
            let value = values[index % values.len()].clone();
            index /= values.len();
            value
        };
        choices.iter().map(pick).collect()
    };
    (0..total).step_by(stride).take(MOST).map(at).collect()
}

/// What a call gives, or why it gives nothing; a panic is a failure.
fn answer(function: &ScalarFn, call: &Call<'_>) -> Result<Result<Column, EvalError>, String> {
    let kernel = function.kernel.expect("supported");
    catch_unwind(AssertUnwindSafe(|| kernel(call))).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned()
    })
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Real(a), Value::Real(b)) => {
            a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
        }
        (a, b) => a == b,
    }
}

/// The call folded, and over columns of equal rows.
fn compare(
    function: &ScalarFn,
    params: &[&Param],
    (overload, returns): (usize, Type),
    values: &[Value],
) -> Result<(), String> {
    let cx = Arc::new(Context::new(637_134_336_000_000_000));
    let span = Span::default();
    let constants: Vec<Arg> = values.iter().cloned().map(Arg::Const).collect();
    let folded =
        answer(function, &Call { cx: &cx, args: &constants, overload, returns, rows: 1, span })?;
    let columns: Vec<Arg> = params
        .iter()
        .zip(values)
        .map(|(param, value)| match param.constant {
            true => Arg::Const(value.clone()),
            false => Arg::Column(Column::constant(value, ROWS)),
        })
        .collect();
    let over =
        answer(function, &Call { cx: &cx, args: &columns, overload, returns, rows: ROWS, span })?;
    let (Ok(folded), Ok(over)) = (&folded, &over) else {
        // A constant that no row can mend is refused; in a row the same is null.
        return match (folded, over) {
            (Err(_), _) => Ok(()),
            (Ok(_), over) => Err(format!("folded it has a value, over columns {over:?}")),
        };
    };
    if folded.ty() != returns || folded.len() != 1 || over.len() != ROWS {
        return Err(format!("{} rows of {}", folded.len(), folded.ty()));
    }
    let (one, all) = (folded.value(0), (0..ROWS).map(|row| over.value(row)));
    for other in all {
        if function.def.deterministic && !same(&one, &other) {
            return Err(format!("folded {one:?}, over columns {other:?}"));
        }
    }
    Ok(())
}

/// Whether a form takes arguments of these types; the first that does is the one that is called.
fn fits(overload: &'static Overload, given: &[Type]) -> bool {
    layouts(overload.params).iter().any(|params| {
        params.len() == given.len()
            && params.iter().zip(given).all(|(param, ty)| types(param.ty).contains(ty))
    })
}

fn check_form(function: &ScalarFn, position: usize, overload: &'static Overload) -> Vec<String> {
    let mut failures = Vec::new();
    for params in layouts(overload.params) {
        let kinds: Vec<Vec<Type>> = params.iter().map(|param| types(param.ty)).collect();
        let most = kinds.iter().map(Vec::len).max().unwrap_or(1);
        if kinds.iter().any(Vec::is_empty) {
            continue;
        }
        // The widest parameters go through their types together: numbers are brought to one type.
        for turn in 0..most {
            let types: Vec<Type> = kinds.iter().map(|kinds| kinds[turn % kinds.len()]).collect();
            if function.def.overloads[..position].iter().any(|earlier| fits(earlier, &types)) {
                continue;
            }
            let Some(returns) = returned(&overload.returns, &types) else { continue };
            let choices: Vec<Vec<Value>> = types.iter().map(|ty| odd(*ty)).collect();
            for values in combinations(&choices) {
                if let Err(error) = compare(function, &params, (position, returns), &values) {
                    failures.push(format!("{}{values:?}: {error}", function.def.name));
                    break;
                }
            }
        }
    }
    failures
}

/// What makes up to a million elements of three numbers, and what is called with more than is written.
const APART: &[&str] = &["range", "repeat", "pack_all"];

#[test]
fn odd_values() {
    std::panic::set_hook(Box::new(|_| {}));
    let scalars = library::all().filter(|def| def.kind == FnKind::Scalar);
    let mut failures = Vec::new();
    let mut forms = 0;
    for function in scalars.filter_map(|def| library::scalar(def.name)) {
        if function.kernel.is_none() || APART.contains(&function.def.name) {
            continue;
        }
        for (position, overload) in function.def.overloads.iter().enumerate() {
            forms += 1;
            failures.extend(check_form(function, position, overload));
        }
    }
    drop(std::panic::take_hook());
    assert!(forms > 400, "{forms} forms");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
