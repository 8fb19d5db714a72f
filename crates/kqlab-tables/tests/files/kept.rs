//! Tables in memory: what is read of them and told about them is what a scan of the files gives.

use std::sync::Arc;

use kqlab_columns::{Batch, Room};
use kqlab_plan::{Needle, Needles};
use kqlab_tables::{Kept, Scan, View};

use crate::support::Data;

/// Rows of several pieces. The last one alone has a `Result`, one has a `DurationMs` that is no number.
fn logs() -> String {
    let pad = "x".repeat(400);
    let mut text = String::new();
    for row in 0..50_000 {
        let operation = ["Update user", "Delete device", "Read key"][row % 3];
        let duration = if row == 31_000 { "\"long\"".to_owned() } else { row.to_string() };
        let result = if row == 49_999 { ",\"Result\":\"success\"" } else { "" };
        text += &format!(
            "{{\"OperationName\":\"{operation}\",\"DurationMs\":{duration},\"Id\":\"{row}\",\"InitiatedBy\":{{\"pad\":\"{pad}\"}}{result}}}\n"
        );
    }
    text
}

fn names(names: &[&str]) -> Vec<Arc<str>> {
    names.iter().map(|name| Arc::from(*name)).collect()
}

fn needle(column: &str, text: &str) -> Needles {
    let needle = Needle { column: column.into(), text: text.into(), folded: false, inside: false };
    Needles::any(vec![needle])
}

fn room() -> Arc<Room> {
    Arc::new(Room::new(1 << 30))
}

fn load(data: &Data, columns: &[&str], needles: &Needles) -> Option<Arc<Kept>> {
    Kept::load(&data.table("AuditLogs"), &names(columns), needles, &[], &room()).map(Arc::new)
}

const COLUMNS: [&str; 6] =
    ["OperationName", "DurationMs", "Id", "InitiatedBy", "Result", "Category"];

/// The rows, as they come.
fn shown(batches: &[Batch]) -> Vec<String> {
    let row = |batch: &Batch, row: usize| {
        let cells: Vec<String> =
            batch.columns().iter().map(|column| format!("{:?}", column.value(row))).collect();
        cells.join(" ")
    };
    batches.iter().flat_map(|batch| (0..batch.rows()).map(move |at| row(batch, at))).collect()
}

/// Reads the first pieces of both, and compares what is told then.
fn same(data: &Data, view: &View, scan: &Scan, pieces: usize) -> Vec<String> {
    assert_eq!(view.schema(), scan.schema());
    assert_eq!(view.pieces(), scan.pieces().len());
    let mut rows = Vec::new();
    for (at, piece) in scan.pieces().iter().enumerate().take(pieces) {
        let read: Vec<Batch> = scan.read(piece).map(|batch| batch.expect("rows")).collect();
        let kept = shown(&view.read(at));
        assert!(kept == shown(&read), "piece {at}");
        rows.extend(kept);
    }
    let told = |warnings: Vec<kqlab_syntax::Diagnostic>| -> Vec<String> {
        warnings.iter().map(|warning| data.message(warning)).collect()
    };
    assert_eq!(told(view.warnings()), told(scan.warnings()));
    assert_eq!(view.rows(), scan.rows());
    let absent = scan.absent(|column| column != "Id").expect("readable");
    assert_eq!(view.absent(|column| column != "Id"), absent);
    rows
}

#[test]
fn a_view_is_a_scan_of_its_columns() {
    let data = Data::new(&[("AuditLogs.json", &logs())]);
    let kept = load(&data, &COLUMNS, &Needles::default()).expect("room and no fault");
    for columns in [&["Id", "OperationName"][..], &["Result", "Category"], &["DurationMs"], &[]] {
        let view = || kept.view(&names(columns), &Needles::default()).expect("it is all there");
        let scan = || data.scan("AuditLogs", columns);
        let all = scan().pieces().len();
        assert!(all > 2, "{all} pieces");
        assert_eq!(same(&data, &view(), &scan(), all).len(), 50_000);
        // What is told of a part is of that part.
        same(&data, &view(), &scan(), 1);
        same(&data, &view(), &scan(), 0);
    }
    let view = kept.view(&names(&["DurationMs"]), &Needles::default()).expect("it is there");
    (0..view.pieces()).for_each(|at| drop(view.read(at)));
    let warnings: Vec<String> = view.warnings().iter().map(|w| data.message(w)).collect();
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].contains("AuditLogs.DurationMs: 1 value read as null"), "{warnings:?}");
}

#[test]
fn of_what_is_asked_for_only_rows_that_hold_it_are_given() {
    let data = Data::new(&[("AuditLogs.json", &logs())]);
    let asked = needle("OperationName", "Read key");
    for kept_for in [Needles::default(), asked.clone()] {
        let kept = load(&data, &COLUMNS, &kept_for).expect("room and no fault");
        let view = kept.view(&names(&["OperationName", "Result", "Category"]), &asked);
        let view = view.expect("it is all there");
        let rows: Vec<String> = (0..view.pieces()).flat_map(|at| shown(&view.read(at))).collect();
        // All of few values are told apart.
        assert_eq!(rows.len(), 16_666);
        assert_eq!(view.rows(), 50_000);
        // The row that has a result is none of these.
        assert_eq!(view.absent(|_| true), names(&["Category"]));
    }
    // A text that is in every row of one column is looked for in the other.
    let kept = load(&data, &COLUMNS, &Needles::default()).expect("room and no fault");
    let view = kept.view(&names(&["OperationName"]), &needle("Id", "4999")).expect("it is there");
    let rows: Vec<String> = (0..view.pieces()).flat_map(|at| shown(&view.read(at))).collect();
    assert_eq!(rows.len(), (0..50_000).filter(|id| id.to_string().contains("4999")).count());
}

/// Texts that are too long to stand in their rows stand one after the other.
#[test]
fn a_text_is_looked_for_within_each_value() {
    let row = |row: usize| format!("{{\"Id\":\"abcdef{row:04}uvwxyz\",\"Result\":\"é\"}}\n");
    let data = Data::new(&[("AuditLogs.json", &(0..200).map(row).collect::<String>())]);
    let of = |texts: &[&str], folded: bool| {
        let needle = |text: &&str| Needle {
            column: "Id".into(),
            text: (*text).into(),
            folded,
            inside: false,
        };
        Needles::any(texts.iter().map(needle).collect())
    };
    // At the end and the beginning of a value, in two ways, in every one, and from one to the next.
    let cases: [(&[&str], usize); 5] = [
        (&["0123uvwxyz"], 1),
        (&["abcdef0123"], 1),
        (&["f012", "f003", "0129u"], 20),
        (&["abcdef"], 200),
        (&["xyzabc"], 0),
    ];
    let each = cases.iter().flat_map(|(texts, _)| [of(texts, false), of(texts, true)]);
    let others = (0..100).map(|at| of(&[&format!("other{at}")], at % 2 == 0));
    let many: Vec<Needles> = each.chain(others).collect();
    for asked in [&[][..], &many] {
        let (columns, all) = (names(&["Id"]), Needles::default());
        let kept = Kept::load(&data.table("AuditLogs"), &columns, &all, asked, &room());
        let kept = Arc::new(kept.expect("room and no fault"));
        for (texts, count) in cases {
            for folded in [false, true] {
                let view = kept.view(&columns, &of(texts, folded)).expect("it is there");
                let rows = (0..view.pieces()).flat_map(|at| shown(&view.read(at)));
                assert_eq!(rows.count(), count, "{texts:?} {folded} of {}", asked.len());
            }
        }
    }
}

#[test]
fn what_a_view_cannot_give_it_refuses() {
    let data = Data::new(&[("AuditLogs.json", &logs())]);
    let key = needle("OperationName", "Read key");
    let kept = load(&data, &["OperationName", "DurationMs"], &key).expect("room and no fault");
    assert!(kept.view(&names(&["Id"]), &key).is_none(), "the column is not there");
    let user = needle("OperationName", "Update user");
    assert!(kept.view(&names(&["OperationName"]), &user).is_none(), "other rows");
    assert!(kept.view(&names(&["OperationName"]), &Needles::default()).is_none(), "all rows");
    let both = key.clone().and(user);
    assert!(kept.view(&names(&["OperationName"]), &both).is_some(), "some of these rows");
    // A scan that leaves rows out would count other values.
    let kept = load(&data, &["OperationName", "DurationMs"], &Needles::default()).expect("room");
    assert!(kept.view(&names(&["DurationMs"]), &key).is_none());
    assert!(kept.view(&names(&["OperationName"]), &key).is_some());
}

#[test]
fn what_belongs_to_no_column_keeps_a_table_in_its_files() {
    let row = "{\"OperationName\":\"a\",\"Id\":\"1\"}\n";
    let twice = "{\"OperationName\":\"a\",\"OperationName\":\"b\"}\n";
    let columns = ["OperationName", "Id"];
    for bad in [twice, "{\"OperationName\":}\n", "[1]\n"] {
        let data = Data::new(&[("AuditLogs.json", &format!("{row}{bad}"))]);
        assert!(load(&data, &columns, &Needles::default()).is_none(), "{bad}");
        let data = data.skipping();
        assert!(load(&data, &columns, &Needles::default()).is_none(), "{bad}");
    }
    let data = Data::new(&[("AuditLogs.json", row)]);
    assert!(load(&data, &columns, &Needles::default()).is_some());
}

#[test]
fn room_is_taken_and_given_back() {
    let data = Data::new(&[("AuditLogs.json", &logs())]);
    let table = data.table("AuditLogs");
    let load = |room: &Arc<Room>| {
        Kept::load(&table, &names(&["Id", "InitiatedBy"]), &Needles::default(), &[], room)
    };
    // Two columns of 50,000 rows, of which each takes sixteen bytes, without the texts: those are few.
    assert!(load(&Arc::new(Room::new(1_500_000))).is_none());
    let room = Arc::new(Room::new(3_000_000));
    let kept = load(&room);
    assert!(kept.is_some() && load(&room).is_none());
    drop(kept);
    assert!(load(&room).is_some());
}
