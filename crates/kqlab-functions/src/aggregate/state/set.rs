//! `make_set`: the distinct values of a group as a JSON array, in order of first appearance.

use hashbrown::DefaultHashBuilder;
use indexmap::IndexSet;
use kqlab_columns::Column;
use kqlab_plan::Type;

use super::list::{current, max_size, old};
use super::{Fold, column, grouped};
use crate::core::{Arg, Element, EvalError, Read, elements};
use crate::{Accumulator, AggregateInit};

/// The JSON texts of the elements. Most groups have few: they are compared one by one.
#[derive(Default)]
struct Texts {
    few: Vec<Box<str>>,
    many: IndexSet<Box<str>, DefaultHashBuilder>,
}

impl Texts {
    const FEW: usize = 8;

    fn len(&self) -> usize {
        self.few.len() + self.many.len()
    }

    fn contains(&self, element: &str) -> bool {
        self.few.iter().any(|known| **known == *element) || self.many.contains(element)
    }

    fn insert(&mut self, element: Box<str>) {
        if self.few.len() < Self::FEW {
            self.few.push(element);
        } else {
            self.many.insert(element);
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.few.iter().chain(&self.many).map(|element| &**element)
    }
}

struct Set {
    max_size: usize,
    /// The values are dynamics: an array brings its elements (make-set-aggregation-function).
    arrays: bool,
}

impl Set {
    fn push(&self, set: &mut Texts, element: impl AsRef<str> + Into<Box<str>>) {
        if set.len() < self.max_size && !set.contains(element.as_ref()) {
            set.insert(element.into());
        }
    }
}

impl Fold for Set {
    type State = Texts;

    fn empty(&self) -> Texts {
        Texts::default()
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Texts],
    ) -> Result<(), EvalError> {
        let source = Element::open(&args[0]);
        for (row, &group) in groups.iter().enumerate() {
            let set = &mut states[group as usize];
            match Element::get(&source, row) {
                Some(array) if self.arrays && array.starts_with('[') => {
                    for element in elements(&array).iter().filter(|element| *element != "null") {
                        self.push(set, element.as_str());
                    }
                }
                Some(element) => self.push(set, &*element),
                None => {}
            }
        }
        Ok(())
    }

    fn absorb(&mut self, into: &mut Texts, from: Texts) -> Result<(), EvalError> {
        for element in from.few.into_iter().chain(from.many) {
            self.push(into, element);
        }
        Ok(())
    }

    fn finish(self, states: Vec<Texts>) -> Result<Vec<Column>, EvalError> {
        let array = |set: Texts| {
            let mut text = String::from("[");
            for (position, element) in set.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                text.push_str(element);
            }
            text.push(']');
            text
        };
        column(Type::Dynamic, states.into_iter().map(array))
    }
}

fn set(init: &AggregateInit<'_>, default: usize) -> Result<Box<dyn Accumulator>, EvalError> {
    let arrays = init.types.first() == Some(&Type::Dynamic);
    grouped(Set { max_size: max_size(init, 1, default)?, arrays })
}

/// The distinct values without nulls.
pub(in crate::aggregate) fn make_set(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    set(init, current())
}

/// The same, by default no more than 128.
pub(in crate::aggregate) fn makeset(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    set(init, old())
}
