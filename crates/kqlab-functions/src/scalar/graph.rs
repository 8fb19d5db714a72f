//! Functions within graph patterns.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, LONG, NEEDS_GRAPH, SCALAR, STRING, boolean, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "all",
            overloads: &[sig(&[scalar("pattern_element"), boolean("expression")], BOOL)],
            doc: "Evaluates a condition over the elements of a variable length edge.",
            page: "all-graph-function",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "any",
            overloads: &[sig(&[scalar("pattern_element"), boolean("expression")], BOOL)],
            doc: "Evaluates a condition over the elements of a variable length edge.",
            page: "any-graph-function",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "map",
            overloads: &[sig(&[scalar("pattern_element"), scalar("expression")], DYNAMIC)],
            doc: "Evaluates an expression over the elements of a variable length edge.",
            page: "map-graph-function",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "inner_nodes",
            overloads: &[sig(&[scalar("edge")], DYNAMIC)],
            doc: "Gives access to all inner nodes in a variable length path.",
            page: "inner-nodes-graph-function",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "node_id",
            overloads: &[sig(&[scalar("node").optional()], STRING)],
            doc: "Returns the identifier of a node.",
            page: "node-id",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "node_degree_in",
            overloads: &[sig(&[scalar("node").optional()], LONG)],
            doc: "Counts the edges into a node.",
            page: "node-degree-in",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "node_degree_out",
            overloads: &[sig(&[scalar("node").optional()], LONG)],
            doc: "Counts the edges out of a node.",
            page: "node-degree-out",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "labels",
            overloads: &[sig(&[scalar("pattern_element").optional()], DYNAMIC)],
            doc: "Returns the labels of a node or edge.",
            page: "labels-graph-function",
            unsupported: Some(NEEDS_GRAPH),
            ..SCALAR
        },
        kernel: None,
    },
];
