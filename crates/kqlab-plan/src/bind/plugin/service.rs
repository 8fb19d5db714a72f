//! Plugins that ask a service: known by their columns, never run.

use super::{Args, Output};
use crate::{Field, Type};

/// The columns of the plugin of that name; `first` is what its first argument is called.
pub(super) fn output(name: &str, args: &Args<'_>, first: Option<&str>) -> Option<Output> {
    let of_first = |ending: &str| format!("{}_{ending}", first.unwrap_or_default());
    let added = |name: String, ty: Type| {
        let mut fields = args.input.clone();
        fields.push(Field::new(name, ty));
        Output { fields, open: false, keeps_input: true }
    };
    Some(match name {
        "ai_chat_completion" | "ai_chat_completion_prompt" => {
            added(of_first("completion"), Type::String)
        }
        "ai_embeddings" => added(of_first("embeddings"), Type::Dynamic),
        "http_request" | "http_request_post" => Output::of(vec![
            Field::new("ResponseHeaders", Type::Dynamic),
            Field::new("ResponseBody", Type::Dynamic),
        ]),
        "infer_storage_schema" => Output::of(vec![Field::new("CslSchema", Type::String)]),
        "infer_storage_schema_with_suggestions" => {
            Output::of(vec![Field::new("SuggestedTableSchema", Type::String)])
        }
        _ => return None,
    })
}
