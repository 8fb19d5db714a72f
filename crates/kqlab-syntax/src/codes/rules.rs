//! `KQL4xxx`: a rule file is not of its form.

use super::about::files;

/// A rule with which nothing is wrong.
const RULE: &[u8] = b"\
id: 5a1a6fbe-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severity: Medium
query: SecurityEvent | where EventID == 4625
";

/// A rule with which nothing is wrong.
const ELASTIC: &[u8] = b"\
[rule]
type = \"query\"
language = \"kuery\"
index = [\"logs-aws.cloudtrail-*\"]
query = \"event.action: \\\"ConsoleLogin\\\"\"
";

super::codes! {
    BAD_YAML = "KQL4001", "text that is not YAML",
        "The file is not YAML: often a tab, an indentation that does not fit, or a quote that is \
         not closed.",
        files("kqlab check rule.yaml", &[("rule.yaml", b"id: \"5a1a6fbe\nquery: AuditLogs\n")]),
        files("kqlab check rule.yaml", &[("rule.yaml", RULE)]);

    NO_QUERY = "KQL4002", "a rule without a query",
        "The file is a rule, and its query is empty.",
        files("kqlab check rule.yaml", &[
            ("rule.yaml", b"\
id: 5a1a6fbe-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severity: Medium
query: ''
"),
        ]),
        files("kqlab check rule.yaml", &[("rule.yaml", RULE)]);

    UNKNOWN_FORMAT = "KQL4003", "a file that is no rule of a known form",
        "The ending of the file is that of no query and no rule that kqlab reads.",
        files("kqlab check rule.ini", &[("rule.ini", b"query=AuditLogs\n")]),
        files("kqlab check rule.yaml", &[("rule.yaml", RULE)]);

    BAD_KUERY = "KQL4004", "text that is not of the Kibana Query Language",
        "The query of an Elastic rule is not of the Kibana Query Language.",
        files("kqlab check rule.toml", &[
            ("rule.toml", b"\
[rule]
type = \"query\"
language = \"kuery\"
index = [\"logs-aws.cloudtrail-*\"]
query = \"event.action: (\\\"ConsoleLogin\\\"\"
"),
        ]),
        files("kqlab check rule.toml", &[("rule.toml", ELASTIC)]);

    NO_RULE = "KQL4005", "a file that holds no rule",
        "The file has an ending that rules have, and no key of a rule.",
        files("kqlab check rule.yaml", &[("rule.yaml", b"title: Failed logons\n")]),
        files("kqlab check rule.yaml", &[("rule.yaml", RULE)]);

    BAD_JSON = "KQL4006", "a rule file that is not JSON",
        "A rule in JSON, such as an ARM template, is not JSON.",
        files("kqlab check rule.json", &[
            ("rule.json", b"{\"queryCondition\": {\"queryText\": }}\n"),
        ]),
        files("kqlab check rule.json", &[
            ("rule.json", b"{\"queryCondition\": {\"queryText\": \"AuditLogs | count\"}}\n"),
        ]);

    BAD_TOML = "KQL4007", "text that is not TOML",
        "The rules of Elastic are TOML, and the file is not.",
        files("kqlab check rule.toml", &[("rule.toml", b"[rule\nname = 1\n")]),
        files("kqlab check rule.toml", &[("rule.toml", ELASTIC)]);

    UNKNOWN_KEY = "KQL4008", "a key that nothing reads",
        "A key is nearly one that is known, and nothing reads it as it is.",
        files("kqlab check rule.yaml", &[
            ("rule.yaml", b"\
id: 5a1a6fbe-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severty: Medium
query: SecurityEvent | where EventID == 4625
"),
        ]),
        files("kqlab check rule.yaml", &[("rule.yaml", RULE)]);

    MISSING_KEY = "KQL4009", "a key that must be there is missing",
        "A key is not there without which the rule, the test or what was asked of them makes no \
         sense.",
        files("kqlab check rule.yaml", &[
            ("rule.yaml", b"\
id: 5a1a6fbe-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severity: Medium
queryPeriod: 1h
"),
        ]),
        files("kqlab check rule.yaml", &[("rule.yaml", RULE)]);

    BAD_VALUE = "KQL4010", "a key's value is not of its kind",
        "The value of a key is not of the kind that the key takes.",
        files("kqlab check rule.yaml", &[
            ("rule.yaml", b"\
id: 5a1a6fbe-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severity: Huge
query: SecurityEvent | where EventID == 4625
"),
        ]),
        files("kqlab check rule.yaml", &[("rule.yaml", RULE)]);

    UNSUPPORTED_RULE = "KQL4011", "a rule, or a part of one, that kqlab does not run",
        "The rule is of a kind, or has a part, that kqlab does not run, and nothing of it is left \
         out silently. The message names it.",
        files("kqlab check rule.toml", &[
            ("rule.toml", b"\
[rule]
type = \"machine_learning\"
language = \"kuery\"
index = [\"logs-aws.cloudtrail-*\"]
query = \"event.action: \\\"ConsoleLogin\\\"\"
"),
        ]),
        files("kqlab check rule.toml", &[("rule.toml", ELASTIC)]);

    DUPLICATE_RULE = "KQL4012", "two rules with one id",
        "Two of the files that are checked hold rules with the same id. Each rule has an id of \
         its own.",
        files("kqlab check rules", &[("rules/a.yaml", RULE), ("rules/b.yaml", RULE)]),
        files("kqlab check rules", &[
            ("rules/a.yaml", RULE),
            ("rules/b.yaml", b"\
id: 5a1a6fbf-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severity: Medium
query: SecurityEvent | where EventID == 4625
"),
        ]);

    NO_COLUMN = "KQL4013", "a rule names a column that its query does not return",
        "Entity mappings, custom details or the title of the alerts name a column that the query \
         does not return.",
        files("kqlab check rule.yaml", &[
            ("rule.yaml", b"\
id: 5a1a6fbe-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severity: Medium
customDetails:
  Computer: Host
query: SecurityEvent | where EventID == 4625
"),
        ]),
        files("kqlab check rule.yaml", &[
            ("rule.yaml", b"\
id: 5a1a6fbe-0b9f-4c3c-9c5b-6e9d8a0d3b11
name: Failed logons
severity: Medium
customDetails:
  Computer: Computer
query: SecurityEvent | where EventID == 4625
"),
        ]);

    NO_TIME = "KQL4014", "a query that waits for a time",
        "The query waits for the time over which it runs, as one of Azure Workbooks does. \
         `--from` and `--to` say which.",
        files("kqlab run q.kql --data SigninLogs.json", &[
            ("q.kql", b"SigninLogs | where TimeGenerated > datetime({{StartTimeISO}}) | count\n"),
            ("SigninLogs.json", b"{\"TimeGenerated\": \"2026-04-22T09:00:00Z\"}\n"),
        ]),
        files("kqlab run q.kql --data SigninLogs.json --from 2026-04-22 --to 2026-04-23", &[
            ("q.kql", b"SigninLogs | where TimeGenerated > datetime({{StartTimeISO}}) | count\n"),
            ("SigninLogs.json", b"{\"TimeGenerated\": \"2026-04-22T09:00:00Z\"}\n"),
        ]);
}
