//! Functions as Azure-Sentinel's parsers write them: the names, parameters and text of a function under keys of a YAML
//! file. ASIM's parsers have keys of their own, and a built-in name beside the file's; saved searches of a workspace have
//! those of its API.

use std::path::Path;
use std::sync::Arc;

use kqlab_document::{Language, Node, Value};
use kqlab_plan::environment::SavedFunction;
use kqlab_syntax::codes::data;
use kqlab_syntax::{Diagnostic, Phase, Span};

use super::origin;

/// The keys of a form.
struct Form {
    /// Each names the function.
    names: &'static [&'static str],
    parameters: &'static str,
    query: &'static str,
    /// What is no function may have the key of the query, too: only a name tells that one is meant.
    told_by_name: bool,
}

const FORMS: [Form; 3] = [
    Form {
        names: &["FunctionAlias", "FunctionName"],
        parameters: "FunctionParams",
        query: "FunctionQuery",
        told_by_name: false,
    },
    Form {
        names: &["ParserName", "EquivalentBuiltInParser"],
        parameters: "ParserParams",
        query: "ParserQuery",
        told_by_name: false,
    },
    // loganalytics/saved-searches: a rule has a `query`, too, but no alias.
    Form {
        names: &["functionAlias"],
        parameters: "functionParameters",
        query: "query",
        told_by_name: true,
    },
];

impl Form {
    fn is_meant(&self, document: &Node) -> bool {
        !self.told_by_name || self.names.iter().any(|name| document.get(name).is_some())
    }
}

/// The functions of a file: one under each of its names, none where the file is something else. The span of what is wrong
/// is one of the file.
pub(super) fn read(path: &Path, text: &str) -> Result<Vec<SavedFunction>, Diagnostic> {
    let documents = kqlab_document::parse(Language::Yaml, text)?;
    let mut functions = Vec::new();
    for document in &documents {
        for form in FORMS.iter().filter(|form| form.is_meant(document)) {
            functions.extend(function(path, text, document, form)?);
        }
    }
    Ok(functions)
}

fn function(
    path: &Path,
    file: &str,
    document: &Node,
    form: &Form,
) -> Result<Vec<SavedFunction>, Diagnostic> {
    let Some(query) = document.get(form.query) else { return Ok(Vec::new()) };
    let wrong = |span: Span, message: String| {
        Diagnostic::error(Phase::Data, data::UNREADABLE, span, message)
    };
    let Value::Text(body) = &query.value else {
        let message = format!("`{}` is expected to be text, and is {}", form.query, query.kind());
        return Err(wrong(query.span, message));
    };
    let parameters = match document.get(form.parameters) {
        Some(node) => parameters(node).map_err(|(span, message)| wrong(span, message))?,
        None => "()".to_owned(),
    };
    let placement = body.placement(file, query.span);
    let place = |at: usize| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        placement.place(Span::new(at, at)).start as usize
    };
    let origin = origin(path, file, &body.text, place);
    let mut functions: Vec<SavedFunction> = Vec::new();
    for name in form.names.iter().filter_map(|key| document.get(key)?.scalar()) {
        if functions.iter().all(|known| *known.name != *name) {
            functions.push(SavedFunction {
                name: name.into(),
                parameters: parameters.as_str().into(),
                body: body.text.as_str().into(),
                origin: Some(Arc::clone(&origin)),
                fault: None,
            });
        }
    }
    if functions.is_empty() {
        let message = format!("a function is expected to have a name under `{}`", form.names[0]);
        return Err(wrong(query.span, message));
    }
    Ok(functions)
}

/// The names that a file which cannot be read seems to give to functions.
pub(super) fn names(text: &str) -> Vec<String> {
    let keys: Vec<&str> = FORMS.iter().flat_map(|form| form.names).copied().collect();
    let name = |line: &str| {
        let (key, value) = line.trim_start_matches(['-', ' ', '\t']).split_once(':')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (keys.contains(&key.trim_end()) && !value.is_empty()).then(|| value.to_owned())
    };
    text.lines().filter_map(name).collect()
}

/// A place in the file, and what is wrong there.
type Wrong = (Span, String);

/// A list of `Name`, `Type` and perhaps `Default`, or text such as `x:string, y:long=1`.
fn parameters(node: &Node) -> Result<String, Wrong> {
    match &node.value {
        Value::Null => Ok("()".to_owned()),
        Value::Text(text) => Ok(format!("({})", text.text.trim())),
        Value::List(items) => {
            let items: Result<Vec<String>, Wrong> = items.iter().map(parameter).collect();
            Ok(format!("({})", items?.join(", ")))
        }
        _ => {
            Err((node.span, format!("parameters are expected as a list, this is {}", node.kind())))
        }
    }
}

fn parameter(node: &Node) -> Result<String, Wrong> {
    let text = |key: &str| {
        let lower = |entry: &&kqlab_document::Entry| entry.key.eq_ignore_ascii_case(key);
        node.entries().iter().find(lower).and_then(|entry| entry.value.scalar())
    };
    let (Some(name), Some(ty)) = (text("Name"), text("Type")) else {
        return Err((node.span, "a parameter is expected to have `Name` and `Type`".to_owned()));
    };
    let ty = ty.trim();
    if let Some(schema) = ty.strip_prefix("table:").or(ty.starts_with('(').then_some(ty)) {
        return Ok(format!("{name}:{schema}"));
    }
    let ty = ty.to_ascii_lowercase();
    Ok(match text("Default") {
        Some(default) => format!("{name}:{ty}={}", value(&ty, default.trim())),
        None => format!("{name}:{ty}"),
    })
}

/// A default as KQL: the files write text and dynamics bare.
fn value(ty: &str, default: &str) -> String {
    let quoted = default.starts_with(['"', '\'', '@']);
    let called = default.to_ascii_lowercase().starts_with(&format!("{ty}("));
    match ty {
        "string" if !quoted => format!("@'{}'", default.replace('\'', "''")),
        "dynamic" | "datetime" | "timespan" | "guid" if !called && !default.contains('(') => {
            format!("{ty}({default})")
        }
        _ => default.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> SavedFunction {
        read(Path::new("F.yaml"), text).unwrap().remove(0)
    }

    /// Azure-Sentinel/Parsers/ASimDns/Parsers: the form of an ASIM parser.
    #[test]
    fn an_asim_parser_has_its_built_in_name_too() {
        let text = "ParserName: vimDnsX\nEquivalentBuiltInParser: _Im_Dns_X\nParserParams:\n  - Name: starttime\n    Type: datetime\n    Default: datetime(null)\n  - Name: domain_has_any\n    Type: dynamic\n    Default: dynamic([])\n  - Name: eventtype\n    Type: string\n    Default: Query's\n  - Name: disabled\n    Type: bool\n    Default: false\nParserQuery: |\n  let p = 1;\n  print p\n";
        let functions = read(Path::new("F.yaml"), text).unwrap();
        let names: Vec<&str> = functions.iter().map(|f| &*f.name).collect();
        assert_eq!(names, ["vimDnsX", "_Im_Dns_X"]);
        let expected = "(starttime:datetime=datetime(null), domain_has_any:dynamic=dynamic([]), eventtype:string=@'Query''s', disabled:bool=false)";
        assert_eq!(&*functions[0].parameters, expected);
        assert_eq!(&*functions[0].body, "let p = 1;\nprint p\n");
    }

    /// loganalytics/saved-searches/create-or-update: `functionParameters` is text such as `param1:int=1`.
    #[test]
    fn a_saved_search_with_an_alias_is_a_function() {
        let function = one("functionAlias: F\nfunctionParameters: x:long=1\nquery: T | take x\n");
        assert_eq!((&*function.name, &*function.parameters), ("F", "(x:long=1)"));
        assert_eq!(&*function.body, "T | take x");
    }

    #[test]
    fn the_lines_of_the_body_are_those_of_the_file() {
        let function = one("FunctionAlias: F\nFunctionQuery: |\n    T\n    | take 1\n");
        assert_eq!(function.origin.unwrap().lines[..2], [(3, 5), (4, 5)]);
    }

    #[test]
    fn defaults_are_written_as_literals() {
        assert_eq!(value("string", "*"), "@'*'");
        assert_eq!(value("string", "'*'"), "'*'");
        assert_eq!(value("dynamic", "[1]"), "dynamic([1])");
        assert_eq!(value("datetime", "ago(1d)"), "ago(1d)");
        assert_eq!(value("long", "5"), "5");
    }

    #[test]
    fn what_is_wrong_is_told_where_it_is() {
        let fault = |text: &'static str| {
            let fault = read(Path::new("F.yaml"), text).unwrap_err();
            (fault.message, &text[fault.span.unwrap().range()])
        };
        let message = "`FunctionQuery` is expected to be text, and is a list";
        let text = "FunctionAlias: F\nFunctionQuery: [1]\n";
        assert_eq!(fault(text), (message.to_owned(), "[1]"));
        let message = "a parameter is expected to have `Name` and `Type`";
        let text = "FunctionAlias: F\nFunctionParams:\n  - Name: x\nFunctionQuery: T\n";
        assert_eq!(fault(text), (message.to_owned(), "Name: x"));
        assert!(fault("a: \"\n").0.starts_with("not YAML: "));
        assert!(read(Path::new("F.yaml"), "id: 1\nquery: T\n").unwrap().is_empty());
    }

    #[test]
    fn the_names_of_a_file_that_is_no_yaml_are_found() {
        let text =
            "ParserName: vimX\n  EquivalentBuiltInParser: '_Im_X'\n bad: \"\nFunctionAlias:\n";
        assert_eq!(names(text), ["vimX", "_Im_X"]);
    }
}
