//! Plugins that change the shape of a table.

use std::sync::Arc;

use super::{Args, Output};
use crate::expr::ExprKind;
use crate::plan::PluginArg;
use crate::{Field, Type};

/// The columns of the plugin of that name.
pub(super) fn output(name: &str, args: &Args<'_>) -> Option<Output> {
    Some(match name {
        "bag_unpack" => {
            let unpacked = args.columns("column");
            let kept =
                args.input.iter().filter(|field| !unpacked.contains(field)).cloned().collect();
            Output { fields: kept, open: true, keeps_input: true }
        }
        "pivot" => pivot(args),
        "narrow" => Output::of(vec![
            Field::new("Row", Type::Long),
            Field::new("Column", Type::String),
            Field::new("Value", Type::String),
        ]),
        "identity" | "identity_v3" | "rows_near" | "preview" => {
            Output { fields: args.input.clone(), open: false, keeps_input: true }
        }
        "schema_merge" => Output::of(vec![
            Field::new("ColumnName", Type::String),
            Field::new("ColumnOrdinal", Type::Int),
            Field::new("DataType", Type::String),
            Field::new("ColumnType", Type::String),
        ]),
        "dcount_intersect" => {
            let counts =
                (0..args.bound.len()).map(|index| Field::new(format!("s{index}"), Type::Long));
            Output {
                fields: args.input.iter().cloned().chain(counts).collect(),
                open: false,
                keeps_input: true,
            }
        }
        _ => return None,
    })
}

/// The row keys: those that are named, else all columns but the pivot and what is aggregated.
fn pivot(args: &Args<'_>) -> Output {
    let keys = args.columns("columnName");
    if !keys.is_empty() {
        return Output { fields: keys, open: true, keeps_input: false };
    }
    let mut used: Vec<Arc<str>> =
        args.columns("pivotColumn").into_iter().map(|field| field.name).collect();
    for bound in args.of("aggregateFunction") {
        if let PluginArg::Aggregate(call) = &bound.arg
            && let Some(ExprKind::Column(name)) = call.args.first().map(|arg| &arg.kind)
        {
            used.push(Arc::clone(name));
        }
    }
    let kept = args.input.iter().filter(|field| !used.contains(&field.name)).cloned().collect();
    Output { fields: kept, open: true, keeps_input: true }
}
