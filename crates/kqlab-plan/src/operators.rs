//! The tabular operators and statements of Kusto: what the reference says of them, and which kqlab runs.
//!
//! The parser and the binder know operators by their syntax; this table is for people: `kqlab functions`, and the
//! matrix of the documentation. A test runs every example, so that a state that is not true is found.

/// An operator or a statement.
#[derive(Debug)]
pub struct OperatorDef {
    /// Its keyword.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// The reference page, without folder and extension; empty if there is none.
    pub page: &'static str,
    /// A query that uses it and needs no data; empty where there can be none.
    pub example: &'static str,
    /// `Some(reason)`: Kusto has it, kqlab refuses it by name.
    pub unsupported: Option<&'static str>,
}

impl OperatorDef {
    const fn new(
        name: &'static str,
        doc: &'static str,
        page: &'static str,
        example: &'static str,
    ) -> Self {
        Self { name, doc, page, example, unsupported: None }
    }

    const fn refused(self, reason: &'static str) -> Self {
        Self { unsupported: Some(reason), ..self }
    }
}

const GRAPHS: &str = "kqlab has no graphs";
const KEEPS: &str = "it keeps a result in the service";
const SERVICE: &str = "it reads a storage account";
const REDUCE: &str = "how Kusto chooses its patterns is not published";
const RESTRICT: &str = "kqlab has no access rules";

/// Every tabular operator.
pub const OPERATORS: &[OperatorDef] = &[
    OperatorDef::new("as", "Gives a table a name that later operators use.", "as-operator", "range x from 1 to 3 step 1 | as T | where x > toscalar(T | summarize avg(x))"),
    OperatorDef::new("assert-schema", "Refuses a table whose columns are not these.", "", "print a = 1 | assert-schema (a: long)"),
    OperatorDef::new("consume", "Reads all rows and gives none.", "consume-operator", "print a = 1 | consume"),
    OperatorDef::new("count", "Counts the rows.", "count-operator", "range x from 1 to 3 step 1 | count"),
    OperatorDef::new("datatable", "Makes a table of the values that are written.", "datatable-operator", "datatable(a: long, b: string)[1, 'x']"),
    OperatorDef::new("distinct", "Keeps one row of those that are equal in these columns.", "distinct-operator", "print a = 1 | distinct a"),
    OperatorDef::new("evaluate", "Calls a plugin.", "evaluate-operator", "print d = dynamic({'a': 1}) | evaluate bag_unpack(d)"),
    OperatorDef::new("execute-and-cache", "Runs a query and keeps its result in the service.", "", "").refused(KEEPS),
    OperatorDef::new("extend", "Adds computed columns.", "extend-operator", "print a = 1 | extend b = a + 1"),
    OperatorDef::new("externaldata", "Reads files that stand for the addresses; nothing is fetched.", "externaldata-operator", "externaldata(a: string)[]"),
    OperatorDef::new("facet", "Gives a table of values and counts for each column, and the rows.", "facet-operator", "print a = 1 | facet by a"),
    OperatorDef::new("filter", "The old name of `where`.", "where-operator", "print a = 1 | filter a == 1"),
    OperatorDef::new("find", "Finds rows in several tables.", "find-operator", "let T = print a = 1; find in (T) where a == 1"),
    OperatorDef::new("fork", "Runs several pipelines over one input.", "fork-operator", "print a = 1 | fork (where a == 1) (count)"),
    OperatorDef::new("getschema", "Gives the columns of a table as rows.", "getschema-operator", "print a = 1 | getschema"),
    OperatorDef::new("graph-mark-components", "Numbers the connected components of a graph.", "graph-mark-components-operator", "print a = 1, b = 2 | make-graph a --> b | graph-mark-components | graph-to-table nodes").refused(GRAPHS),
    OperatorDef::new("graph-match", "Finds patterns in a graph.", "graph-match-operator", "print a = 1, b = 2 | make-graph a --> b | graph-match (x)-[e]->(y) project e.a").refused(GRAPHS),
    OperatorDef::new("graph-shortest-paths", "Finds the shortest paths in a graph.", "graph-shortest-paths-operator", "print a = 1, b = 2 | make-graph a --> b | graph-shortest-paths (x)-[e*1..2]->(y) project x.a").refused(GRAPHS),
    OperatorDef::new("graph-to-table", "Gives the nodes or edges of a graph as a table.", "graph-to-table-operator", "print a = 1, b = 2 | make-graph a --> b | graph-to-table edges").refused(GRAPHS),
    OperatorDef::new("graph-where-edges", "Keeps edges of a graph.", "", "print a = 1, b = 2 | make-graph a --> b | graph-where-edges a == 1 | graph-to-table edges").refused(GRAPHS),
    OperatorDef::new("graph-where-nodes", "Keeps nodes of a graph.", "", "print a = 1, b = 2 | make-graph a --> b | graph-where-nodes true | graph-to-table edges").refused(GRAPHS),
    OperatorDef::new("inline_external_table", "Reads an external table that the query itself defines.", "inline-external-table-operator", "").refused(SERVICE),
    OperatorDef::new("invoke", "Calls a function with the table as its first argument.", "invoke-operator", "let f = (T: (*)) { T | count }; print a = 1 | invoke f()"),
    OperatorDef::new("join", "Brings rows of two tables together by equal keys.", "join-operator", "print a = 1 | join kind=inner (print a = 1) on a"),
    OperatorDef::new("limit", "The other name of `take`.", "take-operator", "print a = 1 | limit 1"),
    OperatorDef::new("lookup", "Adds the columns of a dimension table.", "lookup-operator", "print a = 1 | lookup (print a = 1, b = 2) on a"),
    OperatorDef::new("macro-expand", "Runs a query over each entity of a group.", "macro-expand-operator", "macro-expand entity_group [database('a')] as x (print b = 1)"),
    OperatorDef::new("make-graph", "Makes a graph of a table of edges.", "make-graph-operator", "print a = 1, b = 2 | make-graph a --> b | graph-to-table edges").refused(GRAPHS),
    OperatorDef::new("make-series", "Makes arrays of aggregates along an axis.", "make-series-operator", "range x from 1 to 3 step 1 | make-series n = count() on x from 1 to 4 step 1"),
    OperatorDef::new("materialize", "Keeps a table so that it is computed once.", "materialize-function", "let T = materialize(print a = 1); T"),
    OperatorDef::new("mv-apply", "Runs a pipeline over the elements of arrays.", "mv-apply-operator", "print d = dynamic([1, 2]) | mv-apply d to typeof(long) on (top 1 by d)"),
    OperatorDef::new("mv-expand", "Makes a row of each element of an array.", "mv-expand-operator", "print d = dynamic([1, 2]) | mv-expand d"),
    OperatorDef::new("order", "The other name of `sort`.", "sort-operator", "range x from 1 to 3 step 1 | order by x asc"),
    OperatorDef::new("parse", "Takes texts apart by a pattern and keeps all rows.", "parse-operator", "print s = 'a=1' | parse s with 'a=' a: long"),
    OperatorDef::new("parse-kv", "Takes texts of keys and values apart.", "parse-kv-operator", "print s = 'a=1' | parse-kv s as (a: long) with (pair_delimiter=',', kv_delimiter='=')"),
    OperatorDef::new("parse-where", "As `parse`, keeping the rows that match.", "parse-where-operator", "print s = 'a=1' | parse-where s with 'a=' a: long"),
    OperatorDef::new("partition", "Runs a pipeline over each part of a table.", "partition-operator", "print a = 1 | partition by a (take 1)"),
    OperatorDef::new("print", "Makes a row of expressions.", "print-operator", "print a = 1"),
    OperatorDef::new("project", "Keeps, renames and computes columns.", "project-operator", "print a = 1 | project b = a"),
    OperatorDef::new("project-away", "Leaves columns out.", "project-away-operator", "print a = 1, b = 2 | project-away b"),
    OperatorDef::new("project-by-names", "Keeps the columns that an expression names.", "project-by-names-operator", "print a = 1, b = 2 | project-by-names dynamic(['a'])"),
    OperatorDef::new("project-keep", "Keeps columns, in their order.", "project-keep-operator", "print a = 1, b = 2 | project-keep b"),
    OperatorDef::new("project-rename", "Renames columns.", "project-rename-operator", "print a = 1 | project-rename b = a"),
    OperatorDef::new("project-reorder", "Puts columns in another order.", "project-reorder-operator", "print a = 1, b = 2 | project-reorder b"),
    OperatorDef::new("range", "Makes a table of a run of values.", "range-operator", "range x from 1 to 3 step 1"),
    OperatorDef::new("reduce", "Groups texts by their likeness.", "reduce-operator", "print s = 'a' | reduce by s").refused(REDUCE),
    OperatorDef::new("render", "Asks for a picture of the result: kept as a note.", "render-operator", "print a = 1 | render table"),
    OperatorDef::new("sample", "Takes rows at random.", "sample-operator", "print a = 1 | sample 1"),
    OperatorDef::new("sample-distinct", "Takes values at random, each once.", "sample-distinct-operator", "print a = 1 | sample-distinct 1 of a"),
    OperatorDef::new("scan", "Follows sequences of rows by steps.", "scan-operator", "range x from 1 to 3 step 1 | serialize | scan with (step s: true;)"),
    OperatorDef::new("search", "Finds a text in all columns, or in all tables.", "search-operator", "print s = 'a b' | search 'a'"),
    OperatorDef::new("serialize", "Fixes the order of rows, for window functions.", "serialize-operator", "print a = 1 | serialize n = row_number()"),
    OperatorDef::new("sort", "Puts the rows in order.", "sort-operator", "range x from 1 to 3 step 1 | sort by x"),
    OperatorDef::new("summarize", "Aggregates rows by groups.", "summarize-operator", "print a = 1 | summarize count() by a"),
    OperatorDef::new("take", "Keeps so many rows.", "take-operator", "print a = 1 | take 1"),
    OperatorDef::new("top", "Keeps the first rows of an order.", "top-operator", "range x from 1 to 3 step 1 | top 1 by x"),
    OperatorDef::new("top-hitters", "Finds the most frequent values.", "top-hitters-operator", "print a = 1 | top-hitters 1 of a"),
    OperatorDef::new("top-nested", "Keeps the best values of each level.", "top-nested-operator", "print a = 1 | top-nested 1 of a by sum(a)"),
    OperatorDef::new("toscalar", "Gives the first value of a table.", "toscalar-function", "print x = toscalar(print a = 1)"),
    OperatorDef::new("union", "Puts tables below one another.", "union-operator", "union (print a = 1), (print b = 2)"),
    OperatorDef::new("where", "Keeps the rows for which a predicate holds.", "where-operator", "print a = 1 | where a == 1"),
];

/// Every statement but the query itself.
pub const STATEMENTS: &[OperatorDef] = &[
    OperatorDef::new(
        "alias",
        "Names a database of a cluster.",
        "alias-statement",
        "alias database d = cluster('c').database('d'); print a = 1",
    ),
    OperatorDef::new(
        "declare query_parameters",
        "Declares the parameters of a query and their defaults.",
        "query-parameters-statement",
        "declare query_parameters(a: long = 1); print a",
    ),
    OperatorDef::new(
        "declare pattern",
        "Maps the calls of a virtual function to queries.",
        "pattern-statement",
        "declare pattern p = (a: string) { ('x') = { print b = 1 }; }; p('x')",
    ),
    OperatorDef::new(
        "let",
        "Names a value, a table or a function.",
        "let-statement",
        "let a = 1; print a",
    ),
    OperatorDef::new(
        "restrict",
        "Limits the tables that a query sees.",
        "restrict-statement",
        "let T = print a = 1; restrict access to (T); T",
    )
    .refused(RESTRICT),
    OperatorDef::new(
        "set",
        "Sets an option of the query; those that change an answer are refused.",
        "set-statement",
        "set notruncation; print a = 1",
    ),
];
