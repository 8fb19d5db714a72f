//! One table in every container: compressed, compressed twice, in archives; cut and damaged.

#![expect(clippy::unwrap_used, reason = "a test that cannot pack its data fails")]

use std::io::{Cursor, Write};

use kqlab_tables::OnBadRow;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::support::Data;

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

pub(crate) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

pub(crate) fn archive(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        out.start_file(*name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const TEXTS: [&str; 6] = [
    "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n",
    "\u{feff}{\"b\":\"x\",\"a\":1}\r\n\r\n{\"b\":\"y\",\"a\":2}",
    "[\n  {\"a\": 1, \"b\": \"x\"},\n  {\"a\": 2, \"b\": \"y\"}\n]",
    "{\"Records\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]}",
    "a,b\n1,x\n2,\"y\"\n",
    "a\tb\r\n1\tx\r\n2\ty",
];

#[test]
fn every_packing_of_every_text_is_the_same_table() {
    for text in TEXTS {
        let text = text.as_bytes();
        let (head, tail) = text.split_at(text.len() / 2);
        let mut packed = vec![gzip(text), zstd(text), bzip2(text), gzip(&zstd(text))];
        for pack in [gzip, zstd, bzip2] {
            packed.push([pack(head), pack(tail)].concat());
        }
        for method in [
            CompressionMethod::Stored,
            CompressionMethod::Deflated,
            CompressionMethod::Bzip2,
            CompressionMethod::Zstd,
        ] {
            packed.push(archive(&[("any", text)], method));
        }
        packed.push(archive(&[("x/any.gz", &gzip(text))], CompressionMethod::Stored));
        for bytes in packed {
            let data = Data::new(&[]);
            data.write("T.json", &bytes);
            let mut shown = data.show("T");
            shown.sort();
            assert_eq!(shown, ["a:long 1, 2", "b:string 'x', 'y'"]);
        }
    }
}

#[test]
fn names_of_packed_files() {
    let data = Data::new(&[]);
    let row = |n: u8| format!("{{\"a\":{n}}}").into_bytes();
    data.write("A.jsonl.gz", &gzip(&row(1)));
    data.write("B/x.json.zst", &zstd(&row(2)));
    data.write("B/y.json.bz2", &bzip2(&row(3)));
    data.write("C.json.zip", &archive(&[("export 1", &row(4))], CompressionMethod::Deflated));
    assert_eq!(data.show("A"), ["a:long 1"]);
    assert_eq!(data.show("B"), ["a:long 2, 3"]);
    assert_eq!(data.show("C"), ["a:long 4"]);
}

#[test]
fn members_of_an_archive_are_tables() {
    let (row, deflated) = (|n: u8| format!("{{\"a\":{n}}}"), CompressionMethod::Deflated);
    let (one, two, three) = (row(1), row(2), row(3));
    let members: [(&str, &[u8]); 6] = [
        ("T.json", one.as_bytes()),
        ("U/x.json", two.as_bytes()),
        ("U/deep/y.json.gz", &gzip(three.as_bytes())),
        ("notes.md", b"no"),
        (".hidden.json", b"no"),
        ("__MACOSX/T.json", b"no"),
    ];
    let data = Data::new(&[]);
    data.write("logs.zip", &archive(&members, deflated));
    data.write("SigninLogs.zip", &archive(&[("part 1.json", b"{\"Level\":\"1\"}")], deflated));
    let tables = data.tables().unwrap();
    let names: Vec<_> = tables.iter().map(|table| table.name().to_string()).collect();
    assert_eq!(names, ["SigninLogs", "T", "U"]);
    assert_eq!(data.show("T"), ["a:long 1"]);
    assert_eq!(data.show("U"), ["a:long 3, 2"]);
    assert_eq!(data.columns("SigninLogs", &["Level"]), ["Level:string '1'"]);

    let whole: Vec<(String, &[u8])> =
        members.iter().map(|(name, bytes)| (format!("logs/{name}"), *bytes)).collect();
    let whole: Vec<(&str, &[u8])> = whole.iter().map(|(name, bytes)| (&**name, *bytes)).collect();
    let data = Data::new(&[]);
    data.write("logs.zip", &archive(&whole, deflated));
    assert_eq!(data.show("T"), ["a:long 1"]);
    assert_eq!(data.show("U"), ["a:long 3, 2"]);

    let data = Data::new(&[]);
    let twice: [(&str, &[u8]); 2] = [("T.json", b"{}"), ("T.csv", b"a,b\n")];
    data.write("logs.zip", &archive(&twice, deflated));
    assert!(data.error("T").starts_with("KQL2007 expected one source of the table T"));
}

/// Packed data that ends too early is an error that says how far it went; what came before is not lost on request.
#[test]
fn packed_data_that_is_cut() {
    let rows: String = (0..200_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    for (pack, name) in [(gzip as fn(&[u8]) -> Vec<u8>, "gzip"), (zstd, "zstd"), (bzip2, "bzip2")] {
        let packed = pack(rows.as_bytes());
        let mut data = Data::new(&[]);
        data.write("T.json", &packed[..packed.len() * 3 / 4]);
        let error = data.error("T");
        let expected = format!(
            "KQL2011 T.json: expected the rest of the {name} data, found its end: the file is cut, after "
        );
        let read = error.strip_prefix(&expected).unwrap_or_else(|| panic!("{error}"));
        let read: u64 = read.strip_suffix(" rows").unwrap().parse().unwrap();
        assert!(read > 50_000 && read < 200_000, "{read}");
        data.options.on_bad_row = OnBadRow::Skip;
        assert_eq!(data.table("T").rows(), Ok(read));
        let warning = &data.warnings("T")[0];
        assert!(warning.contains(&format!("after {read} rows; the rest of the file is left out")));
    }
}

#[test]
fn packed_data_that_is_damaged() {
    let rows: String = (0..50_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let mut packed = gzip(rows.as_bytes());
    let last = packed.len() - 6;
    packed[last] ^= 1;
    let zipped = archive(&[("T.json", rows.as_bytes())], CompressionMethod::Stored);
    let at = zipped.windows(12).position(|bytes| bytes == b"{\"n\":40000}\n").unwrap();
    let zipped = [&zipped[..at], b"{\"n\":40001}\n", &zipped[at + 12..]].concat();
    let data = Data::new(&[]);
    data.write("G.json.gz", &packed);
    data.write("Z.zip", &zipped);
    assert!(data.error("G").starts_with("KQL2011 G.json.gz: expected gzip data, found it damaged"));
    assert_eq!(
        data.error("T"),
        "KQL2011 Z.zip/T.json: expected 588890 bytes when unpacked, found a wrong checksum, after 50000 rows"
    );
    data.write("P.zip", &zipped[..zipped.len() / 2]);
    assert!(data.error("P").starts_with("KQL2001 cannot read P.zip: expected a zip archive"));
}

#[test]
fn what_unpacks_to_too_much() {
    let rows = "{\"n\":1}\n".repeat(1_000_000);
    let mut data = Data::new(&[]);
    data.write("G.json.gz", &gzip(rows.as_bytes()));
    data.write("T.json.zip", &archive(&[("x", rows.as_bytes())], CompressionMethod::Deflated));
    assert_eq!(data.table("G").rows(), Ok(1_000_000));
    data.options.max_inflated = Some(1_000_000);
    let expected =
        "KQL2005 G.json.gz: expected at most 1000000 bytes when unpacked, found more, after ";
    assert!(data.error("G").starts_with(expected), "{}", data.error("G"));
    assert_eq!(
        data.error("T"),
        "KQL2005 T.json.zip: expected at most 1000000 bytes when unpacked, found more"
    );
}

/// A large packed file is read in pieces: a batch is there long before the end.
#[test]
fn packed_lines_stream() {
    let rows: String = (0..300_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let data = Data::new(&[]);
    data.write("T.json.gz", &gzip(rows.as_bytes()));
    let scan = data.scan("T", &["n"]);
    let sizes: Vec<usize> = scan.chunks().map(|batch| batch.unwrap().rows()).collect();
    assert!(sizes.len() > 3 && sizes.iter().sum::<usize>() == 300_000, "{sizes:?}");
}
