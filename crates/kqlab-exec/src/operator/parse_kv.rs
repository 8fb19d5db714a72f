//! `parse-kv`: columns out of `key=value` texts. A key's first appearance counts.

mod delimited;
mod loose;
mod quote;

use std::borrow::Cow;
use std::sync::Arc;

use kqlab_columns::{Batch, Builder, Column};
use kqlab_functions::cast::{cast, cast_value};
use kqlab_plan::plan::ParseKv;
use kqlab_plan::{Field, Plan, Type, Value};
use kqlab_syntax::codes::execution;
use regex::Regex;

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::fault::{fault, refused};
use crate::rows::{extended, extended_schema};
use crate::scope::Scope;
use crate::stream::Stream;
use delimited::Delimited;
use quote::Quotes;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    parse: &ParseKv,
    asked: &Columns,
) -> Result<Stream> {
    let text = scope.compile(&parse.expr)?;
    let mode = Mode::new(scope, plan, parse)?;
    let input = scope.input(plan, asked)?;
    let schema = extended_schema(input.schema(), &parse.keys);
    let out = schema.clone();
    let parser = Parser { text, mode, keys: parse.keys.clone() };
    Ok(input.stage(schema, move |batch| {
        let columns = parser.columns(&batch)?;
        let names = parser.keys.iter().map(|field| &*field.name);
        Ok(extended(&batch, &out, names.zip(columns).collect()))
    }))
}

/// How pairs are told apart.
enum Mode {
    Delimited(Delimited),
    /// Whatever is no letter or digit delimits.
    Loose(Quotes),
    Regex(Arc<Regex>),
}

impl Mode {
    fn new(scope: &Scope<'_>, plan: &Plan, parse: &ParseKv) -> Result<Self> {
        let refuse = |message: &str| Err(fault(execution::BAD_ARGUMENT, plan.span, message));
        if let Some(pattern) = &parse.regex {
            let regex = scope.cx().regex(pattern);
            let regex = regex.map_err(|error| refused(error, plan.span))?;
            if regex.captures_len() != 3 {
                return refuse("expected a regex of two groups: the key and the value");
            }
            return Ok(Self::Regex(regex));
        }
        let quotes = Quotes::new(&parse.quotes, parse.escape);
        let delimiters = (&*parse.pair_delimiter, &*parse.kv_delimiter);
        match (quotes, delimiters) {
            (None, _) => refuse("expected quotes of one or two characters"),
            (Some(quotes), ("", "")) => Ok(Self::Loose(quotes)),
            (Some(_), ("", _) | (_, "")) => {
                refuse("expected both a pair_delimiter and a kv_delimiter, or neither")
            }
            (Some(quotes), (pair, key)) => {
                Ok(Self::Delimited(Delimited::new(pair, key, parse.greedy, quotes)))
            }
        }
    }

    /// Calls `found` with each key and its value, in order.
    fn pairs<'t>(&self, text: &'t str, keys: &[Field], found: &mut dyn FnMut(&str, Cow<'t, str>)) {
        match self {
            Self::Delimited(delimited) => delimited.pairs(text, found),
            Self::Loose(quotes) => loose::pairs(text, quotes, keys, found),
            Self::Regex(regex) => {
                for captures in regex.captures_iter(text) {
                    let group =
                        |group| captures.get(group).map_or("", |found| found.as_str()).trim();
                    found(group(1), Cow::Borrowed(group(2)));
                }
            }
        }
    }
}

struct Parser {
    text: Compiled,
    mode: Mode,
    keys: Vec<Field>,
}

impl Parser {
    fn columns(&self, batch: &Batch) -> Result<Vec<Column>> {
        let texts = cast(&self.text.eval(batch)?, Type::String).into_column(batch.rows());
        let mut made: Vec<Builder> = self.keys.iter().map(|key| Builder::new(key.ty)).collect();
        for row in 0..batch.rows() {
            let mut values: Vec<Option<Cow<'_, str>>> = vec![None; self.keys.len()];
            self.mode.pairs(texts.text(row).unwrap_or_default(), &self.keys, &mut |key, value| {
                let position = self.keys.iter().position(|field| *field.name == *key);
                if let Some(slot @ None) = position.map(|position| &mut values[position]) {
                    *slot = Some(value);
                }
            });
            for (column, value) in made.iter_mut().zip(values) {
                match value {
                    Some(text) => column.push(&cast_value_of(&text, column.ty())),
                    None => column.push_null(),
                }
            }
        }
        Ok(made.into_iter().map(Builder::finish).collect())
    }
}

fn cast_value_of(text: &str, ty: Type) -> Value {
    match ty {
        Type::String => Value::string(text),
        ty => cast_value(&Value::string(text), ty),
    }
}
