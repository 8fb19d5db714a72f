//! Reading XML texts.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName};

use crate::core::{DYNAMIC, SCALAR, Str, eg, sig, text};
use crate::xml;
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[ScalarFn {
    def: FnDef {
        name: "parse_xml",
        overloads: &[sig(&[text("xml_text")], DYNAMIC)],
        result_name: ResultName::FirstArgument,
        doc: "Reads an XML text as a dynamic: an attribute is `@name`, text beside it `#text`; what is no XML is null.",
        page: "parse-xml-function",
        examples: &[
            eg(
                r#"parse_xml('<e name="value">text</e>')"#,
                r##"dynamic({"e": {"@name": "value", "#text": "text"}})"##,
            ),
            eg(
                "parse_xml('<e><a>1</a><a>2</a><b/></e>')",
                r#"dynamic({"e": {"a": ["1", "2"], "b": null}})"#,
            ),
            eg(r#"parse_xml("<a>")"#, "dynamic(null)"),
        ],
        ..SCALAR
    },
    kernel: Some(parse_xml),
}];

fn parse_xml(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Str, _>(|text| xml::to_json(&text))
}
