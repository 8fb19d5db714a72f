//! Separated values as portals export them.

use kqlab_tables::DateOrder;

use crate::packed::gzip;
use crate::support::Data;

#[test]
fn a_portal_export() {
    let text = "\u{feff}\"TimeGenerated [UTC]\",OperationName,InitiatedBy,DurationMs,Extra,Result\r\n\
                \"4/16/2021, 9:09:00.730 AM\",\"a \"\"b\"\", c\",\"{\"\"user\"\":{\r\n  \"\"id\"\": 1 }}\",12,007,\r\n\
                \"4/5/2021, 9:11:13.620 PM\",,,,8,x\r\n";
    let data = Data::new(&[("AuditLogs.csv", text)]);
    let columns =
        ["TimeGenerated", "OperationName", "InitiatedBy", "DurationMs", "Extra", "Result", "Type"];
    let expected = [
        "TimeGenerated:datetime 2021-04-16T09:09:00.7300000Z, 2021-04-05T21:11:13.6200000Z",
        "OperationName:string 'a \"b\", c', ''",
        "InitiatedBy:dynamic {\"user\":{\"id\":1}}, null",
        "DurationMs:long 12, null",
        "Extra:string '007', '8'",
        "Result:string '', 'x'",
        "Type:string 'AuditLogs', 'AuditLogs'",
    ];
    assert_eq!(data.columns("AuditLogs", &columns), expected);
}

#[test]
fn types_of_an_unknown_table() {
    let text = "long\treal\tbool\tjson\ttext\tmixed\tnothing\twhen [UTC]\n\
                1\t1.5\tTrue\t[1]\tx\t1\t\t2021-04-16\n\
                -2\t2\tfalse\t{\"a\":2}\t1\ttrue\t\t\n\
                \t\t\t\t\t\t\t\n";
    let expected = [
        "long:long 1, -2, null",
        "real:real 1.5, 2.0, null",
        "bool:bool true, false, null",
        "json:dynamic [1], {\"a\":2}, null",
        "text:string 'x', '1', ''",
        "mixed:string '1', 'true', ''",
        "nothing:string '', '', ''",
        "when:datetime 2021-04-16T00:00:00.0000000Z, null, null",
    ];
    for name in ["T.tsv", "T.csv", "T.json"] {
        assert_eq!(Data::new(&[(name, text)]).show("T"), expected);
    }
}

/// As a portal exports an answer without rows.
#[test]
fn a_header_alone_makes_its_columns() {
    let data = Data::new(&[("T.csv", "a,when [UTC]\n"), ("AuditLogs.csv", "Result,Extra\r\n")]);
    assert_eq!(data.show("T"), ["a:string ", "when:datetime "]);
    assert_eq!(
        data.columns("AuditLogs", &["Result", "Extra"]),
        ["Result:string ", "Extra:string "]
    );
}

#[test]
fn dates_of_a_file_agree() {
    let file = |dates: [&str; 2]| {
        format!("a,TimeGenerated [UTC]\n1,\"{}, 01:00\"\n2,\"{}, 02:00\"\n", dates[0], dates[1])
    };
    let times = |data: &Data| data.columns("T", &["TimeGenerated"]);
    let data = Data::new(&[("T.csv", &file(["10/04/2025", "29/03/2025"]))]);
    let day_first =
        ["TimeGenerated:datetime 2025-04-10T01:00:00.0000000Z, 2025-03-29T02:00:00.0000000Z"];
    assert_eq!(times(&data), day_first);
    let data = Data::new(&[("T.csv", &file(["04/10/2025", "03/29/2025"]))]);
    assert_eq!(times(&data), day_first);
    let mut data = Data::new(&[("T.csv", &file(["10/04/2025", "11/04/2025"]))]);
    assert!(times(&data)[0].starts_with("TimeGenerated:datetime 2025-10-04"));
    let assumed = "KQL2013 T.TimeGenerated: expected a date that tells day and month apart, found one that is read with \
                   the month first, the first in the row at T.csv, line 2, column 1";
    assert_eq!(data.warnings("T"), [assumed]);
    data.options.date_order = Some(DateOrder::DayFirst);
    assert!(times(&data)[0].starts_with("TimeGenerated:datetime 2025-04-10"));
    assert_eq!(data.warnings("T"), [""; 0]);
}

/// The order that is asked for counts in every format.
#[test]
fn dates_of_json() {
    let rows = "{\"TimeGenerated\":\"2025-04-09\"}\n{\"TimeGenerated\":\"10/04/2025, 01:00\"}\n";
    let array = format!("[{}]", rows.trim_end().replace('\n', ","));
    let mut data = Data::new(&[("T.json", rows), ("A.json", &array)]);
    for name in ["T", "A"] {
        assert!(data.show(name)[0].ends_with("2025-10-04T01:00:00.0000000Z"), "{name}");
        assert!(data.warnings(name)[0].starts_with("KQL2013 "), "{name}");
    }
    data.options.date_order = Some(DateOrder::DayFirst);
    for name in ["T", "A"] {
        assert!(data.show(name)[0].ends_with("2025-04-10T01:00:00.0000000Z"), "{name}");
        assert_eq!(data.warnings(name), [""; 0], "{name}");
    }
}

/// A portal that is set to local time marks its times so, and does not say where that is.
#[test]
fn local_times() {
    let csv = "TimeGenerated [Local Time],Computer,\"TimeCollected [Local]\"\n\"16/07/2026, 20:26:12.030\",a,\n";
    let json = "{\"TimeGenerated [Local Time]\":\"2026-07-16T20:26:12.03\",\"Computer\":\"a\"}";
    let data = Data::new(&[("SecurityEvent.csv", csv), ("T.json", json), ("U.csv", csv)]);
    let time = "TimeGenerated:datetime 2026-07-16T20:26:12.0300000Z";
    for (name, file) in [
        ("SecurityEvent", "SecurityEvent.csv, line 2"),
        ("T", "T.json, line 1"),
        ("U", "U.csv, line 2"),
    ] {
        assert_eq!(
            data.columns(name, &["TimeGenerated", "Computer"]),
            [time, "Computer:string 'a'"]
        );
        let expected = format!(
            "KQL2013 {name}.TimeGenerated: expected times in UTC, found local ones of a zone that is not told, read as \
             UTC, the first in the row at {file}, column 1"
        );
        assert!(data.warnings(name).contains(&expected), "{:?}", data.warnings(name));
    }
    assert_eq!(data.show("U")[2], "TimeCollected:datetime null");
}

/// `DataFrame.to_csv` of pandas leaves the header of its index blank.
#[test]
fn columns_without_a_name() {
    let data = Data::new(&[("T.csv", ",a,b\n0,x,1\n1,y,2\n")]);
    assert_eq!(data.show("T"), ["Column1:long 0, 1", "a:string 'x', 'y'", "b:long 1, 2"]);
}

#[test]
fn a_file_of_one_column() {
    let text = "UserPrincipalName\r\na@contoso.com\r\n\"b,c\"\r\n";
    let data = Data::new(&[("T.csv", text), ("U.json", text)]);
    data.write("P.csv.gz", &gzip(text.as_bytes()));
    for name in ["T", "P"] {
        assert_eq!(data.show(name), ["UserPrincipalName:string 'a@contoso.com', 'b,c'"]);
    }
    assert!(data.error("U").starts_with("KQL2002 U.json, line 1, column 1"));
}

/// A column whose type differs from row to row is exported as two.
#[test]
fn twins_are_one_column() {
    let text = "InitiatedBy_dynamic,InitiatedBy_string\n\"{\"\"a\"\":1}\",\n,x\n,\n";
    let expected = [
        "InitiatedBy:dynamic {\"a\":1}, \"x\", null",
        "InitiatedBy_string:string '', 'x', ''",
        "InitiatedBy_dynamic:dynamic {\"a\":1}, null, null",
    ];
    let data = Data::new(&[("AuditLogs.csv", text)]);
    assert_eq!(
        data.columns("AuditLogs", &["InitiatedBy", "InitiatedBy_string", "InitiatedBy_dynamic"]),
        expected
    );
    assert_eq!(data.columns("AuditLogs", &["InitiatedBy"]), expected[..1]);
    let rows = "{\"InitiatedBy_dynamic\":{\"a\":1},\"InitiatedBy_string\":\"\"}\n{\"InitiatedBy_string\":\"x\",\"InitiatedBy_dynamic\":null}\n{}";
    let data = Data::new(&[("AuditLogs.json", rows)]);
    assert_eq!(data.columns("AuditLogs", &["InitiatedBy"]), expected[..1]);
    assert_eq!(data.warnings("AuditLogs"), [""; 0]);
}

#[test]
fn rows_that_are_wrong() {
    let error = |text: &str| Data::new(&[("T.csv", text)]).error("T");
    assert_eq!(
        error("a,b\n1,2\n3\n"),
        "KQL2003 T.csv, line 3, column 1: expected 2 cells, as the header has, found 1"
    );
    assert_eq!(
        error("a,b\n1,2\n3,\"x"),
        "KQL2003 T.csv, line 3, column 1: expected a closing quote, found the end of the file"
    );
    assert_eq!(
        Data::new(&[("T.csv", "a,b\n1,2\n3,\"x\"")]).show("T"),
        ["a:long 1, 3", "b:string '2', 'x'"]
    );
    assert_eq!(
        error("a,b\n1,2,3\n"),
        "KQL2003 T.csv, line 2, column 1: expected 2 cells, as the header has, found 3"
    );
    assert!(error("=hello\nworld").starts_with("KQL2002 T.csv, line 1, column 1"));
    let data = Data::new(&[]);
    data.write("T.csv", b"a,b\n1,2\n3,\xff\n4,5\n");
    assert_eq!(
        data.error("T"),
        "KQL2004 T.csv, line 3, column 1: expected UTF-8, found other bytes"
    );
    let data = data.skipping();
    assert_eq!(data.show("T"), ["a:long 1, 4", "b:long 2, 5"]);
    let mut data = Data::new(&[("T.csv", &format!("a,b\n1,\"{}", "x\n".repeat(400_000)))]);
    data.options.row_bytes = 100_000;
    assert_eq!(
        data.error("T"),
        "KQL2005 T.csv, line 2, column 1: expected a row of at most 100000 bytes, found a longer one"
    );
}

#[test]
fn a_large_file() {
    let rows: String = (0..60_000).map(|row| format!("{row},\"line\n{row}\"\n")).collect();
    let data = Data::new(&[("T.csv", &format!("n,text\n{rows}"))]);
    let scan = data.scan("T", &["n"]);
    let mut next = 0;
    for batch in scan.chunks() {
        let batch = batch.unwrap();
        for row in 0..batch.rows() {
            assert_eq!(batch.columns()[0].long(row), Some(next));
            next += 1;
        }
    }
    assert_eq!(next, 60_000);
}
