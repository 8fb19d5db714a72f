//! Plugins that look rows up in another table: its columns stand beside the input's.

use std::sync::Arc;

use super::{Args, Output};
use crate::bind::projection::UniqueNames;
use crate::{Field, Value};

/// The columns of the plugin of that name.
pub(super) fn output(name: &str, args: &Args<'_>) -> Option<Output> {
    let dropped: Vec<Arc<str>> = match name {
        "ipv4_lookup" => args.columns("ExtraKey").into_iter().map(|field| field.name).collect(),
        "ipv6_lookup" => Vec::new(),
        "geo_polygon_lookup" => geo_key(args, "LookupPolygonKey"),
        "geo_line_lookup" => geo_key(args, "LookupLineKey"),
        _ => return None,
    };
    let mut fields = args.input.clone();
    if let Some(table) = args.table() {
        fields.extend(
            table.schema.fields.iter().filter(|field| !dropped.contains(&field.name)).cloned(),
        );
    }
    let open = args.table().is_some_and(|table| table.schema.open);
    let mut fields = unique(&fields);
    // Both examples of ipv6-lookup-plugin.md print the table's columns before the input's.
    if name == "ipv6_lookup" {
        fields.rotate_left(args.input.len());
    }
    Some(Output { fields, open, keeps_input: true })
}

/// The key is shown only when `return_lookup_key` is true.
fn geo_key(args: &Args<'_>, name: &str) -> Vec<Arc<str>> {
    match args.constant("return_lookup_key") {
        Some(Value::Bool(true)) => Vec::new(),
        _ => args.columns(name).into_iter().map(|field| field.name).collect(),
    }
}

/// As in a join: a name that is taken gets the next free suffix.
fn unique(fields: &[Field]) -> Vec<Field> {
    let mut names = UniqueNames::default();
    fields.iter().for_each(|field| names.reserve(&field.name));
    let mut shown: Vec<Field> = Vec::new();
    for field in fields {
        let taken = shown.iter().any(|known| known.name == field.name);
        let name =
            if taken { names.take(&field.name, None).into() } else { Arc::clone(&field.name) };
        shown.push(Field { name, ty: field.ty });
    }
    shown
}
