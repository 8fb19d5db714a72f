//! Plugins that change the shape of a table.

use kqlab_plan::{FnDef, Param, ParamType, Returns};

use crate::core::{NOT_YET, PLUGIN, boolean, dynamic, integer, sig, string};

/// The family.
pub(super) const PLUGINS: &[FnDef] = &[
    FnDef {
        name: "bag_unpack",
        overloads: &[sig(
            &[
                Param::one("column", ParamType::Column),
                string("column_prefix").optional().constant(),
                string("columnsConflict").optional().constant(),
                dynamic("ignoredProperties").optional().constant(),
            ],
            Returns::Binder,
        )],
        doc: "Makes a column of each key of a property bag.",
        page: "bag-unpack-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "pivot",
        overloads: &[sig(
            &[
                Param::one("pivotColumn", ParamType::Column),
                Param::one("aggregateFunction", ParamType::Aggregate).optional(),
                Param::one("columnName", ParamType::Column).repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Rotates a table with specified columns and aggregates the remaining columns.",
        page: "pivot-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "narrow",
        overloads: &[sig(&[], Returns::Binder)],
        doc: "Displays a wide table.",
        page: "narrow-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "preview",
        overloads: &[sig(&[integer("NumberOfRows").constant()], Returns::Binder)],
        doc: "Returns two tables, one with the specified number of rows, and the other with the total number of records.",
        page: "preview-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "identity",
        overloads: &[sig(&[], Returns::Binder)],
        doc: "Returns its input as it is.",
        ..PLUGIN
    },
    FnDef {
        name: "identity_v3",
        overloads: &[sig(
            &[string("mode").constant(), string("exceptionText").constant()],
            Returns::Binder,
        )],
        doc: "Returns its input as it is.",
        unsupported: Some(NOT_YET),
        ..PLUGIN
    },
    FnDef {
        name: "rows_near",
        overloads: &[sig(
            &[
                boolean("Condition"),
                integer("NumRows").constant(),
                integer("NumRowsAfter").optional().constant(),
            ],
            Returns::Binder,
        )],
        doc: "Finds rows near a specified condition.",
        page: "rows-near-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "schema_merge",
        overloads: &[sig(&[boolean("PreserveOrder").optional().constant()], Returns::Binder)],
        doc: "Merges several schemas into one.",
        page: "schema-merge-plugin",
        ..PLUGIN
    },
];
