//! Parts of plans that several queries have: told apart by what they compute, and computed once.

use std::cell::RefCell;
use std::collections::HashMap;

use kqlab_columns::Batch;
use kqlab_exec::{Claim, Frame, Part, PartId, PartRows, Request, Result, Source, Tasks};
use proptest::prelude::*;

use crate::chunks::QUERIES;
use crate::tables::{Tables, tables};
use crate::text::{Printed, answer_from, answer_over, needs_of};

/// Keeps the rows of every part for those who ask next.
struct Keeping<'t> {
    tables: &'t Tables,
    /// A part of more rows than this is not kept.
    room: usize,
    kept: RefCell<HashMap<PartId, Frame>>,
    /// How often a table was read.
    read: RefCell<usize>,
}

impl<'t> Keeping<'t> {
    fn new(tables: &'t Tables, room: usize) -> Self {
        Self { tables, room, kept: RefCell::default(), read: RefCell::default() }
    }
}

struct Claimed<'k> {
    kept: &'k RefCell<HashMap<PartId, Frame>>,
    room: usize,
    id: PartId,
}

impl Claim for Claimed<'_> {
    fn take(&mut self, rows: &Batch) -> bool {
        let left = self.room.checked_sub(rows.rows());
        self.room = left.unwrap_or_default();
        left.is_some()
    }

    fn keep(self: Box<Self>, rows: &Frame) {
        self.kept.borrow_mut().insert(self.id, rows.clone());
    }
}

impl Source for Keeping<'_> {
    fn table(&self, name: &str, request: &Request<'_>) -> Result<Tasks> {
        *self.read.borrow_mut() += 1;
        self.tables.table(name, request)
    }

    fn shares_parts(&self) -> bool {
        true
    }

    fn part(&self, part: &Part<'_>) -> Option<PartRows<'_>> {
        let known = self.kept.borrow().get(&part.id).cloned();
        let claim = || Claimed { kept: &self.kept, room: self.room, id: part.id };
        Some(known.map_or_else(|| PartRows::Wanted(Box::new(claim())), PartRows::Known))
    }
}

/// The rows in some order, where the query asks for none; or the code of what is wrong.
fn outcome(query: &str, answer: Result<Printed, Vec<kqlab_syntax::Diagnostic>>) -> String {
    match answer {
        Ok(mut answer) => {
            if !query.contains("sort by") {
                answer.rows.sort();
            }
            format!("{answer:?}")
        }
        Err(found) => found[0].code.id.to_owned(),
    }
}

/// What may follow: it asks for other columns, or for rows that hold a text.
const ENDS: &[&str] =
    &["", "| count", "| where s == 'a'", "| where k > 1", "| project s", "| take 2"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_another_query_has_computed_is_the_same(tables in tables(), room in 0_usize..20) {
        for keeping in [Keeping::new(&tables, usize::MAX), Keeping::new(&tables, room)] {
            for query in QUERIES {
                for end in ENDS {
                    let query = format!("{query} {end}");
                    let alone = outcome(&query, answer_over(&query, &tables));
                    for _ in 0..2 {
                        let found = outcome(&query, answer_from(&query, &tables, &keeping));
                        prop_assert_eq!(&found, &alone, "{}", query);
                    }
                }
            }
        }
    }
}

#[test]
fn a_part_is_computed_once() {
    let tables = Tables::empty();
    let keeping = Keeping::new(&tables, usize::MAX);
    let read = |query: &str| {
        answer_from(query, &tables, &keeping).expect("an answer");
        keeping.read.take()
    };
    assert_eq!(read("A | summarize n = count() by s | where n > 1"), 1);
    assert_eq!(read("A | summarize\n  n = count() by s\n| where n > 2 // more"), 0);
    assert_eq!(read("let x = A | summarize n = count() by s; x | join kind=inner (x) on n"), 0);
    assert_eq!(
        read("B | where s in ((A | summarize n = count() by s | where n > 1 | project s))"),
        1
    );
    // Rows that are others each time are nobody else's.
    assert_eq!(read("A | extend x = rand()"), 1);
    assert_eq!(read("A | extend x = rand()"), 1);
    assert_eq!(read("A | sample 3"), 1);
    assert_eq!(read("A | sample 3"), 1);
}

/// The same, written in another way.
const SAME: &[(&str, &str)] = &[
    ("A | where k > 0", "A // all of them\n| where\tk > 0"),
    ("A | where k > 0 | count", "let n = 0; A | where k > n | count"),
    ("A | project a = k", "A | project a = ['k']"),
];

/// One thing is another.
const OTHER: &[(&str, &str)] = &[
    ("A | where k > 0", "B | where k > 0"),
    ("A | where k > 0", "A | where k > 1"),
    ("A | where k > 0", "A | where k >= 0"),
    ("A | where s == 'a'", "A | where s =~ 'a'"),
    ("A | where r > 1.0", "A | where r > 1.5"),
    ("A | extend x = 1", "A | extend x = int(1)"),
    ("A | extend x = dynamic({'a':1,'b':2})", "A | extend x = dynamic({'b':2,'a':1})"),
    ("A | extend x = 1d", "A | extend x = 1h"),
    ("A | extend x = d.a", "A | extend x = d.b"),
    ("A | extend x = d[0]", "A | extend x = d[1]"),
    ("A | extend x = d[k]", "A | extend x = d[s]"),
    ("A | project k, s", "A | project s, k"),
    ("A | project x = k", "A | project y = k"),
    ("A | summarize sum(k)", "A | summarize max(k)"),
    ("A | summarize v = sum(k)", "A | summarize v = sum(r)"),
    ("A | summarize count() by k", "A | summarize count() by s"),
    ("A | summarize make_set(k, 2)", "A | summarize make_set(k, 3)"),
    ("A | summarize arg_max(k, s)", "A | summarize arg_min(k, s)"),
    ("A | sort by k asc", "A | sort by k desc"),
    ("A | sort by k asc nulls first", "A | sort by k asc nulls last"),
    ("A | sort by k asc", "A | sort by s asc"),
    ("A | take 1", "A | take 2"),
    ("A | join kind=inner (B) on k", "A | join kind=leftouter (B) on k"),
    ("A | join kind=inner (B) on k", "A | join kind=inner (B) on s"),
    ("A | join kind=inner (B) on k", "B | join kind=inner (A) on k"),
    ("A | union (B | where k > 0)", "A | union (B | where k > 1)"),
    ("union A, B", "union B, A"),
    ("A | mv-expand d", "A | mv-expand d limit 2"),
    ("A | mv-expand d", "A | mv-expand x = d"),
    ("A | mv-expand d", "A | mv-expand d to typeof(string)"),
    ("A | mv-expand d", "A | mv-expand bagexpansion=array d"),
    ("A | mv-expand d", "A | mv-expand with_itemindex=i d"),
    ("A | mv-apply d on (take 1)", "A | mv-apply d on (take 2)"),
    ("A | partition by k (take 1)", "A | partition by k (take 2)"),
    ("A | partition by k (take 1)", "A | partition by s (take 1)"),
    ("A | parse s with 'x' y", "A | parse s with 'z' y"),
    ("A | parse s with 'x' y", "A | parse s with 'x' y 'z' *"),
    ("A | parse s with 'x' y", "A | parse s with 'x' y:long"),
    ("A | parse s with 'x' y", "A | parse kind=regex s with 'x' y"),
    ("A | parse kind=regex flags=i s with 'x' y", "A | parse kind=regex flags=s s with 'x' y"),
    ("A | parse s with 'x' y", "A | parse-where s with 'x' y"),
    (
        "A | parse-kv s as (x:long) with (pair_delimiter=',', kv_delimiter='=')",
        "A | parse-kv s as (x:long) with (pair_delimiter=';', kv_delimiter='=')",
    ),
    (
        "A | parse-kv s as (x:long) with (pair_delimiter=',', kv_delimiter='=')",
        "A | parse-kv s as (x:long) with (pair_delimiter=',', kv_delimiter='=', greedy=true)",
    ),
    (
        "A | make-series count() on k from 0 to 4 step 1",
        "A | make-series count() on k from 0 to 4 step 2",
    ),
    (
        "A | make-series sum(k) default=0 on k from 0 to 4 step 1",
        "A | make-series sum(k) default=1 on k from 0 to 4 step 1",
    ),
    (
        "A | make-series count() on k from 0 to 4 step 1",
        "A | make-series count() on k from 0 to 4 step 1 by s",
    ),
    ("A | top-nested 2 of s by sum(r)", "A | top-nested 3 of s by sum(r)"),
    ("A | top-nested 2 of s by sum(r)", "A | top-nested 2 of s by sum(r) asc"),
    ("A | top-nested 2 of s by sum(k)", "A | top-nested 2 of s with others='x' by sum(k)"),
    (
        "A | sort by k asc | scan with (step a: k > 0;)",
        "A | sort by k asc | scan with (step a output=last: k > 0;)",
    ),
    (
        "A | sort by k asc | scan declare (n:long = 0) with (step a: true => n = 1;)",
        "A | sort by k asc | scan declare (n:long = 0) with (step a: true => n = 2;)",
    ),
    ("A | evaluate rows_near(k == 1, 1)", "A | evaluate rows_near(k == 1, 2)"),
    ("A | where k in ((B | project k))", "A | where k !in ((B | project k))"),
    ("A | where k in ((B | project k))", "A | where k in ((B | where k > 0 | project k))"),
    ("A | extend x = toscalar(B | count)", "A | extend x = toscalar(A | count)"),
    ("range x from 1 to 3 step 1", "range x from 1 to 4 step 1"),
    ("datatable(x:long)[1] | where x > 0", "datatable(x:long)[2] | where x > 0"),
    ("datatable(x:real)[0.0] | where x > 0", "datatable(x:real)[-0.0] | where x > 0"),
];

#[test]
fn parts_are_told_apart_by_what_they_compute() {
    let tables = Tables::empty();
    let parts = |query: &str| needs_of(query, &tables).parts;
    for (one, other) in SAME {
        assert!(!parts(one).is_empty(), "{one}");
        assert_eq!(parts(one), parts(other), "{one}\n{other}");
    }
    for (one, other) in OTHER {
        assert_ne!(parts(one), parts(other), "{one}\n{other}");
    }
    // Of the same rows other columns, and rows with other texts, are asked.
    let ends = ["", "| count", "| project k", "| where s has 'abc'", "| where s has 'abd'"];
    let under: Vec<_> = ends.iter().map(|end| parts(&format!("A | where k > 0 {end}"))).collect();
    for (at, one) in under.iter().enumerate() {
        assert!(under[at + 1..].iter().all(|other| other.is_disjoint(one)), "{}", ends[at]);
    }
}
