//! Types of columns: from the catalog, schema files, names and values.

use std::sync::Arc;

use kqlab_plan::Type;
use kqlab_tables::Origin;

use crate::support::{Data, show};

fn typed(rows: &str) -> Vec<String> {
    Data::new(&[("T.json", rows)]).show("T")
}

#[test]
fn inference_looks_at_all_rows() {
    let late = format!(
        "{}{}",
        "{\"a\":1,\"b\":1,\"c\":1,\"d\":\"x\"}\n".repeat(3000),
        "{\"a\":1.5,\"b\":\"x\",\"d\":[]}"
    );
    let types = |rows: &str| -> Vec<String> {
        typed(rows)
            .iter()
            .map(|column| column.split(' ').next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(types(&late), ["a:real", "b:dynamic", "c:long", "d:dynamic"]);
    let rows =
        r#"[{"i":1,"r":1e2,"b":true,"s":"2026-01-01","o":{},"l":[1],"n":null,"m":true},{"m":1}]"#;
    let expected = [
        "i:long",
        "r:real",
        "b:bool",
        "s:string",
        "o:dynamic",
        "l:dynamic",
        "n:string",
        "m:dynamic",
    ];
    assert_eq!(types(rows), expected);
}

#[test]
fn large_integers_are_exact_or_real() {
    let rows =
        r#"[{"a":9223372036854775807,"b":9223372036854775808},{"a":-9223372036854775808,"b":1}]"#;
    let expected =
        ["a:long 9223372036854775807, -9223372036854775808", "b:real 9.223372036854776e18, 1.0"];
    assert_eq!(typed(rows), expected);
}

#[test]
fn names_tell_types() {
    let rows = r#"{"TimeGenerated":"2026-04-21T09:00:00Z","x_t":"2026-04-21","x_d":"1.5","x_b":"true","x_g":"74BE27DE","x_s":5,"_s":5}"#;
    let expected = [
        "TimeGenerated:datetime 2026-04-21T09:00:00.0000000Z",
        "x_t:datetime 2026-04-21T00:00:00.0000000Z",
        "x_d:real 1.5",
        "x_b:bool true",
        "x_g:string '74BE27DE'",
        "x_s:string '5'",
        "_s:long 5",
    ];
    assert_eq!(typed(rows), expected);
}

#[test]
fn mixed_values_are_dynamic_as_written() {
    let rows = r#"[{"a":1},{"a":"x"},{"a":"{\"b\":2}"},{"a":null},{"a":[1]}]"#;
    assert_eq!(typed(rows), ["a:dynamic 1, \"x\", {\"b\":2}, null, [1]"]);
}

#[test]
fn keys_of_an_unknown_table_keep_their_case() {
    assert_eq!(
        typed(r#"{"name":1,"Name":2,"a b.c@d":3}"#),
        ["name:long 1", "Name:long 2", "a b.c@d:long 3"]
    );
}

#[test]
fn known_tables_have_the_catalogs_columns() {
    let rows = r#"{"OperationName":7,"operationName":"no","initiatedBy":"{\"user\":{}}","Extra":1,"DurationMs":"12"}"#;
    let data = Data::new(&[("AuditLogs.json", rows)]);
    let columns = [
        "OperationName",
        "InitiatedBy",
        "DurationMs",
        "Result",
        "TargetResources",
        "Extra",
        "Type",
    ];
    let expected = [
        "OperationName:string '7'",
        "InitiatedBy:dynamic {\"user\":{}}",
        "DurationMs:long 12",
        "Result:string ''",
        "TargetResources:dynamic null",
        "Extra:long 1",
        "Type:string 'AuditLogs'",
    ];
    let scan = data.scan("AuditLogs", &columns);
    assert_eq!(show(&scan), expected);
    assert_eq!(scan.absent(|_| true).unwrap(), ["Result", "TargetResources"].map(Arc::from));
    let repeated = "KQL2010 AuditLogs: 1 key given more than once in a row, the first in the row at AuditLogs.json, \
                    line 1, column 1; the exact spelling counts, then the last";
    assert_eq!(data.warnings("AuditLogs"), [repeated]);
}

#[test]
fn origins_are_told() {
    let data = Data::new(&[("AuditLogs.json", r#"{"result":"x","Extra":1,"when_t":""}"#)]);
    let columns = data.table("AuditLogs").columns().unwrap();
    let of = |name: &str| {
        columns.iter().find(|column| &*column.name == name).map(|c| (c.ty, c.origin, c.in_data))
    };
    assert_eq!(of("Result"), Some((Type::String, Origin::Catalog, true)));
    assert_eq!(of("OperationName"), Some((Type::String, Origin::Catalog, false)));
    assert_eq!(of("Extra"), Some((Type::Long, Origin::Data, true)));
    assert_eq!(of("when_t"), Some((Type::Datetime, Origin::Name, true)));
    assert_eq!(of("result"), None);
}

#[test]
fn declared_columns_need_no_pass_over_the_data() {
    let data = Data::new(&[("AuditLogs.json", "{\"Result\":\"x\"}\nbroken")]);
    let table = data.table("AuditLogs");
    assert!(table.declared_schema().is_some_and(|schema| schema.get("Result").is_some()));
    assert!(table.scan(Some(&["Result".into()])).is_ok());
    assert!(table.scan(Some(&["Extra".into()])).is_err());
    assert!(data.table("AuditLogs").schema().is_err());
}

#[test]
fn one_time_under_two_names() {
    let row = |key: &str| format!("{{\"{key}\":\"2026-04-21T09:00:00Z\"}}\n");
    let data = Data::new(&[
        ("DeviceEvents.json", &(row("Timestamp") + &row("TimeGenerated"))),
        ("Own.json", &row("Timestamp")),
        ("Both.json", &(row("Timestamp") + &row("TimeGenerated"))),
        ("SigninLogs.json", &row("Timestamp")),
    ]);
    let time = "datetime 2026-04-21T09:00:00.0000000Z";
    let both = [format!("TimeGenerated:{time}"), format!("Timestamp:{time}")]
        .map(|column| format!("{column}, 2026-04-21T09:00:00.0000000Z"));
    assert_eq!(data.columns("DeviceEvents", &["TimeGenerated", "Timestamp"]), both);
    assert_eq!(data.columns("DeviceEvents", &["Timestamp"]), both[1..]);
    assert_eq!(data.show("Own"), [format!("Timestamp:{time}")]);
    let alias = data.table("Own").alias("TimeGenerated").unwrap();
    assert_eq!(alias.map(|field| field.ty), Some(Type::Datetime));
    assert_eq!(data.columns("Own", &["TimeGenerated"]), [format!("TimeGenerated:{time}")]);
    assert_eq!(data.columns("SigninLogs", &["TimeGenerated"]), [format!("TimeGenerated:{time}")]);
    assert_eq!(data.columns("Both", &["Timestamp"]), [format!("Timestamp:{time}, null")]);
    assert_eq!(data.table("Both").alias("Timestamp"), Ok(None));
    assert_eq!(data.table("Own").alias("Time"), Ok(None));
}

#[test]
fn schema_files_override_and_add() {
    let mut data = Data::new(&[
        ("T.json", r#"{"a":"5","b":"x","c":1}"#),
        ("schema/s.json", r#"{"T":{"a":"long","d":"dynamic"},"AuditLogs":{"Level":"int"}}"#),
        ("AuditLogs.json", r#"{"Level":"4"}"#),
    ]);
    data.options.schemas.add_file(&data.path("schema/s.json")).unwrap();
    assert_eq!(data.show("T"), ["a:long 5", "d:dynamic null", "b:string 'x'", "c:long 1"]);
    assert_eq!(data.columns("AuditLogs", &["Level"]), ["Level:int 4"]);
    let origin = data.table("T").columns().unwrap()[0].origin;
    assert_eq!(origin, Origin::SchemaFile);
}

#[test]
fn values_that_do_not_fit_are_told() {
    let rows = "{\"DurationMs\":\"soon\"}\n{\"DurationMs\":1.5,\"TimeGenerated\":\"x\"}\n{\"DurationMs\":2}\n";
    let data = Data::new(&[("AuditLogs.json", rows)]);
    assert_eq!(data.columns("AuditLogs", &["DurationMs"]), ["DurationMs:long null, null, 2"]);
    let expected = [
        "KQL2008 AuditLogs.DurationMs: 2 values read as null, expected long, found \"soon\" in the row at \
         AuditLogs.json, line 1, column 1",
        "KQL2008 AuditLogs.TimeGenerated: 1 value read as null, expected datetime, found \"x\" in the row at \
         AuditLogs.json, line 2, column 1",
    ];
    assert_eq!(data.warnings("AuditLogs"), expected);
}

#[test]
fn of_a_key_given_twice_the_last_counts() {
    let data = Data::new(&[("T.json", "{\"a\":1}\n{\"a\":1,\"a\":\"x\",\"\\u0061\":3}\n")]);
    assert_eq!(data.show("T"), ["a:long 1, 3"]);
    assert_eq!(data.warnings("T").len(), 1);
}
