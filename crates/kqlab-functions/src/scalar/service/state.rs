//! Functions that ask the service about itself, its user or its storage.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType, ResultName, Returns};

use crate::core::{
    BOOL, DATETIME, DYNAMIC, GUID, INTERNAL, LONG, NEEDS_SERVICE, SCALAR, STRING, scalar, sig,
    string, type_of,
};
use crate::scalar::math::random::Random;
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "current_cluster_endpoint",
            overloads: &[sig(&[], STRING)],
            doc: "Returns the network endpoint of the cluster being queried as a string type value.",
            page: "current-cluster-endpoint-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "current_database",
            overloads: &[sig(&[], STRING)],
            doc: "Returns the name of the database in scope as a string type value.",
            page: "current-database-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "current_principal",
            overloads: &[sig(&[], STRING)],
            doc: "Returns the name of the principal running the query.",
            page: "current-principal-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "current_principal_details",
            overloads: &[sig(&[], DYNAMIC)],
            doc: "Returns the details of the principal running the query.",
            page: "current-principal-details-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "current_principal_is_member_of",
            overloads: &[sig(&[Param::one("group", ParamType::StringOrArray).occurs(1, 64)], BOOL)],
            doc: "Checks the identity of the principal running the query.",
            page: "current-principal-is-member-of-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "extent_id",
            overloads: &[sig(&[], GUID)],
            doc: "Returns an identifier of the current record's data shard.",
            page: "extent-id-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "extentid",
            overloads: &[sig(&[], GUID)],
            doc: "The old name of `extent_id`.",
            page: "extent-id-function",
            replaced_by: Some("extent_id"),
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "extent_tags",
            overloads: &[sig(&[], DYNAMIC)],
            doc: "Returns the tags of the data shard of a record.",
            page: "extent-tags-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "current_node_id",
            overloads: &[sig(&[], STRING)],
            doc: "Returns the identifier of the node that runs the query.",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ingestion_time",
            overloads: &[sig(&[], DATETIME)],
            result_name: ResultName::PrefixOnly("$IngestionTime"),
            doc: "Returns the approximate time of the data's ingestion.",
            page: "ingestion-time-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "row_id",
            overloads: &[sig(&[], STRING)],
            doc: "Returns the identifier of a row within its extent.",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "cursor_after",
            overloads: &[sig(&[string("cursor")], BOOL)],
            doc: "Compares the ingestion time of the records of a table against the database cursor time.",
            page: "cursor-after-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "cursor_before_or_at",
            overloads: &[sig(&[string("cursor")], BOOL)],
            doc: "Compares the ingestion time of the records of a table against the database cursor time.",
            page: "cursor-before-or-at-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "cursor_current",
            overloads: &[sig(&[], STRING)],
            doc: "Returns a string type value.",
            page: "cursor-current",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "current_cursor",
            overloads: &[sig(&[], STRING)],
            doc: "The old name of `cursor_current`.",
            page: "cursor-current",
            replaced_by: Some("cursor_current"),
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "rowstore_ordinal_range",
            overloads: &[sig(&[], DYNAMIC)],
            doc: "An internal function of Kusto.",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "estimate_data_size",
            overloads: &[sig(&[Param::one("column", ParamType::Column).repeated(1)], LONG)],
            doc: "Returns an estimated data size in bytes of the selected columns of the tabular expression.",
            page: "estimate-data-size-function",
            unsupported: Some(NEEDS_SERVICE),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "new_guid",
            overloads: &[sig(&[], GUID)],
            doc: "Returns a random guid, another one in each row.",
            page: "new-guid-function",
            deterministic: false,
            ..SCALAR
        },
        kernel: Some(new_guid),
    },
    ScalarFn {
        def: FnDef {
            name: "__invoke",
            overloads: &[sig(
                &[
                    string("name").constant(),
                    type_of("type").constant(),
                    Param::one("arg", ParamType::Scalar).repeated(0),
                ],
                Returns::SameAs(1),
            )],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__cast",
            overloads: &[sig(&[type_of("type").constant(), scalar("value")], Returns::SameAs(0))],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
];

/// Of version 4.
fn new_guid(call: &Call<'_>) -> Result<Column, EvalError> {
    let mut random = Random::new();
    call.rows(|_| {
        let (high, low) = (random.bits(), random.bits());
        let high = high & !0xf000 | 0x4000;
        let low = low & !(0b11 << 62) | (0b10 << 62);
        let [a, b, c] = [high >> 32, high >> 16 & 0xffff, high & 0xffff];
        Ok(format!("{a:08x}-{b:04x}-{c:04x}-{:04x}-{:012x}", low >> 48, low & 0xffff_ffff_ffff))
    })
}
