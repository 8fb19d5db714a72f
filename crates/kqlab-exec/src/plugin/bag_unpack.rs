//! `bag_unpack`: a column of each key of the bags in a column.
//!
//! The source's columns stay first, the new ones follow in alphabetical order; names are taken as they are
//! (measured).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use hashbrown::HashMap;
use kqlab_columns::value::parse_dynamic;
use kqlab_columns::{Batch, Builder, Column};
use kqlab_functions::json;
use kqlab_plan::{Field, Schema, Type, Value};
use kqlab_syntax::codes::execution;
use serde_json::{Number, Value as Json};

use super::Args;
use crate::Result;
use crate::columns::Columns;
use crate::fault::fault;
use crate::operator::mv_expand::conform;
use crate::scope::Scope;

/// Those of the input's columns that are asked for, and the bags.
pub(super) fn asked_of(args: &Args<'_>, asked: &Columns) -> Option<Columns> {
    let input = args.call.input.as_ref()?;
    let bags = args.exprs("column");
    (!asked.is_all()).then(|| asked.within(&input.schema).and(bags))
}

pub(super) fn run(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    let name = args.column("column")?;
    let prefix = match args.value(scope, "column_prefix")? {
        Some(Value::String(prefix)) => prefix.to_string(),
        _ => String::new(),
    };
    let conflict = Conflict::of(scope, args)?;
    let ignored = ignored(args.value(scope, "ignoredProperties")?);
    let bags = rows.column(name).expect("invariant: the column is one of the input");
    let mut slots = slots(bags, &prefix, &ignored);
    args.bounded(slots.len(), rows.rows())?;

    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in rows.schema().fields.iter().zip(rows.columns()) {
        if *field.name == *name {
            continue;
        }
        let slot = slots.remove(&*field.name);
        match (slot, conflict) {
            (Some(slot), Conflict::ReplaceSource) => {
                fields.push(Field { name: Arc::clone(&field.name), ty: slot.ty });
                columns.push(slot.column(rows.rows()));
            }
            (Some(_), Conflict::Error) => return Err(clash(args, &field.name)),
            (None, _) | (Some(_), Conflict::KeepSource) => {
                fields.push(field.clone());
                columns.push(column.clone());
            }
        }
    }
    // Of the input's columns that nobody asks for only the names count.
    let unasked = args.call.input.iter().flat_map(|input| &input.schema.fields);
    for field in unasked.filter(|field| *field.name != *name) {
        match conflict {
            Conflict::Error if slots.contains_key(&*field.name) => {
                return Err(clash(args, &field.name));
            }
            Conflict::KeepSource => drop(slots.remove(&*field.name)),
            Conflict::Error | Conflict::ReplaceSource => {}
        }
    }
    for (name, slot) in &slots {
        fields.push(Field::new(name.as_str(), slot.ty));
        columns.push(slot.column(rows.rows()));
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

/// A key of the bags: what it has in which rows, as it is written, and the type of its column.
struct Slot<'a> {
    cells: Vec<(usize, &'a str)>,
    ty: Type,
}

impl Slot<'_> {
    fn column(&self, rows: usize) -> Column {
        let mut column = Builder::with_capacity(self.ty, rows);
        for (row, cell) in &self.cells {
            column.push_nulls(row - column.len());
            match *cell {
                "null" => column.push_null(),
                text if self.ty == Type::Dynamic => column.push_text(text),
                text => column.push(&conform(&parse_dynamic(text), self.ty)),
            }
        }
        column.push_nulls(rows - column.len());
        column.finish()
    }
}

/// The keys by the names of their columns. A key's type is that of its values if they have one in common, else dynamic.
/// What is no bag is as none.
fn slots<'a>(
    bags: &'a Column,
    prefix: &str,
    ignored: &HashSet<String>,
) -> BTreeMap<String, Slot<'a>> {
    let mut cells: HashMap<Cow<'a, str>, Vec<(usize, &'a str)>> = HashMap::new();
    for row in 0..bags.len() {
        let bag = bags.text(row).and_then(json::entries);
        for (key, value) in bag.into_iter().flatten() {
            let cells = cells.entry(key).or_default();
            // Of a key that stands twice the last counts.
            match cells.last_mut().filter(|(last, _)| *last == row) {
                Some(cell) => cell.1 = value,
                None => cells.push((row, value)),
            }
        }
    }
    let wanted = cells.into_iter().filter(|(key, _)| !ignored.contains(&**key));
    let slot = |(key, cells): (Cow<'a, str>, Vec<(usize, &'a str)>)| {
        let types = cells.iter().filter_map(|(_, value)| type_of(value));
        let common = types.reduce(|a, b| if a == b { a } else { Type::Dynamic });
        let ty = common.unwrap_or(Type::Dynamic);
        (format!("{prefix}{key}"), Slot { cells, ty })
    };
    wanted.map(slot).collect()
}

/// The type of a JSON value; none of null.
fn type_of(json: &str) -> Option<Type> {
    Some(match json.as_bytes().first()? {
        b'n' => return None,
        b't' | b'f' => Type::Bool,
        b'"' => Type::String,
        b'[' | b'{' => Type::Dynamic,
        _ => match serde_json::from_str::<Number>(json) {
            Ok(number) if number.is_i64() => Type::Long,
            _ => Type::Real,
        },
    })
}
