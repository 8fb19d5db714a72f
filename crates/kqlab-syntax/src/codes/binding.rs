//! `KQL1xxx`: names, types and schemas do not fit.

use super::about::{files, query};

super::codes! {
    UNKNOWN_COLUMN = "KQL1001", "a name that is no column, variable or function here",
        "At this place the table has no column of that name, and no `let` declares it. Names are \
         case-sensitive. A column exists from where it is made to where `project` or `summarize` \
         leaves it out.",
        query(r#"AuditLogs | where OperationNam == "Add user""#),
        query(r#"AuditLogs | where OperationName == "Add user""#);

    UNKNOWN_TABLE = "KQL1002", "a table that is neither loaded nor known",
        "No file of `--data` or `--table` gives a table of that name, the catalog of Sentinel and \
         Defender tables lacks it, and no `let` declares it. Declare the columns of a table of \
         your own with `--schema`.",
        query("AuditLogz | count"),
        query("AuditLogs | count");

    UNKNOWN_FUNCTION = "KQL1003", "a function that Kusto does not have",
        "Kusto has no function, aggregate or plugin of that name, no `let` declares it, and \
         `--functions` has no file of it.",
        query(r#"print strlne("abc")"#),
        query(r#"print strlen("abc")"#);

    UNSUPPORTED_FUNCTION = "KQL1004", "a function of Kusto that kqlab does not support",
        "Kusto has the function, kqlab does not compute it and does not guess its result. `kqlab \
         check` only warns of it.",
        query("print cursor_current()"),
        query(r#"print "my cursor""#);

    UNSUPPORTED_OPERATOR = "KQL1005", "an operator of Kusto that kqlab does not support",
        "Kusto has the operator, or this form of it, kqlab does not run it and does not leave it \
         out. `kqlab check` only warns of it.",
        files("kqlab run q.kql --external-dir lists", &[
            ("q.kql", b"externaldata(ip:string) [\"https://example.org/ips.orc\"] with (format=\"orc\")\n"),
            ("lists/ips.orc", b"ORC"),
        ]),
        files("kqlab run q.kql --external-dir lists", &[
            ("q.kql", b"externaldata(ip:string) [\"https://example.org/ips.csv\"] with (format=\"csv\")\n"),
            ("lists/ips.csv", b"203.0.113.66\n"),
        ]);

    ARGUMENT_COUNT = "KQL1006", "a function is called with a wrong number of arguments",
        "A function is called with fewer or more arguments than it takes. The hint shows how it \
         is called.",
        query(r#"print strlen("a", "b")"#),
        query(r#"print strlen("a")"#);

    ARGUMENT_TYPE = "KQL1007", "an argument's type is not one that the function takes",
        "The type of an argument is not one that the function takes, and Kusto converts nothing \
         here by itself. Convert the value with `tostring`, `tolong`, `todatetime` or their like.",
        query(r#"print startofday("2026-04-22")"#),
        query(r#"print startofday(todatetime("2026-04-22"))"#);

    TYPE_MISMATCH = "KQL1008", "an expression's type does not fit its place",
        "The type of an expression does not fit its place: `where` asks for a bool, a step for a \
         number or a timespan. Compare or convert it.",
        query("print x = 1 | where x"),
        query("print x = 1 | where x == 1");

    AMBIGUOUS = "KQL1009", "text that could be meant in two ways",
        "The text could be meant in two ways, and Kusto refuses it. In `parse` a column that \
         takes any text and a `*` cannot stand side by side: say what is between them.",
        query(r#"print s = "a=1;b=2" | parse s with "a=" a * "b=" b"#),
        query(r#"print s = "a=1;b=2" | parse s with "a=" a ";b=" b"#);

    DUPLICATE_NAME = "KQL1010", "a name that is declared twice",
        "The same name is declared twice where names must be unique. Give one of them another \
         name.",
        query("print a = 1 | project a, a"),
        query("print a = 1 | project a, b = a");

    AGGREGATE_OUTSIDE = "KQL1011", "an aggregate stands outside summarize",
        "An aggregate such as `count()` has its place in `summarize`, `make-series` and `top- \
         nested`, and not within another aggregate. To filter by it, give it a name and filter \
         afterwards.",
        query("AuditLogs | where count() > 5"),
        query("AuditLogs | summarize n = count() by OperationName | where n > 5");

    NOT_CONSTANT = "KQL1012", "a value that must be known before the query runs",
        "The place asks for a value that is known before the first row is read: a literal, or a \
         scalar `let`.",
        query("print t = now(), n = 1 | make-series sum(n) default = rand() on t step 1h"),
        query("print t = now(), n = 1 | make-series sum(n) default = 0 on t step 1h");

    TABLE_EXPECTED = "KQL1013", "a table is expected and a scalar found",
        "A table must stand here, and the expression is a single value. `print` makes a table of \
         a value.",
        query("let a = 1; a | count"),
        query("let a = print x = 1; a | count");

    SCALAR_EXPECTED = "KQL1014", "a scalar is expected and a table found",
        "A single value must stand here, and the expression is a table. `toscalar(...)` takes the \
         first value of a table.",
        query("let t = print x = 1; print y = t + 1"),
        query("let t = print x = 1; print y = toscalar(t) + 1");

    DATA_DEPENDENT = "KQL1015", "a column that only the data could bring is not there",
        "An operator such as `pivot` or `bag_unpack` makes columns of what the data holds, and \
         this data does not bring the column. `column_ifexists(\"name\", default)` holds whether it \
         does or not.",
        query(r#"datatable(k:string, v:long) ["a", 1] | evaluate pivot(k, sum(v)) | project b"#),
        query(r#"datatable(k:string, v:long) ["a", 1] | evaluate pivot(k, sum(v)) | project b = column_ifexists("b", 0)"#);

    BAD_PARAMETER = "KQL1016", "an operator's parameter is unknown or has a wrong value",
        "An operator does not have the parameter, or not with this value.",
        query("print x = 1 | join kind=outer (print x = 1) on x"),
        query("print x = 1 | join kind=fullouter (print x = 1) on x");

    RECURSIVE = "KQL1017", "a function calls itself",
        "A function calls itself, by itself or through others. KQL has no recursion; `scan` goes \
         over rows with a state.",
        files("kqlab run q.kql --functions functions", &[
            ("q.kql", b"print x = Again(3)\n"),
            ("functions/Again.kql", b"let Again = (n:long) { Again(n - 1) }\n"),
        ]),
        files("kqlab run q.kql --functions functions", &[
            ("q.kql", b"print x = Before(3)\n"),
            ("functions/Before.kql", b"let Before = (n:long) { n - 1 }\n"),
        ]);

    EMPTY_COLUMN = "KQL1018", "the query reads a column that no row of the data has",
        "The catalog says that the table has the column, the query reads it, and no row of the \
         data has a key for it. It is read as null. Look whether the export left it out, or \
         spells it in another way. Of AzureDiagnostics and of custom tables a column is taken to \
         be there if its suffix tells its type (`_s`, `_d`, `_b`, `_t`, `_g`), since a workspace \
         adds columns as they come in.",
        files("kqlab run q.kql --data AuditLogs.json", &[
            ("q.kql", b"AuditLogs | where ResultReason == \"\" | count\n"),
            ("AuditLogs.json", b"{\"OperationName\": \"Add user\"}\n"),
        ]),
        files("kqlab run q.kql --data AuditLogs.json", &[
            ("q.kql", b"AuditLogs | where ResultReason == \"\" | count\n"),
            ("AuditLogs.json", b"{\"OperationName\": \"Add user\", \"ResultReason\": \"\"}\n"),
        ]);

    OPEN_SCHEMA = "KQL1019", "a name that cannot be checked, because the columns depend on the data",
        "The columns depend on the data, which `kqlab check` does not read: the name may be there \
         or not. Say which columns an `evaluate` gives, and they are known. To AzureDiagnostics and \
         to custom tables a workspace adds columns as they come in: `--schema` declares those that \
         yours has.",
        files("kqlab check q.kql", &[
            ("q.kql", b"\
AuditLogs
| evaluate bag_unpack(InitiatedBy)
| project app
"),
        ]),
        files("kqlab check q.kql", &[
            ("q.kql", b"\
AuditLogs
| evaluate bag_unpack(InitiatedBy) : (app:dynamic)
| project app
"),
        ]);

    NO_RESULT = "KQL1020", "the text holds no query",
        "The text has statements such as `let`, and no query that would give a table.",
        query("let a = 1;"),
        query("let a = 1; print a");

    ASSUMED = "KQL1021", "something beside the query and its data had to be assumed",
        "The query asks for what is not there, such as the tables of another workspace, or a table of the catalog that \
         the data has not, and kqlab goes on with what the message names.",
        files("kqlab run q.kql --data SigninLogs.json", &[
            ("q.kql", b"workspace(\"soc\").SigninLogs | count\n"),
            ("SigninLogs.json", b"{\"a\": 1}\n"),
        ]),
        files("kqlab run q.kql --data SigninLogs.json", &[
            ("q.kql", b"SigninLogs | count\n"),
            ("SigninLogs.json", b"{\"a\": 1}\n"),
        ]);

    UNKNOWN_TYPE = "KQL1030", "a name that is no type",
        "The types of KQL are bool, datetime, decimal, dynamic, guid, int, long, real, string and \
         timespan.",
        query(r#"print extract("([0-9]+)", 1, "a5", typeof(text))"#),
        query(r#"print extract("([0-9]+)", 1, "a5", typeof(long))"#);
}
