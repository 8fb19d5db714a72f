//! Commands that write files, and files that change under them: each in a folder of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

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

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn tests_that_are_watched_run_again_with_every_change() {
    let folder = made();
    let watching = Command::new(env!("CARGO_BIN_EXE_kqlab"))
        .current_dir(folder.path())
        .args(["test", "rules", "--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut running = Running(watching.expect("the program starts"));
    let mut lines = BufReader::new(running.0.stdout.take().expect("its output")).lines();
    let mut summary = || {
        let is_one = |line: &String| line.contains(" cases of ");
        lines.by_ref().map(|line| line.expect("text")).find(is_one).expect("a summary")
    };
    assert_eq!(summary(), "3 cases of 1 rule: 3 passed, 0 failed");
    let rule = folder.path().join("rules/ManyFailedSignIns.yaml");
    let text = std::fs::read_to_string(&rule).unwrap();
    // As editors save: a file that is being written is not seen.
    let save = |text: &str| {
        let unfinished = folder.path().join("unfinished");
        std::fs::write(&unfinished, text).unwrap();
        std::fs::rename(&unfinished, &rule).unwrap();
    };
    save(&text.replace("threshold = 3", "threshold = 30"));
    assert_eq!(summary(), "3 cases of 1 rule: 2 passed, 1 failed");
    save(&text);
    assert_eq!(summary(), "3 cases of 1 rule: 3 passed, 0 failed");
    // What the cases read is watched, too.
    std::fs::write(folder.path().join("data/SigninLogs.ndjson"), "").unwrap();
    assert_eq!(summary(), "3 cases of 1 rule: 2 passed, 1 failed");
}

/// A folder of rules may link to itself, and to what is not there.
#[cfg(unix)]
#[test]
fn links_in_a_circle_and_into_nothing() {
    use std::os::unix::fs::symlink;
    let folder = made();
    symlink("..", folder.path().join("rules/up")).unwrap();
    assert_eq!(
        succeeds(folder.path(), &["check", "rules"]),
        "1 file checked: 0 errors, 0 warnings\n"
    );
    std::fs::remove_file(folder.path().join("rules/up")).unwrap();
    symlink("nowhere.yaml", folder.path().join("rules/gone.yaml")).unwrap();
    let tested = kqlab(folder.path(), &["test", "rules"]);
    let told = text(&tested.stdout);
    assert_eq!(tested.status.code(), Some(1));
    assert!(told.contains("cannot read rules/gone.yaml: No such file"), "{told}");
    assert!(told.ends_with("3 cases of 1 rule: 3 passed, 0 failed; 1 error in files\n"), "{told}");
}
