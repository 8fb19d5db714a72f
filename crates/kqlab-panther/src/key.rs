//! Which value of an event is looked at: `Key`, `DeepKey` or `KeyPath`.

use serde_json::{Map, Value as Json};

/// The way to a value; without steps it is the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The value of a key.
    Name(String),
    /// An element, from the first.
    Index(usize),
    /// Every element: what is found is a list.
    Each,
}

/// The words that specify a key.
pub(crate) const WORDS: [&str; 3] = ["Key", "DeepKey", "KeyPath"];

impl Key {
    /// The key that an expression specifies, if it does.
    pub(crate) fn of(expression: &Map<String, Json>) -> Result<Option<Self>, String> {
        let given = WORDS.iter().filter_map(|word| expression.get(*word).map(|key| (*word, key)));
        let given: Vec<(&str, &Json)> = given.collect();
        match given[..] {
            [] => Ok(None),
            [("DeepKey", path)] => deep(path).map(Some),
            [("KeyPath", path)] => self::path(text("KeyPath", path)?).map(Some),
            [(word, name)] => Ok(Some(Self(vec![Step::Name(text(word, name)?.to_owned())]))),
            _ => {
                Err("one of `Key`, `DeepKey` and `KeyPath` is expected, and there are more".into())
            }
        }
    }

    /// The value, if the event has it.
    pub(crate) fn find(&self, event: &Json) -> Option<Json> {
        walk(event, &self.0)
    }
}

fn text<'a>(word: &str, value: &'a Json) -> Result<&'a str, String> {
    value.as_str().ok_or_else(|| format!("`{word}` is expected to be text"))
}

fn deep(path: &Json) -> Result<Key, String> {
    let step = |step: &Json| match (step.as_str(), step.as_u64()) {
        (Some(name), _) => Ok(Step::Name(name.to_owned())),
        (None, Some(index)) => usize::try_from(index).map(Step::Index).map_err(|e| e.to_string()),
        (None, None) => Err("`DeepKey` is expected to list names and positions".to_owned()),
    };
    let steps = path.as_array().ok_or("`DeepKey` is expected to be a list")?;
    steps.iter().map(step).collect::<Result<_, _>>().map(Key)
}

/// `a.b[0].c[*]`
fn path(text: &str) -> Result<Key, String> {
    let wrong = || format!("`{text}` is no path such as a.b[0].c[*]");
    let mut steps = Vec::new();
    for part in text.split('.') {
        let (name, mut rest) = part.split_at(part.find('[').unwrap_or(part.len()));
        if name.is_empty() && (rest.is_empty() || !steps.is_empty()) {
            return Err(wrong());
        }
        if !name.is_empty() {
            steps.push(Step::Name(name.to_owned()));
        }
        while let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']').ok_or_else(wrong)?;
            steps.push(match index {
                "*" => Step::Each,
                index => Step::Index(index.parse().map_err(|_| wrong())?),
            });
            rest = after;
        }
        if !rest.is_empty() {
            return Err(wrong());
        }
    }
    Ok(Key(steps))
}

fn walk(value: &Json, steps: &[Step]) -> Option<Json> {
    let Some((step, rest)) = steps.split_first() else { return Some(value.clone()) };
    match step {
        Step::Name(name) => walk(value.get(name)?, rest),
        Step::Index(index) => walk(value.get(index)?, rest),
        Step::Each => {
            let elements = value.as_array()?.iter();
            Some(Json::Array(elements.filter_map(|element| walk(element, rest)).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn find(key: &Json, event: &Json) -> Option<Json> {
        Key::of(key.as_object().unwrap()).unwrap().unwrap().find(event)
    }

    #[test]
    fn keys_are_plain_deep_or_paths() {
        let event = json!({"a": {"b": [{"c": 1}, {"c": 2}, {}]}, "a.b": 3});
        assert_eq!(find(&json!({"Key": "a.b"}), &event), Some(json!(3)));
        assert_eq!(find(&json!({"DeepKey": ["a", "b", 1, "c"]}), &event), Some(json!(2)));
        assert_eq!(find(&json!({"KeyPath": "a.b[0].c"}), &event), Some(json!(1)));
        assert_eq!(find(&json!({"KeyPath": "a.b[*].c"}), &event), Some(json!([1, 2])));
        assert_eq!(find(&json!({"KeyPath": "a.x"}), &event), None);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for key in [
            json!({"KeyPath": "a..b"}),
            json!({"KeyPath": "a[x]"}),
            json!({"KeyPath": "a[0"}),
            json!({"KeyPath": "a[0]b"}),
            json!({"Key": 1}),
            json!({"DeepKey": "a"}),
            json!({"Key": "a", "KeyPath": "a"}),
        ] {
            assert!(Key::of(key.as_object().unwrap()).is_err(), "{key}");
        }
    }
}
