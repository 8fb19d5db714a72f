//! Rows whole, as documents, and tables in memory.

use std::path::Path;
use std::sync::Arc;

use kqlab_tables::{Input, ReadOptions, Table, Tables};

use crate::support::{Data, show};

fn memory(text: &str) -> Table {
    let input = Input::text(Path::new("rows of T"), text.as_bytes());
    Table::new("T", vec![input], Arc::new(ReadOptions::default()))
}

#[test]
fn a_row_is_its_document() {
    let data = Data::new(&[("logs-x.json", "[{\"a\": {\"b.c\": 1}, \"t\": \"2026-01-01\"},\n{}]")]);
    let shown = show(&data.table("logs-x").documents(&Table::document_schema()).unwrap());
    let expected = [
        "_index:string 'logs-x', 'logs-x'",
        "_source:dynamic {\"a\":{\"b.c\":1},\"t\":\"2026-01-01\"}, {}",
    ];
    assert_eq!(shown, expected);
}

/// <https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search>: a hit has `_index` and `_source`.
#[test]
fn a_hit_of_a_search_holds_its_document() {
    let hit = r#"{"_index": "logs-a", "_id": "1", "_source": {"a": 1}}"#;
    let shown = show(&memory(hit).documents(&Table::document_schema()).unwrap());
    assert_eq!(shown, ["_index:string 'logs-a'", "_source:dynamic {\"a\":1}"]);
}

#[test]
fn cells_are_a_document_by_their_header() {
    let shown = show(&memory("a,b\n1,x\n,y\n").documents(&Table::document_schema()).unwrap());
    let expected =
        ["_index:string 'T', 'T'", "_source:dynamic {\"a\":\"1\",\"b\":\"x\"}, {\"b\":\"y\"}"];
    assert_eq!(shown, expected);
}

#[test]
fn a_text_in_memory_is_read_as_a_file_is() {
    for text in ["{\"a\": 1}\n{\"a\": 2}\n", "[{\"a\": 1}, {\"a\": 2}]", "a,b\n1,\n2,\n"] {
        assert_eq!(show(&memory(text).scan(None).unwrap())[0], "a:long 1, 2", "{text}");
    }
    let fault = memory("{\"a\": 1}\n{\"a\": x}\n").schema().unwrap_err();
    assert!(fault.message.contains("rows of T, line 2, column 7"), "{}", fault.message);
}

#[test]
fn a_table_that_is_set_replaces_one_that_was_found() {
    let data = Data::new(&[("T.json", "{\"a\": 1}"), ("U.json", "{\"a\": 2}")]);
    let mut tables = data.tables().unwrap();
    let input = Input::text(Path::new("T"), &b"{\"a\": 3}"[..]);
    tables.set("T", vec![input], &Arc::new(ReadOptions::default()));
    let shown = |tables: &Tables, name| show(&tables.get(name).unwrap().scan(None).unwrap());
    assert_eq!(shown(&tables, "T"), ["a:long 3"]);
    assert_eq!(shown(&tables, "U"), ["a:long 2"]);
}
