//! `KQL2xxx`: a file cannot be read as a table.

use super::about::files;

super::codes! {
    UNREADABLE = "KQL2001", "a file or folder that cannot be read",
        "A file or a folder is not there, may not be read, has changed while it was read, or is \
         of a format that kqlab does not read.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"7z\xbc\xaf'\x1c\x00\x04"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n"),
        ]);

    BAD_JSON = "KQL2002", "text that is not JSON",
        "The text of a file is not JSON: it is cut off, or a comma, quote or bracket is missing. \
         The message names the line and the column. `--on-bad-row skip` leaves such rows out and \
         counts them.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n{\"a\": \n"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n{\"a\": 2}\n"),
        ]);

    BAD_ROW = "KQL2003", "a row that is no object",
        "A row of a table is an object of columns and values, and this one is something else.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n[2]\n"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n{\"a\": 2}\n"),
        ]);

    BAD_UTF8 = "KQL2004", "bytes that are not UTF-8",
        "Text is read as UTF-8. Save the file as UTF-8.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": \"caf\xe9\"}\n"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": \"cafe\"}\n"),
        ]);

    TOO_LARGE = "KQL2005", "a row or nesting larger than the limit",
        "A row, or the nesting of its values, is larger than kqlab reads; the limits keep a \
         damaged file from filling the memory.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}\n"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": [[]]}\n"),
        ]);

    SKIPPED_ROWS = "KQL2006", "rows were skipped on request",
        "Rows that cannot be read were left out, as `--on-bad-row skip` asks for. The message \
         counts them and names the first.",
        files("kqlab run q.kql --data T.json --on-bad-row skip", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n{\"a\": \n"),
        ]),
        files("kqlab run q.kql --data T.json --on-bad-row skip", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n{\"a\": 2}\n"),
        ]);

    DUPLICATE_TABLE = "KQL2007", "two sources for one table",
        "Two files or folders give a table of the same name, and neither outranks the other. Name \
         the one that is meant with `--table NAME=FILE`, or put both in one folder of that name.",
        files("kqlab run q.kql --data one --data two", &[
            ("q.kql", b"T | count\n"),
            ("one/T.json", b"{\"a\": 1}\n"),
            ("two/T.json", b"{\"a\": 2}\n"),
        ]),
        files("kqlab run q.kql --data all", &[
            ("q.kql", b"T | count\n"),
            ("all/T/one.json", b"{\"a\": 1}\n"),
            ("all/T/two.json", b"{\"a\": 2}\n"),
        ]);

    BAD_VALUE = "KQL2008", "a value that does not fit its column's type",
        "A value is not of its column's type, which the catalog or a schema file gives, and is \
         read as null. A schema file can give the column another type.",
        files("kqlab run q.kql --data AuditLogs.json", &[
            ("q.kql", b"AuditLogs | project TimeGenerated\n"),
            ("AuditLogs.json", b"{\"TimeGenerated\": \"yesterday\"}\n"),
        ]),
        files("kqlab run q.kql --data AuditLogs.json", &[
            ("q.kql", b"AuditLogs | project TimeGenerated\n"),
            ("AuditLogs.json", b"{\"TimeGenerated\": \"2026-04-22T09:00:00Z\"}\n"),
        ]);

    BAD_SCHEMA = "KQL2009", "a schema file that cannot be read",
        "A file of `--schema` is JSON in one of three forms: `{\"Table\": {\"Column\": \"type\"}}`, the \
         custom tables of Azure-Sentinel, or the tables of Azure's management API.",
        files("kqlab run q.kql --schema s.json --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("s.json", b"{\"T\": {\"a\": \"text\"}}\n"),
            ("T.json", b"{\"a\": 1}\n"),
        ]),
        files("kqlab run q.kql --schema s.json --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("s.json", b"{\"T\": {\"a\": \"string\"}}\n"),
            ("T.json", b"{\"a\": 1}\n"),
        ]);

    DUPLICATE_KEY = "KQL2010", "a key that stands twice in a row",
        "A row has the same key twice; the last one counts.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | project a\n"),
            ("T.json", b"{\"a\": 1, \"a\": 2}\n"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | project a\n"),
            ("T.json", b"{\"a\": 1, \"b\": 2}\n"),
        ]);

    DAMAGED = "KQL2011", "a packed or columnar file that is cut or damaged",
        "A compressed file or an archive ends too early, or its check sum is wrong. Get the whole \
         file; `--on-bad-row skip` takes the rows before the damage.",
        files("kqlab run q.kql --data T.json.gz", &[
            ("q.kql", b"T | count\n"),
            ("T.json.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"a\": 1}\n"),
        ]);

    PARTIAL = "KQL2012", "an answer that says that it is not whole",
        "An answer of Log Analytics that was saved has an `error` beside its rows: the service \
         stopped before it had all of them. The rows that there are are read. Ask again, for a \
         shorter time.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"tables\": [{\"name\": \"PrimaryResult\", \"columns\": [{\"name\": \"a\", \"type\": \"long\"}], \"rows\": [[1]]}], \"error\": {\"code\": \"PartialError\"}}\n"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | count\n"),
            ("T.json", b"{\"tables\": [{\"name\": \"PrimaryResult\", \"columns\": [{\"name\": \"a\", \"type\": \"long\"}], \"rows\": [[1]]}]}\n"),
        ]);

    ASSUMED_TIME = "KQL2013", "times that do not tell all of themselves",
        "A date such as `10/04/2025` may be of April or of October, and nothing in the file says \
         which: the month is taken to come first, as Kusto does. Or a column was exported in local \
         time (`TimeGenerated [Local Time]`), and the file does not say where: it is read as if \
         it were UTC. `--date-order` says the order; export in UTC for the zone.",
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | project TimeGenerated\n"),
            ("T.json", b"{\"TimeGenerated\": \"10/04/2025\"}\n"),
        ]),
        files("kqlab run q.kql --data T.json", &[
            ("q.kql", b"T | project TimeGenerated\n"),
            ("T.json", b"{\"TimeGenerated\": \"2025-04-10\"}\n"),
        ]);

    NO_BODY = "KQL2020", "an address of externaldata for which no file stands",
        "kqlab fetches nothing from the network. Save what stands at the address of \
         `externaldata`, and name the file with `--external URL=FILE` or its folder with \
         `--external-dir`.",
        files("kqlab run q.kql", &[
            ("q.kql", b"externaldata(ip:string) [\"https://example.org/ips.csv\"]\n"),
        ]),
        files("kqlab run q.kql --external-dir lists", &[
            ("q.kql", b"externaldata(ip:string) [\"https://example.org/ips.csv\"]\n"),
            ("lists/ips.csv", b"203.0.113.66\n"),
        ]);
}
