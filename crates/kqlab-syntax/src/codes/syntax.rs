//! `KQL0xxx`: the text is not KQL.

use super::about::{query, repeated};

super::codes! {
    UNEXPECTED = "KQL0001", "unexpected text where the grammar asks for something else",
        "The text does not follow the grammar at this place. The message says what could stand \
         there; the place is that of the first token that does not fit, or the end of the line on \
         which something is missing. Reading goes on at the next `|` or `;`, so that several \
         mistakes are told at once.",
        query("AuditLogs | sort Result"),
        query("AuditLogs | sort by Result");

    UNCLOSED = "KQL0002", "a bracket, string or literal is not closed",
        "A bracket, a string or a literal begins and does not end. The label shows where it \
         begins. A string ends on its line; one of several lines stands between three backticks. \
         In `\"...\"` a backslash begins an escape, in `@\"...\"` it stands for itself.",
        query(r#"print x = strcat("a", "b""#),
        query(r#"print x = strcat("a", "b")"#);

    BAD_LITERAL = "KQL0003", "a literal that is not of its type's form",
        "The text in a typed literal is not of the form of its type, so that the value is null, \
         as in Kusto. Write it in a form that the type has.",
        query("print t = datetime(soon)"),
        query("print t = datetime(2026-04-22T09:00:00Z)");

    TOO_DEEP = "KQL0004", "nested too deep",
        "Brackets, or operators that stand within one another, are nested deeper than any query \
         needs. Give parts of the query names with `let`. Operators one after the other, those of \
         the tables and functions that are named along with them, may be 1,500.",
        repeated("print x = ", "(", 2000, "1"),
        query("let a = 1; print x = (a)");

    TOO_LONG = "KQL0005", "the text is larger than a query may be",
        "A query may have at most 64 MiB. Long lists belong in a table, which `in (table)` reads.",
        repeated("print 1", " ", (64 << 20) + 1, ""),
        query("print 1");
}
