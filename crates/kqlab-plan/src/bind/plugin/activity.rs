//! Plugins that follow the activity of users over time.

use super::{Args, Output};
use crate::{Field, Type, Value};

/// The columns of the plugin of that name.
pub(super) fn output(name: &str, args: &Args<'_>) -> Option<Output> {
    let mut fields = Vec::new();
    match name {
        "active_users_count" => {
            timeline(args, &mut fields);
            push(&mut fields, &[("dcount", Type::Long)]);
        }
        "activity_counts_metrics" => {
            timeline(args, &mut fields);
            let counts = [
                ("count", Type::Long),
                ("dcount", Type::Long),
                ("new_dcount", Type::Long),
                ("aggregated_dcount", Type::Long),
            ];
            push(&mut fields, &counts);
        }
        "activity_engagement" => {
            timeline(args, &mut fields);
            let counts = [
                ("dcount_activities_inner", Type::Long),
                ("dcount_activities_outer", Type::Long),
                ("activity_ratio", Type::Real),
            ];
            push(&mut fields, &counts);
        }
        "activity_metrics" => {
            timeline(args, &mut fields);
            let counts = [
                ("dcount_values", Type::Long),
                ("dcount_newvalues", Type::Long),
                ("retention_rate", Type::Real),
                ("churn_rate", Type::Real),
            ];
            push(&mut fields, &counts);
        }
        "new_activity_metrics" => new_activity(args, &mut fields),
        "session_count" => {
            timeline(args, &mut fields);
            push(&mut fields, &[("count_sessions", Type::Long)]);
        }
        "rolling_percentile" => rolling(args, &mut fields),
        "funnel_sequence" => {
            fields.extend(args.columns("TimelineColumn"));
            for state in args.columns("StateColumn") {
                push(&mut fields, &[("prev", state.ty), ("next", state.ty)]);
            }
            push(&mut fields, &[("dcount", Type::Long), ("samples", Type::Dynamic)]);
        }
        "funnel_sequence_completion" => {
            fields.extend(args.columns("TimelineColumn"));
            for state in args.of("StateColumn") {
                fields.push(Field::new(state.name.clone().unwrap_or_default(), Type::String));
            }
            push(&mut fields, &[("Period", Type::Timespan), ("dcount", Type::Long)]);
        }
        "sequence_detect" => sequence(args, &mut fields),
        "sliding_window_counts" => {
            timeline(args, &mut fields);
            push(&mut fields, &[("Count", Type::Long), ("Dcount", Type::Long)]);
        }
        _ => return None,
    }
    Some(Output::of(fields))
}

fn push(fields: &mut Vec<Field>, more: &[(&str, Type)]) {
    fields.extend(more.iter().map(|(name, ty)| Field::new(*name, *ty)));
}

/// The time, then the dimensions.
fn timeline(args: &Args<'_>, fields: &mut Vec<Field>) {
    fields.extend(args.columns("TimelineColumn"));
    fields.extend(args.columns("Dimension"));
}

fn new_activity(args: &Args<'_>, fields: &mut Vec<Field>) {
    for time in args.columns("TimelineColumn") {
        fields.push(Field::new(format!("from_{}", time.name), time.ty));
        fields.push(Field::new(format!("to_{}", time.name), time.ty));
    }
    fields.extend(args.columns("Dimension"));
    let counts = [
        ("dcount_new_values", Type::Long),
        ("dcount_retained_values", Type::Long),
        ("dcount_churn_values", Type::Long),
        ("retention_rate", Type::Real),
        ("churn_rate", Type::Real),
    ];
    push(fields, &counts);
}

fn rolling(args: &Args<'_>, fields: &mut Vec<Field>) {
    fields.extend(args.columns("IndexColumn"));
    fields.extend(args.columns("Dimension"));
    let text = |name: &str| match args.constant(name) {
        Some(Value::Long(n)) => n.to_string(),
        Some(Value::Int(n)) => n.to_string(),
        Some(Value::Real(n)) => n.to_string(),
        _ => "0".to_owned(),
    };
    let value = args.columns("ValueColumn").into_iter().next();
    let (name, ty) =
        value.map_or(("value".to_owned(), Type::Long), |field| (field.name.to_string(), field.ty));
    let name =
        format!("rolling_{}_percentile_{name}_{}", text("BinsPerWindow"), text("Percentile"));
    fields.push(Field::new(name, ty));
}

fn sequence(args: &Args<'_>, fields: &mut Vec<Field>) {
    fields.extend(args.columns("Dimension"));
    if let Some(time) = args.of("TimelineColumn").next() {
        let title = time.name.clone().unwrap_or_default();
        for step in args.of("Expr") {
            let name = format!("{}_{title}", step.name.clone().unwrap_or_default());
            fields.push(Field::new(name, time.ty()));
        }
    }
    push(fields, &[("Duration", Type::Timespan)]);
}
