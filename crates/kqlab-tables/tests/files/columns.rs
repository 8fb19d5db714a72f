//! Files of columns: what is written is read back as it was, and what others write is understood.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its data fails")]

use std::sync::Arc;

use kqlab_plan::Type;
use kqlab_tables::{Contents, ParquetWriter};
use polars_arrow::array::{
    Array, BinaryViewArray, BooleanArray, DictionaryArray, ListArray, PrimitiveArray, StructArray,
    Utf8Array, Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field, TimeUnit};
use polars_arrow::io::ipc::write::{Compression, FileWriter, StreamWriter, WriteOptions};
use polars_arrow::offset::OffsetsBuffer;
use polars_arrow::record_batch::RecordBatchT;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::Value;

use crate::packed::gzip;
use crate::support::{Data, show};

/// The table as a Parquet file.
pub(crate) fn parquet(data: &Data, table: &str) -> Vec<u8> {
    let contents = Contents::of(&data.table(table)).unwrap();
    let past = contents.past_nanoseconds().unwrap();
    let mut out =
        ParquetWriter::new(Vec::new(), contents.schema(), |name| past.contains(name)).unwrap();
    contents.batches().for_each(|batch| out.write(batch.unwrap()).unwrap());
    out.finish().unwrap()
}

/// All types in a table, with nulls, and moments that nanoseconds cannot tell in one column.
fn all_types() -> Data {
    let mut data = Data::new(&[(
        "T.json",
        r#"{"b":true,"i":1,"l":9223372036854775807,"r":1.5,"s":"x","t":"2026-04-21T09:00:00.1234567Z","early":"0001-01-01","span":"1.02:03:04.5000001","dec":"12345678901234567890.10","g":"74be27de-1e4e-49d9-b579-fe0b331d3642","d":{"a":[1,"é"]}}
           {"r":"NaN","d":"text","s":""}
           {"b":false,"i":-1,"l":-9223372036854775808,"t":"1700-01-01","early":"9999-12-31T23:59:59.9999999Z","span":"-00:00:01","dec":"-1","d":5}"#,
    )]);
    let types = [
        ("b", Type::Bool),
        ("i", Type::Int),
        ("l", Type::Long),
        ("r", Type::Real),
        ("s", Type::String),
        ("t", Type::Datetime),
        ("early", Type::Datetime),
        ("span", Type::Timespan),
        ("dec", Type::Decimal),
        ("g", Type::Guid),
        ("d", Type::Dynamic),
    ];
    types.iter().for_each(|(name, ty)| data.options.schemas.set("T", name, *ty));
    data
}

#[test]
fn what_is_written_is_read_back() {
    let data = all_types();
    let expected = data.show("T");
    assert!(expected.contains(
        &"t:datetime 2026-04-21T09:00:00.1234567Z, null, 1700-01-01T00:00:00.0000000Z".to_owned()
    ));
    let file = parquet(&data, "T");
    for (name, bytes) in
        [("T.parquet", file.clone()), ("T.json", file.clone()), ("T.gz", gzip(&file))]
    {
        let back = Data::new(&[]);
        back.write(&format!("T/{name}.parquet"), &bytes);
        assert_eq!(back.show("T"), expected);
        assert_eq!(back.columns("T", &["d", "b"]), [expected[10].clone(), expected[0].clone()]);
        assert_eq!(back.table("T").rows(), Ok(3));
    }
}

/// A known table has the catalog's columns, whether its rows are text or columns.
#[test]
fn a_known_table_as_columns() {
    let rows = "{\"operationName\":\"x\",\"InitiatedBy\":{\"a\":1},\"Extra\":1}\n{\"OperationName\":\"y\"}\n";
    let data = Data::new(&[("AuditLogs.json", rows)]);
    let back = Data::new(&[]);
    back.write("AuditLogs.parquet", &parquet(&data, "AuditLogs"));
    assert_eq!(back.show("AuditLogs"), data.show("AuditLogs"));
    let columns = ["Type", "Result", "OperationName", "InitiatedBy"];
    let scan = back.scan("AuditLogs", &columns);
    assert_eq!(show(&scan), data.columns("AuditLogs", &columns));
    assert_eq!(scan.absent(|_| true).unwrap(), ["Result".into()]);
}

#[test]
fn halves_of_a_column_as_columns() {
    let text = "InitiatedBy_dynamic,InitiatedBy_string\n\"{\"\"a\"\":1}\",\n,x\n,\n";
    let data = Data::new(&[("AuditLogs.csv", text)]);
    let back = Data::new(&[]);
    back.write("AuditLogs.parquet", &parquet(&data, "AuditLogs"));
    assert_eq!(
        back.columns("AuditLogs", &["InitiatedBy"]),
        ["InitiatedBy:dynamic {\"a\":1}, \"x\", null"]
    );
}

#[test]
fn a_row_of_columns_is_a_document() {
    let data =
        Data::new(&[("T.json", "{\"a\":1,\"d\":{\"x\":\"y\"}}\n{\"t\":\"2026-04-21T09:00:00Z\"}")]);
    let back = Data::new(&[]);
    back.write("T.parquet", &parquet(&data, "T"));
    let schema = kqlab_tables::Table::document_schema();
    let shown = show(&back.table("T").documents(&schema).unwrap());
    let expected = "_source:dynamic {\"a\":1,\"d\":{\"x\":\"y\"},\"t\":\"\"}, \
                    {\"a\":null,\"d\":null,\"t\":\"2026-04-21T09:00:00Z\"}";
    assert_eq!(shown, ["_index:string 'T', 'T'", expected]);
}

pub(crate) type Columns = Vec<(&'static str, Box<dyn Array>)>;

fn batch(columns: Columns) -> (Arc<ArrowSchema>, RecordBatchT<Box<dyn Array>>) {
    let rows = columns[0].1.len();
    let field = |(name, array): &(&'static str, Box<dyn Array>)| {
        ((*name).into(), Field::new((*name).into(), array.dtype().clone(), true))
    };
    let schema = Arc::new(columns.iter().map(field).collect::<ArrowSchema>());
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    (Arc::clone(&schema), RecordBatchT::new(rows, schema, arrays))
}

fn ipc(columns: Columns, compression: Option<Compression>) -> [Vec<u8>; 2] {
    arrow(columns, compression, 2)
}

/// So many batches of the columns, as a file and as a stream.
pub(crate) fn arrow(
    columns: Columns,
    compression: Option<Compression>,
    batches: usize,
) -> [Vec<u8>; 2] {
    let (schema, batch) = batch(columns);
    let options = WriteOptions { compression };
    let mut file = FileWriter::try_new(Vec::new(), Arc::clone(&schema), None, options).unwrap();
    (0..batches).for_each(|_| file.write(&batch, None).unwrap());
    file.finish().unwrap();
    let mut stream = StreamWriter::new(Vec::new(), options);
    stream.start(&schema, None).unwrap();
    (0..batches).for_each(|_| stream.write(&batch, None).unwrap());
    stream.finish().unwrap();
    [file.into_inner(), stream.into_inner()]
}

fn long(values: &[Option<i64>], dtype: ArrowDataType) -> Box<dyn Array> {
    PrimitiveArray::from(values.to_vec()).to(dtype).boxed()
}

fn others_columns() -> Columns {
    use ArrowDataType as D;
    let second = 1_776_762_487;
    let keys = PrimitiveArray::<i32>::from(vec![Some(1), Some(0)]);
    let words = Utf8Array::<i32>::from([Some("zero"), Some("one")]);
    let pair = Field::new("k".into(), D::Int64, true);
    let inside =
        StructArray::new(D::Struct(vec![pair]), 2, vec![long(&[Some(7), None], D::Int64)], None);
    let items = Field::new("item".into(), inside.dtype().clone(), true);
    let lists = ListArray::<i32>::new(
        D::List(Box::new(items)),
        OffsetsBuffer::try_from(vec![0, 2, 2]).unwrap(),
        inside.boxed(),
        None,
    );
    vec![
        ("bool", BooleanArray::from([Some(true), None]).boxed()),
        ("short", PrimitiveArray::<i16>::from(vec![Some(-5), None]).boxed()),
        ("unsigned", PrimitiveArray::<u32>::from(vec![Some(4_000_000_000), None]).boxed()),
        ("float", PrimitiveArray::<f32>::from(vec![Some(0.5), None]).boxed()),
        ("text", Utf8Array::<i64>::from([Some("a\"b"), None]).boxed()),
        (
            "view",
            Utf8ViewArray::from_slice([Some("a view of more than twelve bytes"), None]).boxed(),
        ),
        ("bytes", BinaryViewArray::from_slice([Some(&b"abc"[..]), Some(b"\xff\0")]).boxed()),
        ("s", long(&[Some(second), None], D::Timestamp(TimeUnit::Second, None))),
        (
            "ms",
            long(
                &[Some(second * 1000 + 5), None],
                D::Timestamp(TimeUnit::Millisecond, Some("+02:00".into())),
            ),
        ),
        (
            "us",
            long(
                &[Some(second * 1_000_000 + 5), None],
                D::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            ),
        ),
        (
            "ns",
            long(
                &[Some(second * 1_000_000_000 + 599), Some(-1)],
                D::Timestamp(TimeUnit::Nanosecond, None),
            ),
        ),
        ("day", PrimitiveArray::from(vec![Some(20_564), None]).to(D::Date32).boxed()),
        ("span", long(&[Some(1_500_000), None], D::Duration(TimeUnit::Microsecond))),
        (
            "decimal",
            PrimitiveArray::from(vec![Some(-1_250_i128), Some(5)]).to(D::Decimal(20, 3)).boxed(),
        ),
        ("word", DictionaryArray::try_from_keys(keys, words.boxed(), false).unwrap().boxed()),
        ("list", lists.boxed()),
    ]
}

/// <https://arrow.apache.org/docs/format/Columnar.html>: a timestamp with a time zone counts from 1970 in UTC.
#[test]
fn what_others_write() {
    let expected = [
        "bool:bool true, null, true, null",
        "short:int -5, null, -5, null",
        "unsigned:long 4000000000, null, 4000000000, null",
        "float:real 0.5, null, 0.5, null",
        "text:string 'a\"b', '', 'a\"b', ''",
        "view:string 'a view of more than twelve bytes', '', 'a view of more than twelve bytes', ''",
        "bytes:string 'abc', 'ff00', 'abc', 'ff00'",
        "s:datetime 2026-04-21T09:08:07.0000000Z, null, 2026-04-21T09:08:07.0000000Z, null",
        "ms:datetime 2026-04-21T09:08:07.0050000Z, null, 2026-04-21T09:08:07.0050000Z, null",
        "us:datetime 2026-04-21T09:08:07.0000050Z, null, 2026-04-21T09:08:07.0000050Z, null",
        "ns:datetime 2026-04-21T09:08:07.0000005Z, 1969-12-31T23:59:59.9999999Z, 2026-04-21T09:08:07.0000005Z, 1969-12-31T23:59:59.9999999Z",
        "day:datetime 2026-04-21T00:00:00.0000000Z, null, 2026-04-21T00:00:00.0000000Z, null",
        "span:timespan 00:00:01.5000000, null, 00:00:01.5000000, null",
        "decimal:decimal -1.250, 0.005, -1.250, 0.005",
        "word:string 'one', 'zero', 'one', 'zero'",
        "list:dynamic [{\"k\":7},{\"k\":null}], [], [{\"k\":7},{\"k\":null}], []",
    ];
    for compression in [None, Some(Compression::ZSTD(Default::default())), Some(Compression::LZ4)] {
        for bytes in ipc(others_columns(), compression) {
            let data = Data::new(&[]);
            data.write("T.arrow", &bytes);
            data.write("U.json", &gzip(&bytes));
            assert_eq!(data.show("T"), expected);
            assert_eq!(data.show("U"), expected);
            assert_eq!(data.columns("T", &["word", "s"]), [expected[14], expected[7]]);
            assert_eq!(data.table("T").rows(), Ok(4));
        }
    }
}

/// A column of another type than the declared one is read as the JSON of a text file would be.
#[test]
fn types_that_are_declared() {
    let [bytes, _] = ipc(others_columns(), None);
    let mut data = Data::new(&[]);
    data.write("T.arrow", &bytes);
    let types = [
        ("short", Type::Long),
        ("unsigned", Type::Int),
        ("text", Type::Dynamic),
        ("s", Type::String),
        ("word", Type::Bool),
    ];
    types.iter().for_each(|(name, ty)| data.options.schemas.set("T", name, *ty));
    let expected = [
        "short:long -5, null, -5, null",
        "unsigned:int null, null, null, null",
        "text:dynamic \"a\\\"b\", null, \"a\\\"b\", null",
        "s:string '2026-04-21T09:08:07.0000000Z', '', '2026-04-21T09:08:07.0000000Z', ''",
        "word:bool null, null, null, null",
    ];
    assert_eq!(data.columns("T", &types.map(|(name, _)| name)), expected);
    let warnings = data.warnings("T");
    assert_eq!(warnings.len(), 2);
    assert_eq!(
        warnings[0],
        "KQL2008 T.unsigned: 2 values read as null, expected int, found 4000000000 in the row at T.arrow"
    );
}

#[test]
fn a_type_that_kql_lacks_is_an_error_where_it_is_read() {
    let wide = PrimitiveArray::from(vec![Some(1_i128), None]).boxed();
    let [bytes, _] =
        ipc(vec![("wide", wide), ("n", long(&[Some(1), None], ArrowDataType::Int64))], None);
    let data = Data::new(&[]);
    data.write("T.arrow", &bytes);
    assert_eq!(data.columns("T", &["n"]), ["n:long 1, null, 1, null"]);
    let expected = "KQL2001 cannot read T.arrow: expected no column of Arrow's type Int128, which KQL lacks, found wide";
    assert!(data.error("T").starts_with(expected), "{}", data.error("T"));
}

#[test]
fn files_of_columns_that_are_damaged() {
    let whole = parquet(&all_types(), "T");
    let [file, stream] = ipc(others_columns(), None);
    for (name, bytes) in [("parquet", whole), ("arrow", file), ("stream", stream)] {
        for cut in [9, bytes.len() / 2, bytes.len() - 5] {
            let data = Data::new(&[]);
            data.write("T.parquet", &bytes[..cut]);
            // A stream may end between two batches.
            if name != "stream" {
                let error = data.error("T");
                assert!(error.starts_with("KQL2001 cannot read T.parquet: "), "{name} {error}");
            }
        }
        let mut changed = bytes.clone();
        let middle = bytes.len() / 2;
        for at in (0..middle).step_by(7) {
            changed[at] ^= 0x55;
        }
        let data = Data::new(&[]);
        data.write("T.parquet", &changed);
        let scanned = data.table("T").scan(None);
        let _ = scanned.map(|scan| scan.chunks().for_each(drop));
    }
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-zé\"\\\\ \n]{0,20}".prop_map(Value::from),
        "20[0-9]{2}-0[1-9]-0[1-9]T0[0-9]:00:00.[0-9]{1,7}Z".prop_map(Value::from),
        vec(any::<i32>(), 0..3).prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_read_back(rows in vec(btree_map("a|b|c|TimeGenerated|x_t|x_d|x_b", value(), 0..6), 1..8)) {
        let lines: Vec<String> = rows.iter().map(|row| Value::Object(row.clone().into_iter().collect()).to_string()).collect();
        let data = Data::new(&[("T.json", &lines.join("\n"))]);
        prop_assume!(rows.iter().any(|row| !row.is_empty()));
        let back = Data::new(&[]);
        back.write("T.parquet", &parquet(&data, "T"));
        prop_assert_eq!(back.show("T"), data.show("T"));
    }
}
