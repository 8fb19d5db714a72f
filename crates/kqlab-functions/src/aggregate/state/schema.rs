//! `buildschema`: the least schema that admits all values of a group.

use indexmap::{IndexMap, IndexSet};
use kqlab_columns::Column;
use kqlab_plan::Type;
use serde_json::{Map, Value as Json};

use super::{Fold, column, each, grouped};
use crate::core::{Arg, EvalError, Json as JsonRows};
use crate::{Accumulator, AggregateInit};

/// What was seen at one place: names of scalar types, and the properties of bags and of arrays, whose
/// elements are the property `` `indexer` `` (buildschema-aggregation-function).
#[derive(Default)]
pub(super) struct Schema {
    scalars: IndexSet<&'static str>,
    properties: IndexMap<String, Schema>,
    is_container: bool,
}

const INDEXER: &str = "`indexer`";

impl Schema {
    fn see(&mut self, json: &Json) {
        match json {
            Json::Null => {}
            Json::Bool(_) => self.scalar("bool"),
            Json::Number(number) if number.is_f64() => self.scalar("double"),
            Json::Number(_) => self.scalar("long"),
            Json::String(_) => self.scalar("string"),
            Json::Array(items) => {
                self.is_container = true;
                let indexer = self.properties.entry(INDEXER.to_owned()).or_default();
                items.iter().for_each(|item| indexer.see(item));
            }
            Json::Object(properties) => {
                self.is_container = true;
                for (key, value) in properties {
                    self.properties.entry(key.clone()).or_default().see(value);
                }
            }
        }
    }

    fn scalar(&mut self, name: &'static str) {
        self.scalars.insert(name);
    }

    fn merge(&mut self, other: Self) {
        self.is_container |= other.is_container;
        self.scalars.extend(other.scalars);
        for (key, schema) in other.properties {
            self.properties.entry(key).or_default().merge(schema);
        }
    }

    fn to_json(&self) -> Json {
        let mut kinds: Vec<Json> = self.scalars.iter().map(|name| Json::from(*name)).collect();
        if self.is_container {
            let properties: Map<String, Json> = self
                .properties
                .iter()
                .map(|(key, schema)| (key.clone(), schema.to_json()))
                .collect();
            kinds.push(Json::Object(properties));
        }
        match kinds.len() {
            0 => Json::Null,
            1 => kinds.remove(0),
            _ => Json::Array(kinds),
        }
    }
}

struct Build;

impl Fold for Build {
    type State = Schema;

    fn empty(&self) -> Schema {
        Schema::default()
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Schema],
    ) -> Result<(), EvalError> {
        each::<JsonRows>(&args[0], groups, |group, json| states[group].see(&json));
        Ok(())
    }

    fn absorb(&mut self, into: &mut Schema, from: Schema) -> Result<(), EvalError> {
        into.merge(from);
        Ok(())
    }

    fn finish(self, states: Vec<Schema>) -> Result<Vec<Column>, EvalError> {
        column(Type::Dynamic, states.iter().map(Schema::to_json))
    }
}

/// The schema; null without values.
pub(in crate::aggregate) fn buildschema(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Build)
}
