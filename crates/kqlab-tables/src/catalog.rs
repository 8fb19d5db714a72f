//! The built-in catalog: names, column names and column types of Sentinel's and Defender's tables.
//!
//! The facts are those of the public table reference, packed into `catalog.bin` by the example `encode_catalog` (see
//! there for how to renew them). Nothing is unpacked before it is asked for: the first look-up unpacks the list of
//! names, and each table the block of some sixty tables that it stands in.
//!
//! The lists of that reference lag behind the tables' own pages. A column that only a page has stands in `later.txt`: no
//! output has it unless the query names it or the data has it.

mod pack;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use kqlab_plan::{Schema, Type};

use pack::Index;
pub use pack::{Entry, encode};

static PACKED: &[u8] = include_bytes!("catalog/catalog.bin");

/// Tables, one a line, each with its columns: `name:type`.
static LATER: &str = include_str!("catalog/later.txt");

/// The product whose columns are meant: some tables exist in both and differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// A Log Analytics workspace: `TimeGenerated`, `TenantId`, `Type` and more in every table.
    Workspace,
    /// Defender's advanced hunting: its own tables have `Timestamp` instead. A table that does not differ is as in
    /// a workspace.
    Defender,
}

/// The schema of a known table, as a query in that product sees it.
#[must_use]
pub fn table(name: &str, view: View) -> Option<Arc<Schema>> {
    type Cache = HashMap<(Box<str>, View), Arc<Schema>>;
    static CACHE: OnceLock<Mutex<Cache>> = OnceLock::new();
    let mut cache =
        CACHE.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    let key = (Box::from(name), view);
    if let Some(schema) = cache.get(&key) {
        return Some(Arc::clone(schema));
    }
    let schema = Arc::new(Schema::new(index().columns(PACKED, name, view)?));
    cache.insert(key, Arc::clone(&schema));
    Some(schema)
}

/// The schema of a known table with the columns of both products: the workspace's, then what Defender adds.
#[must_use]
pub fn merged(name: &str) -> Option<Arc<Schema>> {
    let workspace = table(name, View::Workspace)?;
    let defender = table(name, View::Defender)?;
    let mut fields = workspace.fields.clone();
    fields.extend(defender.fields.iter().filter(|f| workspace.get(&f.name).is_none()).cloned());
    if fields.len() == workspace.fields.len() {
        return Some(workspace);
    }
    Some(Arc::new(Schema::new(fields)))
}

/// Whether the two products show the table in different ways.
#[must_use]
pub fn differs(name: &str) -> bool {
    index().differs(name)
}

/// Whether a table of that name is known.
#[must_use]
pub fn contains(name: &str) -> bool {
    index().contains(name)
}

/// Whether a workspace adds columns to the table as they come in, so that no reference lists them all: custom logs,
/// and the table that the diagnostics of all resources share.
#[must_use]
pub fn grows(name: &str) -> bool {
    name == "AzureDiagnostics" || name.ends_with("_CL")
}

/// The type of a column that a table's page has and the lists of columns have not.
pub(crate) fn later(table: &str, name: &str) -> Option<Type> {
    let mut lines = LATER.lines().map(str::split_ascii_whitespace);
    let columns = lines.find_map(|mut words| (words.next() == Some(table)).then_some(words))?;
    let mut columns = columns.filter_map(|column| column.split_once(':'));
    columns.find_map(|(known, ty)| (known == name).then(|| Type::parse(ty)).flatten())
}

/// The names of all known tables, sorted.
pub fn names() -> impl ExactSizeIterator<Item = &'static str> {
    index().names()
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::read(PACKED))
}

/// One name for the moment at which a row was logged, and the other.
pub(crate) const TIMES: [&str; 2] = ["TimeGenerated", "Timestamp"];

/// For one of the two names of a row's time, the other.
pub(crate) fn other_time(name: &str) -> Option<&'static str> {
    match name {
        "TimeGenerated" => Some("Timestamp"),
        "Timestamp" => Some("TimeGenerated"),
        _ => None,
    }
}

/// Whether the two names of a row's time mean the same in this table: not where one product has both.
pub(crate) fn times_are_one(name: &str) -> bool {
    let has_both = |view| {
        table(name, view).is_some_and(|schema| TIMES.iter().all(|time| schema.get(time).is_some()))
    };
    !has_both(View::Workspace) && !has_both(View::Defender)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The public table reference: log-analytics/tables/auditlogs.
    #[test]
    fn a_workspace_table() {
        let schema = table("AuditLogs", View::Workspace).expect("a known table");
        assert_eq!(schema.get("OperationName").map(|f| f.ty), Some(Type::String));
        assert_eq!(schema.get("TargetResources").map(|f| f.ty), Some(Type::Dynamic));
        assert_eq!(schema.get("TimeGenerated").map(|f| f.ty), Some(Type::Datetime));
        assert_eq!(schema.get("DurationMs").map(|f| f.ty), Some(Type::Long));
        assert_eq!(table("AuditLogs", View::Defender), Some(schema));
    }

    /// The pages of these tables, and what a workspace answers to `IdentityInfo | getschema`.
    #[test]
    fn columns_that_lists_of_columns_leave_out() {
        for table in ["DnsEvents", "AppRequests", "OfficeActivity", "KubePodInventory", "OTelSpans"]
        {
            assert_eq!(later(table, "Name"), Some(Type::String), "{table}");
        }
        assert_eq!(later("Event", "MG"), Some(Type::String));
        assert_eq!(later("IdentityInfo", "OnPremisesAccountObjectId"), Some(Type::String));
        assert_eq!(later("IdentityInfo", "OnPremSid"), Some(Type::String));
        assert_eq!(later("IdentityInfo", "NoSuchColumn"), None);
        assert_eq!(later("NoSuchTable", "Name"), None);
        let vectra = table("VectraStream_CL", View::Workspace).expect("a known table");
        assert_eq!(vectra.get("saw_reply_b").map(|field| field.ty), Some(Type::Bool));
    }

    #[test]
    fn what_is_listed_is_not_listed_again() {
        for line in LATER.lines() {
            let mut words = line.split_ascii_whitespace();
            let known = words.next().and_then(merged).expect(line);
            for column in words {
                let (name, ty) = column.split_once(':').expect(column);
                assert!(known.get(name).is_none() && Type::parse(ty).is_some(), "{line}: {column}");
            }
        }
        assert!(LATER.lines().is_sorted());
    }

    /// log-analytics/tables/deviceprocessevents and advanced-hunting-deviceprocessevents-table.
    #[test]
    fn a_table_of_both_products() {
        let has = |schema: &Schema, name| schema.get(name).is_some();
        let workspace = table("DeviceProcessEvents", View::Workspace).expect("a known table");
        assert!(has(&workspace, "TimeGenerated") && !has(&workspace, "Timestamp"));
        let defender = table("DeviceProcessEvents", View::Defender).expect("a known table");
        assert!(!has(&defender, "TimeGenerated") && has(&defender, "Timestamp"));
        assert_eq!(&*defender.fields[0].name, "Timestamp");
        let merged = merged("DeviceProcessEvents").expect("a known table");
        assert!(has(&merged, "TimeGenerated") && has(&merged, "Timestamp"));
        let only: Vec<&str> =
            merged.fields[workspace.fields.len()..].iter().map(|f| &*f.name).collect();
        assert_eq!(only, ["Timestamp"]);
        assert!(times_are_one("DeviceProcessEvents"));
        assert!(!times_are_one("CrowdStrikeAlerts"));
    }

    #[test]
    fn every_table_unpacks() {
        assert_eq!(names().len(), 1945);
        assert!(names().is_sorted());
        for name in names() {
            for view in [View::Workspace, View::Defender] {
                let schema = table(name, view).expect("a listed table");
                let mut seen = std::collections::HashSet::new();
                assert!(schema.fields.iter().all(|f| seen.insert(&f.name)), "{name}");
                assert!(!schema.fields.is_empty(), "{name}");
            }
        }
        assert!(table("NoSuchTable", View::Workspace).is_none() && !contains("NoSuchTable"));
        assert!(PACKED.len() < 300_000);
    }
}
