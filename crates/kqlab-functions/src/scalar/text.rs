//! Functions over text: case, length.

use kqlab_plan::Type::{Long as LongType, String as StringType};
use kqlab_plan::{FnDef, Param, ParamType, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{SCALAR, Text, eg, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "strlen",
            overloads: &[sig(
                &[Param::one("source", ParamType::Is(StringType))],
                Returns::Is(LongType),
            )],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Counts the Unicode characters of `source`.",
            page: "strlen-function",
            examples: &[eg(r#"strlen("héllo")"#, "5"), eg(r#"strlen("")"#, "0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|source| source.chars().count() as i64)),
    },
    ScalarFn {
        def: FnDef {
            name: "tolower",
            overloads: &[sig(
                &[Param::one("source", ParamType::Is(StringType))],
                Returns::Is(StringType),
            )],
            doc: "Converts `source` to lower case.",
            page: "tolower-function",
            examples: &[eg(r#"tolower("HÉllo")"#, r#""héllo""#)],
            ..SCALAR
        },
        kernel: Some(|call| {
            call.text1::<Text>(|source, out| {
                out.extend(source.chars().flat_map(char::to_lowercase));
                Some(())
            })
        }),
    },
];
