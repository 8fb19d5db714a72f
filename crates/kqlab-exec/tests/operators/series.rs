//! `make-series`, `scan`, `top-nested`. The cases are examples of the reference.

use crate::text::{refusal, rows};

const DATA: &str = "let data = datatable(timestamp:datetime, metric:real)[
    datetime(2016-12-31T06:00), 50, datetime(2017-01-01), 4, datetime(2017-01-02), 3,
    datetime(2017-01-03), 4, datetime(2017-01-03T03:00), 6, datetime(2017-01-05), 8,
    datetime(2017-01-05T13:40), 13, datetime(2017-01-06), 4];\n";

#[test]
fn bins_from_a_start_to_an_end() {
    // `make-series-operator`, "Examples": the end is not part of the series.
    let query = format!(
        "{DATA} data | make-series avg(metric) on timestamp from datetime(2017-01-01) to datetime(2017-01-06) step 1d | project avg_metric, array_length(timestamp), timestamp[0]"
    );
    let expected = ["[4.0,3.0,5.0,0.0,10.5]", "5", "2017-01-01T00:00:00.0000000Z"];
    assert_eq!(rows(&query), [expected]);
    let empty = format!(
        "{DATA} data | take 0 | make-series avg(metric) default=1.0 on timestamp from datetime(2017-01-01) to datetime(2017-01-06) step 1d | count"
    );
    assert_eq!(rows(&empty), [["0"]]);
}

#[test]
fn series_by_group_and_without_bounds() {
    let data = "datatable(x:long, g:string, v:long)[1,'a',1, 2,'b',5, 4,'a',2, 7,'a',9]";
    let series = |clause: &str| {
        rows(&format!("{data} | make-series s=sum(v) on x {clause} by g | project g, x, s"))
    };
    assert_eq!(
        series("from 0 to 6 step 2"),
        [["a", "[0,2,4]", "[1,0,2]"], ["b", "[0,2,4]", "[0,5,0]"]]
    );
    assert_eq!(
        series("step 1"),
        [["a", "[1,2,3,4,5,6,7]", "[1,0,0,2,0,0,9]"], ["b", "[2]", "[5]"]]
    );
    // The old form: the end is part of it, bins are those of bin().
    assert_eq!(
        series("in range(1, 4, 2)"),
        [["a", "[0,2,4]", "[1,0,2]"], ["b", "[0,2,4]", "[0,5,0]"]]
    );
}

#[test]
fn a_series_has_a_limit() {
    let query = "print x=1 | make-series count() on x from 1 to 10000000 step 1";
    assert_eq!(refusal(query), "KQL3001");
    assert_eq!(refusal("print x=1 | make-series count() on x from 1 to 3 step 0"), "KQL3002");
}

#[test]
fn scan_carries_values_along() {
    // `scan-operator`, "Cumulative sum" and "Cumulative sum on multiple columns with a reset condition"
    let query = "range x from 1 to 5 step 1 | scan declare (c:long=0) with (step s1: true => c = x + s1.c;)";
    let expected = [["1", "1"], ["2", "3"], ["3", "6"], ["4", "10"], ["5", "15"]];
    assert_eq!(rows(query), expected);
    let query = "range x from 1 to 5 step 1 | extend y = 2 * x | scan declare (a:long=0, b:long=0) with (step s1: true => a = iff(s1.a >= 10, x, x + s1.a), b = iff(s1.b >= 10, y, y + s1.b);)";
    let expected = [
        ["1", "2", "1", "2"],
        ["2", "4", "3", "6"],
        ["3", "6", "6", "12"],
        ["4", "8", "10", "8"],
        ["5", "10", "5", "18"],
    ];
    assert_eq!(rows(query), expected);
}

#[test]
fn scan_tags_sessions() {
    let query =
        "datatable(Ts:timespan, Event:string)[0m,'A', 1m,'A', 3m,'D', 32m,'B', 41m,'E', 75m,'A']
        | sort by Ts asc
        | scan with_match_id=id declare (start:timespan) with (
            step inSession: true => start = iff(isnull(inSession.start), Ts, inSession.start);
            step endSession output=none: Ts - inSession.start > 30m;)
        | project Ts, start, id";
    let expected = [
        ["00:00:00", "00:00:00", "0"],
        ["00:01:00", "00:00:00", "0"],
        ["00:03:00", "00:00:00", "0"],
        ["00:32:00", "00:32:00", "1"],
        ["00:41:00", "00:32:00", "1"],
        ["01:15:00", "01:15:00", "2"],
    ];
    assert_eq!(rows(query), expected);
}

#[test]
fn scan_finds_sequences() {
    let query = "datatable(Ts:timespan, Event:string)[0m,'A', 1m,'Start', 2m,'B', 3m,'D', 4m,'Stop', 6m,'C', 8m,'Start', 11m,'E', 12m,'Stop']
        | sort by Ts asc
        | scan with_match_id=m_id with (
            step s1: Event == 'Start';
            step s2: Event != 'Start' and Event != 'Stop' and Ts - s1.Ts <= 5m;
            step s3: Event == 'Stop' and Ts - s1.Ts <= 5m;)
        | project Event, m_id";
    let expected = [
        ["Start", "0"],
        ["B", "0"],
        ["D", "0"],
        ["Stop", "0"],
        ["Start", "1"],
        ["E", "1"],
        ["Stop", "1"],
    ];
    assert_eq!(rows(query), expected);
}

#[test]
fn top_nested_keeps_the_best_of_each_parent() {
    // `top-nested-operator`, "Latest records per identity with other column data"
    let query = r#"datatable(id:string, t:datetime, other:string)[
        "Barak", datetime(2015-01-01), "1", "Barak", datetime(2016-01-01), "2",
        "Barak", datetime(2017-01-20), "3", "Donald", datetime(2017-01-20), "4",
        "Donald", datetime(2017-01-18), "5", "Donald", datetime(2017-01-19), "6"]
        | top-nested of id by Ignore0=max(1), top-nested 2 of t by Ignore1=max(t), top-nested of other by Ignore2=max(1)
        | project id, other"#;
    let mut found = rows(query);
    found.sort();
    assert_eq!(found, [["Barak", "2"], ["Barak", "3"], ["Donald", "4"], ["Donald", "6"]]);
}

#[test]
fn top_nested_sums_up_the_others() {
    let query = "datatable(s:string, v:long)['a',5, 'b',3, 'c',2, 'd',1] | top-nested 2 of s with others='rest' by sum(v)";
    assert_eq!(rows(query), [["a", "5"], ["b", "3"], ["rest", "3"]]);
}
