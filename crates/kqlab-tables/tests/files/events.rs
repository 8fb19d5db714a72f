//! Windows event logs as the tables of an agent.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its data fails")]

use std::sync::Arc;

use crate::event_log::{Element, element, log, parent};
use crate::packed::gzip;
use crate::support::Data;

fn record<'a>(
    provider: &'a str,
    id: &'a str,
    channel: &'a str,
    level: &'a str,
    keywords: &'a str,
    data: &[(&'a str, &'a str)],
) -> Element<'a> {
    let system = vec![
        element("Provider", &[("Name", provider)], ""),
        element("EventID", &[], id),
        element("Version", &[], "1"),
        element("Level", &[], level),
        element("Task", &[], "12544"),
        element("Opcode", &[], "0"),
        element("Keywords", &[], keywords),
        element("TimeCreated", &[("SystemTime", "filetime:134212360871234567")], ""),
        element("EventRecordID", &[], "77"),
        element("Execution", &[("ProcessID", "612"), ("ThreadID", "700")], ""),
        element("Channel", &[], channel),
        element("Computer", &[], "dc01.contoso.com"),
        element("Security", &[("UserID", "S-1-5-18")], ""),
    ];
    let data = data.iter().map(|(name, value)| match *name {
        "" => element("Data", &[], value),
        name => element("Data", &[("Name", name)], value),
    });
    let space = "http://schemas.microsoft.com/win/2004/08/events/event";
    let children = vec![parent("System", system), parent("EventData", data.collect())];
    Element { children, ..element("Event", &[("xmlns", space)], "") }
}

fn logs() -> Vec<u8> {
    let security = "Microsoft-Windows-Security-Auditing";
    log(&[
        record(
            security,
            "4624",
            "Security",
            "0",
            "0x8020000000000000",
            &[
                ("SubjectUserName", "DC01$"),
                ("SubjectDomainName", "CONTOSO"),
                ("TargetUserName", "nora"),
                ("TargetDomainName", "CONTOSO"),
                ("LogonType", "3"),
                ("Custom", "a & <b>"),
            ],
        ),
        record(
            security,
            "4625",
            "Security",
            "0",
            "0x8010000000000000",
            &[
                ("SubjectUserName", "-"),
                ("SubjectDomainName", "-"),
                ("TargetUserName", "AZUREUSER"),
                ("TargetDomainName", ""),
            ],
        ),
        record(
            "Microsoft-Windows-Sysmon",
            "1",
            "Microsoft-Windows-Sysmon/Operational",
            "4",
            "0x8000000000000000",
            &[("Image", "C:\\x.exe")],
        ),
        record("Classic", "7", "Application", "2", "0x80000000000000", &[("", "one"), ("", "two")]),
    ])
}

#[test]
fn an_event_log_is_the_tables_of_an_agent() {
    let data = Data::new(&[]);
    data.write("Security.evtx", &logs());
    let names: Vec<Arc<str>> =
        data.tables().unwrap().iter().map(|table| Arc::clone(table.name())).collect();
    assert_eq!(names, ["Event", "SecurityEvent", "WindowsEvent"].map(Arc::from));

    let columns = [
        "TimeGenerated",
        "Computer",
        "EventID",
        "Activity",
        "Account",
        "AccountType",
        "SubjectAccount",
        "TargetAccount",
        "LogonType",
        "LogonTypeName",
        "Level",
        "EventLevelName",
        "Channel",
        "EventRecordId",
        "SystemProcessId",
        "Custom",
        "Type",
    ];
    let expected = [
        "TimeGenerated:datetime 2026-04-21T09:08:07.1234567Z, 2026-04-21T09:08:07.1234567Z",
        "Computer:string 'dc01.contoso.com', 'dc01.contoso.com'",
        "EventID:int 4624, 4625",
        "Activity:string '4624 - An account was successfully logged on.', '4625 - An account failed to log on.'",
        "Account:string 'CONTOSO\\nora', '\\AZUREUSER'",
        "AccountType:string 'User', 'User'",
        "SubjectAccount:string 'CONTOSO\\DC01$', '-\\-'",
        "TargetAccount:string 'CONTOSO\\nora', '\\AZUREUSER'",
        "LogonType:int 3, null",
        "LogonTypeName:string '3 - Network', ''",
        "Level:string '8', '16'",
        "EventLevelName:string 'LogAlways', 'LogAlways'",
        "Channel:string 'Security', 'Security'",
        "EventRecordId:string '77', '77'",
        "SystemProcessId:int 612, 612",
        "Custom:string 'a & <b>', ''",
        "Type:string 'SecurityEvent', 'SecurityEvent'",
    ];
    assert_eq!(data.columns("SecurityEvent", &columns), expected);
    assert_eq!(data.columns("SecurityEvent", &["EventData"]), ["EventData:string '', ''"]);

    let columns = [
        "EventLog",
        "EventLevel",
        "EventLevelName",
        "Source",
        "EventID",
        "UserName",
        "ParameterXml",
        "EventData",
    ];
    let xml = |data: &str| {
        format!(
            "'<DataItem type=\"System.XmlData\" time=\"2026-04-21T09:08:07.1234567Z\" \
             sourceHealthServiceId=\"00000000-0000-0000-0000-000000000000\">\
             <EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">{data}</EventData></DataItem>'"
        )
    };
    let expected = [
        "EventLog:string 'Microsoft-Windows-Sysmon/Operational', 'Application'".to_owned(),
        "EventLevel:int 4, 2".to_owned(),
        "EventLevelName:string 'Information', 'Error'".to_owned(),
        "Source:string 'Microsoft-Windows-Sysmon', 'Classic'".to_owned(),
        "EventID:int 1, 7".to_owned(),
        "UserName:string 'NT AUTHORITY\\SYSTEM', 'NT AUTHORITY\\SYSTEM'".to_owned(),
        "ParameterXml:string '<Param>C:\\x.exe</Param>', '<Param>one</Param><Param>two</Param>'"
            .to_owned(),
        format!(
            "EventData:string {}, {}",
            xml("<Data Name=\"Image\">C:\\x.exe</Data>"),
            xml("<Data>one</Data><Data>two</Data>")
        ),
    ];
    assert_eq!(data.columns("Event", &columns), expected);

    let expected = [
        "EventID:int 4624, 4625, 1, 7",
        "EventLevel:int 0, 0, 4, 2",
        "EventData:dynamic {\"SubjectUserName\":\"DC01$\",\"SubjectDomainName\":\"CONTOSO\",\"TargetUserName\":\"nora\",\
         \"TargetDomainName\":\"CONTOSO\",\"LogonType\":\"3\",\"Custom\":\"a & <b>\"}, \
         {\"SubjectUserName\":\"-\",\"SubjectDomainName\":\"-\",\"TargetUserName\":\"AZUREUSER\",\"TargetDomainName\":\"\"}, \
         {\"Image\":\"C:\\\\x.exe\"}, {\"Data\":[\"one\",\"two\"]}",
    ];
    assert_eq!(data.columns("WindowsEvent", &["EventID", "EventLevel", "EventData"]), expected);
}

/// A log with one event of the security log, success or not.
fn audit(id: &'static str, data: Vec<Element<'static>>) -> Vec<u8> {
    let mut event = record(
        "Microsoft-Windows-Security-Auditing",
        id,
        "Security",
        "0",
        "0x8020000000000000",
        &[],
    );
    event.children[1].children = data;
    log(&[event])
}

fn fields(fields: &[(&'static str, &'static str)]) -> Vec<Element<'static>> {
    fields.iter().map(|(name, value)| element("Data", &[("Name", name)], value)).collect()
}

/// The columns of the one event of a log.
fn security_event(log: &[u8], columns: &[&str]) -> Vec<String> {
    let data = Data::new(&[]);
    data.write("Security.evtx", log);
    let shown = data.columns("SecurityEvent", columns);
    shown.into_iter().map(|column| column.split_once(' ').unwrap().1.to_owned()).collect()
}

/// As agents made them of such events: the logon and the access of the Simuland data sets, the process, the handle and
/// the key of the Security-Datasets of OTRF, the rule of AppLocker of the notebooks of Sentinel.
#[test]
fn security_events_as_agents_have_made_them() {
    let logon = fields(&[
        ("SubjectUserName", "-"),
        ("SubjectDomainName", "-"),
        ("TargetUserName", "wardog"),
        ("TargetDomainName", "SIMULANDLABS.COM"),
        ("LogonType", "3"),
        ("LogonGuid", "{bd2dda1b-862a-504f-2260-d9d2ed316e26}"),
        ("ProcessName", "-"),
    ]);
    let columns = [
        "Account",
        "AccountType",
        "SubjectAccount",
        "TargetAccount",
        "LogonTypeName",
        "LogonGuid",
        "Process",
        "EventData",
    ];
    let expected = [
        "'SIMULANDLABS.COM\\wardog'",
        "'User'",
        "'-\\-'",
        "'SIMULANDLABS.COM\\wardog'",
        "'3 - Network'",
        "'bd2dda1b-862a-504f-2260-d9d2ed316e26'",
        "'-'",
        "''",
    ];
    assert_eq!(security_event(&audit("4624", logon), &columns), expected);

    let process = fields(&[
        ("SubjectUserSid", "S-1-5-19"),
        ("SubjectUserName", "LOCAL SERVICE"),
        ("SubjectDomainName", "NT AUTHORITY"),
        ("NewProcessName", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"),
        ("TargetUserName", "-"),
        ("TargetDomainName", "-"),
        ("ParentProcessName", "C:\\ProgramData\\bin\\tomcat9.exe"),
    ]);
    let columns =
        ["Account", "AccountType", "TargetAccount", "Process", "ParentProcessName", "EventData"];
    let expected = [
        "'NT AUTHORITY\\LOCAL SERVICE'",
        "'Machine'",
        "'-\\-'",
        "'powershell.exe'",
        "'C:\\ProgramData\\bin\\tomcat9.exe'",
        "''",
    ];
    assert_eq!(security_event(&audit("4688", process), &columns), expected);

    let access = fields(&[
        ("SubjectUserName", "wardog"),
        ("SubjectDomainName", "SIMULANDLABS"),
        ("AccessList", "%%7684\r\n\t\t\t\t"),
        ("ObjectName", "%{9736f74f-fd37-4b02-80e8-8120a72ad6c2}"),
    ]);
    let columns = ["Account", "AccessList", "ObjectName", "EventData"];
    let expected = [
        "'SIMULANDLABS\\wardog'",
        "'%%7684 \t\t\t\t'",
        "'%{9736f74f-fd37-4b02-80e8-8120a72ad6c2}'",
        "''",
    ];
    assert_eq!(security_event(&audit("4662", access), &columns), expected);
}

#[test]
fn event_data_as_agents_have_made_it() {
    let handle = fields(&[
        ("SubjectUserName", "WORKSTATION5$"),
        ("SubjectDomainName", "WORKGROUP"),
        ("AccessList", "%%1538\r\n\t\t\t\t%%4432\r\n\t\t\t\t"),
    ]);
    let columns = ["Account", "SubjectUserName", "Activity", "EventData"];
    let expected = [
        "''",
        "''",
        "'4656 - A handle to an object was requested.'",
        "'<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  \
         <Data Name=\"SubjectUserName\">WORKSTATION5$</Data>\r\n  \
         <Data Name=\"SubjectDomainName\">WORKGROUP</Data>\r\n  \
         <Data Name=\"AccessList\">%%1538 \t\t\t\t%%4432 \t\t\t\t</Data>\r\n</EventData>'",
    ];
    assert_eq!(security_event(&audit("4656", handle), &columns), expected);

    let rule = vec![
        element("PolicyName", &[], "EXE"),
        element("FilePath", &[], "%SYSTEM32%\\CMD.EXE"),
        element("FileHash", &[], "EADCC06F"),
    ];
    let space = "http://schemas.microsoft.com/schemas/event/Microsoft.Windows/1.0.0.0";
    let rule = Element { children: rule, ..element("RuleAndFileData", &[("xmlns", space)], "") };
    let mut event = record(
        "Microsoft-Windows-AppLocker",
        "8002",
        "Microsoft-Windows-AppLocker/EXE and DLL",
        "4",
        "0x8000000000000000",
        &[],
    );
    event.children[1] = parent("UserData", vec![rule]);
    let columns = ["Level", "Activity", "Process", "FilePath", "FileHash", "EventData"];
    let expected = [
        "'4'",
        "'8002 - A process was allowed to run.'",
        "'CMD.EXE'",
        "'%SYSTEM32%\\CMD.EXE'",
        "'EADCC06F'",
        "'<UserData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  \
         <RuleAndFileData xmlns=\"http://schemas.microsoft.com/schemas/event/Microsoft.Windows/1.0.0.0\">\r\n    \
         <PolicyName>EXE</PolicyName>\r\n    <FilePath>%SYSTEM32%\\CMD.EXE</FilePath>\r\n    \
         <FileHash>EADCC06F</FileHash>\r\n  </RuleAndFileData>\r\n</UserData>'",
    ];
    assert_eq!(security_event(&log(&[event]), &columns), expected);
}

/// Event 33205 of the Simuland data sets, an audit of SQL Server.
#[test]
fn an_audit_in_another_log() {
    let events =
        ["0x80a0000000000000", "0x8090000000000000", "0x8080000000000000"].map(|keywords| {
            record("MSSQLSERVER", "33205", "Application", "0", keywords, &[("", "a\nb")])
        });
    let data = Data::new(&[]);
    data.write("Application.evtx", &log(&events));
    let expected = [
        "EventLevel:int 8, 16, 0",
        "EventLevelName:string 'Audit Success', 'Audit Failure', 'LogAlways'",
    ];
    assert_eq!(data.columns("Event", &["EventLevel", "EventLevelName"]), expected);
    let xml = data.columns("Event", &["EventData"]);
    assert!(xml[0].contains("<Data>a b</Data></EventData></DataItem>"), "{xml:?}");
}

#[test]
fn event_logs_wherever_they_lie() {
    let data = Data::new(&[("host/T.json", "{}"), ("U.json", "{}")]);
    data.write("host/a.evtx.gz", &gzip(&logs()));
    data.write("host/deep/b.EVTX", &logs());
    data.write("named.bin", &logs());
    assert_eq!(data.table("WindowsEvent").rows(), Ok(8));
    assert_eq!(data.table("SecurityEvent").rows(), Ok(4));
    assert_eq!(data.table("host").files().len(), 1);
    let named = [("Own".to_owned(), data.path("named.bin"))];
    let tables = kqlab_tables::Tables::discover(&[], &named, &Arc::default()).unwrap();
    assert_eq!(tables.get("Own").unwrap().rows(), Ok(4));
}

#[test]
fn an_event_log_that_is_damaged() {
    let mut bytes = logs();
    bytes[4096 + 512 + 40..4096 + 700].fill(0x55);
    let data = Data::new(&[]);
    data.write("x.evtx", &bytes);
    let error = data.error("WindowsEvent");
    assert!(error.starts_with("KQL2011 x.evtx: expected a record, found it damaged"), "{error}");
    let data = data.skipping();
    assert_eq!(data.table("WindowsEvent").rows(), Ok(3));
    assert!(data.warnings("WindowsEvent")[0].contains("1 row left out"));
    let cut = Data::new(&[]);
    cut.write("x.evtx", &logs()[..2000]);
    assert!(cut.error("Event").starts_with("KQL2001 cannot read x.evtx"));
}

/// <https://learn.microsoft.com/openspecs/windows_protocols/ms-even6>: the header has the number of chunks, and a chunk's
/// the numbers of its records.
#[test]
fn an_event_log_that_lacks_records() {
    let chunk = 64 * 1024;
    let mut two = logs();
    two.extend_from_within(4096..);
    two[42] = 2;
    let zeroed = [&two[..4096 + chunk], &vec![0; chunk][..]].concat();
    let mut short = two.clone();
    let second = 4096 + chunk;
    let first: [u8; 4] = short[second + 516..second + 520].try_into().unwrap();
    // Where the free space begins: before the second record.
    let free = 512 + u32::from_le_bytes(first);
    short[second + 48..second + 52].copy_from_slice(&free.to_le_bytes());
    let cases = [
        (&two[..4096 + chunk], "expected 2 chunks of 64 KiB, found 1: the log is cut", 4),
        (&two[..4096 + chunk + 9000], "expected 2 chunks of 64 KiB, found 1: the log is cut", 4),
        (&zeroed[..], "expected records in 2 chunks, found 1 of them empty", 4),
        (&short[..], "expected 4 records in a chunk, found 1", 5),
    ];
    for (bytes, expected, rows) in cases {
        let data = Data::new(&[]);
        data.write("x.evtx", bytes);
        assert_eq!(data.error("WindowsEvent"), format!("KQL2011 x.evtx: {expected}"));
        let data = data.skipping();
        assert_eq!(data.table("WindowsEvent").rows(), Ok(rows), "{expected}");
        let warning =
            format!("KQL2006 WindowsEvent: 1 row left out, the first at x.evtx: {expected}");
        assert_eq!(data.warnings("WindowsEvent"), [warning]);
    }
    let spare = [&two[..], &vec![0; chunk][..]].concat();
    let data = Data::new(&[]);
    data.write("x.evtx", &spare);
    assert_eq!(data.table("WindowsEvent").rows(), Ok(8), "room for more records is no damage");
}
