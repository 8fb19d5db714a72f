//! `bag_unpack`: a column of each key of the bags in a column.
//!
//! The source's columns stay first, the new ones follow in alphabetical order; names are taken as they are
//! (measured).

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use kqlab_columns::value::parse_dynamic;
use kqlab_columns::{Batch, Builder, Column};
use kqlab_plan::{Field, Schema, Type, Value};
use kqlab_syntax::codes::execution;
use serde_json::{Map, Value as Json};

use super::Args;
use crate::Result;
use crate::fault::fault;
use crate::operator::mv_expand::conform;
use crate::scope::Scope;

pub(super) fn run(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    let name = args.column("column")?;
    let prefix = match args.value(scope, "column_prefix")? {
        Some(Value::String(prefix)) => prefix.to_string(),
        _ => String::new(),
    };
    let conflict = Conflict::of(scope, args)?;
    let ignored = ignored(args.value(scope, "ignoredProperties")?);
    let bags = bags(rows.column(name).expect("invariant: the column is one of the input"));
    let mut slots = slots(&bags, &prefix, &ignored);
    args.bounded(slots.len(), bags.len())?;

    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in rows.schema().fields.iter().zip(rows.columns()) {
        if *field.name == *name {
            continue;
        }
        let slot = slots.remove(&*field.name);
        match (slot, conflict) {
            (Some(slot), Conflict::ReplaceSource) => {
                fields.push(Field { name: Arc::clone(&field.name), ty: slot.ty });
                columns.push(slot.column(&bags));
            }
            (Some(_), Conflict::Error) => return Err(clash(args, &field.name)),
            (None, _) | (Some(_), Conflict::KeepSource) => {
                fields.push(field.clone());
                columns.push(column.clone());
            }
        }
    }
    for (name, slot) in &slots {
        fields.push(Field::new(name.as_str(), slot.ty));
        columns.push(slot.column(&bags));
    }
    Ok(Batch::new(Arc::new(Schema::new(fields)), columns, rows.rows()))
}

/// What becomes of a key whose name is a column's.
#[derive(Clone, Copy)]
enum Conflict {
    Error,
    ReplaceSource,
    KeepSource,
}

impl Conflict {
    fn of(scope: &Scope<'_>, args: &Args<'_>) -> Result<Self> {
        let Some(value) = args.value(scope, "columnsConflict")? else { return Ok(Self::Error) };
        match &value {
            Value::String(text) if &**text == "error" => Ok(Self::Error),
            Value::String(text) if &**text == "replace_source" => Ok(Self::ReplaceSource),
            Value::String(text) if &**text == "keep_source" => Ok(Self::KeepSource),
            _ => Err(args.refuse("columnsConflict is 'error', 'replace_source' or 'keep_source'")),
        }
    }
}

fn clash(args: &Args<'_>, name: &str) -> crate::Fault {
    let message = format!("a bag has the key '{name}', and the table a column of that name");
    let mut clash = fault(execution::DATA_SCHEMA, args.plan.span, message);
    clash.hint =
        Some("say which stays: columnsConflict='replace_source' or 'keep_source'".to_owned());
    clash
}

fn ignored(value: Option<Value>) -> HashSet<String> {
    let Some(Value::Dynamic(json)) = value else { return HashSet::new() };
    let names = json.as_array().into_iter().flatten().filter_map(Json::as_str);
    names.map(str::to_owned).collect()
}

/// The rows' bags; what is no bag is as none.
fn bags(column: &Column) -> Vec<Map<String, Json>> {
    let bag = |row| match column.text(row).map(parse_dynamic) {
        Some(Json::Object(bag)) => bag,
        _ => Map::new(),
    };
    (0..column.len()).map(bag).collect()
}

/// A key of the bags and the type of its column.
struct Slot {
    key: String,
    ty: Type,
}

impl Slot {
    fn column(&self, bags: &[Map<String, Json>]) -> Column {
        let mut column = Builder::with_capacity(self.ty, bags.len());
        for bag in bags {
            match bag.get(&self.key) {
                Some(value) => column.push(&conform(value, self.ty)),
                None => column.push_null(),
            }
        }
        column.finish()
    }
}

/// The keys by the names of their columns. A key's type is that of its values if they have one in common, else dynamic.
fn slots(
    bags: &[Map<String, Json>],
    prefix: &str,
    ignored: &HashSet<String>,
) -> BTreeMap<String, Slot> {
    let mut types: BTreeMap<&String, Option<Type>> = BTreeMap::new();
    for (key, value) in bags.iter().flatten().filter(|(key, _)| !ignored.contains(*key)) {
        let known = types.entry(key).or_default();
        *known = match (*known, type_of(value)) {
            (None, found) => found,
            (Some(known), Some(found)) if known != found => Some(Type::Dynamic),
            (known, _) => known,
        };
    }
    let slot = |(key, ty): (&String, Option<Type>)| {
        let slot = Slot { key: key.clone(), ty: ty.unwrap_or(Type::Dynamic) };
        (format!("{prefix}{key}"), slot)
    };
    types.into_iter().map(slot).collect()
}

fn type_of(value: &Json) -> Option<Type> {
    Some(match value {
        Json::Null => return None,
        Json::Bool(_) => Type::Bool,
        Json::Number(number) if number.is_i64() => Type::Long,
        Json::Number(_) => Type::Real,
        Json::String(_) => Type::String,
        Json::Array(_) | Json::Object(_) => Type::Dynamic,
    })
}
