//! Elastic rules in KQL, over tables of documents: one stage a part of the query, then what the type does.
//!
//! The functions that begin with two underscores are kqlab's own, for this text: see `kqlab-functions`,
//! `scalar/document`. The time that a run sees is part of the text, because a rule's history reaches further back.

use std::fmt::Write;

use super::suppress::Suppression;
use super::types::Type;
use crate::format::lower::quote;

/// What a query is made of.
pub(super) struct Source {
    pub(super) index: Vec<String>,
    /// Parts that must all match.
    pub(super) kuery: Vec<String>,
    /// Filters that must all match.
    pub(super) filters: Vec<String>,
    /// `timestamp_override`
    pub(super) time: Option<String>,
    pub(super) suppression: Option<Suppression>,
}

/// Where a rule looks that names no index.
const DEFAULT_INDEX: &str = "apm-*-transaction*,auditbeat-*,endgame-*,filebeat-*,logs-*,packetbeat-*,traces-apm*,winlogbeat-*";

/// A query in KQL: over all documents, or over those from `_from` to `_to`. New terms are new in a time alone.
pub(super) fn lower(source: &Source, ty: &Type, windowed: bool) -> String {
    let mut text = Text(String::new());
    let index =
        if source.index.is_empty() { DEFAULT_INDEX.to_owned() } else { source.index.join(",") };
    let _infallible = write!(text.0, "[{}]", quote(&format!("documents:{index}")));
    let time = |field: &str| format!("__document_time(_source, {})", quote(field));
    let time = match source.time.as_deref().filter(|field| *field != "@timestamp") {
        Some(field) => format!("coalesce({}, {})", time(field), time("@timestamp")),
        None => time("@timestamp"),
    };
    text.stage(&format!("extend _time = {time}"));
    match ty {
        Type::NewTerms { history, .. } => {
            let start = format!("min_of(_from, _to - {})", timespan(*history));
            text.stage(&format!("where _time between ({start} .. _to)"));
        }
        Type::Query | Type::Threshold { .. } if windowed => {
            text.stage("where _time between (_from .. _to)");
        }
        Type::Query | Type::Threshold { .. } => {}
    }
    for part in &source.kuery {
        text.stage(&format!("where __kuery(_source, {})", quote(part)));
    }
    for filter in &source.filters {
        text.stage(&format!("where __query_dsl(_source, {})", quote(filter)));
    }
    match ty {
        Type::Query => {}
        Type::Threshold { fields, value, cardinality } => {
            text.threshold(fields, *value, cardinality);
        }
        Type::NewTerms { fields, .. } => text.new_terms(fields),
    }
    if let Some(suppression) = &source.suppression {
        text.suppress(suppression);
    }
    text.0.push('\n');
    text.0
}

struct Text(String);

impl Text {
    fn stage(&mut self, stage: &str) {
        let _infallible = write!(self.0, "\n| {stage}");
    }

    /// A row for each combination of the fields' values; documents without one are dropped.
    fn expand(&mut self, fields: &[String]) {
        for field in fields {
            let name = name(field);
            self.stage(&format!("mv-expand {name} = {} to typeof(string)", values(field)));
        }
    }

    /// A row for each value of a field, and one with an empty text where there is none.
    fn expand_any(&mut self, column: &str, field: &str) {
        let values = format!("iff({}, dynamic(['']), {})", lacks(field), values(field));
        self.stage(&format!("mv-expand {column} = {values} to typeof(string)"));
    }

    /// A group for each combination of values. A document counts once in a group, whatever it repeats.
    fn threshold(&mut self, fields: &[String], value: u64, cardinality: &[(String, u64)]) {
        self.stage("serialize _document = row_number()");
        self.expand(fields);
        let mut aggregates = vec!["count_ = count_distinct(_document)".to_owned()];
        let mut conditions = vec![format!("count_ >= {value}")];
        for (at, (field, least)) in cardinality.iter().enumerate() {
            self.expand_any(&format!("_value{at}"), field);
            let column = name(&format!("{field}.cardinality"));
            aggregates
                .push(format!("{column} = count_distinctif(_value{at}, isnotempty(_value{at}))"));
            conditions.push(format!("{column} >= {least}"));
        }
        let names: Vec<String> = fields.iter().map(|field| name(field)).collect();
        let by = if names.is_empty() { String::new() } else { format!(" by {}", names.join(", ")) };
        self.stage(&format!("summarize {}, _time = max(_time){by}", aggregates.join(", ")));
        self.stage(&format!("where {}", conditions.join(" and ")));
    }

    /// The first document of each combination, where it is one of this run.
    fn new_terms(&mut self, fields: &[String]) {
        self.expand(fields);
        let names: Vec<String> = fields.iter().map(|field| name(field)).collect();
        self.stage(&format!("summarize arg_min(_time, _index, _source) by {}", names.join(", ")));
        self.stage("where _time >= _from");
    }

    /// The first alert of each combination of values, and how many it stands for. An alert that lacks a field stands
    /// with those that lack it too, or alone: `_apart` tells them from others.
    fn suppress(&mut self, suppression: &Suppression) {
        let fields = &suppression.fields;
        let lacks: Vec<String> = fields.iter().map(|field| lacks(field)).collect();
        let apart = if suppression.missing_too {
            format!("strcat({})", lacks.join(", "))
        } else {
            format!("iff({}, row_number(), 0)", lacks.join(" or "))
        };
        self.stage(&format!("serialize _apart = {apart}"));
        for field in fields {
            self.expand_any(&name(field), field);
        }
        let by: Vec<String> = fields.iter().map(|field| name(field)).collect();
        let by = by.join(", ");
        self.stage(&format!(
            "summarize arg_min(_time, _index, _source), _suppressed = count() - 1 by {by}, _apart"
        ));
        self.stage("project-away _apart");
    }
}

fn lacks(field: &str) -> String {
    format!("array_length({}) == 0", values(field))
}

fn values(field: &str) -> String {
    format!("__document_values(_source, {})", quote(field))
}

/// A field as a column's name.
fn name(field: &str) -> String {
    format!("[{}]", quote(field))
}

/// A literal.
fn timespan(ticks: i64) -> String {
    let seconds = ticks / 10_000_000;
    match seconds {
        seconds if seconds % 86_400 == 0 => format!("{}d", seconds / 86_400),
        seconds if seconds % 3_600 == 0 => format!("{}h", seconds / 3_600),
        seconds if seconds % 60 == 0 => format!("{}m", seconds / 60),
        seconds => format!("{seconds}s"),
    }
}
