//! `make_list` and its kin: the values of a group in order, as a JSON array.

use kqlab_columns::Column;
use kqlab_plan::{Type, Value};

use super::{Fold, column, grouped};
use crate::core::{Arg, Element, EvalError, Read, elements};
use crate::{Accumulator, AggregateInit};

/// The most elements that a list, a set or a bag takes (make-list-aggregation-function).
const MAX_SIZE: usize = 1_048_576;
/// The same for the old names `makelist` and `makeset`.
const OLD_MAX_SIZE: usize = 128;

/// The size that the argument at `position` asks for, at most what Kusto allows.
pub(super) fn max_size(
    init: &AggregateInit<'_>,
    position: usize,
    default: usize,
) -> Result<usize, EvalError> {
    let asked = match init.constants.get(position) {
        None => return Ok(default),
        Some(Some(Value::Int(size))) => i64::from(*size),
        Some(Some(Value::Long(size))) => *size,
        Some(other) => {
            let found = other.as_ref().map_or("an expression", |value| value.ty().name());
            return Err(EvalError::argument(format!(
                "expected a constant number of elements, found {found}"
            )));
        }
    };
    usize::try_from(asked).map(|size| size.min(MAX_SIZE)).map_err(|_| {
        EvalError::argument(format!("expected a number of elements from 0, found {asked}"))
    })
}

/// The default size of the current names.
pub(super) const fn current() -> usize {
    MAX_SIZE
}

/// The default size of the old names.
pub(super) const fn old() -> usize {
    OLD_MAX_SIZE
}

/// The elements so far, comma after comma.
#[derive(Default)]
pub(super) struct Elements {
    text: String,
    count: usize,
}

struct List {
    max_size: usize,
    nulls: bool,
    /// The values are dynamics: an array brings its elements (geo-h3cell-rings-function and
    /// geo-point-in-polygon-function build on it).
    arrays: bool,
}

impl List {
    fn push(&self, list: &mut Elements, element: &str) {
        if list.count < self.max_size {
            if list.count > 0 {
                list.text.push(',');
            }
            list.text.push_str(element);
            list.count += 1;
        }
    }
}

impl Fold for List {
    type State = Elements;

    fn empty(&self) -> Elements {
        Elements::default()
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Elements],
    ) -> Result<(), EvalError> {
        let source = Element::open(&args[0]);
        for (row, &group) in groups.iter().enumerate() {
            let list = &mut states[group as usize];
            match Element::get(&source, row) {
                Some(array) if self.arrays && array.starts_with('[') => {
                    for element in elements(&array) {
                        if self.nulls || element != "null" {
                            self.push(list, &element);
                        }
                    }
                }
                Some(element) => self.push(list, &element),
                None if self.nulls => self.push(list, "null"),
                None => {}
            }
        }
        Ok(())
    }

    fn absorb(&mut self, into: &mut Elements, from: Elements) -> Result<(), EvalError> {
        if into.count + from.count <= self.max_size {
            if into.count > 0 && from.count > 0 {
                into.text.push(',');
            }
            into.text.push_str(&from.text);
            into.count += from.count;
        } else {
            for element in elements(&format!("[{}]", from.text)) {
                self.push(into, &element);
            }
        }
        Ok(())
    }

    fn finish(self, states: Vec<Elements>) -> Result<Vec<Column>, EvalError> {
        column(Type::Dynamic, states.into_iter().map(|list| format!("[{}]", list.text)))
    }
}

fn list(
    init: &AggregateInit<'_>,
    default: usize,
    nulls: bool,
) -> Result<Box<dyn Accumulator>, EvalError> {
    let arrays = init.types.first() == Some(&Type::Dynamic);
    grouped(List { max_size: max_size(init, 1, default)?, nulls, arrays })
}

/// The values without nulls.
pub(in crate::aggregate) fn make_list(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    list(init, MAX_SIZE, false)
}

/// The values without nulls, by default no more than 128.
pub(in crate::aggregate) fn makelist(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    list(init, OLD_MAX_SIZE, false)
}

/// The values with nulls.
pub(in crate::aggregate) fn make_list_with_nulls(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    list(init, MAX_SIZE, true)
}
