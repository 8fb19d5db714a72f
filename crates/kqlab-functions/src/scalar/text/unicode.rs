//! Functions over Unicode code points and punycode.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType};

use crate::core::{
    Any, DYNAMIC, Dynamic, Inner, Read, Ref, SCALAR, STRING, Str, Text, eg, scalar, sig, string,
};
use crate::{Call, EvalError, ScalarFn};
use idna::punycode;

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
            doc: "Decodes punycode without `xn--`.",
            page: "punycode-to-string-function",
            examples: &[eg(
                "punycode_to_string('acadmie-franaise-npb1a')",
                r#""académie-française""#,
            )],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(punycode::decode_to_string)),
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_from_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a text as punycode, without `xn--`.",
            page: "punycode-from-string-function",
            examples: &[eg(
                "punycode_from_string('académie-française')",
                r#""acadmie-franaise-npb1a""#,
            )],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(punycode::encode_str)),
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_domain_from_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes the labels of a domain name from punycode.",
            page: "punycode-domain-from-string-function",
            examples: &[eg(
                r#"punycode_domain_from_string("xn--Ge-mia.Bulg.edu")"#,
                r#""Gáe.Bulg.edu""#,
            )],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|domain| labels(domain, decoded))),
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_domain_to_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes the labels of a domain name as punycode.",
            page: "punycode-domain-to-string-function",
            examples: &[
                eg(
                    "punycode_domain_to_string('Riðill｡Skáldskaparmál｡org')",
                    r#""xn--Riill-jta.xn--Skldskaparml-dbbj.org""#,
                ),
                eg(
                    r#"punycode_domain_to_string("Kaledvoulc'h.Artorījos.edu")"#,
                    r#""Kaledvoulc'h.xn--Artorjos-ejb.edu""#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|domain| labels(domain, encoded))),
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

/// The labels of a domain, changed; the full stops of East Asian scripts count as dots.
fn labels(domain: &str, change: fn(&str) -> Option<String>) -> Option<String> {
    let labels: Option<Vec<String>> = domain.split(['.', '。', '．', '｡']).map(change).collect();
    labels.map(|labels| labels.join("."))
}

fn encoded(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    punycode::encode_str(label).map(|code| format!("xn--{code}"))
}

fn decoded(label: &str) -> Option<String> {
    match label.strip_prefix("xn--") {
        Some(code) => punycode::decode_to_string(code),
        None => Some(label.to_owned()),
    }
}
