//! Lines that are left out before they are read: never one that holds what is asked, whatever hides it.

use std::fmt::Write;
use std::sync::Arc;

use kqlab_columns::{Batch, Room};
use kqlab_plan::{Needle, Needles};
use kqlab_tables::{Kept, Scan};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::support::Data;

/// How a character is written in JSON.
#[derive(Clone, Copy, Debug)]
enum Spelling {
    Plain,
    Lower,
    Upper,
}

/// A JSON string of a text, each character spelled as the next of `spellings` says.
fn quoted(text: &str, spellings: &[Spelling]) -> String {
    let mut json = String::from("\"");
    for (at, char) in text.chars().enumerate() {
        match spellings[at % spellings.len()] {
            Spelling::Plain if char == '"' || char == '\\' => json.extend(['\\', char]),
            Spelling::Plain if char >= ' ' => json.push(char),
            Spelling::Upper if char == '/' => json.push_str("\\/"),
            Spelling::Lower | Spelling::Plain => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    write!(json, "\\u{unit:04x}").expect("a string takes everything");
                }
            }
            Spelling::Upper => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    write!(json, "\\u{unit:04X}").expect("a string takes everything");
                }
            }
        }
    }
    json + "\""
}

fn spellings() -> impl Strategy<Value = Vec<Spelling>> {
    let one = prop_oneof![
        12 => Just(Spelling::Plain),
        1 => Just(Spelling::Lower),
        1 => Just(Spelling::Upper)
    ];
    vec(one, 1..9)
}

/// Texts around the needle, whole, broken, in another case, or with a character whose lower case is the same.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "(x|é|\"|\n)?(Kiwi/7|kiwi/7|\u{212a}iwi/7|k\u{130}wi/7|KIWI/7|Kiwi, 7|Kiw)(\\\\|😀| y)?",
        "[kKiIwW\u{212a}\u{130}]{0,6}",
    ]
}

#[derive(Clone, Debug)]
enum Cell {
    Text(String, Vec<Spelling>),
    /// JSON within a string, so often.
    Wrapped(String, Vec<Spelling>, u8),
    Raw(&'static str),
}

impl Cell {
    fn json(&self) -> String {
        match self {
            Self::Text(text, spellings) => quoted(text, spellings),
            Self::Wrapped(text, spellings, depth) => {
                let object = format!("{{ \"a\" : [ {} , 7.0 ] }}", quoted(text, spellings));
                (0..*depth).fold(object, |json, _| quoted(&json, spellings))
            }
            Self::Raw(json) => (*json).to_owned(),
        }
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    let raw = ["null", "12", "[1, \"Kiwi\" , 7]", "{\"Kiwi\" : 7}", "1200e-2", "true"];
    prop_oneof![
        (text(), spellings()).prop_map(|(text, spellings)| Cell::Text(text, spellings)),
        (text(), spellings(), 0_u8..3).prop_map(|(t, s, depth)| Cell::Wrapped(t, s, depth)),
        proptest::sample::select(raw.to_vec()).prop_map(Cell::Raw),
    ]
}

fn needle() -> impl Strategy<Value = Needle> {
    let texts =
        ["Kiwi/7", "iwi", "Kiwi, 7", "Kiwi\",7", "wi y", "12", "12.0", "tru", "é", "kiwi\n"];
    (proptest::sample::select(texts.to_vec()), any::<bool>(), any::<bool>()).prop_map(
        |(text, folded, inside)| Needle {
            column: if inside { "InitiatedBy" } else { "OperationName" }.into(),
            text: if folded { fold(text).into() } else { text.into() },
            folded,
            inside,
        },
    )
}

fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn holds(text: &str, needle: &Needle) -> bool {
    if needle.folded { fold(text).contains(&*needle.text) } else { text.contains(&*needle.text) }
}

/// Whether a text stands somewhere in a JSON value, or in its own text.
fn holds_inside(json: &Json, needle: &Needle) -> bool {
    holds(&json.to_string(), needle)
        || match json {
            Json::String(text) => {
                let within = serde_json::from_str(text);
                holds(text, needle) || within.is_ok_and(|json| holds_inside(&json, needle))
            }
            Json::Array(items) => items.iter().any(|item| holds_inside(item, needle)),
            Json::Object(bag) => {
                bag.iter().any(|(key, value)| holds(key, needle) || holds_inside(value, needle))
            }
            Json::Null | Json::Bool(_) | Json::Number(_) => false,
        }
}

/// The numbers of the rows of a table, and whether each holds the needle.
fn rows(batches: &[Batch], needle: &Needle) -> Vec<(i64, bool)> {
    let Some(first) = batches.first() else { return Vec::new() };
    let all = Batch::concat(first.schema(), batches);
    let [number, string, dynamic] = all.columns() else { panic!("three columns") };
    let row = |row: usize| {
        let held = if needle.inside {
            let json = serde_json::from_str(dynamic.text(row).unwrap_or("null"));
            holds_inside(&json.expect("JSON"), needle)
        } else {
            holds(string.text(row).expect("a string"), needle)
        };
        (number.long(row).expect("a number"), held)
    };
    (0..all.rows()).map(row).collect()
}

const COLUMNS: [&str; 3] = ["DurationMs", "OperationName", "InitiatedBy"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_that_holds_a_needle_is_left_out(
        cells in vec((cell(), cell()), 1..8),
        needles in vec(needle(), 1..3),
        crlf in any::<bool>(),
        times in 1..6_usize,
        others in prop::sample::select(vec![0, 80]),
    ) {
        let mut lines = Vec::new();
        for (row, (string, dynamic)) in cells.iter().enumerate() {
            let (string, dynamic) = (string.json(), dynamic.json());
            lines.push(format!("{{\"DurationMs\":{row},\"OperationName\":{string} , \"InitiatedBy\": {dynamic}}}"));
            lines.push("{\"DurationMs\":-1,\"OperationName\":\"plum\",\"x\":\"\\\\users\\\\n\"}".to_owned());
        }
        // Some columns have few values then.
        let mut lines: Vec<String> = std::iter::repeat_n(lines, times).flatten().collect();
        lines.extend((0..others).map(|row| {
            format!("{{\"DurationMs\":-2,\"OperationName\":\"other row {row}\",\"InitiatedBy\":[\"{row} others\"]}}")
        }));
        let data = Data::new(&[("AuditLogs.json", &lines.join(if crlf { "\r\n" } else { "\n" }))]);
        let asked = Needles::any(needles.clone());
        let held = |batches: &[Batch]| -> Vec<i64> {
            let each: Vec<_> = needles.iter().map(|needle| rows(batches, needle)).collect();
            let kept = (0..each[0].len()).filter(|at| each.iter().any(|rows| rows[*at].1));
            kept.map(|at| each[0][at].0).collect()
        };
        let read = |scan: Scan| scan.chunks().map(|batch| batch.expect("rows")).collect::<Vec<_>>();
        let plain = held(&read(data.scan("AuditLogs", &COLUMNS)));
        let sifted = read(data.scan("AuditLogs", &COLUMNS).matching(&asked));
        prop_assert_eq!(&plain, &held(&sifted), "{}", lines.join("\n"));
        let room = Arc::new(Room::new(u64::MAX));
        let mut readers: Vec<Needles> = (0..others).flat_map(others_look_for).collect();
        readers.push(asked.clone());
        for kept in [Needles::default(), asked.clone()] {
            let columns = COLUMNS.map(Arc::from);
            let kept = Kept::load(&data.table("AuditLogs"), &columns, &kept, &readers, &room);
            let view = Arc::new(kept.expect("kept")).view(&columns, &asked).expect("a view");
            let batches: Vec<Batch> = (0..view.pieces()).flat_map(|at| view.read(at)).collect();
            prop_assert_eq!(&plain, &held(&batches), "{}", lines.join("\n"));
        }
    }
}

/// In each column, with and without regard to case.
fn others_look_for(reader: usize) -> [Needles; 2] {
    ["OperationName", "InitiatedBy"].map(|column| {
        Needles::any(vec![Needle {
            column: column.into(),
            text: format!("reader{reader}").into(),
            folded: reader.is_multiple_of(2),
            inside: column == "InitiatedBy",
        }])
    })
}

fn operation(text: &str) -> Needles {
    let needle = |text: &str, folded| Needle {
        column: "OperationName".into(),
        text: text.into(),
        folded,
        inside: false,
    };
    Needles::any(vec![needle(text, true)])
}

fn numbers(data: &Data, needles: &Needles) -> Result<Vec<i64>, String> {
    let scan = data.scan("AuditLogs", &COLUMNS[..2]).matching(needles);
    let mut numbers = Vec::new();
    for batch in scan.chunks() {
        let batch = batch.map_err(|error| data.message(&error))?;
        numbers.extend((0..batch.rows()).filter_map(|row| batch.columns()[0].long(row)));
    }
    Ok(numbers)
}

#[test]
fn what_cannot_hold_it_is_not_read() {
    let text = r#"{"DurationMs":1,"OperationName":"plum"}
{"DurationMs":2,"OperationName":"KIWI"}
{"DurationMs":3,"OperationName":"plum","x":"\\users \u003c"}

{"DurationMs":4,"OperationName":"k\u0069wi"}
{"DurationMs":5,"OperationName":"plum \u212A"}
"#;
    let data = Data::new(&[("AuditLogs.json", text)]);
    assert_eq!(numbers(&data, &operation("kiwi")), Ok(vec![2, 4, 5]));
    assert_eq!(numbers(&data, &operation("ki")), Ok(vec![1, 2, 3, 4, 5]), "too short a text");
    let ty =
        Needle { column: "Type".into(), text: "AuditLogs".into(), folded: false, inside: false };
    let columns = ["Type"].map(Arc::from);
    let scan = data.table("AuditLogs").scan(Some(&columns)).expect("a table");
    let scan = scan.matching(&Needles::any(vec![ty]));
    let rows: usize = scan.chunks().map(|batch| batch.expect("rows").rows()).sum();
    assert_eq!(rows, 5, "the table's name is in no row");
}

/// A text is in the value, and not in the line: a solidus may be escaped, a string column takes an array or object
/// without white space between its tokens.
#[test]
fn what_json_writes_in_several_ways() {
    let plum = "{\"DurationMs\":1,\"OperationName\":\"plum\"}\n".repeat(3);
    let cases = [
        ("iwi/7", r#""kiwi\/7""#),
        ("iwi\\7", r#""kiwi\\7""#),
        ("iwi\"7", r#""kiwi\"7""#),
        ("100,7", "[100 , 7]"),
        (":100", r#"{"a" : 100}"#),
        ("[100", "[ 100]"),
        ("100]", "[100 ]"),
        ("100}", r#"{"a":100 }"#),
        ("[{}", "[ { } ]"),
    ];
    for (needle, value) in cases {
        let text = format!("{plum}{{\"DurationMs\":7,\"OperationName\":{value}}}\n{plum}");
        let data = Data::new(&[("AuditLogs.json", &text)]);
        assert!(data.columns("AuditLogs", &["OperationName"])[0].contains(needle), "{needle}");
        let kept = numbers(&data, &operation(needle)).expect("rows");
        assert!(kept.contains(&7), "{needle}");
    }
}

#[test]
fn a_line_that_is_cut_is_still_an_error() {
    let whole = "{\"DurationMs\":1,\"OperationName\":\"plum\"}\n";
    for (line, code) in
        [("{\"DurationMs\":2,\"Op", "KQL2002"), ("[1]", "KQL2003"), ("\"x\"}", "KQL2003")]
    {
        let data = Data::new(&[("AuditLogs.json", &format!("{whole}{line}\n{whole}"))]);
        let error = numbers(&data, &operation("kiwi")).expect_err("a bad line");
        assert!(error.starts_with(code) && error.contains("line 2"), "{error}");
    }
}

#[test]
fn keys_of_rows_that_are_left_out_count_as_there() {
    let text = "{\"DurationMs\":1,\"OperationName\":\"plum\"}\n{\"OperationName\":\"kiwi\"}\n";
    let data = Data::new(&[("AuditLogs.json", text)]);
    let scan = data
        .scan("AuditLogs", &["DurationMs", "OperationName", "Result"])
        .matching(&operation("kiwi"));
    scan.chunks().for_each(|batch| drop(batch.expect("rows")));
    assert_eq!(scan.rows(), 2);
    assert_eq!(scan.absent(|_| true).expect("readable"), [Arc::from("Result")]);
}

/// Of rows with and without the needle, however many there are: those that hold it.
#[test]
fn many_lines_are_sifted_as_few_are() {
    for of_hundred in [0, 1, 50, 90, 100] {
        let mut text = String::new();
        let mut expected = Vec::new();
        for row in 0..2000 {
            let operation = match row % 100 < of_hundred {
                true => ["KeyGet", "SECRETGET", "VaultGet"][row % 3],
                false => ["Update", "Authentication"][row % 2],
            };
            expected.extend((row % 100 < of_hundred && row % 3 != 1).then_some(row as i64));
            writeln!(text, r#"{{"DurationMs":{row},"OperationName":"{operation}"}}"#)
                .expect("a string takes everything");
        }
        let data = Data::new(&[("AuditLogs.json", &text)]);
        let needle = |text: &str| Needle {
            column: "OperationName".into(),
            text: text.into(),
            folded: false,
            inside: false,
        };
        let needles = Needles::any(["KeyGet", "SecretGet", "VaultGet"].map(needle).to_vec());
        let kept = numbers(&data, &needles).expect("rows");
        let missing = expected.iter().find(|row| !kept.contains(row));
        assert_eq!(missing, None, "{of_hundred} of 100");
    }
}

#[test]
fn watched_keys_are_told_of_wherever_they_are() {
    let row = |key: &str| format!("{{\"DurationMs\":1,\"OperationName\":\"plum\",{key}:1}}\n");
    let names = ["Least", "Extra"].map(std::sync::Arc::from);
    let columns = COLUMNS[..2].iter().map(|name| std::sync::Arc::from(*name)).collect::<Vec<_>>();
    let watched = |file: &str, text: &str, needles: &Needles| {
        let data = Data::new(&[(file, text)]);
        let scan = data.table("AuditLogs").watch(Some(&columns), &names).expect("a table");
        let scan = scan.matching(needles);
        assert_eq!(scan.has_seen_watched(), None, "nothing is read yet");
        scan.chunks().for_each(|batch| drop(batch.expect("rows")));
        scan.has_seen_watched()
    };
    for needles in [Needles::default(), operation("kiwi"), operation("plum")] {
        for (key, expected) in [
            ("\"Extra\"", true),
            ("\"\\u0045xtra\"", true),
            ("\"Least\"", true),
            ("\"extra\"", false),
            ("\"ExtraLeast\"", false),
            ("\"x\":{\"Extra\":1},\"y\"", false),
            ("\"x\":\"Extra\",\"y\"", false),
        ] {
            let text = row("\"z\"").repeat(100) + &row(key) + &row("\"z\"");
            let found = watched("AuditLogs.json", &text, &needles);
            assert_eq!(found, Some(expected), "{key} {needles:?}");
        }
        let found =
            |header: &str| watched("AuditLogs.csv", &format!("{header}\n1,plum,2\n"), &needles);
        assert_eq!(found("DurationMs,OperationName,Extra"), Some(true));
        assert_eq!(found("DurationMs,OperationName,Other"), Some(false));
    }
}
