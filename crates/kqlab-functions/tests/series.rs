//! Series functions that make several columns: the kernel answers them as one array.

use kqlab_functions::{Arg, Call, Context, EvalError, library};
use kqlab_plan::{Type, Value};
use kqlab_syntax::Span;
use serde_json::{Value as Json, json};

fn run(name: &str, args: &[Value]) -> Result<Json, EvalError> {
    run_in(&Context::default(), name, args)
}

fn run_in(cx: &Context, name: &str, args: &[Value]) -> Result<Json, EvalError> {
    let kernel = library::scalar(name).and_then(|function| function.kernel).expect("a kernel");
    let args: Vec<Arg> = args.iter().cloned().map(Arg::Const).collect();
    let (returns, span) = (Type::Dynamic, Span::default());
    let call = Call { cx, args: &args, overload: 0, returns, rows: 1, span };
    Ok(match kernel(&call)?.value(0) {
        Value::Dynamic(json) => (*json).clone(),
        Value::Null(_) => Json::Null,
        other => panic!("{other:?} is no dynamic"),
    })
}

/// Numbers to six digits after the point, in arrays and bags too.
fn rounded(json: &Json) -> Json {
    match json {
        Json::Number(number) => {
            let value = number.as_f64().expect("a number");
            json!((value * 1e6).round() / 1e6 + 0.0)
        }
        Json::Array(items) => items.iter().map(rounded).collect(),
        Json::Object(bag) => bag.iter().map(|(key, item)| (key.clone(), rounded(item))).collect(),
        other => other.clone(),
    }
}

#[track_caller]
fn check(name: &str, args: &[Value], expected: &Json) {
    assert_eq!(rounded(&run(name, args).expect("an answer")), rounded(expected), "{name}");
}

fn series(json: Json) -> Value {
    Value::dynamic(json)
}

/// series-fit-line-function, to the digits that it prints
#[test]
fn line() {
    let y = series(json!([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30]));
    let fit = run("series_fit_line", std::slice::from_ref(&y)).expect("an answer");
    let printed = [0.982, 2.730, 98.628, 1.686, -1.666];
    for (index, printed) in printed.iter().enumerate() {
        let value = fit[index].as_f64().expect("a number");
        assert!((value - printed).abs() < 1e-3, "{index}: {value}");
    }
    let first = fit[5][0].as_f64().expect("a number");
    assert!((first - 1.064).abs() < 1e-3, "{first}");
    let bag = run("series_fit_line_dynamic", &[y]).expect("an answer");
    assert_eq!(bag["slope"], fit[1]);
    assert_eq!(bag["line_fit"], fit[5]);
}

/// series-fit-2lines-function: two lines that meet nowhere; both begin at position 1.
#[test]
fn two_lines() {
    let y = series(json!([1, 2, 3, 4, 20, 18, 16]));
    let fit = run("series_fit_2lines", std::slice::from_ref(&y)).expect("an answer");
    let fit = rounded(&fit);
    assert_eq!(fit[0], json!(1.0), "rsquare");
    assert_eq!(fit[1], json!(4.0), "split_idx");
    assert_eq!(fit[4], json!([1.0, 2.0, 3.0, 4.0, 20.0, 18.0, 16.0]), "line_fit");
    assert_eq!([&fit[6], &fit[7]], [&json!(-2.0), &json!(22.0)], "right slope and interception");
    assert_eq!([&fit[11], &fit[12]], [&json!(1.0), &json!(0.0)], "left slope and interception");
    let bag = rounded(&run("series_fit_2lines_dynamic", &[y]).expect("an answer"));
    assert_eq!(bag["right"]["slope"], json!(-2.0));
    assert_eq!(bag["left"]["interception"], json!(0.0));
}

/// series-fit-poly-function: coefficients from the highest power down, x from 1.
#[test]
fn polynomial() {
    let y = series(json!([1, 4, 9, 16, 25]));
    let fit = rounded(&run("series_fit_poly", std::slice::from_ref(&y)).expect("an answer"));
    assert_eq!(fit[1], json!([6.0, -7.0]), "a line by default");
    let x = series(json!([0, 1, 2, 3, 4]));
    let square = rounded(&run("series_fit_poly", &[y, x, Value::Int(2)]).expect("an answer"));
    assert_eq!(square[0], json!(1.0));
    assert_eq!(square[1], json!([1.0, 2.0, 1.0]));
    let short = [series(json!([1, 2])), series(json!([1, 2])), Value::Int(2)];
    check("series_fit_poly", &short, &json!(null));
}

/// series-fft-function: there and back.
#[test]
fn fourier() {
    check("series_fft", &[series(json!([1, 0, 0, 0]))], &json!([[1, 1, 1, 1], [0, 0, 0, 0]]));
    check(
        "series_fft",
        &[series(json!([1, 2, 3]))],
        &json!([[6.0, -1.5, -1.5], [0.0, 0.866_025_403_784_438_6, -0.866_025_403_784_438_6]]),
    );
    let (real, imaginary) = (json!([1, 2, 3, 4.5, -1]), json!([0, 1, 0, 0, 2]));
    let there = run("series_fft", &[series(real.clone()), series(imaginary.clone())]);
    let there = there.expect("an answer");
    check(
        "series_ifft",
        &[series(there[0].clone()), series(there[1].clone())],
        &json!([real, imaginary]),
    );
}

/// series-stats-function
#[test]
fn statistics() {
    let values = json!([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29]);
    check(
        "series_stats",
        &[series(values)],
        &json!([2, 8, 87, 3, 32.8, 28.503_633_853_548_3, 812.457_142_857_143]),
    );
    let holes = series(json!([null, 3, 1]));
    check("series_stats", std::slice::from_ref(&holes), &json!(null));
    check("series_stats", &[holes, Value::Bool(true)], &json!([1, 2, 3, 1, 2, 2_f64.sqrt(), 2]));
}

/// series-decompose-function: the season first, then the trend of what remains.
#[test]
fn decomposition() {
    let y = series(json!([1, 3, 2, 4, 3, 5]));
    check(
        "series_decompose",
        &[y.clone(), Value::Long(2)],
        &json!([[2, 4, 2, 4, 2, 4], [2, 4, 2, 4, 2, 4], [0, 0, 0, 0, 0, 0], [-1, -1, 0, 0, 1, 1]]),
    );
    let line = [y.clone(), Value::Long(0), Value::string("linefit"), Value::Long(2)];
    let parts = rounded(&run("series_decompose", &line).expect("an answer"));
    assert_eq!(parts[1], json!([0.0, 0.0, 0.0, 0.0, 0.0, 0.0]));
    assert_eq!(parts[2], json!([1.3, 2.1, 2.9, 3.7, 4.5, 5.3]), "learned from four points");
    let none = [y, Value::Long(0), Value::string("none")];
    let parts = rounded(&run("series_decompose", &none).expect("an answer"));
    assert_eq!(parts[0], json!([0.0, 0.0, 0.0, 0.0, 0.0, 0.0]));
    assert_eq!(parts[3], json!([1.0, 3.0, 2.0, 4.0, 3.0, 5.0]));
}

/// series-decompose-function: -1 looks for the period. How Kusto does is not published, so what is found is told as
/// an assumption; where there can be none, nothing is assumed.
#[test]
fn a_period_that_is_found_is_an_assumption() {
    let week = [9, 1, 2, 3, 4, 5, 6];
    let weeks: Json = (0..42).map(|day| week[day % 7]).collect();
    let noise: Json =
        "314159265358979323846264338327950288419716".bytes().map(|digit| digit - b'0').collect();
    let cases = [
        (weeks.clone(), weeks, 1),
        (noise, vec![0; 42].into(), 1),
        (json!([5, 5, 5, 5, 5, 5, 5, 5, 5]), vec![0; 9].into(), 0),
        (json!([1, 9, 1, 9]), vec![0; 4].into(), 0),
    ];
    for (values, season, assumptions) in cases {
        let cx = Context::default();
        let found = run_in(&cx, "series_seasonal", &[series(values)]).expect("an answer");
        assert_eq!(rounded(&found), rounded(&season));
        assert_eq!(cx.assumptions().len(), assumptions, "{season}");
    }
}

/// The page's second example: the weekly pattern of two bins a day.
#[test]
fn the_period_of_the_page() {
    let traffic = json!([
        80, 139, 87, 110, 68, 54, 50, 51, 53, 133, 86, 141, 97, 156, 94, 149, 95, 140, 77, 61, 50,
        54, 47, 133, 72, 152, 94, 148, 105, 162, 101, 160, 87, 63, 53, 55, 54, 151, 103, 189, 108,
        183, 113, 175, 113, 178, 90, 71, 62, 62, 65, 165, 109, 181, 115, 182, 121, 178, 114, 170,
    ]);
    let season = run("series_seasonal", &[series(traffic.clone())]).expect("an answer");
    let asked = run("series_seasonal", &[series(traffic.clone()), Value::Long(14)]);
    assert_eq!(season, asked.expect("an answer"));
}

/// series-decompose-anomalies-function: flags, scores, baseline; percentiles and mean are those of the learned points.
#[test]
fn anomalies() {
    let y = series(json!([1, 2, 3, 4, -9]));
    let method = [Value::string("avg"), Value::Long(1), Value::string("tukey")];
    let args = [&[y, Value::Real(1.5), Value::Long(0)][..], &method].concat();
    let expected =
        json!([[0, 0, 0, 0, -1], [-0.5, 0, 0, 0.5, -7.166667], [2.5, 2.5, 2.5, 2.5, 2.5]]);
    check("series_decompose_anomalies", &args, &expected);
    let bad = [series(json!([1, 2])), Value::string("zscore")];
    assert!(run("series_outliers", &bad).is_err());
}
