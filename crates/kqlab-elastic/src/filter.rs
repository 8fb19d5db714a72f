//! Filters of a rule: Kibana's wrapper around a clause of the query DSL. What is not read is refused by name.
//! <https://www.elastic.co/docs/reference/query-languages/query-dsl>

use serde_json::{Map, Value as Json};

use crate::query::{Comparison, Field, Like, Literal, Piece, Query, Test};

/// The query of a filter as Kibana saves it: `{"meta": {"negate": ..}, "query": {..}}`; an old filter has its clause
/// (`exists`, `range`) beside `meta`.
///
/// # Errors
/// What is not read, as a sentence.
pub fn filter(filter: &Json) -> Result<Query, String> {
    let outer = object(filter, "a filter")?;
    let flag =
        |key: &str| outer.get("meta").and_then(|meta| meta.get(key)) == Some(&Json::Bool(true));
    if flag("disabled") {
        return Ok(Query::All(Vec::new()));
    }
    let query = match outer.get("query") {
        Some(query) => clause(query)?,
        None => {
            let inner = outer.iter().filter(|(key, _)| !matches!(key.as_str(), "meta" | "$state"));
            clause(&Json::Object(inner.map(|(key, value)| (key.clone(), value.clone())).collect()))?
        }
    };
    Ok(if flag("negate") { Query::Not(Box::new(query)) } else { query })
}

fn clause(query: &Json) -> Result<Query, String> {
    let (kind, body) = only(query, "a clause of the query DSL")?;
    match kind {
        "match_all" => Ok(Query::All(Vec::new())),
        "bool" => boolean(body),
        "exists" => {
            let field = object(body, "exists")?.get("field").and_then(Json::as_str);
            let field = field.ok_or("'exists' is expected to name a 'field'")?;
            Ok(Query::Field(Field::Path(field.to_owned()), Test::Exists))
        }
        "term" => one(kind, body, "value", |text| Ok(Test::Is(Literal::new(text, true)))),
        "match_phrase" => one(kind, body, "query", |text| Ok(Test::Is(Literal::new(text, true)))),
        "match" => one(kind, body, "query", |text| Ok(Test::Is(Literal::new(text, false)))),
        "terms" => terms(body),
        "range" => range(body),
        "wildcard" => wildcard(body),
        other => Err(format!("the clause '{other}' of the query DSL is not supported")),
    }
}

fn boolean(body: &Json) -> Result<Query, String> {
    let mut all = Vec::new();
    let mut should = None;
    let mut least = None;
    for (key, value) in object(body, "bool")? {
        match key.as_str() {
            "must" | "filter" => all.extend(clauses(value)?),
            "must_not" => {
                all.extend(clauses(value)?.into_iter().map(|query| Query::Not(Box::new(query))));
            }
            "should" => should = Some(clauses(value)?),
            "minimum_should_match" => least = value.as_u64(),
            other => return Err(format!("'{other}' in a 'bool' clause is not supported")),
        }
    }
    match (should, least) {
        (None, _) | (Some(_), Some(0)) => {}
        (Some(_), None) if !all.is_empty() => {}
        (Some(should), None | Some(1)) => all.push(Query::Any(should)),
        (Some(_), Some(_)) => {
            return Err("a 'minimum_should_match' other than 0 and 1 is not supported".to_owned());
        }
    }
    Ok(Query::All(all))
}

fn clauses(value: &Json) -> Result<Vec<Query>, String> {
    match value {
        Json::Array(items) => items.iter().map(clause).collect(),
        one => Ok(vec![clause(one)?]),
    }
}

/// `{"field": value}` or `{"field": {"<key>": value}}`.
fn one(
    kind: &str,
    body: &Json,
    key: &str,
    test: impl Fn(String) -> Result<Test, String>,
) -> Result<Query, String> {
    let (field, value) = only(body, kind)?;
    let value = match value {
        Json::Object(map) => options(kind, map, &[key, "boost"])?.get(key).unwrap_or(&Json::Null),
        value => value,
    };
    let text = text(value).ok_or_else(|| format!("'{kind}' is expected to hold a value"))?;
    Ok(Query::Field(Field::Path(field.to_owned()), test(text)?))
}

fn terms(body: &Json) -> Result<Query, String> {
    let (field, value) = only(body, "terms")?;
    let list = value.as_array().ok_or("'terms' is expected to hold a list")?;
    let is = |value: &Json| {
        let text = text(value).ok_or("'terms' is expected to list values")?;
        Ok(Query::Field(Field::Path(field.to_owned()), Test::Is(Literal::new(text, true))))
    };
    list.iter().map(is).collect::<Result<_, String>>().map(Query::Any)
}

fn range(body: &Json) -> Result<Query, String> {
    let (field, bounds) = only(body, "range")?;
    let mut all = Vec::new();
    for (key, value) in object(bounds, "range")? {
        let comparison = match key.as_str() {
            "lt" => Comparison::Less,
            "lte" => Comparison::LessOrEqual,
            "gt" => Comparison::Greater,
            "gte" => Comparison::GreaterOrEqual,
            "boost" => continue,
            other => return Err(format!("'{other}' in a 'range' clause is not supported")),
        };
        let text = text(value).ok_or("'range' is expected to hold values")?;
        if text.starts_with("now") || text.contains("||") {
            return Err(format!("the date '{text}' of a 'range' clause is not supported"));
        }
        let test = Test::Compare(comparison, Literal::new(text, true));
        all.push(Query::Field(Field::Path(field.to_owned()), test));
    }
    Ok(Query::All(all))
}

fn wildcard(body: &Json) -> Result<Query, String> {
    let (field, value) = only(body, "wildcard")?;
    let (text, any_case) = match value {
        Json::Object(map) => {
            let map =
                options("wildcard", map, &["value", "wildcard", "case_insensitive", "boost"])?;
            let text = map.get("value").or_else(|| map.get("wildcard")).and_then(Json::as_str);
            (text, map.get("case_insensitive") == Some(&Json::Bool(true)))
        }
        value => (value.as_str(), false),
    };
    let text = text.ok_or("'wildcard' is expected to hold a pattern")?;
    let test = Test::Like(Like::new(&pieces(text), any_case));
    Ok(Query::Field(Field::Path(field.to_owned()), test))
}

/// `*` any text, `?` any character, `\` makes the next one a character.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let piece = match c {
            '*' => Piece::Star,
            '?' => Piece::One,
            '\\' => {
                plain.extend(characters.next());
                continue;
            }
            c => {
                plain.push(c);
                continue;
            }
        };
        pieces.extend([Piece::Text(std::mem::take(&mut plain)), piece]);
    }
    pieces.push(Piece::Text(plain));
    pieces
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Bool(_) | Json::Number(_) => Some(value.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

fn object<'a>(value: &'a Json, what: &str) -> Result<&'a Map<String, Json>, String> {
    value.as_object().ok_or_else(|| format!("'{what}' is expected to be an object"))
}

/// The one key of an object and its value.
fn only<'a>(value: &'a Json, what: &str) -> Result<(&'a str, &'a Json), String> {
    let map = object(value, what)?;
    match (map.iter().next(), map.len()) {
        (Some((key, value)), 1) => Ok((key, value)),
        (_, found) => Err(format!("'{what}' is expected to have one key, and it has {found}")),
    }
}

fn options<'a>(
    kind: &str,
    map: &'a Map<String, Json>,
    known: &[&str],
) -> Result<&'a Map<String, Json>, String> {
    match map.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("'{key}' in a '{kind}' clause is not supported")),
        None => Ok(map),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn matches(source: Json, document: Json) -> bool {
        filter(&source).unwrap().matches(&document)
    }

    #[test]
    fn a_negated_wildcard_minds_no_case_when_told() {
        let source = json!({"meta": {"negate": true}, "query": {"wildcard": {"file.path": {
            "case_insensitive": true, "value": "?:\\\\Windows\\\\Sys?????\\\\*.dll"}}}});
        let path = |path: &str| json!({"file": {"path": path}});
        assert!(!matches(source.clone(), path("c:\\windows\\SYSTEM32\\a.dll")));
        assert!(matches(source.clone(), path("c:\\windows\\SYSTEM\\a.dll")));
        assert!(matches(source, json!({})));
    }

    #[test]
    fn an_old_filter_has_its_clause_beside_its_meta() {
        let source = json!({"$state": {"store": "appState"}, "exists": {"field": "a.b"},
            "meta": {"negate": true, "disabled": false}});
        assert!(!matches(source.clone(), json!({"a.b": 1})));
        assert!(matches(source, json!({"a": {"b": null}})));
    }

    #[test]
    fn boolean_clauses_follow_elasticsearch() {
        let term = |field: &str, value: &str| json!({"term": {field: {"value": value}}});
        let source = json!({"query": {"bool": {"must_not": term("a", "x"),
            "should": [term("b", "1"), {"range": {"c": {"gte": 5}}}], "minimum_should_match": 1}}});
        assert!(
            matches(source.clone(), json!({"c": 5})) && matches(source.clone(), json!({"b": "1"}))
        );
        assert!(
            !matches(source.clone(), json!({"c": 4}))
                && !matches(source, json!({"a": "x", "c": 5}))
        );
    }

    #[test]
    fn what_is_not_read_is_refused_by_name() {
        let script = filter(&json!({"query": {"script": {}}})).unwrap_err();
        assert_eq!(script, "the clause 'script' of the query DSL is not supported");
        assert!(
            filter(&json!({"query": {"term": {"a": {"value": 1, "case_insensitive": true}}}}))
                .is_err()
        );
        assert!(filter(&json!({"query": {"range": {"a": {"gte": "now-1d"}}}})).is_err());
        assert!(filter(&json!([])).is_err() && filter(&json!({})).is_err());
    }
}
