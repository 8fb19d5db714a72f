//! Tabular operators: which keyword begins which. Each operator has a file of its own.

mod support;

mod r#as;
mod assert_schema;
mod consume;
mod count;
mod distinct;
mod evaluate;
mod execute_and_cache;
mod extend;
mod facet;
mod find;
mod fork;
mod getschema;
mod graph_mark_components;
mod graph_match;
mod graph_shortest_paths;
mod graph_to_table;
mod graph_where;
mod inline_external_table;
mod invoke;
mod join;
mod lookup;
mod macro_expand;
mod make_graph;
mod make_series;
mod mv_apply;
mod mv_expand;
mod parse;
mod parse_kv;
mod partition;
mod partition_by;
mod print;
mod project;
mod project_away;
mod project_by_names;
mod project_keep;
mod project_rename;
mod project_reorder;
mod range;
mod reduce;
mod render;
mod sample;
mod sample_distinct;
mod scan;
mod search;
mod serialize;
mod sort;
mod summarize;
mod take;
mod top;
mod top_hitters;
mod top_nested;
mod union;
mod r#where;

use super::fail::{Expected, fail, fail_at};
use super::input::{In, R};
use crate::ast::{Operator, OperatorKind, Parameter};
use crate::lexer::{Keyword, TokenKind};

pub(super) use inline_external_table::is_inline_external_table;
pub(super) use render::is_chart;

/// What an operator's parser returns, which begins after the keyword.
type Body = (Vec<Parameter>, OperatorKind);

/// The parser of what follows an operator's keyword.
fn body(keyword: Keyword) -> Option<for<'a> fn(In<'a>) -> R<'a, Body>> {
    use Keyword as K;
    Some(match keyword {
        K::As => r#as::parse,
        K::AssertSchema => assert_schema::parse,
        K::Consume => consume::parse,
        K::Count => count::parse,
        K::Distinct => distinct::parse,
        K::Evaluate => evaluate::parse,
        K::ExecuteAndCache => execute_and_cache::parse,
        K::Extend => extend::parse,
        K::Facet => facet::parse,
        K::Filter | K::Where => r#where::parse,
        K::Find => find::parse,
        K::Fork => fork::parse,
        K::Getschema => getschema::parse,
        K::GraphMarkComponents => graph_mark_components::parse,
        K::GraphMatch => graph_match::parse,
        K::GraphShortestPaths => graph_shortest_paths::parse,
        K::GraphToTable => graph_to_table::parse,
        K::GraphWhereEdges => graph_where::edges,
        K::GraphWhereNodes => graph_where::nodes,
        K::InlineExternalTable => inline_external_table::parse,
        K::Invoke => invoke::parse,
        K::Join => join::parse,
        K::Limit | K::Take => take::parse,
        K::Lookup => lookup::parse,
        K::MacroExpand => macro_expand::parse,
        K::MakeGraph => make_graph::parse,
        K::MakeSeries => make_series::parse,
        K::MvApply => mv_apply::parse,
        K::Mvapply => mv_apply::legacy,
        K::MvExpand => mv_expand::parse,
        K::Mvexpand => mv_expand::legacy,
        K::Order | K::Sort => sort::parse,
        K::Parse => parse::parse,
        K::ParseKv => parse_kv::parse,
        K::ParseWhere => parse::parse_where,
        K::Partition => partition::parse,
        K::Partitionby => partition_by::parse,
        K::Print => print::parse,
        K::Project => project::parse,
        K::ProjectAway => project_away::parse,
        K::ProjectByNames => project_by_names::parse,
        K::ProjectKeep => project_keep::parse,
        K::ProjectRename => project_rename::parse,
        K::ProjectReorder => project_reorder::parse,
        K::Range => range::parse,
        K::Reduce => reduce::parse,
        K::Render => render::parse,
        K::Sample => sample::parse,
        K::SampleDistinct => sample_distinct::parse,
        K::Scan => scan::parse,
        K::Search => search::parse,
        K::Serialize => serialize::parse,
        K::Summarize => summarize::parse,
        K::Top => top::parse,
        K::TopHitters => top_hitters::parse,
        K::TopNested => top_nested::parse,
        K::Union => union::parse,
        _ => return None,
    })
}

/// The operators' keywords, those that are internal to Kusto excepted.
pub(super) const NAMES: &[&str] = &[
    "as",
    "assert-schema",
    "consume",
    "count",
    "distinct",
    "evaluate",
    "extend",
    "facet",
    "filter",
    "find",
    "fork",
    "getschema",
    "graph-mark-components",
    "graph-match",
    "graph-shortest-paths",
    "graph-to-table",
    "graph-where-edges",
    "graph-where-nodes",
    "invoke",
    "join",
    "limit",
    "lookup",
    "make-graph",
    "make-series",
    "mv-apply",
    "mv-expand",
    "order",
    "parse",
    "parse-kv",
    "parse-where",
    "partition",
    "project",
    "project-away",
    "project-by-names",
    "project-keep",
    "project-rename",
    "project-reorder",
    "reduce",
    "render",
    "sample",
    "sample-distinct",
    "scan",
    "search",
    "serialize",
    "sort",
    "summarize",
    "take",
    "top",
    "top-hitters",
    "top-nested",
    "union",
    "where",
];

/// The parser of the operator here. `count(` and `range(` are calls.
fn body_here(i: In<'_>) -> Option<for<'a> fn(In<'a>) -> R<'a, Body>> {
    let keyword = i.keyword()?;
    let is_call = i.kind_at(1) == TokenKind::LParen;
    match keyword {
        Keyword::Count | Keyword::Range if is_call => None,
        Keyword::InlineExternalTable if !is_inline_external_table(i) => None,
        _ => body(keyword),
    }
}

/// Whether an operator's keyword stands here.
pub(super) fn begins_operator(i: In<'_>) -> bool {
    body_here(i).is_some()
}

/// One operator, from its keyword on.
pub(super) fn operator(i: In<'_>) -> R<'_, Operator> {
    match body_here(i) {
        Some(body) => with_keyword(i, body),
        None if i.is(TokenKind::Ident) => fail_at(i, "an operator"),
        None => fail(i, Expected::Words("an operator")),
    }
}

/// A summarize operator and no other.
pub(super) fn summarize_operator(i: In<'_>) -> R<'_, Operator> {
    if i.is_keyword(Keyword::Summarize) {
        return with_keyword(i, summarize::parse);
    }
    fail(i, Expected::Keyword(Keyword::Summarize))
}

fn with_keyword(i: In<'_>, body: for<'a> fn(In<'a>) -> R<'a, Body>) -> R<'_, Operator> {
    let keyword = i.token().span;
    let (rest, (parameters, kind)) = body(i.advance(1))?;
    Ok((rest, Operator { kind, parameters, span: rest.span_since(i), keyword }))
}

#[cfg(test)]
mod tests {
    use super::{NAMES, body};
    use crate::lexer::Keyword;

    #[test]
    fn every_name_is_an_operator() {
        for name in NAMES {
            assert!(Keyword::from_text(name).and_then(body).is_some(), "{name}");
        }
    }
}
