//! What is written in another way, or kept from being rewritten, gives the same rows.

use proptest::prelude::*;

use crate::tables::{Tables, tables};
use crate::text::answer_over;

/// A filter cannot pass this, so what comes after it is computed as it is written.
const BARRIER: &str = "| take 1000000";

/// Queries, `<>` between the form that is rewritten and the one that is not.
const PAIRS: &[(&str, &str)] = &[
    // constant folding
    ("A | where 1 + 1 == 2 and k > 0", "A | where k > 0"),
    ("A | extend x = strcat('a', tostring(1 + 2)) | project k, x", "A | project k, x = 'a3'"),
    // top is sort and take
    ("A | top 4 by k desc | project k", "A | sort by k desc | take 4 | project k"),
    ("A | top 4 by s asc | project s", "A | sort by s asc | take 4 | project s"),
    // column pruning: all columns are used, or one
    ("A | project s", "A | extend all = pack_all() | where isnotempty(all) | project s"),
    (
        "A | join kind=inner (B) on k | project k, r1",
        "A | join kind=inner (B) on k | extend all = pack_all() | where isnotempty(all) | project k, r1",
    ),
    // a shared table is computed once
    (
        "let t = A | summarize n = count() by k; t | union t | join kind=inner (t) on k",
        "A | summarize n = count() by k | union (A | summarize n = count() by k) \
         | join kind=inner (A | summarize n = count() by k) on k",
    ),
    (
        "let t = materialize(A | where k > 0); union t, t",
        "union (A | where k > 0), (A | where k > 0)",
    ),
];

/// Filters that are moved down, and what they filter.
const FILTERS: &[&str] =
    &["k > 0", "s == 'a'", "isempty(s)", "s has 'a' or r < 1.0", "isnull(k)", "not(k == 1)"];
const FILTERED: &[&str] = &[
    "A | join kind=inner (B) on k",
    "A | join kind=leftouter (B) on k",
    "A | join kind=rightouter (B) on k",
    "A | join kind=fullouter (B) on k",
    "A | join kind=leftsemi (B) on k",
    "A | join kind=leftanti (B) on s",
    "A | lookup (B | summarize q = max(r) by k) on k",
    "union A, B",
    "union A, (B | project s, extra = 1), (B | project k = tostring(k), r) | extend k = k_long",
    "union withsource=T A, (B | project-away s)",
    "A | extend r = r + 1.0, s = strcat(s, 'a')",
    "A | sort by k asc",
    "A | mv-expand d to typeof(string)",
];

/// Filters that drop groups before all their aggregates are computed. What is sorted is in memory: there the rows of
/// such groups are left out.
const DROPPED: &[&str] = &["n > 1", "n > 100", "m > 0.5 and n < 3", "isnull(m)", "n == 1 or k > 0"];
const GROUPED: &[&str] = &[
    "summarize n = count(), m = max(r), make_set(s), make_list(d), arg_min(r, *) by k",
    "summarize n = dcount(s), m = avg(r), k = max(k), strcat_array(make_list(s), ';') by s, tostring(d)",
    "summarize n = count(), m = min(r), k = sum(k), make_bag(d)",
    "extend m = r, n = k | summarize make_set(s), take_any(d) by k, m, n",
];
const INPUTS: &[&str] = &[
    "A",
    "A | sort by k asc, s asc, r asc",
    "A | sort by r desc | where k < 3 | extend s = tolower(s)",
];

fn rows(query: &str, tables: &Tables) -> Vec<Vec<String>> {
    let found = answer_over(query, tables);
    let mut rows = found.unwrap_or_else(|diagnostics| panic!("{query}: {diagnostics:?}")).rows;
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_forms_give_one_answer(tables in tables()) {
        for (one, other) in PAIRS {
            prop_assert_eq!(rows(one, &tables), rows(other, &tables), "{}", one);
        }
    }

    #[test]
    fn filters_keep_their_meaning_wherever_they_are_moved(tables in tables()) {
        for input in FILTERED {
            for filter in FILTERS {
                let moved = format!("{input} | where {filter}");
                let kept = format!("{input} {BARRIER} | where {filter}");
                prop_assert_eq!(rows(&moved, &tables), rows(&kept, &tables), "{}", moved);
            }
        }
    }

    #[test]
    fn groups_that_are_left_keep_their_aggregates(tables in tables()) {
        for input in INPUTS {
            for grouped in GROUPED {
                for filter in DROPPED {
                    let early = format!("{input} | {grouped} | where {filter}");
                    let late = format!("{input} | {grouped} {BARRIER} | where {filter}");
                    prop_assert_eq!(rows(&early, &tables), rows(&late, &tables), "{}", early);
                }
            }
        }
    }
}
