//! One table in every layout: told apart by content, loaded alike.

use std::fmt::Write;

use crate::support::{Data, show};

const EXPECTED: [&str; 2] = ["a:long 1, 2", "b:dynamic {\"c\":[true,null]}, null"];

#[test]
fn layouts_load_alike() {
    let one = r#"{"a":1,"b":{"c":[true,null]}}"#;
    let pretty = "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [ true, null ]\n  }\n}";
    let two = r#"{"a":2}"#;
    let layouts = [
        format!("{one}\n{two}\n"),
        format!("{one}\n{two}"),
        format!("{one}\r\n{two}\r\n"),
        format!("\u{feff}\n\n{one}\n  \n{two}\n\n"),
        format!("[{one},{two}]"),
        format!("\u{feff} [\n {pretty} ,\n {two} ]\n"),
        format!("[{one}]\n[]\n[{two}]"),
        format!("{pretty}\n{two}"),
        format!("{one}{two}"),
        format!("{{\"Records\":[{one},{two}]}}"),
        format!("{{ \"records\" : [\n{pretty},\n{two} ] }}"),
        format!("{{\"@odata.context\":\"u\",\"value\":[{one},{two}],\"@odata.nextLink\":\"v\"}}"),
        format!("{{\"Records\":[{one}]}}\n{{\"Records\":[]}}\n{{\"Records\":[{two}]}}"),
    ];
    for layout in layouts {
        for name in ["T.json", "T.jsonl"] {
            assert_eq!(Data::new(&[(name, &layout)]).show("T"), EXPECTED, "{layout}");
        }
    }
}

#[test]
fn one_object_is_a_row() {
    let data = Data::new(&[("T.json", "{\n\"a\": 1,\n\"value\": [{\"b\": 2}]\n}")]);
    assert_eq!(data.show("T"), ["a:long 1", "value:dynamic [{\"b\":2}]"]);
}

#[test]
fn nothing_is_no_rows() {
    for text in ["", "\n \r\n", "[]", " [ ] ", "{\"value\":[]}", "\u{feff}"] {
        let data = Data::new(&[("T.json", text), ("AuditLogs.json", text)]);
        assert_eq!(data.show("T"), [""; 0], "{text}");
        assert_eq!(data.columns("AuditLogs", &["Result"]), ["Result:string "]);
    }
}

#[test]
fn files_of_a_folder_are_one_table() {
    let data = Data::new(&[
        ("T/2.json", "[{\"a\":2.5}]"),
        ("T/1.jsonl", "{\"a\":1}\n"),
        ("T/sub/3.json", "{\"b\":\"x\"}"),
    ]);
    assert_eq!(data.show("T"), ["a:real 1.0, 2.5, null", "b:string '', '', 'x'"]);
}

/// Many small files share a piece and its batch; a table may mix formats.
#[test]
fn small_files_share_a_batch() {
    let data = Data::new(&[]);
    for file in 0..300 {
        data.write(&format!("T/{file:03}.json"), format!("{{\"n\":{file}}}").as_bytes());
    }
    data.write("T/300.csv", b"x,n\n1,300\n");
    data.write("T/301.json", b"[{\"n\":301}]");
    let scan = data.scan("T", &["n"]);
    assert_eq!(scan.pieces().len(), 1);
    assert_eq!(scan.chunks().count(), 1);
    let expected: Vec<String> = (0..302).map(|n| n.to_string()).collect();
    assert_eq!(show(&scan), [format!("n:long {}", expected.join(", "))]);
}

/// More than one piece of eight megabytes, more than one chunk, rows across all borders.
#[test]
fn large_files_lose_nothing() {
    let (mut lines, mut array, mut sum) = (String::new(), String::from("["), 0_i64);
    let filler = "x".repeat(500);
    for row in 0..40_000 {
        let pad = &filler[..(row * 7919) % 500];
        sum += row as i64;
        writeln!(lines, "{{\"n\":{row},\"pad\":\"{pad}\"}}").unwrap();
        write!(array, "{}{{\"n\":{row},\n\"pad\":\"{pad}\"}}", if row > 0 { "," } else { "" })
            .unwrap();
    }
    array.push(']');
    let data = Data::new(&[("Lines.json", &lines), ("Array.json", &array)]);
    assert!(data.scan("Lines", &["n"]).pieces().len() > 1);
    for table in ["Lines", "Array"] {
        let scan = data.scan(table, &["n"]);
        let mut next = 0;
        for batch in scan.chunks() {
            let batch = batch.unwrap();
            for row in 0..batch.rows() {
                assert_eq!(batch.columns()[0].long(row), Some(next));
                next += 1;
            }
        }
        assert_eq!(next * (next - 1) / 2, sum, "{table}");
        assert_eq!(data.table(table).rows(), Ok(40_000));
    }
}

#[test]
fn answers_of_query_services() {
    let columns = |name: &str, ty: &str| {
        format!(
            r#"[{{"{name}":"a","{ty}":"int"}},{{"{name}":"TenantId","{ty}":"guid"}},{{"{name}":"b","{ty}":"dynamic"}}]"#
        )
    };
    let guid = "74be27de-1e4e-49d9-b579-fe0b331d3642";
    let rows = format!("[[1,\"{guid}\",\"{{\\\"c\\\":1}}\"], [null,null,[2]]]");
    let status = r#"{"TableName":"Table_1","Columns":[{"ColumnName":"Ordinal"},{"ColumnName":"Kind"}],"Rows":[]}"#;
    let frame = |kind: &str, columns: &str, rows: &str| {
        format!(
            r#"{{"FrameType":"DataTable","TableId":1,"TableKind":"{kind}","TableName":"t","Columns":{columns},"Rows":{rows}}}"#
        )
    };
    let lower = columns("name", "type");
    let upper = columns("ColumnName", "ColumnType");
    let properties = frame("QueryProperties", r#"[{"ColumnName":"Key"}]"#, "[[1]]");
    let answers = [
        format!(r#"{{"tables":[{{"name":"PrimaryResult","columns":{lower},"rows":{rows}}}]}}"#),
        format!(
            "{{ \"tables\" : [ {{ \"name\" : \"x\", \"columns\" : {lower} ,\n\"rows\" : {rows} }} ] }}\n"
        ),
        format!(
            r#"{{"Tables":[{{"TableName":"Table_0","Columns":{upper},"Rows":{rows}}},{status}]}}"#
        ),
        format!(
            r#"[{{"FrameType":"DataSetHeader","Version":"v2.0"}},{properties},{},{properties},{{"FrameType":"DataSetCompletion","HasErrors":false}}]"#,
            frame("PrimaryResult", &upper, &rows)
        ),
    ];
    let expected = [
        "a:int 1, null".to_owned(),
        format!("TenantId:guid {guid}, null"),
        "b:dynamic {\"c\":1}, [2]".to_owned(),
    ];
    for answer in &answers {
        assert_eq!(Data::new(&[("T.json", answer)]).show("T"), expected, "{answer}");
    }
    let known = Data::new(&[("AuditLogs.json", &answers[0])]);
    assert_eq!(
        known.columns("AuditLogs", &["TenantId", "a"])[0],
        format!("TenantId:string '{guid}', ''")
    );
}

#[test]
fn answers_that_are_not_whole() {
    let error = |text: &str| Data::new(&[("T.json", text)]).error("T");
    let table = r#"{"name":"PrimaryResult","columns":[{"name":"a","type":"int"}],"rows":[[1]]}"#;
    assert!(
        error(&format!("{{\"tables\":[{table},{table}]}}")).contains("an answer of one result")
    );
    assert!(
        error(
            &table.replace("[1]", "[1,2]").replace("{\"name\":\"P", "{\"tables\":[{\"name\":\"P")
        )
        .contains("expected ']' after the last column's value, found `,`")
    );
    assert!(
        error(&format!("{{\"tables\":[{}]}}", table.replace("[1]", "{\"OneApiErrors\":[]}")))
            .contains("expected a row, which is an array of values, found `{`")
    );
    assert!(error(&format!("{{\"tables\":[{table}]")).contains("found the end of the text"));
}
