//! What can be told of a row before its columns are read: texts that some of its values must hold. A reader may leave
//! a row out that does not hold them, and need not: whoever asks filters all the same.

use std::sync::Arc;

/// A text that a column's value must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Needle {
    /// The column.
    pub column: Arc<str>,
    /// The text; in lower case, character by character, where case does not count.
    pub text: Arc<str>,
    /// Case does not count: the value is in lower case when it is looked at.
    pub folded: bool,
    /// The text may stand within the column's JSON, in a key or a value, however often JSON is wrapped there in
    /// strings.
    pub inside: bool,
}

/// Of each clause a row must hold at least one needle; no clause asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Needles {
    clauses: Vec<Vec<Needle>>,
}

impl Needles {
    /// A row must hold one of these; of none of them nothing is asked.
    #[must_use]
    pub fn any(needles: Vec<Needle>) -> Self {
        let usable = !needles.is_empty() && needles.iter().all(|needle| !needle.text.is_empty());
        Self { clauses: if usable { vec![needles] } else { Vec::new() } }
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The clauses.
    pub fn clauses(&self) -> impl Iterator<Item = &[Needle]> {
        self.clauses.iter().map(Vec::as_slice)
    }

    /// What both ask.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for clause in other.clauses {
            if !self.clauses.contains(&clause) {
                self.clauses.push(clause);
            }
        }
        self
    }

    /// What a row must hold that satisfies either: of each the clause whose shortest text is longest.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let telling = |needles: Self| {
            let shortest = |clause: &Vec<Needle>| clause.iter().map(|n| n.text.len()).min();
            needles.clauses.into_iter().max_by_key(shortest)
        };
        match (telling(self), telling(other)) {
            (Some(mut ours), Some(theirs)) => {
                ours.extend(theirs);
                Self::any(ours)
            }
            _ => Self::default(),
        }
    }

    /// Whether a row that these are asked of holds what the others ask, by their form alone: `false` may mean anything.
    #[must_use]
    pub fn imply(&self, other: &Self) -> bool {
        let within = |ours: &Vec<Needle>, theirs: &Vec<Needle>| {
            ours.iter().all(|needle| theirs.contains(needle))
        };
        let implied = |theirs: &Vec<Needle>| self.clauses.iter().any(|ours| within(ours, theirs));
        other.clauses.iter().all(implied)
    }

    /// The same of other columns: each needle becomes those that hold it further down, or its clause asks nothing.
    #[must_use]
    pub fn through(&self, below: impl Fn(&Needle) -> Option<Vec<Needle>>) -> Self {
        let clause = |needles: &Vec<Needle>| {
            let found: Option<Vec<Vec<Needle>>> = needles.iter().map(&below).collect();
            found.map(|found| found.concat())
        };
        let clauses = self.clauses.iter().filter_map(clause);
        clauses.fold(Self::default(), |all, clause| all.and(Self::any(clause)))
    }
}
