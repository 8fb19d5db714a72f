//! `parse` and `parse-where`: columns out of a text, by a pattern.

mod literals;
mod pattern;

use kqlab_columns::{Batch, Builder, Column};
use kqlab_functions::cast::{cast, cast_value};
use kqlab_plan::plan::{Parse, ParseKind};
use kqlab_plan::{Field, Plan, Type, Value};
use polars_arrow::bitmap::Bitmap;

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::rows::{extended, extended_schema};
use crate::scope::Scope;
use crate::stream::Stream;
use pattern::Pattern;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    parse: &Parse,
    asked: &Columns,
) -> Result<Stream> {
    let text = scope.compile(&parse.expr)?;
    let pattern = Pattern::new(parse, &scope.cx(), plan.span)?;
    let input = scope.input(plan, asked)?;
    let schema = extended_schema(input.schema(), &pattern.fields);
    let out = schema.clone();
    let parser = Parser { text, pattern, drop: parse.drop_unmatched, kind: parse.kind };
    Ok(input.stage(schema, move |batch| {
        let (columns, matched) = parser.columns(&batch)?;
        let names = parser.pattern.fields.iter().map(|field| &*field.name);
        let rows = extended(&batch, &out, names.zip(columns).collect());
        Ok(if parser.drop { rows.filter(&matched) } else { rows })
    }))
}

struct Parser {
    text: Compiled,
    pattern: Pattern,
    drop: bool,
    kind: ParseKind,
}

impl Parser {
    /// The columns, and which rows matched in every one.
    fn columns(&self, batch: &Batch) -> Result<(Vec<Column>, Bitmap)> {
        let texts = cast(&self.text.eval(batch)?, Type::String).into_column(batch.rows());
        let fields = &self.pattern.fields;
        let mut made: Vec<Builder> = fields.iter().map(|field| Builder::new(field.ty)).collect();
        let mut matched = Vec::with_capacity(batch.rows());
        for row in 0..batch.rows() {
            let values = self.values(texts.text(row).unwrap_or_default())?;
            matched.push(values.is_some());
            for (position, column) in made.iter_mut().enumerate() {
                match values.as_ref().map(|values| &values[position]) {
                    Some(Parsed::Text(text)) => column.push_text(text),
                    Some(Parsed::Value(value)) => column.push(value),
                    None => column.push_null(),
                }
            }
        }
        Ok((made.into_iter().map(Builder::finish).collect(), Bitmap::from_iter(matched)))
    }

    /// A row's values. One that does not convert spoils the row, except in relaxed mode (measured).
    fn values<'t>(&self, text: &'t str) -> Result<Option<Vec<Parsed<'t>>>> {
        let Some(groups) = self.pattern.groups(text)? else { return Ok(None) };
        let fields = self.pattern.fields.iter();
        let values = fields.zip(groups).map(|(field, text)| {
            if field.ty == Type::String {
                return Some(Parsed::Text(text));
            }
            let value = convert(text, field);
            let spoils = value.is_null() && self.kind != ParseKind::Relaxed;
            (!spoils).then_some(Parsed::Value(value))
        });
        Ok(values.collect())
    }
}

/// A row's value of a column.
enum Parsed<'t> {
    /// Of a string column.
    Text(&'t str),
    Value(Value),
}

/// A captured text as a value that is no string: an integer column takes integer text only.
fn convert(text: &str, field: &Field) -> Value {
    match field.ty {
        Type::Int | Type::Long => {
            let integer = text.trim().parse::<i64>().ok();
            integer.map_or(Value::Null(field.ty), |integer| match field.ty {
                Type::Int => i32::try_from(integer).map_or(Value::Null(Type::Int), Value::Int),
                _ => Value::Long(integer),
            })
        }
        ty => cast_value(&Value::string(text.trim()), ty),
    }
}
