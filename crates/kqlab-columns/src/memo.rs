//! What is computed of a column that many queries read, and of nothing else: it is remembered when it is asked for a
//! second time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use kqlab_plan::Type;
use kqlab_plan::expr::PathStep;

use crate::Column;
use crate::room::{Held, Room};

/// How a column is made of another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Made {
    /// The value at the end of a path.
    Path(Vec<PathStep>),
    /// A conversion.
    Converted(Type),
    /// A deterministic function of this name, of one argument.
    Called(&'static str),
}

/// The columns that were made of one.
#[derive(Debug)]
pub struct Memo {
    room: Arc<Room>,
    known: Mutex<HashMap<Made, Known>>,
}

#[derive(Debug)]
enum Known {
    /// It was asked for once.
    Asked,
    Here {
        column: Column,
        _held: Held,
    },
}

impl Memo {
    pub(crate) fn new(room: &Arc<Room>) -> Self {
        Self { room: Arc::clone(room), known: Mutex::default() }
    }

    /// The column that is made so.
    ///
    /// # Errors
    /// Those of `make`; they are not remembered.
    pub fn get<E>(
        &self,
        made: Made,
        make: impl FnOnce() -> Result<Column, E>,
    ) -> Result<Column, E> {
        let again = match self.known().entry(made.clone()) {
            Entry::Vacant(new) => {
                new.insert(Known::Asked);
                false
            }
            Entry::Occupied(known) => match known.get() {
                Known::Here { column, .. } => return Ok(column.clone()),
                Known::Asked => true,
            },
        };
        let column = make()?;
        let mut held = self.room.hold_computed();
        if !again || held.add(column.bytes()).is_none() {
            return Ok(column);
        }
        let column = column.remembering(&self.room);
        self.known().insert(made, Known::Here { column: column.clone(), _held: held });
        Ok(column)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Made, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use kqlab_plan::{Type, Value};

    use super::*;

    fn text(value: &str) -> Column {
        Column::constant(&Value::string(value), 3)
    }

    /// How often a column is made that is asked for so many times.
    fn made(room: u64, times: usize) -> usize {
        let column = text("a").remembering(&Arc::new(Room::new(room)));
        let memo = column.memo().expect("a text remembers");
        let count = Cell::new(0);
        for _ in 0..times {
            let upper = memo.get(Made::Called("toupper"), || {
                count.set(count.get() + 1);
                Ok::<_, ()>(text("A"))
            });
            assert_eq!(upper.map(|upper| upper.value(2)), Ok(Value::string("A")));
        }
        count.get()
    }

    #[test]
    fn what_is_asked_for_again_is_remembered() {
        assert_eq!([made(4_000, 1), made(4_000, 2), made(4_000, 9)], [1, 2, 2]);
        assert_eq!(made(10, 9), 9, "there is no room");
    }

    #[test]
    fn each_way_of_making_has_its_own() {
        let column = text("a").remembering(&Arc::new(Room::new(4_000)));
        let memo = column.memo().expect("a text remembers");
        let key = |key: &str| Made::Path(vec![PathStep::Key(key.into())]);
        let ways = [key("x"), key("y"), Made::Converted(Type::Dynamic), Made::Called("tostring")];
        for _ in 0..3 {
            for (at, way) in ways.iter().enumerate() {
                let made = memo.get(way.clone(), || Ok::<_, ()>(text(&at.to_string())));
                assert_eq!(made.map(|made| made.value(0)), Ok(Value::string(at.to_string())));
            }
        }
        // A failure is none of a column's values.
        for _ in 0..3 {
            let failed: Result<Column, &str> = memo.get(Made::Called("x"), || Err("no"));
            assert_eq!(failed.map(|column| column.len()), Err("no"));
        }
        assert!(column.slice(0, 2).memo().is_none() && column.take(&[0]).memo().is_none());
    }
}
