//! `parse`, `parse-where`, `parse-kv`. The cases are measured answers and examples of the reference.

use crate::text::{refusal, rows};

fn parsed(text: &str, pattern: &str) -> Vec<Vec<String>> {
    rows(&format!("datatable(s:string)[{text}] | {pattern} | project-away s"))
}

#[test]
fn a_row_that_does_not_match_keeps_its_row() {
    // measured on Kusto
    let two = r#"parse s with "a=" a ", b=" b"#;
    assert_eq!(parsed("'a=1, b=xy', 'nomatch'", two), [["1", "xy"], ["", ""]]);
    let two = r#"parse-where s with "a=" a ", b=" b"#;
    assert_eq!(parsed("'a=1, b=xy', 'nomatch'", two), [["1", "xy"]]);
}

#[test]
fn one_failed_conversion_spoils_the_row() {
    let four = r#"parse s with "a=" a:long ",b=" b ",c=" c:long ",d=" d"#;
    assert_eq!(parsed("'a=1,b=2,c=zz,d=4'", four), [["null", "", "null", ""]]);
    assert_eq!(parsed("'a=,b=2'", r#"parse s with "a=" a:long ",b=" b"#), [["null", ""]]);
    assert_eq!(parsed("'a=,b=2'", r#"parse s with "a=" a ",b=" b"#), [["", "2"]]);
    let relaxed = r#"parse kind=relaxed s with "n=" n:long ",m=" m:long"#;
    assert_eq!(parsed("'n=xx,m=23'", relaxed), [["null", "23"]]);
}

#[test]
fn a_pattern_reaches_the_end_of_the_text() {
    assert_eq!(parsed("'aXcYc'", r#"parse s with "a" v "c""#), [["XcY"]]);
    assert_eq!(parsed("'k=1,k=2,end'", r#"parse s with "k=" v ",""#), [[""]]);
    assert_eq!(parsed("'y=1,x=2,x=9'", r#"parse s with * "x=" v "," *"#), [["2"]]);
    assert_eq!(parsed("'a=1, b=xy'", r#"parse s with "a=" a"#), [["1, b=xy"]]);
}

#[test]
fn a_typed_column_before_a_star_is_as_long_as_its_type_allows() {
    let two = r#"parse s with "n=" n:long * "m=" m:long"#;
    assert_eq!(parsed("'n=27 junk m=23'", two), [["27", "23"]]);
    assert_eq!(parsed("'n=xx junk m=23'", two), [["null", "null"]]);
    let relaxed = r#"parse kind=relaxed s with "p|" a:string "-q|" b:long *"#;
    assert_eq!(parsed("'p|1-q|xx'", relaxed), [["1", "null"]]);
}

#[test]
fn integers_and_bools() {
    let long = |text: &str| {
        parsed(&format!("'n={text}|'"), r#"parse s with "n=" n:long "|""#)[0][0].clone()
    };
    for (text, value) in [("2", "2"), ("-3", "-3"), ("+5", "5"), (" 9", "9"), ("012", "12")] {
        assert_eq!(long(text), value);
    }
    assert_eq!([long("1.5"), long("xx")], ["null", "null"]);
    let bool = |text: &str| {
        parsed(&format!("'b={text}|'"), r#"parse s with "b=" b:bool "|""#)[0][0].clone()
    };
    assert_eq!([bool("true"), bool("2"), bool("yes"), bool("")], ["True", "True", "null", "null"]);
}

#[test]
fn text_is_text_and_a_regex_in_regex_mode() {
    assert_eq!(parsed("'a.bZ', 'axbZ'", r#"parse s with "a.b" v"#), [["Z"], [""]]);
    assert_eq!(parsed("'axbZ'", r#"parse kind=regex s with "a.b" v"#), [["Z"]]);
    assert_eq!(parsed("'n=27x'", r#"parse kind=regex s with "n=" n:long"#), [["27"]]);
    assert_eq!(parsed("'v=1.5|Q'", r#"parse kind=regex s with "v=" c:real "\\|Q""#), [["1.5"]]);
    assert_eq!(parsed("'v=1.|Q'", r#"parse kind=regex s with "v=" c:real "\\|Q""#), [["null"]]);
}

#[test]
fn flags_of_the_regex_mode() {
    let flags = |flags: &str, text: &str, pattern: &str| {
        parsed(text, &format!("parse kind=regex flags={flags} s with {pattern}"))[0][0].clone()
    };
    assert_eq!(flags("i", "'A=5'", r#""a=" v"#), "5");
    assert_eq!(flags("m", r"'x\na=1'", r#""^a=" v"#), "1");
    assert_eq!(flags("U", "'y=1,x=2,x=9,'", r#"* "x=" v ",""#), "9");
    assert_eq!(parsed("'y=1,x=2,x=9,'", r#"parse kind=regex s with * "x=" v ",""#), [["2,x=9"]]);
}

#[test]
fn what_is_not_known_is_refused() {
    let last = r#"datatable(s:string)['x'] | parse kind=regex s with "a=" t:timespan"#;
    assert_eq!(refusal(last), "KQL1005");
}

#[test]
fn the_example_of_the_page() {
    let text = "'Event: NotifySliceRelease (resourceName=PipelineScheduler, totalSlices=27, sliceNumber=23, lockTime=02/17/2016 08:40:01, releaseTime=02/17/2016 08:40:01, previousLockTime=02/17/2016 08:39:01)'";
    let pattern = r#"parse s with * "resourceName=" resourceName ", totalSlices=" totalSlices:long * "sliceNumber=" sliceNumber:long * "lockTime=" lockTime ", releaseTime=" releaseTime:date "," * "previousLockTime=" previousLockTime:date ")" *"#;
    let expected = [
        "PipelineScheduler",
        "27",
        "23",
        "02/17/2016 08:40:01",
        "2016-02-17T08:40:01.0000000Z",
        "2016-02-17T08:39:01.0000000Z",
    ];
    assert_eq!(parsed(text, pattern), [expected]);
}

#[test]
fn pairs_with_delimiters() {
    // `parse-kv-operator`, "Examples"
    let text = "'ThreadId:458745723, Machine:Node001, Text: The service is up, Level: Info'";
    let kv = "parse-kv s as (Text:string, ThreadId:long, Machine:string) with (pair_delimiter=',', kv_delimiter=':')";
    assert_eq!(parsed(text, kv), [["The service is up", "458745723", "Node001"]]);
    let text = r#"'src=10.1.1.123 bytes=125 failure="connection aborted" "event time"=2021-01-01T10:00:54'"#;
    let kv = r#"parse-kv s as (['event time']:datetime, src:string, bytes:long, failure:string, dst:string) with (pair_delimiter=' ', kv_delimiter='=', quote='"')"#;
    let expected = ["2021-01-01T10:00:54.0000000Z", "10.1.1.123", "125", "connection aborted", ""];
    assert_eq!(parsed(text, kv), [expected]);
    let text = r#"'failure=(connection aborted) (event time)=(2021-01-01 10:00:54)'"#;
    let kv = "parse-kv s as (['event time']:datetime, failure:string) with (pair_delimiter=' ', kv_delimiter='=', quote='()')";
    assert_eq!(parsed(text, kv), [["2021-01-01T10:00:54.0000000Z", "connection aborted"]]);
    let text = r#"'failure="sent \\"bye!\\"" time=1'"#;
    let kv = r#"parse-kv s as (['time']:long, failure:string) with (pair_delimiter=' ', kv_delimiter='=', quote='"', escape='\\')"#;
    assert_eq!(parsed(text, kv), [["1", r#"sent "bye!""#]]);
}

#[test]
fn pairs_greedily() {
    let text = "'name=John Doe phone=555 5555 city=New York'";
    let kv = |greedy: &str| {
        let with = format!("pair_delimiter=' ', kv_delimiter='='{greedy}");
        parsed(
            text,
            &format!("parse-kv s as (name:string, phone:string, city:string) with ({with})"),
        )
    };
    assert_eq!(kv(""), [["John", "555", "New"]]);
    assert_eq!(kv(", greedy=true"), [["John Doe", "555 5555", "New York"]]);
}

#[test]
fn pairs_without_delimiters_and_by_a_regex() {
    let text = "'2021-01-01T10:00:34 [INFO] ThreadId:458745723, Machine:Node001, Text: Started'";
    let kv = "parse-kv s as (Text:string, ThreadId:long, Machine:string)";
    assert_eq!(parsed(text, kv), [["Started", "458745723", "Node001"]]);
    let text = r#"@'["referer url: https://x/y?d=1", "request url: https://x"]'"#;
    let kv = r#"parse-kv s as (['referer url']:string, ['request url']:string) with (regex=@'"([\w ]+)\s*:\s*([^"]*)"')"#;
    assert_eq!(parsed(text, kv), [["https://x/y?d=1", "https://x"]]);
}
