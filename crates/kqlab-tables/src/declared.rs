//! The columns that a table has whatever its data says: those of the catalog and of schema files.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_plan::{Field, Schema, Type};

use crate::catalog::View;
use crate::{Schemas, catalog};

/// Where a column's type comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The built-in catalog.
    Catalog,
    /// A schema file.
    SchemaFile,
    /// The column's name: `TimeGenerated`, `Timestamp`, and Log Analytics' suffixes.
    Name,
    /// What the file says of its columns.
    File,
    /// The values.
    Data,
}

/// The type that a column's name tells. The suffixes are those of Log Analytics' custom columns; a `_g` stays a
/// string, as does all that only looks like a guid.
pub(crate) fn type_by_name(name: &str) -> Option<Type> {
    if catalog::TIMES.contains(&name) {
        return Some(Type::Datetime);
    }
    match name.rsplit_once('_') {
        Some(("", _)) | None => None,
        Some((_, "t")) => Some(Type::Datetime),
        Some((_, "d")) => Some(Type::Real),
        Some((_, "b")) => Some(Type::Bool),
        Some((_, "g" | "s")) => Some(Type::String),
        Some(_) => None,
    }
}

/// The type of a column that a table may have though nothing declares it: one that every table of a workspace has or that
/// the table's page tells, and of those to which a workspace adds columns one that their custom logs have or whose suffix
/// tells its type.
#[must_use]
pub fn further_type(table: &str, name: &str) -> Option<Type> {
    let grows = catalog::grows(table);
    match name {
        _ if !grows && catalog::table(table, View::Workspace).is_none() => None,
        // azure-monitor/logs/log-standard-columns
        "TenantId" | "Type" | "_ItemId" | "_ResourceId" | "_SubscriptionId" | "_IsBillable" => {
            Some(Type::String)
        }
        "_TimeReceived" => Some(Type::Datetime),
        "_BilledSize" => Some(Type::Real),
        "Timestamp" => None,
        _ if !grows => catalog::later(table, name),
        "SourceSystem" | "MG" | "ManagementGroupName" | "Computer" | "RawData" => {
            Some(Type::String)
        }
        _ => type_by_name(name),
    }
}

/// The declared columns of a table as a query in one product sees them. What a schema file adds to a known table is
/// there in both, but a column that only the other product has stays there.
#[must_use]
pub fn declared_in(table: &str, view: View, schemas: &Schemas) -> Option<Arc<Schema>> {
    let known = catalog::table(table, view);
    let mut own = schemas.columns(table).peekable();
    if own.peek().is_none() {
        return known;
    }
    let elsewhere = LazyCell::new(|| catalog::merged(table).unwrap_or_default());
    let mut schema = known.map(|schema| (*schema).clone()).unwrap_or_default();
    for (name, ty) in own {
        match schema.fields.iter_mut().find(|field| field.name == *name) {
            Some(field) => field.ty = ty,
            None if elsewhere.get(name).is_some() => {}
            None => schema.fields.push(Field::new(Arc::clone(name), ty)),
        }
    }
    Some(Arc::new(schema))
}

/// The declared columns of a table.
#[derive(Debug)]
pub(crate) struct Declared {
    columns: IndexMap<Arc<str>, (Type, Origin)>,
    /// The catalog's columns by their names in lower case: `None` where two differ by case only. In known tables
    /// a key means the column that it spells in another case; in others it is a column of its own.
    folded: HashMap<String, Option<usize>>,
    /// `TimeGenerated` and `Timestamp` are two names of one time.
    pub(crate) times_are_one: bool,
    pub(crate) known: bool,
}

impl Declared {
    pub(crate) fn new(table: &str, schemas: &Schemas) -> Self {
        let mut columns = IndexMap::new();
        let catalog = catalog::merged(table);
        for field in catalog.iter().flat_map(|schema| &schema.fields) {
            columns.insert(Arc::clone(&field.name), (field.ty, Origin::Catalog));
        }
        let mut folded = HashMap::new();
        for (position, name) in columns.keys().enumerate() {
            let entry = folded.entry(name.to_ascii_lowercase());
            entry.and_modify(|known| *known = None).or_insert(Some(position));
        }
        let known = catalog.is_some();
        let times_are_one = !known || catalog::times_are_one(table);
        for (name, ty) in schemas.columns(table) {
            columns.insert(Arc::clone(name), (ty, Origin::SchemaFile));
        }
        Self { columns, folded, times_are_one, known }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<(Type, Origin)> {
        self.columns.get(name).copied()
    }

    /// Whether the catalog has the column.
    pub(crate) fn is_catalogs(&self, name: &str) -> bool {
        self.get(name).is_some_and(|(_, origin)| origin == Origin::Catalog)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, Type, Origin)> {
        self.columns.iter().map(|(name, (ty, origin))| (name, *ty, *origin))
    }

    pub(crate) fn schema(&self) -> Schema {
        Schema::new(self.iter().map(|(name, ty, _)| Field::new(Arc::clone(name), ty)).collect())
    }

    /// The column that a key means by spelling it in another case.
    pub(crate) fn folded(&self, key: &str) -> Option<&Arc<str>> {
        if self.folded.is_empty() {
            return None;
        }
        let position = *self.folded.get(&key.to_ascii_lowercase())?;
        self.columns.get_index(position?).map(|(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// azure-monitor/logs/log-standard-columns, data-collector-api (record type and properties).
    #[test]
    fn further_columns_have_the_type_of_their_name() {
        let ty = further_type;
        assert_eq!(ty("AzureDiagnostics", "hostname_s"), Some(Type::String));
        assert_eq!(ty("My_CL", "count_d"), Some(Type::Real));
        assert_eq!(ty("My_CL", "TimeGenerated"), Some(Type::Datetime));
        assert_eq!(ty("My_CL", "RawData"), Some(Type::String));
        assert_eq!(ty("SigninLogs", "_ItemId"), Some(Type::String));
        // log-analytics/tables/dnsevents
        assert_eq!(ty("DnsEvents", "Name"), Some(Type::String));
        for (table, name) in [
            ("AzureDiagnostics", "Severety"),
            ("My_CL", "Timestamp"),
            ("SigninLogs", "hostname_s"),
            ("SigninLogs", "RawData"),
            ("NoSuchTable", "_ItemId"),
        ] {
            assert_eq!(ty(table, name), None, "{table}.{name}");
        }
    }

    /// The two products' pages of DeviceInfo: one has TimeGenerated, the other Timestamp.
    #[test]
    fn a_schema_file_adds_to_both_products() {
        let mut schemas = Schemas::default();
        let columns = json!({"Own": "long", "Timestamp": "datetime", "DeviceName": "dynamic"});
        schemas.add(&json!({"DeviceInfo": columns, "Mine": {"a": "long"}})).unwrap();
        let ty = |table, view, name| {
            declared_in(table, view, &schemas).and_then(|s| s.get(name).map(|field| field.ty))
        };
        for view in [View::Workspace, View::Defender] {
            assert_eq!(ty("DeviceInfo", view, "Own"), Some(Type::Long));
            assert_eq!(ty("DeviceInfo", view, "DeviceName"), Some(Type::Dynamic));
            assert_eq!(ty("Mine", view, "a"), Some(Type::Long));
        }
        assert_eq!(ty("DeviceInfo", View::Workspace, "Timestamp"), None);
        assert_eq!(ty("DeviceInfo", View::Defender, "Timestamp"), Some(Type::Datetime));
        assert_eq!(declared_in("NoSuchTable", View::Workspace, &schemas), None);
    }
}
