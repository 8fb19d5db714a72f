//! What each operator asks of its inputs, for the columns that it is asked for.

use std::sync::Arc;

use kqlab_plan::expr::NamedExpr;
use kqlab_plan::plan::{AggregateCall, Join, MakeSeries, MvExpand, PluginArg, Scan, Side};
use kqlab_plan::{Expr, Plan, PlanNode, Schema};

use crate::analysis::sub_input_columns;
use crate::columns::Columns;
use crate::plugin;

/// The inputs of an operator, in the order of its fields, each with the columns that are asked of it.
pub(crate) fn inputs<'p>(plan: &'p Plan, asked: &Columns) -> Vec<(&'p Plan, Columns)> {
    let one = |input: &'p Plan, columns| vec![(input, columns)];
    match &plan.node {
        PlanNode::Table { .. }
        | PlanNode::Values(_)
        | PlanNode::Range { .. }
        | PlanNode::ExternalData { .. }
        | PlanNode::Computed(_)
        | PlanNode::SubInput => Vec::new(),
        PlanNode::Shared(shared) => one(shared, asked.clone()),
        PlanNode::Filter { input, predicate } => {
            one(input, asked.clone().and([predicate]).where_true(predicate))
        }
        PlanNode::Extend { input, columns } => {
            let made = asked.select(columns);
            let kept = asked.clone().without(made.iter().map(|column| &column.name));
            let read = kept.and(made.iter().map(|column| &column.expr));
            one(input, read.of_rows_before(asked, &made))
        }
        PlanNode::Project { input, columns } => {
            let made = asked.select(columns);
            let read = Columns::of(made.iter().map(|column| &column.expr));
            let read = beyond(input, read, asked, columns.iter().map(|column| &column.name));
            one(input, read.of_rows_before(asked, &made))
        }
        PlanNode::Aggregate { input, keys, aggregates } => {
            let read = asked_aggregates(aggregates, asked).flat_map(|call| &call.args);
            let read = Columns::of(keys.iter().map(|key| &key.expr)).and(read);
            let outputs = aggregates.iter().flat_map(|call| &call.outputs);
            let made = outputs.map(|field| &field.name).chain(keys.iter().map(|key| &key.name));
            one(input, beyond(input, read, asked, made))
        }
        PlanNode::Sort { input, keys } => {
            one(input, asked.clone().and(keys.iter().map(|key| &key.expr)))
        }
        PlanNode::Take { input, .. } | PlanNode::Sample { input, .. } => {
            one(input, asked.clone().of_every_row())
        }
        PlanNode::Join(join) => join_inputs(&plan.schema, join, asked),
        PlanNode::Union { inputs } => {
            let positions = || inputs.iter().flat_map(|input| input.columns.iter().map(|c| c.0));
            let filled = || positions().map(|at| &plan.schema.fields[at].name);
            let wanted = |input: &'p kqlab_plan::plan::UnionInput| {
                let fills = input.columns.iter();
                let fills = fills.filter(|(at, _)| asked.has(&plan.schema.fields[*at].name));
                let made = |(at, expr): &(usize, Expr)| {
                    let name = Arc::clone(&plan.schema.fields[*at].name);
                    NamedExpr { name, expr: expr.clone() }
                };
                let made: Vec<NamedExpr> = fills.map(made).collect();
                let read = Columns::of(made.iter().map(|column| &column.expr));
                let read = beyond(&input.plan, read, asked, filled());
                (&input.plan, read.of_rows_before(asked, &made))
            };
            inputs.iter().map(wanted).collect()
        }
        PlanNode::MvExpand(expand) => one(&expand.input, expand_input(expand, asked.clone())),
        PlanNode::MvApply { expand, body } => {
            let body_names = body.schema.fields.iter().map(|field| &field.name);
            let kept = asked.clone().without(body_names);
            let of_body = sub_input_columns(body, asked);
            one(&expand.input, expand_input(expand, kept.union(of_body)))
        }
        PlanNode::Partition { input, by, body } => {
            one(input, sub_input_columns(body, asked).with(by).of_every_row())
        }
        PlanNode::Parse(parse) => {
            let made = parse.pattern.iter().filter_map(|part| match part {
                kqlab_plan::plan::ParsePart::Column(field) => Some(&field.name),
                _ => None,
            });
            one(&parse.input, asked.clone().without(made).and([&parse.expr]))
        }
        PlanNode::ParseKv(parse) => {
            let made = parse.keys.iter().map(|field| &field.name);
            one(&parse.input, asked.clone().without(made).and([&parse.expr]))
        }
        PlanNode::Plugin(call) => {
            let input = call.input.iter().map(|input| (input, plugin::asked_of(plan, call, asked)));
            let tables = call.args.iter().filter_map(plugin_table);
            input.chain(tables.map(|table| (table, Columns::all()))).collect()
        }
        PlanNode::MakeSeries(series) => one(&series.input, series_input(series)),
        PlanNode::Scan(scan) => one(&scan.input, scan_input(scan, asked)),
        PlanNode::TopNested { input, levels } => {
            let of = Columns::of(levels.iter().map(|level| &level.of.expr));
            one(input, of.and(levels.iter().flat_map(|level| &level.by.args)))
        }
        PlanNode::Reduce { input, by, .. } => one(input, Columns::of([by])),
        PlanNode::Known(call) => call.input.iter().map(|input| (input, Columns::all())).collect(),
        PlanNode::Graph { .. } | PlanNode::Unsupported { .. } => Vec::new(),
    }
}

/// The calls one of whose columns is asked for.
pub(crate) fn asked_aggregates<'p>(
    calls: &'p [AggregateCall],
    asked: &Columns,
) -> impl Iterator<Item = &'p AggregateCall> {
    calls.iter().filter(move |call| call.outputs.iter().any(|output| asked.has(&output.name)))
}

fn join_inputs<'p>(schema: &Schema, join: &'p Join, asked: &Columns) -> Vec<(&'p Plan, Columns)> {
    let side = |side: Side, keys: Columns| {
        let outputs = schema.fields.iter().zip(&join.columns);
        let outputs = outputs.filter(|(field, (of, _))| *of == side && asked.has(&field.name));
        outputs.fold(keys, |columns, (_, (_, name))| columns.with(name))
    };
    let left = side(Side::Left, Columns::of(join.keys.iter().map(|(left, _)| left)));
    let right = side(Side::Right, Columns::of(join.keys.iter().map(|(_, right)| right)));
    let made = schema.fields.iter().zip(&join.columns).map(|(field, _)| &field.name);
    if join.left.schema.open {
        return vec![(&join.left, beyond(&join.left, left, asked, made)), (&join.right, right)];
    }
    vec![(&join.left, left), (&join.right, beyond(&join.right, right, asked, made))]
}

/// What is read of an input, and of one that may have further columns those that are asked for and not made here.
fn beyond<'a>(
    input: &Plan,
    read: Columns,
    asked: &Columns,
    made: impl IntoIterator<Item = &'a Arc<str>>,
) -> Columns {
    if !input.schema.open {
        return read;
    }
    read.with_names_of(asked.clone().without(made))
}

fn expand_input(expand: &MvExpand, asked: Columns) -> Columns {
    let made = expand.columns.iter().map(|column| &column.name).chain(&expand.item_index);
    asked.without(made).and(expand.columns.iter().map(|column| &column.expr))
}

fn plugin_table(arg: &PluginArg) -> Option<&Plan> {
    match arg {
        PluginArg::Table(plan) => Some(plan),
        PluginArg::Named(_, arg) => plugin_table(arg),
        PluginArg::Expr(_) | PluginArg::Aggregate(_) => None,
    }
}

fn series_input(series: &MakeSeries) -> Columns {
    let keys = series.by.iter().chain([&series.on]).map(|key| &key.expr);
    Columns::of(keys.chain(series.aggregates.iter().flat_map(|(call, _)| &call.args)))
}

fn scan_input(scan: &Scan, asked: &Columns) -> Columns {
    let declared = scan.declare.iter().map(|(field, _)| &field.name);
    let made = declared.chain(&scan.match_id).chain(&scan.step_name);
    let made: Vec<&Arc<str>> = made.collect();
    let conditions = scan.steps.iter().map(|step| &step.condition);
    let assigned = scan.steps.iter().flat_map(|step| &step.assignments).map(|named| &named.expr);
    let exprs: Vec<&Expr> = scan.partition.iter().chain(conditions).chain(assigned).collect();
    asked.clone().of_every_row().and(exprs).without(made)
}
