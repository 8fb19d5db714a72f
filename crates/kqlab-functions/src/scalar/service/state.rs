//! Functions that ask the service about its storage.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType, ResultName, Returns, Type};
use serde_json::Value as Json;

use crate::core::{
    Any, BOOL, DATETIME, DYNAMIC, GUID, INTERNAL, LONG, NEEDS_SERVICE, Read, Ref, SCALAR, STRING,
    eg, scalar, sig, string, type_of,
};
use crate::scalar::math::random::Random;
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "extent_id",
            overloads: &[sig(&[], GUID)],
            doc: "Returns an identifier of the current record's data shard: zeros, as there are no shards.",
            page: "extent-id-function",
            examples: &[eg("extent_id()", "guid(00000000-0000-0000-0000-000000000000)")],
            ..SCALAR
        },
        kernel: Some(extent_id),
    },
    ScalarFn {
        def: FnDef {
            name: "extentid",
            overloads: &[sig(&[], GUID)],
            doc: "The old name of `extent_id`.",
            page: "extent-id-function",
            replaced_by: Some("extent_id"),
            ..SCALAR
        },
        kernel: Some(extent_id),
    },
    ScalarFn {
        def: FnDef {
            name: "extent_tags",
            overloads: &[sig(&[], DYNAMIC)],
            doc: "Returns the tags of the data shard of a record: null, as there are no shards.",
            page: "extent-tags-function",
            examples: &[eg("extent_tags()", "dynamic(null)")],
            ..SCALAR
        },
        kernel: Some(extent_tags),
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
            doc: "Tells when a row was ingested: by a column `IngestionTime`, else its `TimeGenerated` or `Timestamp`.",
            page: "ingestion-time-function",
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
            doc: "Estimates the size in bytes of a row's values.",
            page: "estimate-data-size-function",
            ..SCALAR
        },
        kernel: Some(estimate_data_size),
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

/// Data that lies in no shard has this one (extent-id-function).
fn extent_id(call: &Call<'_>) -> Result<Column, EvalError> {
    call.rows(|_| Ok("00000000-0000-0000-0000-000000000000"))
}

fn extent_tags(call: &Call<'_>) -> Result<Column, EvalError> {
    call.rows(|_| Ok(Json::Null))
}

/// By types and values, as the page counts a long and a text; how a dynamic is counted is not told.
fn estimate_data_size(call: &Call<'_>) -> Result<Column, EvalError> {
    let values: Vec<_> = call.args.iter().map(Any::open).collect();
    let sizes = call.args.iter().map(|arg| fixed_size(arg.ty())).collect::<Result<Vec<_>, _>>()?;
    call.rows(|row| {
        let size = |(values, fixed): (&<Any as Read>::Source<'_>, &Option<usize>)| match fixed {
            Some(size) => *size,
            None => match Any::get(values, row) {
                Some(Ref::String(text)) => text.len(),
                _ => 0,
            },
        };
        Ok(i64::try_from(values.iter().zip(&sizes).map(size).sum::<usize>()).unwrap_or(i64::MAX))
    })
}

/// The bytes of a value of a type; `None` where they are the text's own.
fn fixed_size(ty: Type) -> Result<Option<usize>, EvalError> {
    Ok(Some(match ty {
        Type::Bool => 1,
        Type::Int => 4,
        Type::Long | Type::Real | Type::Datetime | Type::Timespan => 8,
        Type::Decimal | Type::Guid => 16,
        Type::String => return Ok(None),
        Type::Dynamic | Type::Unknown => {
            let error = EvalError::argument("how much a dynamic counts for is not documented");
            return Err(error.with_hint("name the columns of other types"));
        }
    }))
}

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
