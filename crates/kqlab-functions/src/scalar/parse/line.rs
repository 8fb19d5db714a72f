//! Taking one line of text apart: CSV, command lines, paths, versions, user agents.

use kqlab_plan::{FnDef, Param, ParamType, ResultName};

use crate::ScalarFn;
use crate::core::{DECIMAL, DYNAMIC, NOT_YET, SCALAR, scalar, sig, string, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parse_csv",
            overloads: &[sig(&[text("csv_text")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Splits a given string representing a single record of comma-separated values.",
            page: "parse-csv-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_command_line",
            overloads: &[sig(&[scalar("command"), string("parser")], DYNAMIC)],
            doc: "Parses a unicode command-line string.",
            page: "parse-command-line-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_path",
            overloads: &[sig(&[string("path")], DYNAMIC)],
            doc: "Parses a file path.",
            page: "parse-path-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_version",
            overloads: &[sig(&[string("version")], DECIMAL)],
            doc: "Converts the input string representation of the version to a comparable decimal number,.",
            page: "parse-version-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_user_agent",
            overloads: &[sig(
                &[
                    string("user_agent"),
                    Param::one("look_for", ParamType::StringOrArray).optional(),
                ],
                DYNAMIC,
            )],
            doc: "Returns a dynamic object that contains information about the user-agent.",
            page: "parse-user-agent-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
