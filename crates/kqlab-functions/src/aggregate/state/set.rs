//! `make_set`: the distinct values of a group as a JSON array, in order of first appearance.

use hashbrown::DefaultHashBuilder;
use indexmap::IndexSet;
use kqlab_columns::Column;
use kqlab_plan::Type;

use super::intern::Interner;
use super::list::{current, max_size, old};
use super::{Fold, column, grouped};
use crate::core::{Arg, Element, EvalError, Read, Text, elements};
use crate::json::push_quoted;
use crate::{Accumulator, AggregateInit};

/// The numbers of a group's elements. Most groups have few: they are compared one by one.
#[derive(Default)]
struct Members {
    count: u32,
    few: [u32; Self::FEW],
    many: Option<Box<IndexSet<u32, DefaultHashBuilder>>>,
}

impl Members {
    const FEW: usize = 6;

    fn len(&self) -> usize {
        self.count as usize
    }

    fn insert(&mut self, element: u32) {
        let few = self.len().min(Self::FEW);
        if self.few[..few].contains(&element) {
            return;
        }
        if few < Self::FEW {
            self.few[few] = element;
            self.count += 1;
        } else if self.many.get_or_insert_default().insert(element) {
            self.count += 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        let few = self.few[..self.len().min(Self::FEW)].iter();
        few.chain(self.many.iter().flat_map(|many| many.iter())).copied()
    }
}

struct Set {
    max_size: usize,
    /// Strings are kept as they are, other values as their JSON.
    strings: bool,
    /// The values are dynamics: an array brings its elements (make-set-aggregation-function).
    arrays: bool,
    texts: Interner,
    /// What the numbers of the set that is merged are here.
    theirs: Vec<u32>,
}

impl Set {
    fn push(&mut self, set: &mut Members, element: &str) {
        if set.len() < self.max_size {
            set.insert(self.texts.intern(element));
        }
    }

    fn feed_strings(&mut self, args: &[Arg], groups: &[u32], states: &mut [Members]) {
        let source = Text::open(&args[0]);
        for (row, &group) in groups.iter().enumerate() {
            if let Some(text) = Text::get(&source, row) {
                self.push(&mut states[group as usize], text);
            }
        }
    }
}

impl Fold for Set {
    type State = Members;

    fn empty(&self) -> Members {
        Members::default()
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Members],
    ) -> Result<(), EvalError> {
        if self.strings {
            self.feed_strings(args, groups, states);
            return Ok(());
        }
        let source = Element::open(&args[0]);
        for (row, &group) in groups.iter().enumerate() {
            let set = &mut states[group as usize];
            match Element::get(&source, row) {
                Some(array) if self.arrays && array.starts_with('[') => {
                    for element in elements(&array).iter().filter(|element| *element != "null") {
                        self.push(set, element);
                    }
                }
                Some(element) => self.push(set, &element),
                None => {}
            }
        }
        Ok(())
    }

    fn adopt(&mut self, other: Self) {
        self.theirs = self.texts.adopt(&other.texts);
    }

    fn absorb(&mut self, into: &mut Members, from: Members) -> Result<(), EvalError> {
        for element in from.iter() {
            if into.len() >= self.max_size {
                break;
            }
            into.insert(self.theirs[element as usize]);
        }
        Ok(())
    }

    fn finish(self, states: Vec<Members>) -> Result<Vec<Column>, EvalError> {
        let array = |set: Members| {
            let mut text = String::from("[");
            for (position, element) in set.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                match self.strings {
                    true => push_quoted(self.texts.get(element), &mut text),
                    false => text.push_str(self.texts.get(element)),
                }
            }
            text.push(']');
            text
        };
        column(Type::Dynamic, states.into_iter().map(array))
    }
}

fn set(init: &AggregateInit<'_>, default: usize) -> Result<Box<dyn Accumulator>, EvalError> {
    let of = |ty| init.types.first() == Some(&ty);
    grouped(Set {
        max_size: max_size(init, 1, default)?,
        strings: of(Type::String),
        arrays: of(Type::Dynamic),
        texts: Interner::default(),
        theirs: Vec::new(),
    })
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
