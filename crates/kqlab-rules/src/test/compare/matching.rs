//! Which found row is which expected one. An expected row names only some columns, so that several rows may be it: as
//! many expected rows as can be find one of their own.

/// What matches what, by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::test) struct Matched {
    /// For each expected row the row that is it.
    pub(in crate::test) places: Vec<Option<usize>>,
    /// For each expected row that is not found the row that is most like it; each stands for one.
    pub(in crate::test) near: Vec<Option<usize>>,
    /// The rows that are neither.
    pub(in crate::test) extra: Vec<usize>,
}

/// Matches so many expected rows with so many found ones; `alike` counts equal cells, and is `None` where all are.
pub(super) fn matched(
    expected: usize,
    found: usize,
    alike: impl Fn(usize, usize) -> Option<usize>,
) -> Matched {
    let is: Vec<Vec<usize>> = (0..expected)
        .map(|row| (0..found).filter(|at| alike(row, *at).is_none()).collect())
        .collect();
    let mut owner: Vec<Option<usize>> = vec![None; found];
    for row in 0..expected {
        place(row, &is, &mut owner, &mut vec![false; found]);
    }
    let mut places = vec![None; expected];
    for (at, row) in owner.iter().enumerate() {
        if let Some(row) = row {
            places[*row] = Some(at);
        }
    }
    let mut extra: Vec<usize> = (0..found).filter(|at| owner[*at].is_none()).collect();
    let mut near = vec![None; expected];
    for row in (0..expected).filter(|row| places[*row].is_none()) {
        let score = |at: &usize| alike(row, *at).unwrap_or(usize::MAX);
        let best = extra.iter().enumerate().map(|(position, at)| (score(at), position));
        let best = best
            .filter(|(score, _)| *score > 0)
            .max_by_key(|(score, at)| (*score, usize::MAX - at));
        near[row] = best.map(|(_, position)| extra.remove(position));
    }
    Matched { places, near, extra }
}

/// Finds a row for an expected one; rows that others have may pass on to these others' next choice.
fn place(row: usize, is: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for at in &is[row] {
        if std::mem::replace(&mut seen[*at], true) {
            continue;
        }
        if owner[*at].is_none_or(|other| place(other, is, owner, seen)) {
            owner[*at] = Some(row);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells of which the expected ones may be `_`: anything.
    fn of(expected: &[&str], found: &[&str]) -> Matched {
        matched(expected.len(), found.len(), |row, at| {
            let cells = expected[row].bytes().zip(found[at].bytes());
            let equal = cells.filter(|(a, b)| *a == b'_' || a == b).count();
            (equal < expected[row].len()).then_some(equal)
        })
    }

    #[test]
    fn a_row_that_may_be_several_leaves_the_only_one_to_the_other() {
        let found = of(&["a_", "ab"], &["ab", "ac"]);
        assert_eq!(found.places, [Some(1), Some(0)]);
        assert_eq!(found.extra, [0; 0]);
    }

    #[test]
    fn what_is_not_found_has_its_nearest() {
        let found = of(&["ab", "xy"], &["zz", "ac"]);
        assert_eq!((found.places, found.near), (vec![None, None], vec![Some(1), None]));
        assert_eq!(found.extra, [0]);
    }

    #[test]
    fn equal_rows_are_as_many_as_they_are() {
        let found = of(&["a", "a"], &["a"]);
        assert_eq!((found.places, found.near), (vec![Some(0), None], vec![None, None]));
    }
}
