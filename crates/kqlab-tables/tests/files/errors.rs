//! What cannot be read: each with its file, line and column, or left out and counted.

use crate::support::Data;

fn error(text: &str) -> String {
    Data::new(&[("T.json", text)]).error("T")
}

#[test]
fn places_are_told() {
    let cases = [
        ("{\"a\":1}\n{\"a\":}\n", "KQL2002 T.json, line 2, column 6: expected a value, found `}`"),
        (
            "{\"a\":1}\n\n{\"ä\":\"ö\" 1}",
            "KQL2002 T.json, line 3, column 10: expected ',' or '}', found `1`",
        ),
        (
            "{\"a\":1}\n{\"a\":2",
            "KQL2002 T.json, line 2, column 7: expected the rest of a value, found the end of the text",
        ),
        (
            "{\"a\":1}\n{\"a\":\"x\ty\"}",
            "KQL2002 T.json, line 2, column 8: expected an escape in a string, found U+0009 as it is",
        ),
        (
            "{\"a\":1}\n{\"a\":\"\0\"}",
            "KQL2002 T.json, line 2, column 7: expected an escape in a string, found U+0000 as it is",
        ),
        (
            "{\"a\":1}\n{\"a\":\"\\x\"}",
            "KQL2002 T.json, line 2, column 7: expected a JSON escape, found `\\`",
        ),
        ("{\"a\":1}\n{\"a\":NaN}", "KQL2002 T.json, line 2, column 6: expected a value, found `N`"),
        (
            "{\"a\":1}\n[1]\n",
            "KQL2003 T.json, line 2, column 1: expected a row, which is an object, found `[`",
        ),
        ("{\"a\":1},\n{\"a\":1}", "KQL2002 T.json, line 1, column 8: expected a value, found `,`"),
        ("hello", "KQL2002 T.json, line 1, column 1: expected a value, found `h`"),
        (
            "[{\"a\":1},\n 5]",
            "KQL2003 T.json, line 2, column 2: expected a row, which is an object, found `5`",
        ),
        ("[{\"a\":1},\n]", "KQL2002 T.json, line 2, column 1: expected a value, found `]`"),
        (
            "[{\"a\":1}\n{}]",
            "KQL2002 T.json, line 2, column 1: expected ',' or ']' after a row, found `{`",
        ),
        (
            "[{\"a\":1},\n{\"a\"",
            "KQL2002 T.json, line 2, column 5: expected the rest of a value, found the end of the text",
        ),
        (
            "[{\"a\":1}",
            "KQL2002 T.json, line 1, column 9: expected the rest of a value, found the end of the text",
        ),
        (
            "{\"Records\":[{}]",
            "KQL2002 T.json, line 1, column 16: expected the rest of a value, found the end of the text",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(error(text), expected, "{text}");
    }
}

#[test]
fn bytes_that_are_no_utf8() {
    let data = Data::new(&[]);
    data.write("Lines.json", b"{\"a\":1}\n{\"a\":\"\xc3\xa4\xff\"}\n{\"a\":2}\n");
    data.write("Array.json", b"[{\"a\":1},\n{\"a\":\"\xc3\xa4\xff\"}]");
    data.write("Cut.json", b"[{\"a\":1},\n{\"a\":\"\xc3");
    data.write("Utf16.json", b"\xff\xfe{\0}\0");
    data.write("Xz.json", b"\xfd7zXZ\0");
    assert_eq!(
        data.error("Lines"),
        "KQL2004 Lines.json, line 2, column 8: expected UTF-8, found the byte 0xFF"
    );
    assert_eq!(
        data.error("Array"),
        "KQL2004 Array.json, line 2, column 8: expected UTF-8, found the byte 0xFF"
    );
    assert!(data.error("Cut").starts_with("KQL2002 Cut.json, line 2, column "));
    assert_eq!(
        data.error("Utf16"),
        "KQL2004 Utf16.json: expected JSON or separated values in UTF-8, found UTF-16 text"
    );
    assert_eq!(
        data.error("Xz"),
        "KQL2001 Xz.json: expected JSON or separated values in UTF-8, found an xz file"
    );
    let data = data.skipping();
    assert_eq!(data.show("Lines"), ["a:long 1, 2"]);
    assert_eq!(data.show("Array"), ["a:long 1"]);
}

#[test]
fn rows_that_are_left_out_are_counted() {
    let data = Data::new(&[("T.json", "{\"a\":1}\n{\"a\":\n[2]\n{\"a\":3}\n{\"a\":4")]).skipping();
    assert_eq!(data.show("T"), ["a:long 1, 3"]);
    let expected = "KQL2006 T: 3 rows left out, the first at T.json, line 2, column 6: expected the rest of a value, \
                    found the end of the text";
    assert_eq!(data.warnings("T"), [expected]);
    let data =
        Data::new(&[("T.json", "[{\"a\":1},5,\"x\",{\"a\":3},{\"a\":}, {\"a\":4}]")]).skipping();
    assert_eq!(data.show("T"), ["a:long 1, 3"]);
    let expected = "KQL2006 T: 3 rows left out, the first at T.json, line 1, column 10: expected a row, which is an \
                    object, found `5`";
    assert_eq!(data.warnings("T"), [expected]);
    let data = Data::new(&[("T.json", "{\"a\":1\n{\"a\":2}\n")]).skipping();
    assert_eq!(data.show("T"), ["a:long 2"]);
}

#[test]
fn rows_have_a_limit() {
    let long = format!("{{\"a\":1}}\n{{\"b\":\"{}\"}}\n{{\"a\":3}}\n", "x".repeat(2_000_000));
    let array = format!("[{{\"a\":1}},{{\"b\":\"{}\"}}]", "x".repeat(2_000_000));
    let mut data = Data::new(&[("Lines.json", &long), ("Array.json", &array)]);
    assert_eq!(data.columns("Lines", &["a"]), ["a:long 1, null, 3"]);
    data.options.row_bytes = 1_000_000;
    let expected = "line 2, column 1: expected a row of at most 1000000 bytes, found a longer one";
    assert_eq!(data.error("Lines"), format!("KQL2005 Lines.json, {expected}"));
    assert!(data.error("Array").starts_with("KQL2005 Array.json, line 1, column 10: "));
    let data = data.skipping();
    assert_eq!(data.show("Lines"), ["a:long 1, 3"]);
}

#[test]
fn nesting_has_a_limit() {
    let deep = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    let expected =
        "KQL2005 T.json, line 1, column 105: expected at most 100 levels of nesting, found more";
    assert_eq!(error(&deep(100_000)), expected);
    assert_eq!(Data::new(&[("T.json", &deep(99))]).show("T").len(), 1);
    let dynamic = Data::new(&[("T.json", &format!("[{}]", deep(99)))]).show("T");
    assert!(dynamic[0].starts_with("a:dynamic [[["), "read as JSON, not as a string");
}

#[test]
fn many_keys() {
    let keys = |count: usize| -> String {
        let members: Vec<String> = (0..count).map(|key| format!("\"k{key}\":{key}")).collect();
        format!("{{{}}}\n", members.join(","))
    };
    let data = Data::new(&[
        ("T.json", &keys(9_000)),
        ("Many.json", &keys(1_000_000)),
        ("AuditLogs.json", &keys(1_000_000)),
    ]);
    assert_eq!(data.show("T").len(), 9_000);
    assert_eq!(
        data.error("Many"),
        "KQL2005 Many: expected at most 10000 different keys, found more"
    );
    assert_eq!(data.columns("AuditLogs", &["Result"]), ["Result:string ''"]);
}

/// Nine thousand columns of nine thousand rows are not in memory at once.
#[test]
fn many_columns_make_small_batches() {
    let lines: Vec<String> = (0..9_000).map(|key| format!("{{\"k{key}\":{key}}}")).collect();
    let array = format!("[{}]", lines.join(","));
    let data = Data::new(&[("Lines.json", &lines.join("\n")), ("Array.json", &array)]);
    for table in ["Lines", "Array"] {
        let scan = data.table(table).scan(None).unwrap();
        let mut rows = 0;
        for batch in scan.chunks() {
            let batch = batch.unwrap();
            assert!(batch.rows() < 1_000);
            for row in 0..batch.rows() {
                assert_eq!(batch.columns()[rows + row].long(row), Some((rows + row) as i64));
            }
            rows += batch.rows();
        }
        assert_eq!(rows, 9_000);
    }
}

#[test]
fn a_folder_with_a_files_name() {
    let data = Data::new(&[("T.json/x.json", "{\"a\":1}")]);
    assert_eq!(data.show("T.json"), ["a:long 1"]);
}
