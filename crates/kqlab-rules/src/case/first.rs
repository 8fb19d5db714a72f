//! A first test file for a rule: the tables that it reads, their columns and types, and a case to fill in.

use kqlab::{Reads, Type};

use super::scalar;

/// The text of a test file whose one case gives each table a row of every column that is read.
#[must_use]
pub fn first_tests(reads: &Reads) -> String {
    let mut text = String::from(
        "# What the rule is given, and what it is expected to make of it. Times may be relative to `now`.\n\
         now: 2026-01-01T00:00:00Z\n\
         cases:\n  - name: what must be found\n    tables:\n",
    );
    for (table, schema) in reads {
        text.push_str(&format!("      {}:\n        - ", scalar(&(&**table).into())));
        let column = |field: &kqlab::Field| {
            let name = scalar(&(&*field.name).into());
            format!("{name}: {}  # {}", example(field.ty), field.ty)
        };
        let columns: Vec<String> = schema.fields.iter().map(column).collect();
        let columns =
            if columns.is_empty() { "{}".to_owned() } else { columns.join("\n          ") };
        text.push_str(&columns);
        text.push('\n');
    }
    text.push_str("    expect:\n      # `kqlab test --update` writes the rows that came out\n      rows: []\n");
    text
}

/// A value of a type.
fn example(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "false",
        Type::Int | Type::Long => "0",
        Type::Real => "0.0",
        Type::Decimal => "\"0\"",
        Type::Datetime => "t-15m",
        Type::Timespan => "\"00:05:00\"",
        Type::String => "\"\"",
        Type::Guid => "00000000-0000-0000-0000-000000000000",
        Type::Dynamic | Type::Unknown => "{}",
    }
}
