//! Packs the built-in catalog: `cargo run -p kqlab-tables --example encode_catalog -- WORKSPACE DEFENDER OUT`.
//!
//! WORKSPACE and DEFENDER are JSON files of the form `{"Table": {"Column": "type"}}`, made from the public table
//! references of Log Analytics and of Defender's advanced hunting; a table of the second that equals the first's is
//! stored once. OUT is `crates/kqlab-tables/src/catalog/catalog.bin`.

use std::error::Error;
use std::fs;

use kqlab_plan::{Field, Type};
use kqlab_tables::catalog::{Entry, encode};
use serde_json::{Map, Value};

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [workspace, defender, out] = paths.as_slice() else {
        return Err("usage: encode_catalog WORKSPACE DEFENDER OUT".into());
    };
    let (workspace, defender) = (read(workspace)?, read(defender)?);
    let mut entries = Vec::new();
    for (name, table) in &workspace {
        let columns = columns(name, table)?;
        let other = defender.get(name).map(|table| self::columns(name, table)).transpose()?;
        entries.push(Entry {
            name: name.as_str().into(),
            defender: other.filter(|other| *other != columns),
            workspace: columns,
        });
    }
    for (name, table) in defender.iter().filter(|(name, _)| !workspace.contains_key(*name)) {
        let columns = columns(name, table)?;
        entries.push(Entry { name: name.as_str().into(), workspace: columns, defender: None });
    }
    fs::write(out, encode(entries))?;
    Ok(())
}

fn read(path: &str) -> Result<Map<String, Value>, Box<dyn Error>> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

fn columns(table: &str, value: &Value) -> Result<Vec<Field>, Box<dyn Error>> {
    let columns = value.as_object().ok_or_else(|| format!("{table} is no object"))?;
    let field = |(name, ty): (&String, &Value)| {
        let ty = ty.as_str().and_then(Type::parse);
        ty.map(|ty| Field::new(name.as_str(), ty))
            .ok_or_else(|| format!("{table}.{name}: no type").into())
    };
    columns.iter().map(field).collect()
}
