//! One logical table in every container and every packing: the same table each time.

use kqlab_plan::Type;
use polars_arrow::array::{PrimitiveArray, Utf8ViewArray};
use polars_arrow::datatypes::{ArrowDataType, TimeUnit};
use serde_json::{Map, Value, json};
use zip::CompressionMethod;

use crate::columns::{Columns, arrow, parquet};
use crate::packed::{archive, bzip2, gzip, zstd};
use crate::support::Data;

const COLUMNS: [&str; 6] =
    ["TimeGenerated", "OperationName", "InitiatedBy", "DurationMs", "Result", "Type"];

const EXPECTED: [&str; 6] = [
    "TimeGenerated:datetime 2026-04-21T09:00:00.1230000Z, 2026-04-21T21:00:00.0000000Z, 2026-04-22T00:00:00.0000000Z",
    "OperationName:string 'Read \"key\", twice', '007', 'línea 1\nlínea 2'",
    "InitiatedBy:dynamic {\"user\":{\"id\":1}}, null, [1,\"a\"]",
    "DurationMs:long 9007199254740993, -1, null",
    "Result:string 'success', '', 'failure'",
    "Type:string 'AuditLogs', 'AuditLogs', 'AuditLogs'",
];

fn rows() -> Vec<Value> {
    vec![
        json!({"TimeGenerated": "2026-04-21T09:00:00.123Z", "OperationName": "Read \"key\", twice",
               "InitiatedBy": {"user": {"id": 1}}, "DurationMs": 9_007_199_254_740_993_i64, "Result": "success"}),
        json!({"TimeGenerated": "2026-04-21T21:00:00Z", "OperationName": "007", "InitiatedBy": null,
               "DurationMs": -1, "Result": ""}),
        json!({"TimeGenerated": "2026-04-22T00:00:00Z", "OperationName": "línea 1\nlínea 2",
               "InitiatedBy": [1, "a"], "DurationMs": null, "Result": "failure"}),
    ]
}

fn types() -> [(&'static str, &'static str); 5] {
    [
        ("TimeGenerated", "datetime"),
        ("OperationName", "string"),
        ("InitiatedBy", "dynamic"),
        ("DurationMs", "long"),
        ("Result", "string"),
    ]
}

fn object(rows: &Value) -> &Map<String, Value> {
    rows.as_object().expect("a row")
}

/// Each value as a text, as the command line of Azure prints it.
fn texts(row: &Value) -> Value {
    let text = |value: &Value| match value {
        Value::Null => json!("None"),
        Value::String(text) => json!(text),
        other => json!(other.to_string()),
    };
    object(row).iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

fn arrays() -> Vec<Value> {
    let row = |row: &Value| object(row).values().cloned().collect();
    rows().iter().map(row).collect()
}

fn columns(name: &str, ty: &str) -> Vec<Value> {
    types().iter().map(|(column, kind)| json!({name: column, ty: kind})).collect()
}

fn separated(delimiter: &str, header: [&str; 5], times: [&str; 3]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = header.map(quoted).join(delimiter) + "\r\n";
    for (row, time) in rows().iter().zip(times) {
        let cells = object(row).iter().map(|(name, value)| match value {
            _ if name == "TimeGenerated" => quoted(time),
            Value::Null => String::new(),
            Value::String(text) => quoted(text),
            other => quoted(&other.to_string()),
        });
        text += &(cells.collect::<Vec<_>>().join(delimiter) + "\r\n");
    }
    text
}

/// The table as JSON, in every shape that it comes in.
fn json_texts() -> Vec<(&'static str, String)> {
    let rows = rows();
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    let pretty: Vec<String> = rows.iter().map(|row| format!("{row:#}")).collect();
    let shuffled: Vec<String> = rows
        .iter()
        .map(|row| object(row).iter().rev().map(|(n, v)| (n.clone(), v.clone())).collect::<Value>())
        .map(|row| row.to_string())
        .collect();
    let marked: Vec<String> =
        lines.iter().map(|line| line.replace("TimeGenerated", "TimeGenerated [UTC]")).collect();
    let frames = json!([
        {"FrameType": "DataSetHeader", "IsProgressive": false, "Version": "v2.0"},
        {"FrameType": "DataTable", "TableKind": "QueryProperties", "Columns": columns("ColumnName", "ColumnType"), "Rows": []},
        {"FrameType": "DataTable", "TableId": 1, "TableKind": "PrimaryResult", "TableName": "PrimaryResult",
         "Columns": columns("ColumnName", "ColumnType"), "Rows": arrays()},
        {"FrameType": "DataSetCompletion", "HasErrors": false},
    ]);
    vec![
        ("lines", lines.join("\n")),
        ("lines with BOM, CRLF and blank lines", format!("\u{feff}{}\r\n\r\n", lines.join("\r\n\r\n"))),
        ("shuffled keys", shuffled.join("\n")),
        ("marked keys", marked.join("\n")),
        ("objects in a row", lines.concat()),
        ("pretty objects", pretty.join("\n")),
        ("an array", format!("[{}]", lines.join(","))),
        ("a pretty array", format!("{:#}", json!(rows))),
        ("Records", json!({"Records": rows}).to_string()),
        ("records", format!("{:#}", json!({"records": rows}))),
        ("value", json!({"@odata.context": "x", "value": rows, "@odata.nextLink": "y"}).to_string()),
        ("hunting in Defender", json!({"Stats": {"ExecutionTime": 4.6}, "Schema": columns("Name", "Type"), "Results": rows}).to_string()),
        ("hunting in Graph", json!({"@odata.context": "x", "schema": columns("name", "type"), "results": rows}).to_string()),
        ("az", format!("{:#}", json!(rows.iter().map(texts).collect::<Vec<_>>()))),
        ("Log Analytics", json!({"tables": [{"name": "PrimaryResult", "columns": columns("name", "type"), "rows": arrays()}]}).to_string()),
        ("Kusto v1", json!({"Tables": [{"TableName": "Table_0", "Columns": columns("ColumnName", "DataType"), "Rows": arrays()}]}).to_string()),
        ("Kusto v2", format!("{frames:#}")),
    ]
}

fn csv_texts() -> Vec<(&'static str, String)> {
    let names = types().map(|(name, _)| name);
    let portal = ["TimeGenerated [UTC]", names[1], names[2], names[3], names[4]];
    let twin = ["TimeGenerated [UTC]", names[1], "InitiatedBy_dynamic", names[3], names[4]];
    let iso = ["2026-04-21T09:00:00.123Z", "2026-04-21 21:00:00", "2026-04-22"];
    let month =
        ["4/21/2026, 9:00:00.123 AM", "4/21/2026, 9:00:00.000 PM", "4/22/2026, 12:00:00.000 AM"];
    let day = ["21/04/2026, 09:00:00.123", "21/04/2026, 21:00:00.000", "22/04/2026, 00:00:00.000"];
    vec![
        ("csv", separated(",", names, iso)),
        ("tsv", separated("\t", names, iso)),
        ("semicolons", separated(";", names, iso)),
        ("portal, month first", format!("\u{feff}{}", separated(",", portal, month))),
        ("portal, day first", separated(",", portal, day)),
        ("portal, halves", separated(",", twin, month)),
    ]
}

/// The columns as others write them: times in milliseconds, dynamic values as their JSON.
fn arrays_of_columns() -> Columns {
    let rows = rows();
    let text = |name: &str| {
        let values = rows.iter().map(|row| match &row[name] {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        });
        Utf8ViewArray::from_slice(values.collect::<Vec<_>>()).boxed()
    };
    let times = [1_776_762_000_123_i64, 1_776_805_200_000, 1_776_816_000_000].map(Some).to_vec();
    let zone = ArrowDataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()));
    let durations: Vec<Option<i64>> = rows.iter().map(|row| row["DurationMs"].as_i64()).collect();
    vec![
        ("TimeGenerated", PrimitiveArray::from(times).to(zone).boxed()),
        ("OperationName", text("OperationName")),
        ("InitiatedBy", text("InitiatedBy")),
        ("DurationMs", PrimitiveArray::from(durations).boxed()),
        ("Result", text("Result")),
    ]
}

fn containers() -> Vec<(&'static str, Vec<u8>)> {
    let texts = json_texts().into_iter().chain(csv_texts());
    let mut all: Vec<_> = texts.map(|(name, text)| (name, text.into_bytes())).collect();
    let data = Data::new(&[]);
    data.write("AuditLogs.json", &all[0].1);
    all.push(("Parquet", parquet(&data, "AuditLogs")));
    let [file, stream] = arrow(arrays_of_columns(), None, 1);
    all.extend([("Arrow file", file), ("Arrow stream", stream)]);
    all
}

#[test]
fn every_container_is_the_same_table() {
    for (name, bytes) in containers() {
        let packed = [
            bytes.clone(),
            gzip(&bytes),
            zstd(&bytes),
            bzip2(&bytes),
            archive(&[("AuditLogs.json", &bytes)], CompressionMethod::Deflated),
        ];
        for (packing, bytes) in packed.iter().enumerate() {
            let data = Data::new(&[]);
            let file = if packing == 4 { "export.zip" } else { "AuditLogs.json" };
            data.write(file, bytes);
            assert_eq!(data.columns("AuditLogs", &COLUMNS), EXPECTED, "{name}, packing {packing}");
            assert_eq!(data.table("AuditLogs").rows(), Ok(3), "{name}, packing {packing}");
            assert_eq!(data.warnings("AuditLogs"), [""; 0], "{name}, packing {packing}");
        }
    }
}

/// All of them in one folder are one table.
#[test]
fn containers_side_by_side() {
    let data = Data::new(&[]);
    let containers = containers();
    for (at, (_, bytes)) in containers.iter().enumerate() {
        data.write(&format!("AuditLogs/{at}.json"), bytes);
    }
    assert_eq!(data.table("AuditLogs").rows(), Ok(3 * containers.len() as u64));
    let shown = data.columns("AuditLogs", &["DurationMs"]);
    let expected = vec!["9007199254740993, -1, null"; containers.len()].join(", ");
    assert_eq!(shown, [format!("DurationMs:long {expected}")]);
}

/// What was saved of the types makes an unknown table the same in containers that do not tell them.
#[test]
fn types_that_are_pinned() {
    for (name, bytes) in containers() {
        let mut data = Data::new(&[]);
        data.write("Own.json", &bytes);
        for (column, ty) in types() {
            data.options.schemas.set("Own", column, Type::parse(ty).expect("a type"));
        }
        let columns = ["TimeGenerated", "OperationName", "DurationMs", "Result"];
        let expected = [EXPECTED[0], EXPECTED[1], EXPECTED[3], EXPECTED[4]];
        assert_eq!(data.columns("Own", &columns), expected, "{name}");
    }
}

#[test]
fn how_files_were_understood() {
    let data = Data::new(&[("T/a.json", "{\"a\":1}"), ("T/b.csv", "a,when [UTC]\n1,21/04/2026\n")]);
    data.write("T/c.gz.json", &gzip(b"[{\"a\":1}]"));
    data.write("T/d.zip", &archive(&[("e.json", &zstd(b"{\"a\":1}"))], CompressionMethod::Stored));
    let files = data.table("T").understood().expect("readable");
    let formats: Vec<&str> = files.iter().map(|file| &*file.format).collect();
    let expected = [
        "JSON lines",
        "comma-separated values, the day first in dates",
        "JSON in gzip",
        "JSON lines in zstd in zip",
    ];
    assert_eq!(formats, expected);
    assert!(files[3].path.ends_with("T/d.zip/e.json"));
}

/// <https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format>: a partial answer has rows and an error.
#[test]
fn a_partial_answer_is_warned_of() {
    let answer = json!({"tables": [{"name": "PrimaryResult", "columns": [{"name": "a", "type": "long"}], "rows": [[1], [2]]}],
                        "error": {"code": "PartialError", "message": "There were some errors when processing your query."}});
    let data = Data::new(&[("T.json", &answer.to_string())]);
    assert_eq!(data.show("T"), ["a:long 1, 2"]);
    let warnings = data.warnings("T");
    let expected = "KQL2012 T: expected a whole answer, found one with an error, which is partial at T.json, line 1, column ";
    assert!(warnings.len() == 1 && warnings[0].starts_with(expected), "{warnings:?}");
}
