//! `make_bag`: the properties of all bags of a group in one.

use kqlab_columns::Column;
use kqlab_plan::Type;
use serde_json::{Map, Value as Json};

use super::list::{current, max_size, old};
use super::{Fold, column, each, grouped};
use crate::core::{Arg, EvalError, Json as JsonRows};
use crate::{Accumulator, AggregateInit};

struct Bag {
    max_size: usize,
}

impl Bag {
    /// Of several values of a key Kusto takes an arbitrary one (make-bag-aggregation-function): the first.
    fn push(&self, bag: &mut Map<String, Json>, properties: Map<String, Json>) {
        for (key, value) in properties {
            if bag.len() >= self.max_size {
                break;
            }
            bag.entry(key).or_insert(value);
        }
    }
}

impl Fold for Bag {
    type State = Map<String, Json>;

    fn empty(&self) -> Self::State {
        Map::new()
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Self::State],
    ) -> Result<(), EvalError> {
        each::<JsonRows>(&args[0], groups, |group, json| {
            if let Json::Object(properties) = json {
                self.push(&mut states[group], properties);
            }
        });
        Ok(())
    }

    fn absorb(&mut self, into: &mut Self::State, from: Self::State) -> Result<(), EvalError> {
        self.push(into, from);
        Ok(())
    }

    fn finish(self, states: Vec<Self::State>) -> Result<Vec<Column>, EvalError> {
        column(Type::Dynamic, states.into_iter().map(Json::Object))
    }
}

/// All properties; what is no bag is skipped.
pub(in crate::aggregate) fn make_bag(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Bag { max_size: max_size(init, 1, current())? })
}

/// The same, by default no more than 128 properties.
pub(in crate::aggregate) fn make_dictionary(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Bag { max_size: max_size(init, 1, old())? })
}
