//! Taking one line of text apart: CSV, command lines, paths, versions.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName};

use crate::core::{DECIMAL, DYNAMIC, Read, SCALAR, Str, Text, eg, scalar, sig, string, text};
use crate::{Call, EvalError, ScalarFn};
use serde_json::{Value as JsonValue, json};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parse_csv",
            overloads: &[sig(&[text("csv_text")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Takes the first record of a CSV text apart.",
            page: "parse-csv-function",
            examples: &[
                eg(
                    r#"parse_csv('aa,"b,b","say ""x""",')"#,
                    r#"dynamic(["aa", "b,b", "say \"x\"", ""])"#,
                ),
                eg(r#"parse_csv("record1,a\nrecord2,x")"#, r#"dynamic(["record1", "a"])"#),
                eg(r#"parse_csv("")"#, r#"dynamic([""])"#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|text| csv_record(&text))),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_command_line",
            overloads: &[sig(&[scalar("command"), string("parser")], DYNAMIC)],
            doc: "Takes a command line apart into its arguments, as Windows does.",
            page: "parse-command-line-function",
            examples: &[
                eg(
                    r#"parse_command_line("echo \"hello world!\"", "windows")"#,
                    r#"dynamic(["echo", "hello world!"])"#,
                ),
                eg(
                    r#"parse_command_line(@'"C:\Program Files\a.exe" /x "a\"b" c\d', 'windows')"#,
                    r#"dynamic(["C:\\Program Files\\a.exe", "/x", "a\"b", "c\\d"])"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(parse_command_line),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_path",
            overloads: &[sig(&[string("path")], DYNAMIC)],
            doc: "Takes the path of a file apart.",
            page: "parse-path-function",
            examples: &[
                eg(
                    r#"parse_path(@"C:\temp\file.txt")"#,
                    r#"dynamic({"Scheme": "", "RootPath": "C:", "DirectoryPath": "C:\\temp", "DirectoryName": "temp", "Filename": "file.txt", "Extension": "txt", "AlternateDataStreamName": ""})"#,
                ),
                eg(
                    r#"parse_path("file://C:/temp/file.txt:some.exe")"#,
                    r#"dynamic({"Scheme": "file", "RootPath": "C:", "DirectoryPath": "C:/temp", "DirectoryName": "temp", "Filename": "file.txt", "Extension": "txt", "AlternateDataStreamName": "some.exe"})"#,
                ),
                eg(
                    r#"parse_path(@"\\shared\users\temp\file.txt.gz")"#,
                    r#"dynamic({"Scheme": "", "RootPath": "", "DirectoryPath": "\\\\shared\\users\\temp", "DirectoryName": "temp", "Filename": "file.txt.gz", "Extension": "gz", "AlternateDataStreamName": ""})"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(path_parts)),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_version",
            overloads: &[sig(&[string("version")], DECIMAL)],
            doc: "Makes a decimal of a version that can be compared: eight digits for each of its four parts.",
            page: "parse-version-function",
            examples: &[
                eg(r#"parse_version("0.0.0.5")"#, "decimal(5)"),
                eg(r#"parse_version("1.2.3.4")"#, "decimal(1000000020000000300000004)"),
                eg(r#"parse_version("1.0") == parse_version("1.0.0.0")"#, "true"),
                eg(r#"parse_version("a.b")"#, "decimal(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(version)),
    },
];

fn csv_record(text: &str) -> JsonValue {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let first = reader.records().next().and_then(Result::ok);
    let fields = first.as_ref().map_or_else(|| vec![""], |record| record.iter().collect());
    JsonValue::from(fields)
}

fn parse_command_line(call: &Call<'_>) -> Result<Column, EvalError> {
    let (lines, parsers) = (Str::open(&call.args[0]), Text::open(&call.args[1]));
    call.rows(|row| {
        let Some((line, parser)) = Str::get(&lines, row).zip(Text::get(&parsers, row)) else {
            return Ok(None);
        };
        if !parser.eq_ignore_ascii_case("windows") {
            let message = format!("command lines are read by 'windows' only, not by '{parser}'");
            return Err(EvalError::argument(message));
        }
        Ok(Some(JsonValue::from(arguments(&line))))
    })
}

/// The arguments by the rules of `CommandLineToArgvW`: of the first a quote ends where the next one stands; in the others
/// `2n` backslashes before a quote are `n`, one more makes the quote a plain character.
fn arguments(line: &str) -> Vec<String> {
    let line = line.trim_start();
    let (first, rest) = match line.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => line.split_at(line.find([' ', '\t']).unwrap_or(line.len())),
    };
    let mut arguments = Vec::new();
    if !line.is_empty() {
        arguments.push(first.to_owned());
    }
    let mut rest = rest.trim_start_matches([' ', '\t']);
    while !rest.is_empty() {
        let (argument, after) = argument(rest);
        arguments.push(argument);
        rest = after.trim_start_matches([' ', '\t']);
    }
    arguments
}

fn argument(text: &str) -> (String, &str) {
    let mut argument = String::new();
    let mut quoted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        match char {
            ' ' | '\t' if !quoted => return (argument, &text[at..]),
            '\\' => {
                let mut slashes = 1;
                while chars.next_if(|(_, next)| *next == '\\').is_some() {
                    slashes += 1;
                }
                let quote = chars.peek().is_some_and(|(_, next)| *next == '"');
                let written = if quote { slashes / 2 } else { slashes };
                argument.extend(std::iter::repeat_n('\\', written));
                if quote && slashes % 2 == 1 {
                    chars.next();
                    argument.push('"');
                }
            }
            '"' if quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                chars.next();
                argument.push('"');
            }
            '"' => quoted = !quoted,
            char => argument.push(char),
        }
    }
    (argument, "")
}

fn path_parts(path: &str) -> JsonValue {
    let (scheme, rest) = path.split_once("://").unwrap_or(("", path));
    let (directory, file) = match rest.rfind(['/', '\\']) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => ("", rest),
    };
    let (file, stream) = file.split_once(':').unwrap_or((file, ""));
    let name = directory.rfind(['/', '\\']).map_or(directory, |at| &directory[at + 1..]);
    let drive = directory.strip_prefix(r"\\?\").unwrap_or(directory);
    let root = drive.get(..2).filter(|drive| {
        drive.ends_with(':') && drive.starts_with(|char: char| char.is_ascii_alphabetic())
    });
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    json!({
        "Scheme": scheme,
        "RootPath": root.unwrap_or_default(),
        "DirectoryPath": directory,
        "DirectoryName": name,
        "Filename": file,
        "Extension": extension,
        "AlternateDataStreamName": stream,
    })
}

/// One to four parts of up to eight digits each.
fn version(text: &str) -> Option<String> {
    let mut parts = text.trim().split('.');
    let mut number = 0_u128;
    for _ in 0..4 {
        let part = parts.next().unwrap_or("0");
        let digits =
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        number = number * 100_000_000 + part.parse::<u128>().ok().filter(|_| digits)?;
    }
    parts.next().is_none().then(|| number.to_string())
}
