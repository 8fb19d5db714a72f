//! Queries that run together give what each gives alone: rows, their order, and warnings.

#![expect(clippy::unwrap_used, reason = "a test program")]

use std::fmt::Write;

use kqlab::{Answer, Diagnostic, Engine, Input, OnBadRow, Options, Question, TimeRange};

/// Ticks of 2026-04-21.
const DAY: i64 = 639_123_264_000_000_000;
const SECOND: i64 = 10_000_000;
/// More than fits into one piece of a table, so that several are read.
const ROWS: usize = 90_000;

/// Sign-ins: `ResultType` is a string column of the catalog; `Extra` and `Rare_s` only the data knows, `Rare_s` only the
/// last row has.
fn signins() -> String {
    let mut text = String::new();
    for row in 0..ROWS {
        let user = ["ada", "bo", "cy"][row % 3];
        let (minute, second) = (row / 60 % 60, row % 60);
        write!(
            text,
            r#"{{"TimeGenerated":"2026-04-21T{:02}:{minute:02}:{second:02}Z","UserPrincipalName":"{user}@contoso.com","#,
            row / 3600 % 24
        )
        .unwrap();
        write!(
            text,
            r#""ResultType":"{}","IPAddress":"203.0.113.{}","Extra":{row},"#,
            row % 7,
            row % 256
        )
        .unwrap();
        let pad = "x".repeat(120);
        write!(text, r#""LocationDetails":{{"city":"c{}","pad":"{pad}"}}"#, row % 50).unwrap();
        let rare = if row + 1 == ROWS { r#","Rare_s":"once""# } else { "" };
        writeln!(text, "{rare}}}").unwrap();
    }
    text
}

/// Alerts: one value that does not fit its column among them.
fn alerts() -> String {
    let mut text = String::new();
    for row in 0..3_000 {
        let name = ["Malware", "Phishing", "Unfamiliar sign-in"][row % 3];
        let at = if row == 1_700 { "no time" } else { "2026-04-21T10:00:00Z" };
        writeln!(
            text,
            r#"{{"TimeGenerated":"2026-04-21T10:00:00Z","EndTime":"{at}","AlertName":"{name}","AlertSeverity":"High","CompromisedEntity":"{}@contoso.com"}}"#,
            ["ada", "bo"][row % 2]
        )
        .unwrap();
    }
    text
}

fn options(tables: &[(&str, &str)]) -> Options {
    let input = |text: &str| vec![Input::text(std::path::Path::new("rows.json"), text.as_bytes())];
    Options {
        inputs: tables.iter().map(|(name, text)| ((*name).to_owned(), input(text))).collect(),
        now: DAY + 24 * 3600 * SECOND,
        ..Options::default()
    }
}

/// What an outcome says, whole.
fn told(outcome: &Result<Answer, Vec<Diagnostic>>) -> String {
    let answer = match outcome {
        Ok(answer) => answer,
        Err(faults) => return format!("{faults:#?}"),
    };
    let mut text = format!("{:#?}\n", answer.warnings);
    for table in &answer.results {
        writeln!(text, "{:?} {} {:?}", table.name, table.ordered, table.schema).unwrap();
        for row in table.rows() {
            let cells = (0..table.schema.fields.len()).map(|at| row.value(at));
            writeln!(text, "{:?}", cells.collect::<Vec<_>>()).unwrap();
        }
    }
    text
}

/// Runs the queries together, and each alone in an engine of its own, and compares; gives what they say.
#[track_caller]
fn compare(options: &Options, questions: &[Question<'_>], bytes: u64) -> Vec<String> {
    let together = Engine::new(options.clone()).unwrap();
    let mut found = Vec::new();
    let done = together.run_all(
        questions,
        bytes,
        |at, outcome| (at, told(&outcome)),
        |at, (of, told)| {
            assert_eq!(at, of);
            found.push(told);
            Ok::<(), ()>(())
        },
    );
    assert_eq!((done, found.len()), (Ok(()), questions.len()));
    for (question, found) in questions.iter().zip(&found) {
        let mut alone = Engine::new(options.clone()).unwrap();
        alone.set_range(question.range);
        let alone = told(&alone.run(question.text));
        let line = found.lines().zip(alone.lines()).find(|(found, alone)| found != alone);
        assert!(found == &alone, "{}\ntogether, alone: {line:#?}", question.text);
    }
    found
}

fn of_all_time<'q>(queries: &[&'q str]) -> Vec<Question<'q>> {
    queries.iter().map(|text| Question { text, range: None }).collect()
}

/// Plenty.
const MEMORY: u64 = 1 << 30;

const QUERIES: [&str; 20] = [
    "SigninLogs | where ResultType == '3' | summarize count(), dcount(IPAddress) by UserPrincipalName",
    "SigninLogs | where IPAddress has '203.0.113.77' and ResultType in ('1', '2') | project Extra, TimeGenerated",
    "SigninLogs | where UserPrincipalName =~ 'ADA@contoso.com' | take 3",
    "SigninLogs | take 2",
    "SigninLogs | top 4 by Extra desc | project Extra, Rare_s",
    // Only the data knows these columns; one of them is in the last row alone.
    "SigninLogs | where isnotempty(Rare_s) | project Rare_s, Extra",
    "SigninLogs | summarize sum(Extra), max(Rare_s)",
    // A column of the catalog that no row has is warned of.
    "SigninLogs | where RiskState == 'atRisk' or ResultType == '5' | summarize count() by RiskState, ResultType",
    "SigninLogs | where ResultType == 'no such result type' | project RiskState",
    // Twice the same table, and another.
    "let bad = SigninLogs | where ResultType == '6'; bad | join kind=inner (bad | summarize n = count() by UserPrincipalName) on UserPrincipalName | summarize max(n), count()",
    "SecurityAlert | join kind=leftouter (SigninLogs | where ResultType == '0' | summarize n = count() by UserPrincipalName) on $left.CompromisedEntity == $right.UserPrincipalName | summarize count(), max(n) by AlertName",
    // The value that does not fit, with and without a look at its column.
    "SecurityAlert | where AlertName == 'Phishing' | summarize count(), max(EndTime)",
    "SecurityAlert | summarize count(), max(EndTime) by AlertName",
    "SecurityAlert | summarize count() by AlertName",
    "SecurityAlert | take 1 | project EndTime",
    // Columns that a plugin makes of the data.
    "SecurityAlert | where AlertName == 'Malware' | extend d = pack('who', CompromisedEntity) | evaluate bag_unpack(d) | summarize count() by who",
    "union withsource = T SigninLogs, SecurityAlert | summarize count() by T",
    "search in (SecurityAlert) 'unfamiliar' | summarize count() by $table",
    // No answer.
    "SigninLogs | where NoSuchColumn == 1",
    "SigninLogs | project tostring(LocationDetails.city) | where LocationDetails_city == 'c7' | count",
];

#[test]
fn together_as_alone() {
    let (signins, alerts) = (signins(), alerts());
    let options = options(&[("SigninLogs", &signins), ("SecurityAlert", &alerts)]);
    let found = compare(&options, &of_all_time(&QUERIES), MEMORY);
    // What is compared says something.
    assert!(found[7].contains("no row of SigninLogs has the column 'RiskState'"), "{}", found[7]);
    assert!(found[12].contains("SecurityAlert.EndTime: 1 value read as null"), "{}", found[12]);
    assert!(found[18].contains("NoSuchColumn"), "{}", found[18]);
    // Every answer is the same without room for any table.
    compare(&options, &of_all_time(&QUERIES), 0);
}

/// Each alone asks for rows that hold a text, so only those are read; a column that they lack other rows may have.
#[test]
fn rows_that_matter_to_none_are_not_kept() {
    let signins = signins();
    let options = options(&[("SigninLogs", &signins)]);
    let queries = [
        "SigninLogs | where IPAddress == '203.0.113.201' | summarize count(), max(Extra)",
        "SigninLogs | where IPAddress has '203.0.113.17' | summarize count() by ResultType, RiskState, Rare_s",
        "SigninLogs | where IPAddress in ('203.0.113.5', '203.0.113.6') | where UserPrincipalName startswith 'bo@' | count",
    ];
    let found = compare(&options, &of_all_time(&queries), MEMORY);
    assert!(found[1].contains("'RiskState'") && !found[1].contains("'Rare_s'"), "{}", found[1]);
}

#[test]
fn each_sees_its_own_time() {
    let signins = signins();
    let options = options(&[("SigninLogs", &signins)]);
    let hours = |from: i64, to: i64| {
        let tick = |hour: i64| DAY + hour * 3600 * SECOND;
        Some(TimeRange { from: tick(from), to: tick(to) })
    };
    let text = "SigninLogs | summarize count(), min(Extra) by ResultType";
    let ranges = [hours(0, 1), hours(5, 9), None, hours(23, 24), hours(30, 31)];
    let questions: Vec<Question<'_>> =
        ranges.into_iter().map(|range| Question { text, range }).collect();
    let found = compare(&options, &questions, MEMORY);
    assert_ne!(found[0], found[1]);
}

/// Rows that are left out are told by each query that reads them, as far as it reads.
#[test]
fn bad_rows_are_told_by_each() {
    let mut signins = signins();
    let middle = signins.len() / 2;
    let line = middle + signins[middle..].find('\n').unwrap() + 1;
    signins.insert_str(line, "{\"ResultType\": }\n");
    let queries = [
        "SigninLogs | count",
        "SigninLogs | where ResultType == '3' | count",
        "SigninLogs | where IPAddress == '203.0.113.9' | count",
        "SigninLogs | take 1 | project ResultType",
    ];
    let mut options = options(&[("SigninLogs", &signins)]);
    let found = compare(&options, &of_all_time(&queries), MEMORY);
    assert!(found[0].contains("KQL2") && found[3].contains("ResultType"), "{found:?}");
    options.on_bad_row = OnBadRow::Skip;
    let found = compare(&options, &of_all_time(&queries), MEMORY);
    assert!(found[0].contains("1 row left out"), "{}", found[0]);
}

#[test]
fn keys_that_stand_twice_are_told_by_whoever_reads_them() {
    let mut alerts = alerts();
    alerts.push_str("{\"AlertName\":\"a\",\"AlertName\":\"b\",\"AlertSeverity\":\"Low\"}\n");
    let queries = [
        "SecurityAlert | summarize count() by AlertName",
        "SecurityAlert | summarize count() by AlertSeverity",
        "SecurityAlert | summarize count() by AlertName, AlertSeverity",
    ];
    let found = compare(&options(&[("SecurityAlert", &alerts)]), &of_all_time(&queries), MEMORY);
    assert!(found[0].contains("given more than once") && !found[1].contains("more than once"));
}

/// Dates that do not tell day from month, and local times, are told by queries that read them, and by no others.
#[test]
fn assumed_times_are_told_by_whoever_reads_them() {
    let mut alerts = alerts();
    alerts.push_str(
        "{\"AlertName\":\"a\",\"StartTime\":\"10/04/2026\",\"ProcessingEndTime [Local Time]\":\"2026-04-21\"}\n",
    );
    let queries = [
        "SecurityAlert | summarize max(StartTime)",
        "SecurityAlert | summarize max(ProcessingEndTime)",
        "SecurityAlert | where AlertName == 'Malware' | summarize count(), max(StartTime)",
        "SecurityAlert | where AlertName == 'a' | project StartTime, ProcessingEndTime",
        "SecurityAlert | summarize count() by AlertSeverity",
    ];
    let found = compare(&options(&[("SecurityAlert", &alerts)]), &of_all_time(&queries), MEMORY);
    let tells = ["the month first", "expected times in UTC"]
        .map(|text| found.iter().map(|found| found.contains(text)).collect::<Vec<_>>());
    assert_eq!(tells[0][..2], [true, false]);
    assert_eq!(tells[1][..2], [false, true]);
    assert!(tells.iter().all(|tells| tells[3] && !tells[4]), "{tells:?}");
}

/// Rows as documents: what Elastic's rules are made of.
#[test]
fn documents_are_shared_too() {
    let alerts = alerts();
    let queries = [
        "['documents:Security*'] | where tostring(_source.AlertName) == 'Malware' | count",
        "['documents:SecurityAlert'] | where tostring(_source.AlertName) has 'phishing' | summarize count() by _index, tostring(_source.CompromisedEntity)",
        "['documents:nothing-*'] | count",
    ];
    let found = compare(&options(&[("SecurityAlert", &alerts)]), &of_all_time(&queries), MEMORY);
    assert!(found[2].contains("a table whose name matches"), "{}", found[2]);
}

#[test]
fn nothing_to_run_and_queries_without_tables() {
    let options = options(&[]);
    assert!(compare(&options, &[], MEMORY).is_empty());
    compare(
        &options,
        &of_all_time(&["print 1", "range x from 1 to 3 step 1", "SigninLogs | count"]),
        MEMORY,
    );
}

#[test]
fn the_same_question_is_asked_once() {
    let alerts = alerts();
    let counted = "SecurityAlert | summarize count(), max(EndTime) by AlertName";
    let wrong = "SecurityAlert | where NoSuchColumn == 1";
    let queries = [counted, wrong, "SecurityAlert | count", counted, wrong, counted];
    compare(&options(&[("SecurityAlert", &alerts)]), &of_all_time(&queries), MEMORY);

    // Asked twice, this says twice something else.
    let guid = "print new_guid()";
    let engine = Engine::new(options(&[])).unwrap();
    let mut found = Vec::new();
    let done = engine.run_all(
        &of_all_time(&[guid, "print 1", guid]),
        MEMORY,
        |_, outcome| told(&outcome),
        |_, told| {
            found.push(told);
            Ok::<(), ()>(())
        },
    );
    assert_eq!((done, found.len()), (Ok(()), 3));
    assert_eq!(found[0], found[2]);
    assert_ne!(told(&engine.run(guid)), found[0]);
}

/// Values that are made of one column of all rows are made for all who ask.
#[test]
fn what_is_made_of_a_column_is_what_each_makes() {
    let signins = signins();
    let options = options(&[("SigninLogs", &signins)]);
    let conditions = [
        "tostring(LocationDetails.city) startswith '1'",
        "tostring(LocationDetails.city) !startswith 'c1'",
        "tostring(LocationDetails.city) !endswith '7'",
        "tostring(LocationDetails.pad) != LocationDetails.city",
        "strlen(tostring(LocationDetails)) > 160",
        "strlen(tostring(LocationDetails)) > 161",
        "strlen(tostring(LocationDetails)) > 162",
        "isempty(parse_json(tostring(LocationDetails)).nothing)",
        "toupper(UserPrincipalName) !startswith 'B'",
        "toupper(tostring(LocationDetails.city)) !has 'C7'",
        "toupper(tostring(LocationDetails.city)) !has 'C8'",
        "toupper(tostring(LocationDetails.city)) !has 'C9'",
    ];
    let queries =
        conditions.map(|is| format!("SigninLogs | where {is} | summarize count(), max(Extra)"));
    let queries: Vec<&str> = queries.iter().map(String::as_str).collect();
    for bytes in [MEMORY, 40 << 20] {
        compare(&options, &of_all_time(&queries), bytes);
    }
}

/// Queries that have parts in common, each with its own places and warnings.
const VARIED: [&str; 14] = [
    "SigninLogs | where ResultType == '5' or RiskState == 'x' | summarize n = count(), max(RiskState) by UserPrincipalName | where n > 1",
    "// the same\nSigninLogs\n| where ResultType == '5' or RiskState == 'x'\n| summarize n = count(), max(RiskState) by UserPrincipalName\n| where n > 999999",
    "let bad = SigninLogs | where ResultType == '5' or RiskState == 'x' | summarize n = count(), max(RiskState) by UserPrincipalName; bad | join kind=inner (bad) on n | where n1 > 1",
    "SecurityAlert | summarize n = count(), max(EndTime) by AlertName | where n > 1",
    "SecurityAlert | summarize n = count(), max(EndTime) by AlertName | where n > 2 | project AlertName",
    "SecurityAlert | summarize n = count(), max(EndTime) by AlertName | where n > 3 | extend x = n",
    "SigninLogs | where ResultType == '1' | extend city = tostring(LocationDetails.city) | where city == 'c1' | count",
    "SigninLogs | where ResultType == '1' | extend city = tostring(LocationDetails.city) | where city == 'c2' | count",
    "SigninLogs | where ResultType == '1' | extend city = tostring(LocationDetails.city) | take 2 | project city, Extra",
    // Each fails at its own place; the part before it does not.
    "SecurityAlert | summarize n = count(), max(EndTime) by AlertName | extend r = rand() | where r < 2 | project r = n",
    "SecurityAlert | summarize n = count(), max(EndTime) by AlertName | evaluate basket()",
    "SecurityAlert | where AlertName == 'Malware' | extend d = pack('who', CompromisedEntity) | evaluate bag_unpack(d) | summarize count() by who",
    "SecurityAlert | where AlertName == 'Malware' | extend d = pack('who', CompromisedEntity) | evaluate bag_unpack(d) | where who startswith 'ada' | count",
    "SigninLogs | where UserPrincipalName in ((SecurityAlert | summarize n = count(), max(EndTime) by AlertName, CompromisedEntity | project CompromisedEntity)) | count",
];

#[test]
fn parts_are_computed_once_and_told_by_each() {
    let (signins, alerts) = (signins(), alerts());
    let options = options(&[("SigninLogs", &signins), ("SecurityAlert", &alerts)]);
    let mut questions = of_all_time(&VARIED);
    let hour = 3600 * SECOND;
    let early = Some(TimeRange { from: DAY, to: DAY + 11 * hour });
    questions.extend(VARIED.map(|text| Question { text, range: early }));
    for bytes in [MEMORY, 20 << 20, 8 << 20, 1 << 20] {
        let found = compare(&options, &questions, bytes);
        let empty = "no row of SigninLogs has the column 'RiskState'";
        let misfit = "SecurityAlert.EndTime: 1 value read as null";
        // What is not projected is not read.
        for (query, warning) in [(0, empty), (1, empty), (2, empty), (3, misfit), (5, misfit)] {
            assert!(found[query].contains(warning), "{}", found[query]);
        }
        assert_ne!(found[0], found[VARIED.len()]);
    }
}
