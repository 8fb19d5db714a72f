//! Single values of a column.

use std::sync::Arc;

use kqlab_plan::{Type, Value};
use serde_json::Value as Json;

use crate::{Builder, Column};

impl Column {
    /// The row's value.
    #[must_use]
    pub fn value(&self, row: usize) -> Value {
        let ty = self.ty();
        if self.is_null(row) {
            return Value::null(ty);
        }
        let text = || Arc::<str>::from(self.text(row).unwrap_or_default());
        let long = || self.long(row).unwrap_or_default();
        match ty {
            Type::Bool => Value::Bool(self.bool(row).unwrap_or_default()),
            Type::Int => Value::Int(i32::try_from(long()).unwrap_or_default()),
            Type::Long => Value::Long(long()),
            Type::Datetime => Value::Datetime(long()),
            Type::Timespan => Value::Timespan(long()),
            Type::Real => Value::Real(self.real(row).unwrap_or_default()),
            Type::String => Value::String(text()),
            Type::Decimal => Value::Decimal(text()),
            Type::Guid => Value::Guid(text()),
            Type::Dynamic => Value::dynamic(parse_dynamic(&text())),
            Type::Unknown => unreachable!("invariant: no column is of an unknown type"),
        }
    }

    /// A column of these values, all of type `ty` or null.
    #[must_use]
    pub fn from_values<'a>(ty: Type, values: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut builder = Builder::new(ty);
        for value in values {
            builder.push(value);
        }
        builder.finish()
    }
}

/// The value of a dynamic cell's text. Text that is no JSON is a dynamic string: loaders put it there so.
#[must_use]
pub fn parse_dynamic(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned()))
}
