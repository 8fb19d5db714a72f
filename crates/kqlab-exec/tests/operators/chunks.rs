//! How a table is cut into chunks shows in no answer.

use proptest::prelude::*;

use crate::tables::{Tables, tables};
use crate::text::answer_over;

/// At least one query an operator.
pub(crate) const QUERIES: &[&str] = &[
    "A | where k > 0 and s != ''",
    "A | extend x = k * 2, s = strcat(s, '!') | project-away r",
    "A | project-reorder r, k | project-rename n = k",
    "A | summarize count(), sum(r), min(k), make_list(s), make_set(k), dcount(s) by k",
    "A | summarize avg(r), arg_max(k, *), percentile(r, 50), countif(k > 0), round(stdev(k), 6)",
    "A | summarize take_any(s) by k, bin(r, 1)",
    "A | distinct k, s",
    "A | count",
    "A | sort by k asc, s desc, r asc nulls last",
    "A | top 3 by k desc",
    "A | take 5",
    "A | join kind=inner (B) on k",
    "A | join (B) on k, s",
    "A | join kind=fullouter (B) on k",
    "A | join kind=leftanti (B) on s",
    "A | join kind=rightsemi (B) on k",
    "A | lookup (B | summarize r = max(r) by k) on k",
    "union withsource=T A, B | where s has 'a'",
    "A | mv-expand d to typeof(string)",
    "A | mv-expand bagexpansion=array with_itemindex=i d | project i, tostring(d)",
    "A | mv-apply x = d to typeof(string) on (summarize n = count(), xs = make_list(x))",
    "A | parse s with * 'x=' x:long ',' rest",
    "A | parse-where s with 'x=' x:long ',' *",
    "A | parse-kv s as (x:long, y:long) with (pair_delimiter=',', kv_delimiter='=')",
    "A | serialize n = row_number(), c = row_cumsum(k), p = prev(s) | project n, c, p",
    "A | make-series n = count(), v = sum(r) default=0 on k from -2 to 4 step 1 by s",
    "A | top-nested 2 of s by sum(r), top-nested 1 of k with others=-9 by count()",
    "A | top-hitters 2 of s",
    "A | partition by k (summarize n = count(), v = make_list(s))",
    "A | partition by s (top 1 by r)",
    "A | sort by k asc | scan declare (n:long = 0) with (step a: true => n = a.n + 1;)",
    "A | search 'a'",
    "search 'a' | project $table, s",
    "find in (A, B) where k == 1 project s, r",
    "A | sample-distinct 100 of k",
    "A | getschema",
    "A | evaluate bag_unpack(d)",
    "A | where isnotempty(s) | evaluate pivot(s, count(), k)",
    "A | evaluate narrow()",
    "A | evaluate rows_near(k == 1, 1)",
    "let t = A | summarize n = count() by k; t | join (t) on k | union t",
    "A | where k in ((B | project k))",
    "A | extend all = toscalar(B | count)",
    "A | as X | join kind=inner (X | where k > 0 | distinct k) on k",
];

/// The answer, the rows in order where the query asks for one; or the code of what is wrong.
fn outcome(query: &str, tables: &Tables) -> Result<Vec<Vec<String>>, &'static str> {
    let mut rows = answer_over(query, tables).map_err(|found| found[0].code.id)?.rows;
    if !query.contains("sort by") {
        rows.sort();
    }
    Ok(rows)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chunks_of_any_size_give_one_answer(tables in tables()) {
        for query in QUERIES {
            let whole = outcome(query, &tables);
            for size in [1, 7] {
                prop_assert_eq!(&outcome(query, &tables.in_chunks_of(size)), &whole, "{} in {}", query, size);
            }
        }
    }
}

/// None of the queries above is in error as such.
#[test]
fn every_query_runs_over_empty_tables() {
    let tables = Tables::default();
    let declare = "let A = datatable(k:long, s:string, r:real, d:dynamic)[]; let B = A; ";
    for query in QUERIES.iter().filter(|query| !query.starts_with("search")) {
        let found = answer_over(&format!("{declare}{query}"), &tables);
        assert!(found.is_ok(), "{query}: {found:?}");
    }
}
