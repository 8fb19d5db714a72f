//! Input that is large or odd on purpose: a clear error or the right rows, and nothing lost in silence.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::packed::gzip;
use crate::support::{Data, show};

#[test]
fn an_error_in_the_last_line_of_a_large_file() {
    let mut rows = String::new();
    for n in 0..300_000 {
        writeln!(rows, "{{\"n\":{n},\"text\":\"some text\"}}").unwrap();
    }
    rows.push_str("{\"n\":1,\"text\":}");
    let data = Data::new(&[("T.json", &rows)]);
    data.write("P.json.gz", &gzip(rows.as_bytes()));
    for (name, file) in [("T", "T.json"), ("P", "P.json.gz")] {
        let expected =
            format!("KQL2002 {file}, line 300001, column 15: expected a value, found `}}`");
        assert_eq!(data.error(name), expected);
    }
    let data = data.skipping();
    assert_eq!(data.table("T").rows(), Ok(300_000));
    assert_eq!(data.table("P").rows(), Ok(300_000));
}

/// A key that is a value, row by row. What is declared can be read all the same.
#[test]
fn a_million_distinct_keys() {
    let mut rows = String::new();
    for n in 0..1_000_000 {
        writeln!(rows, "{{\"k{n}\":1,\"a\":{n}}}").unwrap();
    }
    let mut data = Data::new(&[("T.json", &rows)]);
    let expected = "KQL2005 T: expected at most 10000 different keys, found more";
    assert_eq!(data.error("T"), expected);
    data.options.schemas.set("T", "a", kqlab_plan::Type::Long);
    let scan = data.scan("T", &["a"]);
    let sum: i64 = scan
        .chunks()
        .map(Result::unwrap)
        .map(|batch| (0..batch.rows()).filter_map(|row| batch.columns()[0].long(row)).sum::<i64>())
        .sum();
    assert_eq!(sum, 499_999_500_000);
}

#[test]
fn a_column_of_long_strings() {
    let long = "é\\n".repeat(66_667);
    let rows: String = (0..200).map(|n| format!("{{\"n\":{n},\"s\":\"{long}\"}}\n")).collect();
    let data = Data::new(&[("T.json", &rows)]);
    let scan = data.scan("T", &["n", "s"]);
    let mut next = 0;
    for batch in scan.chunks() {
        let batch = batch.unwrap();
        assert!(batch.rows() < 100, "batches are bounded in bytes");
        for row in 0..batch.rows() {
            assert_eq!(batch.columns()[0].long(row), Some(next));
            assert_eq!(batch.columns()[1].text(row).map(str::len), Some(66_667 * 3));
            next += 1;
        }
    }
    assert_eq!(next, 200);
}

#[test]
fn nul_characters_and_lone_surrogates() {
    let rows = "{\"a\":\"x\\u0000y\",\"b\":\"\\ud83d\",\"c\":{\"d\":\"\\udc00!\"}}\n";
    let data = Data::new(&[("T.json", rows)]);
    let expected = ["a:string 'x\0y'", "b:string '\u{fffd}'", "c:dynamic {\"d\":\"\u{fffd}!\"}"];
    assert_eq!(data.show("T"), expected);
    let data = Data::new(&[("T.csv", "a,b\nx\0y,2\n")]);
    assert_eq!(data.show("T"), ["a:string 'x\0y'", "b:long 2"]);
}

/// Rows that come after the file was looked at are not read; the one that was being written is read to its end.
#[test]
fn a_file_that_grows() {
    let cases = [
        ("T.json", "{\"a\":1}\n{\"a\":2", "}\n{\"a\":3}\n"),
        ("U.csv", "a,b\n1,x\n2,", "y\n3,z\n"),
    ];
    for (name, before, after) in cases {
        let mut data = Data::new(&[(name, before)]);
        data.options.schemas.set(&name[..1], "a", kqlab_plan::Type::Long);
        let scan = data.scan(&name[..1], &["a"]);
        let mut file = std::fs::OpenOptions::new().append(true).open(data.path(name)).unwrap();
        file.write_all(after.as_bytes()).unwrap();
        assert_eq!(show(&scan), ["a:long 1, 2"], "{name}");
    }
}

/// A file that is cut where a row ends does not pass for a whole one.
#[test]
fn a_file_that_shrinks() {
    let cases = [
        ("L.json", "{\"a\":1}\n", "{\"a\":2}\n"),
        ("C.csv", "a,b\n1,x\n", "2,y\n"),
        ("D.json", "{\n\"a\":1\n}\n", "{\n\"a\":2\n}\n"),
    ];
    for (name, before, after) in cases {
        let mut data = Data::new(&[(name, &format!("{before}{after}"))]);
        data.options.schemas.set(&name[..1], "a", kqlab_plan::Type::Long);
        let scan = data.scan(&name[..1], &["a"]);
        std::fs::File::options()
            .write(true)
            .open(data.path(name))
            .unwrap()
            .set_len(before.len() as u64)
            .unwrap();
        let error = scan.chunks().find_map(Result::err).map(|error| data.message(&error));
        let (whole, size) = (before.len() + after.len(), before.len());
        let expected = format!(
            "KQL2011 {name}: expected at least {whole} bytes, as the file had before, found {size}: it was cut while it \
             was read"
        );
        assert_eq!(error, Some(expected));
    }
}
