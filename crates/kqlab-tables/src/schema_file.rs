//! Schema files: `{"Table": {"Column": "type"}}`, or the form of Azure-Sentinel's custom tables,
//! `{"Name": "Table", "Properties": [{"Name": "Column", "Type": "type"}]}`, or that of Azure's management API,
//! `{"properties": {"schema": {"name": "Table", "columns": [{"name": "Column", "type": "type"}]}}}`; one or a list.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_plan::Type;
use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::data;
use serde_json::Value;

use crate::read::{data_error, unreadable};

/// What schema files declare: columns by table.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    tables: IndexMap<Arc<str>, IndexMap<Arc<str>, Type>>,
}

impl Schemas {
    /// Adds a file's declarations; a column that is declared already gets the new type.
    ///
    /// # Errors
    /// When the file cannot be read or is of neither form.
    pub fn add_file(&mut self, path: &Path) -> Result<(), Diagnostic> {
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let bad = |message: String| {
            data_error(data::BAD_SCHEMA, format!("{}: {message}", path.display())).with_hint(FORMS)
        };
        let value: Value = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
        self.add(&value).map_err(bad)
    }

    pub(crate) fn add(&mut self, value: &Value) -> Result<(), String> {
        let columns = list(value, "Properties");
        let schema = member(value, "properties").and_then(|outer| member(outer, "schema"));
        match (value, columns, schema) {
            (Value::Array(tables), ..) => tables.iter().try_for_each(|table| self.add(table)),
            (_, Some(columns), _) => self.add_list(member(value, "Name"), columns),
            (_, _, Some(schema)) => {
                let columns = list(schema, "columns").ok_or("expected `columns` in `schema`")?;
                self.add_list(member(schema, "name"), columns)
            }
            (Value::Object(tables), ..) => {
                tables.iter().try_for_each(|(name, columns)| self.add_table(name, columns))
            }
            _ => Err("expected an object of tables".to_owned()),
        }
    }

    fn add_table(&mut self, name: &str, columns: &Value) -> Result<(), String> {
        let columns = columns.as_object();
        let columns = columns.ok_or_else(|| format!("expected {name}'s columns in an object"))?;
        columns.iter().try_for_each(|(column, ty)| self.declare(name, column, ty))
    }

    fn add_list(&mut self, name: Option<&Value>, columns: &[Value]) -> Result<(), String> {
        let name = name.and_then(Value::as_str).ok_or("expected the table's name in `Name`")?;
        for column in columns {
            match (member(column, "Name").and_then(Value::as_str), member(column, "Type")) {
                (Some(column), Some(ty)) => self.declare(name, column, ty)?,
                _ => return Err(format!("expected `Name` and `Type` for each column of {name}")),
            }
        }
        Ok(())
    }

    fn declare(&mut self, table: &str, column: &str, ty: &Value) -> Result<(), String> {
        let Some(ty) = ty.as_str().and_then(Type::parse) else {
            return Err(format!("expected the type of {table}.{column}, found {ty}"));
        };
        self.set(table, column, ty);
        Ok(())
    }

    /// Declares a column; one that is declared already gets the new type.
    pub fn set(&mut self, table: &str, column: &str, ty: Type) {
        self.tables.entry(table.into()).or_default().insert(column.into(), ty);
    }

    /// The names of the declared tables.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.tables.keys()
    }

    /// The declared columns of a table.
    pub(crate) fn columns(&self, table: &str) -> impl Iterator<Item = (&Arc<str>, Type)> {
        self.tables.get(table).into_iter().flatten().map(|(name, ty)| (name, *ty))
    }
}

/// A member of an object; published files spell their keys in either case.
fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let members = value.as_object()?;
    members.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

fn list<'v>(value: &'v Value, key: &str) -> Option<&'v [Value]> {
    member(value, key)?.as_array().map(Vec::as_slice)
}

const FORMS: &str = "a schema file is `{\"Table\": {\"Column\": \"type\"}}`, or `{\"Name\", \"Properties\": [{\"Name\", \"Type\"}]}`";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn columns(schemas: &Schemas, table: &str) -> Vec<(String, Type)> {
        schemas.columns(table).map(|(name, ty)| (name.to_string(), ty)).collect()
    }

    /// The second form is that of Azure-Sentinel's `.script/tests/KqlvalidationsTests/CustomTables`.
    #[test]
    fn all_forms() {
        let mut schemas = Schemas::default();
        schemas.add(&json!({"T": {"a": "long", "b": "string"}})).unwrap();
        let custom = json!({"Name": "T", "Properties": [{"Name": "b", "Type": "DateTime"}, {"Name": "c", "Type": "Bool"}]});
        schemas.add(&json!([custom])).unwrap();
        let expected = [("a", Type::Long), ("b", Type::Datetime), ("c", Type::Bool)];
        assert_eq!(columns(&schemas, "T"), expected.map(|(name, ty)| (name.to_owned(), ty)));
        let lower = json!({"Name": "U", "Properties": [{"name": "a", "type": "Real"}]});
        schemas.add(&lower).unwrap();
        assert_eq!(columns(&schemas, "U"), [("a".to_owned(), Type::Real)]);
        let columns_of = json!({"name": "V", "columns": [{"name": "a", "type": "guid"}]});
        schemas.add(&json!({"properties": {"schema": columns_of}})).unwrap();
        assert_eq!(columns(&schemas, "V"), [("a".to_owned(), Type::Guid)]);
        assert!(columns(&schemas, "W").is_empty());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let mut schemas = Schemas::default();
        let errors = [
            (json!(1), "expected an object of tables"),
            (json!({"T": []}), "expected T's columns in an object"),
            (json!({"T": {"a": "number"}}), "expected the type of T.a, found \"number\""),
            (json!({"Properties": []}), "expected the table's name in `Name`"),
            (
                json!({"Name": "T", "Properties": [{}]}),
                "expected `Name` and `Type` for each column of T",
            ),
        ];
        for (value, message) in errors {
            assert_eq!(schemas.add(&value), Err(message.to_owned()));
        }
    }
}
