//! `--format junit`: JUnit XML, a suite a rule, valid against Jenkins' `junit-10.xsd`.

use std::io::{Error, Result, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Outcome;
use super::fault::{Fault, faults, plain};
use super::run::Ran;
use kqlab_rules::Verdict;

/// Writes the outcome.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome<'_>) -> Result<()> {
    let mut report = Report::new("kqlab");
    report.set_time(outcome.rans.iter().map(|ran| ran.time).sum());
    for fault in outcome.errors_found() {
        report.add_test_suite(finding(fault));
    }
    for rans in outcome.by_rule() {
        report.add_test_suite(suite(rans));
    }
    let text = report.to_string().map_err(Error::other)?;
    // XML has no place for two characters that are none; control characters have been left out.
    let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    // Jenkins' schema counts what is skipped by suite only.
    out.write_all(text.replacen(" skipped=\"0\"", "", 1).as_bytes())
}

/// A file that is at fault is a suite whose one case is an error: a server that counts cases sees it.
fn finding(fault: &Fault<'_>) -> TestSuite {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    describe(&mut status, std::slice::from_ref(fault));
    let mut case = TestCase::new("the file is read", status);
    case.set_classname(fault.at.file);
    case.set_time(std::time::Duration::ZERO);
    let mut suite = TestSuite::new(fault.at.file);
    suite.set_time(std::time::Duration::ZERO);
    suite.add_test_case(case);
    suite
}

fn suite(rans: &[Ran<'_>]) -> TestSuite {
    let name = rans.first().map_or("", |ran| ran.tested.file.as_str());
    let mut suite = TestSuite::new(name);
    suite.set_time(rans.iter().map(|ran| ran.time).sum());
    suite.add_test_cases(rans.iter().map(case));
    suite
}

fn case(ran: &Ran<'_>) -> TestCase {
    let failure = |kind| {
        let mut status = TestCaseStatus::non_success(kind);
        describe(&mut status, &faults(ran));
        status
    };
    let status = match ran.verdict {
        Verdict::Passed => TestCaseStatus::success(),
        Verdict::Failed(_) => failure(NonSuccessKind::Failure),
        Verdict::Refused(_) | Verdict::Broken(_) => failure(NonSuccessKind::Error),
    };
    let mut case = TestCase::new(ran.stated.case.name.as_str(), status);
    case.set_classname(ran.tested.title());
    case.set_time(ran.time);
    case
}

fn describe(status: &mut TestCaseStatus, faults: &[Fault<'_>]) {
    let Some(first) = faults.first() else { return };
    status.set_message(first.message.as_str());
    status.set_type(first.code.map_or("mismatch", |code| code.id));
    let texts: Vec<String> = faults.iter().map(plain).collect();
    status.set_description(texts.join("\n\n"));
}
