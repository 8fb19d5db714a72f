//! The plugins of `evaluate`, one file each. A plugin sees all rows of its input.

mod args;
mod bag_unpack;
mod ip_lookup;
mod narrow;
mod pivot;
mod rows_near;
mod schema_merge;
mod timeline;

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::plan::PluginCall;
use kqlab_plan::{Plan, PlanNode};
use kqlab_syntax::codes::binding;

use crate::Result;
use crate::columns::Columns;
use crate::fault::fault;
use crate::rows::fitted;
use crate::scope::Scope;
use crate::stream::Stream;
use args::Args;

/// What a plugin does with its input.
type Run = fn(&Scope<'_>, &Args<'_>, Batch) -> Result<Batch>;

fn known(name: &str) -> Option<Run> {
    Some(match name {
        "bag_unpack" => bag_unpack::run,
        "pivot" => pivot::run,
        "narrow" => narrow::run,
        "ipv4_lookup" => ip_lookup::run_v4,
        "ipv6_lookup" => ip_lookup::run_v6,
        "rows_near" => rows_near::run,
        "schema_merge" => schema_merge::run,
        "sliding_window_counts" => timeline::sliding_counts,
        "rolling_percentile" => timeline::rolling_percentile,
        "active_users_count" => timeline::active_users,
        "activity_counts_metrics" => timeline::counts_metrics,
        "activity_metrics" => timeline::metrics,
        "identity" => |_, _, rows| Ok(rows),
        _ => return None,
    })
}

/// The columns that a plugin reads of its input, for those that are asked of it. The keys and values of every row decide
/// on its columns.
pub(crate) fn asked_of(plan: &Plan, call: &PluginCall, asked: &Columns) -> Columns {
    let args = Args { call, plan };
    let read = match call.def.name {
        "bag_unpack" => bag_unpack::asked_of(&args, asked),
        "pivot" => pivot::asked_of(&args),
        _ => None,
    };
    read.map_or_else(Columns::all, Columns::of_every_row)
}

/// Whether the plan's last operator adds columns of names that only the data knows to those of its input.
#[must_use]
pub fn adds_columns(plan: &Plan) -> bool {
    matches!(&plan.node, PlanNode::Plugin(call) if call.def.name == "bag_unpack")
}

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    call: &PluginCall,
    asked: &Columns,
) -> Result<Stream> {
    let Some((run, input)) = known(call.def.name).zip(call.input.as_ref()) else {
        let message = format!("the plugin '{}' is not supported", call.def.name);
        return Err(fault(binding::UNSUPPORTED_FUNCTION, plan.span, message));
    };
    let rows = scope.build(input, &asked_of(plan, call, asked))?.collect_one()?;
    let rows = run(scope, &Args { call, plan }, rows)?;
    let rows = if plan.schema.open { rows } else { fitted(&rows, &asked.narrow(&plan.schema)) };
    Ok(Stream::of(Arc::clone(rows.schema()), vec![rows]))
}
