//! Whether a result's rows have an order that the query asked for.

use kqlab_plan::{Plan, PlanNode};

/// Whether the order of the rows means something: they were sorted, and nothing since has shuffled them.
pub(crate) fn is_ordered(plan: &Plan) -> bool {
    match &plan.node {
        PlanNode::Sort { .. } | PlanNode::Range { .. } => true,
        PlanNode::Filter { input, .. }
        | PlanNode::Extend { input, .. }
        | PlanNode::Project { input, .. }
        | PlanNode::Take { input, .. } => is_ordered(input),
        PlanNode::Shared(shared) => is_ordered(shared),
        PlanNode::MvExpand(expand) | PlanNode::MvApply { expand, .. } => is_ordered(&expand.input),
        PlanNode::Parse(parse) => is_ordered(&parse.input),
        PlanNode::ParseKv(parse) => is_ordered(&parse.input),
        PlanNode::Scan(scan) => is_ordered(&scan.input),
        PlanNode::Table { .. }
        | PlanNode::Values(_)
        | PlanNode::ExternalData { .. }
        | PlanNode::Computed(_)
        | PlanNode::SubInput
        | PlanNode::Aggregate { .. }
        | PlanNode::Sample { .. }
        | PlanNode::Join(_)
        | PlanNode::Union { .. }
        | PlanNode::Partition { .. }
        | PlanNode::Plugin(_)
        | PlanNode::MakeSeries(_)
        | PlanNode::TopNested { .. }
        | PlanNode::Reduce { .. }
        | PlanNode::Known(_)
        | PlanNode::Graph { .. }
        | PlanNode::Unsupported { .. } => false,
    }
}
