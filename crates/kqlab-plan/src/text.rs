//! Plans as text: one operator a line in the order of the pipe, each with the columns and types that come out of it.
//! For people; nothing reads it back.

mod expr;

use std::fmt::Write;

use crate::plan::{
    AggregateCall, BoundQuery, Join, JoinKind, MakeSeries, MvColumn, MvExpand, Parse, ParseKind,
    ParsePart, PluginArg, Scan, ScanStep, SortKey, TopNestedLevel,
};
use crate::{Expr, Plan, PlanNode, Schema, Value};
use expr::{calls, expression, list, named, value};

/// The plans of a query.
#[must_use]
pub fn print(query: &BoundQuery) -> String {
    let mut text = String::new();
    for (position, result) in query.results.iter().enumerate() {
        if query.results.len() > 1 {
            let name = result.name.as_deref().unwrap_or_default();
            let _ = writeln!(text, "result {position} {name}");
        }
        Printer { text: &mut text, depth: 0 }.plan(&result.plan);
    }
    text
}

struct Printer<'t> {
    text: &'t mut String,
    depth: usize,
}

impl Printer<'_> {
    /// What comes before, what stands beside it, then the operator itself.
    fn plan(&mut self, plan: &Plan) {
        let (before, beside) = inputs(&plan.node);
        if let Some(before) = before {
            self.plan(before);
        }
        for (title, input) in beside {
            self.write(title, None);
            self.depth += 1;
            self.plan(input);
            self.depth -= 1;
        }
        let operator = operator(&plan.node);
        match before {
            Some(before) if before.schema == plan.schema => {
                self.write(&format!("| {operator}"), None)
            }
            Some(_) => self.write(&format!("| {operator}"), Some(&plan.schema)),
            None => self.write(&operator, Some(&plan.schema)),
        }
    }

    /// A line; columns are not repeated where they are the input's.
    fn write(&mut self, operator: &str, schema: Option<&Schema>) {
        let indent = "  ".repeat(self.depth);
        let _ = write!(self.text, "{indent}{operator}");
        if let Some(schema) = schema {
            let columns = list(&schema.fields, |field| format!("{}:{}", field.name, field.ty));
            let _ = write!(self.text, "  -> {columns}");
        }
        self.text.push('\n');
    }
}

/// The piped input, and the plans that stand beside it.
fn inputs(node: &PlanNode) -> (Option<&Plan>, Vec<(&'static str, &Plan)>) {
    match node {
        PlanNode::Table { .. }
        | PlanNode::Values(_)
        | PlanNode::Range { .. }
        | PlanNode::ExternalData { .. }
        | PlanNode::Computed(_)
        | PlanNode::SubInput => (None, Vec::new()),
        PlanNode::Shared(shared) => (None, vec![("shared:", shared)]),
        PlanNode::Filter { input, .. }
        | PlanNode::Extend { input, .. }
        | PlanNode::Project { input, .. }
        | PlanNode::Aggregate { input, .. }
        | PlanNode::Sort { input, .. }
        | PlanNode::Take { input, .. }
        | PlanNode::Sample { input, .. }
        | PlanNode::TopNested { input, .. }
        | PlanNode::Reduce { input, .. } => (Some(input), Vec::new()),
        PlanNode::Join(join) => (Some(&join.left), vec![("right:", &join.right)]),
        PlanNode::Union { inputs } => {
            (None, inputs.iter().map(|input| ("input:", &input.plan)).collect())
        }
        PlanNode::MvExpand(expand) => (Some(&expand.input), Vec::new()),
        PlanNode::MvApply { expand, body } => (Some(&expand.input), vec![("body:", body)]),
        PlanNode::Partition { input, body, .. } => (Some(input), vec![("body:", body)]),
        PlanNode::Parse(parse) => (Some(&parse.input), Vec::new()),
        PlanNode::ParseKv(parse) => (Some(&parse.input), Vec::new()),
        PlanNode::Plugin(call) => (call.input.as_ref(), Vec::new()),
        PlanNode::MakeSeries(series) => (Some(&series.input), Vec::new()),
        PlanNode::Scan(scan) => (Some(&scan.input), Vec::new()),
        PlanNode::Known(call) => (call.input.as_ref(), Vec::new()),
        PlanNode::Graph { inputs, .. } | PlanNode::Unsupported { inputs, .. } => {
            (None, inputs.iter().map(|input| ("input:", input)).collect())
        }
    }
}

/// The operator and its clauses.
fn operator(node: &PlanNode) -> String {
    match node {
        PlanNode::Table { name, .. } => format!("table {name}"),
        PlanNode::Values(rows) => format!("rows ({})", rows.len()),
        PlanNode::Range { from, to, step } => {
            let [from, to, step] = [from, to, step].map(expression);
            format!("range from {from} to {to} step {step}")
        }
        PlanNode::ExternalData { uris, .. } => format!("externaldata {}", uris.join(", ")),
        PlanNode::Computed(_) => "rows computed already, to know their columns".to_owned(),
        PlanNode::SubInput => "the rows given".to_owned(),
        PlanNode::Shared(_) => "computed once".to_owned(),
        PlanNode::Filter { predicate, .. } => format!("where {}", expression(predicate)),
        PlanNode::Extend { columns, .. } => format!("extend {}", list(columns, named)),
        PlanNode::Project { columns, .. } => format!("project {}", list(columns, named)),
        PlanNode::Aggregate { keys, aggregates, .. } => {
            let by = if keys.is_empty() { "" } else { " by " };
            format!("summarize {}{by}{}", calls(aggregates), list(keys, named))
        }
        PlanNode::Sort { keys, .. } => format!("sort by {}", list(keys, order)),
        PlanNode::Take { count, .. } => format!("take {}", expression(count)),
        PlanNode::Sample { count, .. } => format!("sample {}", expression(count)),
        PlanNode::Join(join) => join_text(join),
        PlanNode::Union { .. } => "union".to_owned(),
        PlanNode::MvExpand(expand) => format!("mv-expand {}", expansion(expand)),
        PlanNode::MvApply { expand, .. } => format!("mv-apply {}", expansion(expand)),
        PlanNode::Partition { by, .. } => format!("partition by {by}"),
        PlanNode::Parse(parse) => parse_text(parse),
        PlanNode::ParseKv(parse) => {
            let keys = list(&parse.keys, |key| format!("{}:{}", key.name, key.ty));
            format!("parse-kv {} as ({keys})", expression(&parse.expr))
        }
        PlanNode::Plugin(call) => {
            format!("evaluate {}({})", call.def.name, list(&call.args, plugin_arg))
        }
        PlanNode::MakeSeries(series) => format!("make-series {}", series_text(series)),
        PlanNode::Scan(scan) => format!("scan {}", scan_text(scan)),
        PlanNode::TopNested { levels, .. } => format!("top-nested {}", list(levels, level)),
        PlanNode::Reduce { by, .. } => format!("reduce by {}", expression(by)),
        PlanNode::Known(call) => {
            let word = if call.input.is_some() { "invoke " } else { "" };
            format!("{word}{}({})", call.function, list(&call.args, expression))
        }
        PlanNode::Graph { .. } => "graph (not supported)".to_owned(),
        PlanNode::Unsupported { operator, .. } => format!("{operator} (not supported)"),
    }
}

fn order(key: &SortKey) -> String {
    let order = if key.ascending { "asc" } else { "desc" };
    let nulls = if key.nulls_first { "first" } else { "last" };
    format!("{} {order} nulls {nulls}", expression(&key.expr))
}

fn level(level: &TopNestedLevel) -> String {
    let count = level.count.map_or_else(String::new, |count| format!("{count} "));
    format!("{count}of {} by {}", named(&level.of), calls(std::slice::from_ref(&level.by)))
}

fn join_text(join: &Join) -> String {
    let key = |(left, right): &(Expr, Expr)| {
        format!("$left.{} == $right.{}", expression(left), expression(right))
    };
    let kind = match join.kind {
        JoinKind::InnerUnique => "innerunique",
        JoinKind::Inner => "inner",
        JoinKind::LeftOuter => "leftouter",
        JoinKind::RightOuter => "rightouter",
        JoinKind::FullOuter => "fullouter",
        JoinKind::LeftSemi => "leftsemi",
        JoinKind::RightSemi => "rightsemi",
        JoinKind::LeftAnti => "leftanti",
        JoinKind::RightAnti => "rightanti",
    };
    format!("join kind={kind} on {}", list(&join.keys, key))
}

fn parse_text(parse: &Parse) -> String {
    let word = if parse.drop_unmatched { "parse-where" } else { "parse" };
    let kind = match parse.kind {
        ParseKind::Simple => "simple",
        ParseKind::Regex => "regex",
        ParseKind::Relaxed => "relaxed",
    };
    format!("{word} kind={kind} {} with {}", expression(&parse.expr), pattern(&parse.pattern))
}

fn expansion(expand: &MvExpand) -> String {
    let column = |column: &MvColumn| {
        format!("{} = {} to typeof({})", column.name, expression(&column.expr), column.to)
    };
    list(&expand.columns, column)
}

fn pattern(parts: &[ParsePart]) -> String {
    let part = |part: &ParsePart| match part {
        ParsePart::Star => "*".to_owned(),
        ParsePart::Text(text) => format!("{text:?}"),
        ParsePart::Column(field) => format!("{}:{}", field.name, field.ty),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

fn plugin_arg(arg: &PluginArg) -> String {
    match arg {
        PluginArg::Expr(expr) => expression(expr),
        PluginArg::Aggregate(call) => calls(std::slice::from_ref(call)),
        PluginArg::Table(_) => "(table)".to_owned(),
        PluginArg::Named(name, arg) => format!("{name} = {}", plugin_arg(arg)),
    }
}

fn series_text(series: &MakeSeries) -> String {
    let aggregate = |(call, default): &(AggregateCall, Value)| {
        format!("{} default={}", calls(std::slice::from_ref(call)), value(default))
    };
    let bound = |name: &str, bound: &Option<Expr>| {
        bound.as_ref().map_or_else(String::new, |bound| format!(" {name} {}", expression(bound)))
    };
    format!(
        "{} on {}{}{} step {} by {}",
        list(&series.aggregates, aggregate),
        named(&series.on),
        bound("from", &series.from),
        bound("to", &series.to),
        expression(&series.step),
        list(&series.by, named)
    )
}

fn scan_text(scan: &Scan) -> String {
    let step = |step: &ScanStep| {
        let assignments = list(&step.assignments, named);
        format!("step {}: {} => {assignments}", step.name, expression(&step.condition))
    };
    list(&scan.steps, step)
}
