//! Commands that write files: each in a folder of its own.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn kqlab(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kqlab"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[track_caller]
fn succeeds(folder: &Path, args: &[&str]) -> String {
    let output = kqlab(folder, args);
    assert!(output.status.success(), "{args:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// A folder as `kqlab init` makes it.
fn made() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    succeeds(folder.path(), &["init", "."]);
    folder
}

#[test]
fn what_init_makes_is_checked_and_tested_without_a_fault() {
    let folder = made();
    assert_eq!(
        succeeds(folder.path(), &["check", "rules"]),
        "1 file checked: 0 errors, 0 warnings\n"
    );
    let tested = succeeds(folder.path(), &["test"]);
    assert!(tested.ends_with("3 cases of 1 rule: 3 passed, 0 failed\n"), "{tested}");
    let workflow =
        std::fs::read_to_string(folder.path().join(".github/workflows/rules.yml")).unwrap();
    for command in ["kqlab check ", "kqlab test ", "kqlab diff "] {
        assert!(workflow.contains(command), "{command}");
    }
}

#[test]
fn init_writes_nothing_over() {
    let folder = made();
    let again = kqlab(folder.path(), &["init", "."]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("ManyFailedSignIns.yaml is there already"));
}

#[test]
fn a_first_test_file_has_the_tables_and_typed_columns_that_the_rule_reads() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "SigninLogs\n| where ResultType == '0'\n| join kind=inner (AuditLogs | project LoggedByService, CorrelationId) on CorrelationId\n| summarize count(), max(TimeGenerated) by UserPrincipalName, LoggedByService\n";
    std::fs::write(folder.path().join("rule.kql"), rule).unwrap();
    assert_eq!(succeeds(folder.path(), &["test", "--new", "rule.kql"]), "rule.test.yaml\n");
    let written = std::fs::read_to_string(folder.path().join("rule.test.yaml")).unwrap();
    let tables = "\
    tables:
      SigninLogs:
        - CorrelationId: \"\"  # string
          ResultType: \"\"  # string
          TimeGenerated: t-15m  # datetime
          UserPrincipalName: \"\"  # string
      AuditLogs:
        - CorrelationId: \"\"  # string
          LoggedByService: \"\"  # string
";
    assert!(written.contains(tables), "{written}");
    succeeds(folder.path(), &["test", "rule.test.yaml", "--update"]);
    let tested = succeeds(folder.path(), &["test"]);
    assert!(tested.ends_with("1 case of 1 rule: 1 passed, 0 failed\n"), "{tested}");
}

#[test]
fn an_update_shows_what_it_writes() {
    let folder = made();
    let path = folder.path().join("rules/ManyFailedSignIns.test.yaml");
    let right = std::fs::read_to_string(&path).unwrap();
    let wrong = right.replace("Users: 3}", "Users: 4}").replace("FailedUsers: 3", "FailedUsers: 4");
    std::fs::write(&path, &wrong).unwrap();
    let failed = kqlab(folder.path(), &["test"]);
    assert_eq!(failed.status.code(), Some(1));
    let shown = succeeds(folder.path(), &["test", "--update"]);
    for line in [
        "-        - {IPAddress: 203.0.113.7, Account: cleo@contoso.com, Users: 4}\n",
        "+        FailedUsers: 3\n",
        "1 case updated\n",
    ] {
        assert!(shown.contains(line), "{line}{shown}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), right);
}

/// Git in a folder, with none of the user's settings.
fn git(folder: &Path, args: &[&str]) {
    let settings =
        ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(settings).args(args).output();
    assert!(output.is_ok_and(|output| output.status.success()), "{args:?}");
}

#[test]
fn revisions_are_compared_with_each_other_and_with_the_files_as_they_are() {
    let folder = made();
    let folder = folder.path();
    let commit = |message| {
        git(folder, &["add", "--all"]);
        git(folder, &["commit", "--quiet", "--message", message]);
    };
    let diff = |args: &[&str]| {
        let output = kqlab(folder, &[&["diff", "--data", "data", "--git"], args].concat());
        (output.status.code(), text(&output.stdout))
    };
    git(folder, &["init", "--quiet"]);
    commit("one");
    let path = folder.join("rules/ManyFailedSignIns.yaml");
    let rule = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, rule.replace("threshold = 3", "threshold = 4")).unwrap();
    let here = diff(&["HEAD", "rules"]);
    assert_eq!(here.0, Some(1));
    assert!(here.1.contains("\n  rows: 1 → 0 (-1)\n"), "{}", here.1);
    commit("two");
    assert_eq!(diff(&["HEAD~1..HEAD", "rules"]), here);
    assert_eq!(diff(&["HEAD~1...", "rules/ManyFailedSignIns.yaml"]), here);
    let same = "1 rule compared: 0 changed, 0 with other results\n".to_owned();
    assert_eq!(diff(&["HEAD", "rules"]), (Some(0), same));
}
