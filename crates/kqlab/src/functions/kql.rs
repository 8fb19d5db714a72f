//! Functions as KQL text: a body, `let` statements, or a `.create function` command.

use std::path::Path;

use kqlab_plan::environment::SavedFunction;
use kqlab_syntax::ast::{LetFunction, StatementKind};

use super::origin;

/// A function's parts, as slices of its file.
struct Parts<'a> {
    name: &'a str,
    parameters: &'a str,
    body: &'a str,
}

/// The functions of a file: those that it declares, or one of the file's name whose body it is.
pub(super) fn read(path: &Path, file: &str) -> Vec<SavedFunction> {
    let stem =
        path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let text = file.trim_start_matches('\u{feff}').trim();
    let found = created(text).map(|function| vec![function]).or_else(|| declared(text));
    let whole = || vec![Parts { name: &stem, parameters: "()", body: text }];
    found.unwrap_or_else(whole).iter().map(|parts| saved(path, file, parts)).collect()
}

fn saved(path: &Path, file: &str, parts: &Parts<'_>) -> SavedFunction {
    // The body is a slice of the file.
    let start = parts.body.as_ptr().addr() - file.as_ptr().addr();
    SavedFunction {
        name: parts.name.into(),
        parameters: parts.parameters.into(),
        body: parts.body.into(),
        origin: Some(origin(path, file, parts.body, |at| start + at)),
        fault: None,
    }
}

/// `let Name = (x:string) { body };`, once or more, and nothing else.
fn declared(text: &str) -> Option<Vec<Parts<'_>>> {
    let parsed = kqlab_syntax::parse(text);
    let functions = parsed.query.statements.iter().map(|statement| match &statement.kind {
        StatementKind::LetFunction(function) => of_let(text, function),
        _ => None,
    });
    functions.collect::<Option<Vec<_>>>().filter(|functions| !functions.is_empty())
}

fn of_let<'a>(text: &'a str, function: &LetFunction) -> Option<Parts<'a>> {
    let name = text.get(function.name.span.range())?;
    let body = text.get(function.body.span.range())?;
    let header = text.get(function.name.span.end as usize..function.body.span.start as usize)?;
    let parameters = header.trim().strip_prefix('=')?.trim();
    let parameters = parameters.strip_prefix("view").unwrap_or(parameters).trim();
    Some(Parts { name: unquoted(name), parameters, body: within_braces(body)? })
}

/// `.create-or-alter function with (folder = "x") Name(x:string) { body }`
fn created(text: &str) -> Option<Parts<'_>> {
    let command = text.strip_prefix('.')?;
    let (_, rest) = command.split_once("function")?;
    let mut rest = rest.trim_start();
    for word in ["ifnotexists", "with"] {
        if let Some(after) = rest.strip_prefix(word) {
            let after = after.trim_start();
            rest = if word == "with" { &after[group(after)?..] } else { after }.trim_start();
        }
    }
    let open = rest.find('(')?;
    let parameters = &rest[open..];
    let close = group(parameters)?;
    let body = within_braces(parameters[close..].trim())?;
    Some(Parts { name: unquoted(rest[..open].trim()), parameters: &parameters[..close], body })
}

/// `['odd name']` is a name.
fn unquoted(name: &str) -> &str {
    let inner = name.strip_prefix("['").and_then(|name| name.strip_suffix("']"));
    let inner =
        inner.or_else(|| name.strip_prefix("[\"").and_then(|name| name.strip_suffix("\"]")));
    inner.unwrap_or(name)
}

fn within_braces(body: &str) -> Option<&str> {
    body.trim().trim_end_matches(';').trim_end().strip_prefix('{')?.strip_suffix('}')
}

/// The length of the group in parentheses that a text begins with; quoted parentheses are text.
fn group(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') if depth <= 1 => return (depth == 1).then_some(at + 1),
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(String, String, String)> {
        let parts = |f: &SavedFunction| {
            (f.name.to_string(), f.parameters.to_string(), f.body.trim().to_owned())
        };
        read(Path::new("dir/Stem.kql"), text).iter().map(parts).collect()
    }

    #[test]
    fn the_three_forms() {
        let expected = |n: &str, p: &str, b: &str| vec![(n.into(), p.into(), b.into())];
        assert_eq!(parts("T | take 1\n"), expected("Stem", "()", "T | take 1"));
        let text = "let F = (x:string, y:long = 1) { T | where a == x };";
        assert_eq!(parts(text), expected("F", "(x:string, y:long = 1)", "T | where a == x"));
        let text = ".create-or-alter function with (docstring = \"a) b\") F(x:long) { print x }";
        assert_eq!(parts(text), expected("F", "(x:long)", "print x"));
        let text = ".create function ['my f']() { let a = 1; print a }";
        assert_eq!(parts(text), expected("my f", "()", "let a = 1; print a"));
    }

    #[test]
    fn a_file_may_declare_several() {
        let names: Vec<String> =
            parts("let F = () { 1 };\nlet G = () { F() };").into_iter().map(|f| f.0).collect();
        assert_eq!(names, ["F", "G"]);
    }

    #[test]
    fn a_body_may_have_let_statements_of_its_own() {
        let text = "let a = (x:long) { x };\nprint a(1)";
        assert_eq!(parts(text)[0].0, "Stem");
    }

    #[test]
    fn lines_of_a_body_are_those_of_the_file() {
        let text = "\u{feff}// what it is\nlet F = (x:long) {\n    T\n    | take x\n};";
        let origin = read(Path::new("F.kql"), text)[0].origin.clone().unwrap();
        assert_eq!((&*origin.file, &origin.lines[..3]), ("F.kql", &[(2, 19), (3, 1), (4, 1)][..]));
    }
}
