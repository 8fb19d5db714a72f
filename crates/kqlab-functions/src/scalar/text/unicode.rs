//! Functions over Unicode code points and punycode.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType};

use crate::core::{
    Any, DYNAMIC, Dynamic, Inner, NOT_YET, Read, Ref, SCALAR, STRING, Str, eg, scalar, sig, string,
};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "to_utf8",
            overloads: &[sig(&[scalar("value")], DYNAMIC)],
            doc: "Lists the Unicode code points of a text.",
            page: "unicode-codepoints-from-string-function",
            replaced_by: Some("unicode_codepoints_from_string"),
            examples: &[
                eg(r#"to_utf8("⒦⒰⒮⒯⒪")"#, "dynamic([9382, 9392, 9390, 9391, 9386])"),
                eg(r#"to_utf8("Aé")"#, "dynamic([65, 233])"),
            ],
            ..SCALAR
        },
        kernel: Some(from_string),
    },
    ScalarFn {
        def: FnDef {
            name: "unicode_codepoints_from_string",
            overloads: &[sig(&[scalar("value")], DYNAMIC)],
            doc: "Lists the Unicode code points of a text.",
            page: "unicode-codepoints-from-string-function",
            examples: &[
                eg(
                    r#"unicode_codepoints_from_string("⒦⒰⒮⒯⒪")"#,
                    "dynamic([9382, 9392, 9390, 9391, 9386])",
                ),
                eg(r#"unicode_codepoints_from_string("Aé")"#, "dynamic([65, 233])"),
            ],
            ..SCALAR
        },
        kernel: Some(from_string),
    },
    ScalarFn {
        def: FnDef {
            name: "make_string",
            overloads: &[sig(
                &[Param::one("value", ParamType::IntegerOrArray).repeated(1)],
                STRING,
            )],
            doc: "Makes a text of Unicode code points, given one by one or in arrays.",
            page: "unicode-codepoints-to-string-function",
            replaced_by: Some("unicode_codepoints_to_string"),
            examples: &[
                eg("make_string(75, 117, 115, 116, 111)", r#""Kusto""#),
                eg("make_string(dynamic([75, 117, 115]), 116, 111)", r#""Kusto""#),
                eg("make_string(-1)", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(to_string),
    },
    ScalarFn {
        def: FnDef {
            name: "unicode_codepoints_to_string",
            overloads: &[sig(
                &[Param::one("value", ParamType::IntegerOrArray).repeated(1)],
                STRING,
            )],
            doc: "Makes a text of Unicode code points, given one by one or in arrays.",
            page: "unicode-codepoints-to-string-function",
            examples: &[
                eg("unicode_codepoints_to_string(75, 117, 115, 116, 111)", r#""Kusto""#),
                eg("unicode_codepoints_to_string(dynamic([75, 117, 115]), 116, 111)", r#""Kusto""#),
                eg("unicode_codepoints_to_string(-1)", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(to_string),
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_to_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes punycode.",
            page: "punycode-to-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_from_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a text as punycode.",
            page: "punycode-from-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_domain_from_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a domain name as punycode.",
            page: "punycode-domain-from-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_domain_to_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes a domain name from punycode.",
            page: "punycode-domain-to-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];

fn from_string(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Str, _>(|text| {
        serde_json::Value::from(text.chars().map(u32::from).collect::<Vec<u32>>())
    })
}

/// A number that is no code point makes all of the text null.
fn to_string(call: &Call<'_>) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Any::open).collect();
    call.rows(|row| {
        let mut text = String::new();
        let points = args.iter().try_for_each(|arg| push(Any::get(arg, row)?, &mut text));
        Ok(points.map(|()| text))
    })
}

fn push(value: Ref<'_>, out: &mut String) -> Option<()> {
    match value {
        Ref::Int(point) => out.push(char::from_u32(u32::try_from(point).ok()?)?),
        Ref::Long(point) => out.push(char::from_u32(u32::try_from(point).ok()?)?),
        Ref::Dynamic(value) => match value.inner() {
            Inner::Long(point) => push(Ref::Long(point), out)?,
            _ => {
                for item in value.value().as_array()? {
                    push(Ref::Dynamic(Dynamic::Value(item)), out)?;
                }
            }
        },
        _ => return None,
    }
    Some(())
}
