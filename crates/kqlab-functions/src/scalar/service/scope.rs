//! Where a query runs and who runs it. Here is neither a cluster nor a principal, so what a rule is told is an assumption.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType};
use serde_json::{Map, Value as Json};

use crate::core::{BOOL, DYNAMIC, SCALAR, STRING, eg, sig};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "current_cluster_endpoint",
            overloads: &[sig(&[], STRING)],
            doc: "Gives the network endpoint of the cluster; here `localhost`.",
            page: "current-cluster-endpoint-function",
            examples: &[eg("current_cluster_endpoint()", r#""localhost""#)],
            ..SCALAR
        },
        kernel: Some(|call| {
            assumed(call, "`current_cluster_endpoint()` is taken to be `localhost`", "localhost")
        }),
    },
    ScalarFn {
        def: FnDef {
            name: "current_database",
            overloads: &[sig(&[], STRING)],
            doc: "Gives the name of the database in scope; here `NetDefaultDB`, the default of Kusto.",
            page: "current-database-function",
            examples: &[eg("current_database()", r#""NetDefaultDB""#)],
            ..SCALAR
        },
        kernel: Some(|call| {
            assumed(call, "`current_database()` is taken to be `NetDefaultDB`", "NetDefaultDB")
        }),
    },
    ScalarFn {
        def: FnDef {
            name: "current_principal",
            overloads: &[sig(&[], STRING)],
            doc: "Gives the name of the principal that runs the query; here nothing.",
            page: "current-principal-function",
            examples: &[eg("current_principal()", r#""""#)],
            ..SCALAR
        },
        kernel: Some(|call| assumed(call, "`current_principal()` is taken to be empty", "")),
    },
    ScalarFn {
        def: FnDef {
            name: "current_principal_details",
            overloads: &[sig(&[], DYNAMIC)],
            doc: "Tells of the principal that runs the query; here nothing.",
            page: "current-principal-details-function",
            examples: &[eg("current_principal_details()", "dynamic({})")],
            ..SCALAR
        },
        kernel: Some(|call| {
            let message = "`current_principal_details()` is taken to be an empty bag";
            call.assume(message, HINT);
            call.rows(|_| Ok(Json::Object(Map::new())))
        }),
    },
    ScalarFn {
        def: FnDef {
            name: "current_principal_is_member_of",
            overloads: &[sig(&[Param::one("group", ParamType::StringOrArray).occurs(1, 64)], BOOL)],
            doc: "Tells whether the principal that runs the query is in one of these groups; here false.",
            page: "current-principal-is-member-of-function",
            examples: &[eg("current_principal_is_member_of('aadgroup=a@b.com')", "false")],
            ..SCALAR
        },
        kernel: Some(|call| {
            call.assume("`current_principal_is_member_of()` is taken to be false", HINT);
            call.rows(|_| Ok(false))
        }),
    },
];

const HINT: &str = "kqlab runs queries without a service and without a user";

fn assumed(call: &Call<'_>, message: &'static str, value: &str) -> Result<Column, EvalError> {
    call.assume(message, HINT);
    call.rows(|_| Ok(value))
}
