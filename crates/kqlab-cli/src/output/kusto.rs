//! `kusto`: the v1 shape of Kusto's REST API, all results in one object.

use std::io::{Result, Write};

use kqlab::{Table, Type};
use serde_json::{Value as Json, json};

use super::cell;

/// Writes `{"Tables":[{"TableName","Columns","Rows"}]}`.
pub(super) fn write(out: &mut impl Write, results: &[Table]) -> Result<()> {
    out.write_all(b"{\"Tables\":[")?;
    for (position, table) in results.iter().enumerate() {
        let separator = if position == 0 { "" } else { "," };
        let name = table.name.as_deref().map_or_else(|| format!("Table_{position}"), Into::into);
        let columns: Vec<Json> = table
            .schema
            .fields
            .iter()
            .map(|f| {
                json!({
                    "ColumnName": &*f.name,
                    "DataType": data_type(f.ty),
                    "ColumnType": f.ty.name(),
                })
            })
            .collect();
        let (name, columns) = (Json::from(name), Json::from(columns));
        write!(out, "{separator}{{\"TableName\":{name},\"Columns\":{columns},\"Rows\":[")?;
        for (at, row) in table.rows().enumerate() {
            let cells = (0..table.schema.fields.len()).map(|column| cell::json(row, column));
            let separator = if at == 0 { "" } else { "," };
            write!(out, "{separator}{}", Json::Array(cells.collect()))?;
        }
        out.write_all(b"]}")?;
    }
    out.write_all(b"]}\n")
}

/// The .NET type without its namespace.
fn data_type(ty: Type) -> &'static str {
    let name = ty.clr_name();
    name.rsplit('.').next().unwrap_or(name)
}
