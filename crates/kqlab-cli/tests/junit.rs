//! What `kqlab test --format junit` writes is what CI servers read: it holds to the schema of Jenkins' xUnit plugin, and
//! its counts are those of its cases.
//!
//! The schema is `junit-10.xsd` of <https://github.com/jenkinsci/xunit-plugin>, rule by rule: [`ELEMENTS`].

use std::fs;
use std::path::Path;
use std::process::Command;

use roxmltree::{Document, Node};

/// What the schema says of an element. All types of it are strings but that of times.
struct Rule {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    /// Where the attribute `time` is a `SUREFIRE_TIME`.
    timed: bool,
    children: &'static [&'static str],
    /// Whether text may stand in it.
    text: bool,
}

/// The start from which the others differ.
const ELEMENT: Rule =
    Rule { name: "", required: &[], optional: &[], timed: false, children: &[], text: false };

/// An element of text with a type and a message.
const TOLD: Rule = Rule { optional: &["type", "message"], text: true, ..ELEMENT };

/// A run that was not the last one.
const RERUN: Rule = Rule {
    required: &["type"],
    optional: &["message"],
    children: &["stackTrace", "system-out", "system-err"],
    text: true,
    ..ELEMENT
};

const ELEMENTS: [Rule; 15] = [
    Rule {
        name: "testsuites",
        optional: &["name", "time", "tests", "failures", "errors"],
        timed: true,
        children: &["testsuite"],
        ..ELEMENT
    },
    Rule {
        name: "testsuite",
        required: &["name", "tests", "failures", "errors"],
        optional: &[
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
        ],
        timed: true,
        children: &["testsuite", "properties", "testcase", "system-out", "system-err"],
        ..ELEMENT
    },
    Rule {
        name: "testcase",
        required: &["name"],
        optional: &["time", "classname", "group"],
        children: &[
            "skipped",
            "error",
            "failure",
            "rerunFailure",
            "rerunError",
            "flakyFailure",
            "flakyError",
            "system-out",
            "system-err",
        ],
        ..ELEMENT
    },
    Rule { name: "properties", children: &["property"], ..ELEMENT },
    Rule { name: "property", required: &["name", "value"], ..ELEMENT },
    Rule { name: "failure", ..TOLD },
    Rule { name: "error", ..TOLD },
    Rule { name: "skipped", ..TOLD },
    Rule { name: "rerunFailure", ..RERUN },
    Rule { name: "rerunError", ..RERUN },
    Rule { name: "flakyFailure", ..RERUN },
    Rule { name: "flakyError", ..RERUN },
    Rule { name: "stackTrace", text: true, ..ELEMENT },
    Rule { name: "system-out", text: true, ..ELEMENT },
    Rule { name: "system-err", text: true, ..ELEMENT },
];

/// What of a document the schema does not allow.
fn breaches(document: &Document<'_>) -> Vec<String> {
    let root = document.root_element();
    let mut found = Vec::new();
    // Every element that the schema declares at its top may be a document's; these two hold results.
    if !["testsuites", "testsuite"].contains(&root.tag_name().name()) {
        found.push(format!("<{}> holds no results", root.tag_name().name()));
    }
    for node in document.descendants().filter(Node::is_element) {
        element(node, &mut found);
    }
    found
}

fn element(node: Node<'_, '_>, found: &mut Vec<String>) {
    let name = node.tag_name().name();
    let Some(rule) = ELEMENTS.iter().find(|rule| rule.name == name) else {
        return found.push(format!("<{name}> is no element"));
    };
    let missing = rule.required.iter().filter(|attribute| !node.has_attribute(**attribute));
    found.extend(missing.map(|attribute| format!("<{name}> lacks {attribute}")));
    for attribute in node.attributes() {
        let known = [rule.required, rule.optional].concat();
        if attribute.namespace().is_some() || !known.contains(&attribute.name()) {
            found.push(format!("<{name}> has no {}", attribute.name()));
        } else if rule.timed && attribute.name() == "time" && !is_time(attribute.value()) {
            found.push(format!("`{}` is no time of <{name}>", attribute.value()));
        }
    }
    for child in node.children() {
        let inside = child.tag_name().name();
        if child.is_element() && !rule.children.contains(&inside) {
            found.push(format!("<{inside}> in <{name}>"));
        }
        let text = child.text().filter(|_| child.is_text()).unwrap_or_default();
        if !rule.text && !text.trim().is_empty() {
            found.push(format!("text in <{name}>"));
        }
    }
    // Of the reruns' children, which are a sequence, each may be there once, in this order.
    let places = node.children().filter_map(|child| {
        let at = rule.children.iter().position(|name| *name == child.tag_name().name());
        at.filter(|_| name.starts_with("rerun") || name.starts_with("flaky"))
    });
    if !places.is_sorted_by(|a, b| a < b) {
        found.push(format!("the children of <{name}> are not in order"));
    }
}

/// `SUREFIRE_TIME`: digits, which commas may group, and a fraction; all of it may be left out.
fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.rsplit(',');
    let last = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    digits(fraction) && digits(last) && (!grouped || last.len() >= 3) && groups.all(digits)
}

/// Where a count of an element is not that of the cases in it.
fn miscounts(document: &Document<'_>) -> Vec<String> {
    let suites = document.descendants().filter(|node| {
        node.is_element() && ["testsuites", "testsuite"].contains(&node.tag_name().name())
    });
    let mut found = Vec::new();
    for suite in suites {
        let cases = |holding: &str| {
            let in_it = suite.descendants().filter(|node| node.has_tag_name("testcase"));
            in_it
                .filter(|case| {
                    holding.is_empty() || case.children().any(|n| n.has_tag_name(holding))
                })
                .count()
        };
        for (attribute, holding) in
            [("tests", ""), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
        {
            let said = suite.attribute(attribute);
            if said.is_some_and(|said| said != cases(holding).to_string()) {
                found.push(format!("{attribute} of {suite:?}"));
            }
        }
    }
    found
}

fn faults(text: &str) -> Vec<String> {
    let document = Document::parse(text).expect("XML");
    [breaches(&document), miscounts(&document)].concat()
}

/// What the command writes of tests, and how it ends.
fn written(folder: &Path, paths: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kqlab"))
        .current_dir(folder)
        .args([&["test", "--format", "junit"], paths].concat())
        .output()
        .expect("the program runs");
    (output.status.code(), String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn what_is_written_holds_to_the_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cases: [(&[&str], i32, usize); 4] = [
        (&["queries"], 0, 19),
        (&["tests/rules"], 0, 17),
        (&["tests/cli/failing"], 1, 3),
        (&["tests/cli/bad", "tests/cli/broken"], 1, 12),
    ];
    for (paths, code, least) in cases {
        let (ended, text) = written(&root, paths);
        assert_eq!(ended, Some(code), "{paths:?}");
        assert_eq!(faults(&text), [""; 0], "{paths:?}: {text}");
        assert!(text.matches("<testcase ").count() >= least, "{paths:?}: {text}");
    }
}

/// Names that XML has to escape, or cannot hold.
#[test]
fn odd_names_hold_to_the_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name, text| fs::write(folder.path().join(name), text).expect("written");
    write("a&b's.kql", "print a = '<x> & \"y\" \\u0001 ]]>'");
    let tests = "cases:\n- name: \"< & > \\\" ' ]]> \\u0001\\u001b[31m\\ufffe\\uffff \\t\\n\\U0001F600\"\n  expect: {rows: [{a: \"\\u0001<\"}]}\n";
    write("a&b's.test.yaml", tests);
    let (ended, text) = written(folder.path(), &["."]);
    assert_eq!(ended, Some(1), "{text}");
    assert_eq!(faults(&text), [""; 0], "{text}");
    let document = Document::parse(&text).expect("XML");
    let case = document.descendants().find(|node| node.has_tag_name("testcase")).expect("a case");
    let name = case.attribute("name").expect("a name");
    assert!(name.starts_with("< & > \" ' ]]> ") && name.ends_with('\u{1F600}'), "{name:?}");
    assert_eq!(case.attribute("classname"), Some("a&b's.kql"));
}

#[test]
fn what_the_schema_does_not_allow_is_found() {
    let suite = |inside: &str| {
        format!(
            "<testsuites><testsuite name='' tests='1' failures='0' errors='0'>{inside}</testsuite></testsuites>"
        )
    };
    let case = "<testcase name='a'/>";
    assert_eq!(faults(&suite(case)), [""; 0]);
    let breaches = [
        (suite("<testcase/>"), "<testcase> lacks name"),
        (suite("<testcase name='a' line='1'/>"), "<testcase> has no line"),
        (suite("<testcase name='a'>x</testcase>"), "text in <testcase>"),
        (suite("<testcase name='a'><testcase name='b'/></testcase>"), "<testcase> in <testcase>"),
        (suite("<testcase name='a'><problem/></testcase>"), "<problem> is no element"),
        (suite("<failure/>"), "<failure> in <testsuite>"),
        (suite("<testcase name='a'><flakyError/></testcase>"), "<flakyError> lacks type"),
        (
            suite(
                "<testcase name='a'><flakyError type=''><system-out/><stackTrace/></flakyError></testcase>",
            ),
            "the children of <flakyError> are not in order",
        ),
        ("<testsuites skipped='0'/>".to_owned(), "<testsuites> has no skipped"),
        ("<testsuites time='1s'/>".to_owned(), "`1s` is no time of <testsuites>"),
        ("<testsuites time='1.2.3'/>".to_owned(), "`1.2.3` is no time of <testsuites>"),
        ("<testsuites time='1,2'/>".to_owned(), "`1,2` is no time of <testsuites>"),
        ("<failure/>".to_owned(), "<failure> holds no results"),
        ("<testsuites tests='1'/>".to_owned(), "tests of "),
        (suite(&format!("{case}{case}")), "tests of "),
        (suite("<testcase name='a'><error/></testcase>"), "errors of "),
    ];
    for (text, expected) in breaches {
        let found = faults(&text);
        assert!(found.iter().any(|fault| fault.starts_with(expected)), "{text}: {found:?}");
    }
    assert!(["", "0.5", "12", "1,234.5", ".25"].iter().all(|time| is_time(time)));
}
