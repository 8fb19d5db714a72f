//! Finding tables by names.

use std::path::PathBuf;
use std::sync::Arc;

use kqlab_tables::{ReadOptions, Tables};

use crate::support::Data;

fn names(tables: &Tables) -> Vec<String> {
    tables.iter().map(|table| table.name().to_string()).collect()
}

fn discover(data: &[PathBuf], named: &[(&str, PathBuf)]) -> Result<Tables, Vec<String>> {
    let named: Vec<_> =
        named.iter().map(|(name, path)| ((*name).to_owned(), path.clone())).collect();
    let tables = Tables::discover(data, &named, &Arc::new(ReadOptions::default()));
    tables.map_err(|errors| errors.into_iter().map(|error| error.code.id.to_owned()).collect())
}

#[test]
fn files_and_folders_are_tables() {
    let data = Data::new(&[
        ("B.json", ""),
        ("A.NDJSON", ""),
        ("C/x.jsonl", ""),
        ("C/notes.md", ""),
        ("Empty/notes.md", ""),
        ("notes.md", ""),
        (".hidden.json", ""),
        (".hidden/x.json", ""),
        ("C/.x.json", ""),
        // Elastic's hidden indices: guide/en/elasticsearch/reference/current/multi-index.html#hidden-indices
        (".alerts-security.alerts-default.ndjson", ""),
        (".ds-logs-x-000001/a.ndjson", ""),
    ]);
    let tables = data.tables().unwrap();
    let hidden = [".alerts-security.alerts-default", ".ds-logs-x-000001"];
    assert_eq!(names(&tables), [&hidden[..], &["A", "B", "C"]].concat());
    assert_eq!(tables.get("C").map(|table| table.files().len()), Some(1));
    assert!(Data::new(&[]).tables().unwrap().is_empty());
}

/// Files that cannot be read are found, and an error when they are asked for.
#[test]
fn damaged_files_are_not_passed_over() {
    let data =
        Data::new(&[("B.parquet", "PAR1"), ("C.gz", ""), ("D/x.csv.zst", ""), ("E.zip", "x")]);
    data.write("A.json.gz", b"\x1f\x8b\x08\0");
    assert_eq!(names(&data.tables().unwrap()), ["A", "B", "D", "E"]);
    assert_eq!(
        data.error("A"),
        "KQL2001 cannot read A.json.gz: expected the rest of the gzip data, found its end: the file is cut"
    );
}

/// A table that is missing may be in an archive that cannot be listed.
#[test]
fn archives_that_cannot_be_listed() {
    let data = Data::new(&[
        ("logs.zip", "PK\u{3}\u{4}"),
        ("AuditLogs.zip", "PK\u{3}\u{4}"),
        ("T.json", ""),
    ]);
    let tables = data.tables().unwrap();
    assert_eq!(names(&tables), ["AuditLogs", "T", "logs"]);
    let unlisted: Vec<String> = tables.unlisted().iter().map(|d| data.message(d)).collect();
    assert!(
        matches!(&unlisted[..], [one] if one.starts_with("KQL2001 cannot read logs.zip: expected a zip archive")),
        "{unlisted:?}"
    );
}

#[test]
fn a_file_is_a_table_whatever_its_ending() {
    let data = Data::new(&[("AuditLogs.export", "{\"Result\":\"x\"}"), ("B.json", "")]);
    let files = [data.path("AuditLogs.export"), data.path("B.json")];
    assert_eq!(names(&discover(&files, &[]).unwrap()), ["AuditLogs.export", "B"]);
    let named = [("SigninLogs", data.path("AuditLogs.export"))];
    assert_eq!(names(&discover(&[], &named).unwrap()), ["SigninLogs"]);
}

#[test]
fn two_sources_are_an_error_when_read() {
    let data =
        Data::new(&[("T.json", "{\"a\":1}"), ("T/x.json", "{\"a\":2}"), ("U.json", "{\"a\":3}")]);
    assert_eq!(data.error("T"), "KQL2007 expected one source of the table T, found T and T.json");
    assert_eq!(data.show("U"), ["a:long 3"]);
    let folder = data.path("");
    let named = discover(std::slice::from_ref(&folder), &[("T", data.path("T.json"))]).unwrap();
    assert!(named.get("T").is_some_and(|table| table.schema().is_ok()));
    let twice = discover(&[folder.clone(), folder], &[]).unwrap();
    assert!(
        twice.get("U").is_some_and(|table| table.schema().is_err_and(|e| e.code.id == "KQL2007"))
    );
}

#[test]
fn a_path_that_is_not_there() {
    let data = Data::new(&[]);
    let missing = data.path("missing");
    assert_eq!(
        discover(std::slice::from_ref(&missing), &[]).err(),
        Some(vec!["KQL2001".to_owned()])
    );
    assert_eq!(discover(&[], &[("T", missing)]).err(), Some(vec!["KQL2001".to_owned()]));
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let data = Data::new(&[("T/a.json", "{\"a\":1}"), ("T/sub/b.json", "{\"a\":2}")]);
    std::os::unix::fs::symlink(data.path("T"), data.path("T/sub/up")).unwrap();
    std::os::unix::fs::symlink(data.path("T/none"), data.path("T/dangling.json")).unwrap();
    assert_eq!(data.table("T").files().len(), 3);
    assert!(data.error("T").starts_with("KQL2001 cannot read T/dangling.json"));
}

#[test]
fn patterns_stand_for_files() {
    let data = Data::new(&[
        ("mon/T.json", "{\"a\":1}"),
        ("tue/T.json", "{\"a\":2}"),
        ("tue/deep/T.json", "{\"a\":3}"),
        ("tue/U.csv", "a,b\n1,2\n"),
        ("tue/notes.md", "no"),
    ]);
    let rows = |tables: &Tables, name: &str| tables.get(name).map(|table| table.rows().unwrap());
    let tables = discover(&[data.path("*/T.json")], &[]).unwrap();
    assert_eq!((names(&tables), rows(&tables, "T")), (vec!["T".to_owned()], Some(2)));
    let tables = discover(&[data.path("**/*.{json,csv}")], &[]).unwrap();
    assert_eq!((rows(&tables, "T"), rows(&tables, "U")), (Some(3), Some(1)));
    let tables = discover(&[], &[("Own", data.path("t?e/**/T.*"))]).unwrap();
    assert_eq!(rows(&tables, "Own"), Some(2));
    assert_eq!(discover(&[data.path("*/None.json")], &[]).err(), Some(vec!["KQL2001".to_owned()]));
}
