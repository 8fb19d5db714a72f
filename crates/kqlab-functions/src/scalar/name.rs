//! Functions over the names of columns: the binder replaces the calls.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType, ResultName, Returns, Type};

use super::dynamic::packed;
use crate::cast::cast;
use crate::core::{BOOL, Bool, DYNAMIC, Read, SCALAR, scalar, sig, string};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "column_ifexists",
            overloads: &[sig(
                &[string("column_name").constant(), scalar("defaultValue")],
                Returns::SameAs(1),
            )],
            result_name: ResultName::FirstArgumentValueIfColumn,
            doc: "Returns a reference to the column if it exists.",
            page: "column-ifexists-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "columnifexists",
            overloads: &[sig(
                &[string("column_name").constant(), scalar("defaultValue")],
                Returns::SameAs(1),
            )],
            result_name: ResultName::FirstArgumentValueIfColumn,
            doc: "The old name of `column_ifexists`.",
            page: "column-ifexists-function",
            replaced_by: Some("column_ifexists"),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "iscolumnexists",
            overloads: &[sig(&[string("column_name").constant()], BOOL)],
            doc: "Returns a reference to the column if it exists.",
            page: "column-ifexists-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "pack_all",
            overloads: &[sig(&[scalar("ignore_null_empty").optional().constant()], DYNAMIC)],
            doc: "Makes a property bag of all columns, on demand without nulls and empty texts.",
            page: "pack-all-function",
            ..SCALAR
        },
        kernel: Some(pack_all),
    },
    ScalarFn {
        def: FnDef {
            name: "bag_pack_columns",
            overloads: &[sig(&[Param::one("value", ParamType::Column).repeated(1)], DYNAMIC)],
            doc: "Creates a dynamic JSON object from a list of columns.",
            page: "bag-pack-columns-function",
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "column_names_of",
            overloads: &[sig(&[Param::one("table", ParamType::Table)], DYNAMIC)],
            doc: "Gets the column names of a tabular expression.",
            page: "column-names-of-function",
            ..SCALAR
        },
        kernel: None,
    },
];

/// The binder writes the columns out: the flag, then names and values by turns.
fn pack_all(call: &Call<'_>) -> Result<Column, EvalError> {
    let flag = cast(&call.args[0], Type::Bool);
    let flag = Bool::open(&flag);
    packed(call, 1, |row| Bool::get(&flag, row) != Some(true))
}
