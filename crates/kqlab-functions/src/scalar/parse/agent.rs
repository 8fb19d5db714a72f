//! User agents, by the patterns of the uap-core project (data/user-agents.md says where they come from).

use std::borrow::Cow;
use std::sync::LazyLock;

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType};
use serde_json::{Map, Value as Json};
use ua_parser::{Extractor, Regexes, device, os, user_agent};

use crate::core::{Any, DYNAMIC, Dynamic, Inner, Read, Ref, SCALAR, Text, eg, sig, string};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[ScalarFn {
    def: FnDef {
        name: "parse_user_agent",
        overloads: &[sig(
            &[string("user_agent"), Param::one("look_for", ParamType::StringOrArray)],
            DYNAMIC,
        )],
        doc: "Tells browser, operating system and device by a user-agent string.",
        page: "parse-user-agent-function",
        examples: &[
            eg(
                r#"parse_user_agent("Mozilla/5.0 (Windows; U; en-US) AppleWebKit/531.9 (KHTML, like Gecko) AdobeAIR/2.5.1", "browser")"#,
                r#"dynamic({"Browser":{"Family":"AdobeAIR","MajorVersion":"2","MinorVersion":"5","Patch":"1"}})"#,
            ),
            eg(
                r#"parse_user_agent("Mozilla/5.0 (SymbianOS/9.2; U; Series60/3.1 NokiaN81-3/10.0.032 Profile/MIDP-2.0 Configuration/CLDC-1.1 ) AppleWebKit/413 (KHTML, like Gecko) Safari/4", dynamic(["browser","os","device"]))"#,
                r#"dynamic({"Browser":{"Family":"Nokia OSS Browser","MajorVersion":"3","MinorVersion":"1","Patch":""},"OperatingSystem":{"Family":"Symbian OS","MajorVersion":"9","MinorVersion":"2","Patch":"","PatchMinor":""},"Device":{"Family":"Nokia N81","Brand":"Nokia","Model":"N81-3"}})"#,
            ),
        ],
        ..SCALAR
    },
    kernel: Some(parse_user_agent),
}];

static PATTERNS: LazyLock<Extractor<'static>> = LazyLock::new(|| {
    let packed = include_bytes!("../../../data/user-agents.json.zlib");
    let json = miniz_oxide::inflate::decompress_to_vec_zlib(packed)
        .expect("invariant: the patterns are packed with zlib");
    let regexes: Regexes<'static> =
        serde_json::from_slice(&json).expect("invariant: the patterns are JSON");
    Extractor::try_from(regexes).expect("invariant: the patterns are regexes")
});

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Browser,
    System,
    Device,
}

impl Part {
    fn parse(name: &str) -> Result<Self, EvalError> {
        match name {
            "browser" => Ok(Self::Browser),
            "os" => Ok(Self::System),
            "device" => Ok(Self::Device),
            _ => {
                let error =
                    EvalError::argument(format!("expected a part of a user agent, found '{name}'"));
                Err(error.with_hint("the parts are 'browser', 'os' and 'device'"))
            }
        }
    }

    /// The parts that an argument names.
    fn wanted(argument: Ref<'_>) -> Result<Vec<Self>, EvalError> {
        match argument {
            Ref::String(name) => Ok(vec![Self::parse(name)?]),
            Ref::Dynamic(names) => Self::among(names),
            _ => Ok(Vec::new()),
        }
    }

    fn among(names: Dynamic<'_>) -> Result<Vec<Self>, EvalError> {
        if let Inner::String(name) = names.inner() {
            return Ok(vec![Self::parse(&name)?]);
        }
        let names = names.value();
        let names = names.as_array().map(Vec::as_slice).unwrap_or_default();
        names.iter().map(|name| Self::parse(name.as_str().unwrap_or_default())).collect()
    }

    fn name(self) -> &'static str {
        match self {
            Self::Browser => "Browser",
            Self::System => "OperatingSystem",
            Self::Device => "Device",
        }
    }

    fn find(self, agent: &str) -> Json {
        match self {
            Self::Browser => browser(PATTERNS.ua.extract(agent)),
            Self::System => system(PATTERNS.os.extract(agent)),
            Self::Device => hardware(PATTERNS.dev.extract(agent)),
        }
    }
}

fn parse_user_agent(call: &Call<'_>) -> Result<Column, EvalError> {
    let (agents, parts) = (Text::open(&call.args[0]), Any::open(&call.args[1]));
    call.rows(|row| {
        let parts = Part::wanted(Any::get(&parts, row).unwrap_or(Ref::Null))?;
        let Some(agent) = Text::get(&agents, row) else { return Ok(Json::Null) };
        let mut bag = Map::new();
        for part in [Part::Browser, Part::System, Part::Device] {
            if parts.contains(&part) {
                bag.insert(part.name().to_owned(), part.find(agent));
            }
        }
        Ok(Json::Object(bag))
    })
}

/// What no pattern knows.
const OTHER: &str = "Other";

fn bag<'a>(fields: impl IntoIterator<Item = (&'a str, Option<Cow<'a, str>>)>) -> Json {
    let text = |value: Option<Cow<'_, str>>| Json::from(value.unwrap_or_default());
    fields.into_iter().map(|(key, value)| (key.to_owned(), text(value))).collect()
}

fn browser(found: Option<user_agent::ValueRef<'_>>) -> Json {
    let Some(found) = found else {
        return bag([
            ("Family", Some(OTHER.into())),
            ("MajorVersion", None),
            ("MinorVersion", None),
            ("Patch", None),
        ]);
    };
    bag([
        ("Family", Some(found.family)),
        ("MajorVersion", found.major.map(Cow::from)),
        ("MinorVersion", found.minor.map(Cow::from)),
        ("Patch", found.patch.map(Cow::from)),
    ])
}

fn system(found: Option<os::ValueRef<'_>>) -> Json {
    let (family, [major, minor, patch, last]) = match found {
        Some(found) => (found.os, [found.major, found.minor, found.patch, found.patch_minor]),
        None => (OTHER.into(), [const { None }; 4]),
    };
    bag([
        ("Family", Some(family)),
        ("MajorVersion", major),
        ("MinorVersion", minor),
        ("Patch", patch),
        ("PatchMinor", last),
    ])
}

fn hardware(found: Option<device::ValueRef<'_>>) -> Json {
    let (family, brand, model) = match found {
        Some(found) => (found.device, found.brand, found.model),
        None => (OTHER.into(), None, None),
    };
    bag([("Family", Some(family)), ("Brand", brand), ("Model", model)])
}
