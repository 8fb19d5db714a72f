//! Functions that name a table of the service; the binder knows those that it can resolve.

use kqlab_plan::{FnDef, Returns};

use crate::ScalarFn;
use crate::core::{NAMES_A_TABLE, NEEDS_GRAPH, SCALAR, boolean, long, sig, string, timespan};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "cluster",
            overloads: &[sig(&[string("name")], Returns::Binder)],
            doc: "Changes the reference of the query to a remote cluster or Eventhouse.",
            page: "cluster-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "database",
            overloads: &[sig(&[string("name").optional()], Returns::Binder)],
            doc: "Changes the reference of the query to a specific database.",
            page: "database-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "table",
            overloads: &[sig(
                &[string("name"), string("query_data_scope").optional()],
                Returns::Binder,
            )],
            doc: "References a table.",
            page: "table-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "external_table",
            overloads: &[
                sig(&[string("name"), string("mapping").optional()], Returns::Binder),
                sig(&[string("name"), timespan("max_age")], Returns::Binder),
            ],
            doc: "References an external table by name.",
            page: "external-table-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "materialized_view",
            overloads: &[sig(&[string("name"), timespan("max_age").optional()], Returns::Binder)],
            doc: "References the materialized part of a materialized view.",
            page: "materialized-view-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "entity_group",
            overloads: &[sig(&[string("name")], Returns::Binder)],
            doc: "Names a stored group of databases.",
            unsupported: Some(NAMES_A_TABLE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "stored_query_result",
            overloads: &[
                sig(&[string("name")], Returns::Binder),
                sig(&[string("name"), long("index")], Returns::Binder),
                sig(&[string("name"), string("table_name")], Returns::Binder),
            ],
            doc: "References a stored query result.",
            page: "stored-query-result-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "graph",
            overloads: &[
                sig(&[string("name"), string("snapshot").optional()], Returns::Binder),
                sig(&[string("name"), boolean("volatile")], Returns::Binder),
            ],
            doc: "References a persisted graph entity for querying.",
            page: "graph-function",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
];
