//! One record: its XML, and the row that each of the tables has of it.

use kqlab_syntax::time::parse_datetime;
use roxmltree::{Document, Node};
use serde_json::{Map, Value, json};

use super::Shape;
use super::activity::activity;
use super::xml::{Elements, Layout, escaped, one_line, xml};

/// A record's XML, parsed.
pub(super) struct Event<'x> {
    system: Node<'x, 'x>,
    /// `EventData` or `UserData`.
    data: Option<Node<'x, 'x>>,
}

impl Event<'_> {
    /// The row of a record, if the table has it.
    pub(super) fn read(xml: &str, shape: Shape) -> Result<Option<Value>, String> {
        let document = Document::parse(xml).map_err(|error| error.to_string())?;
        let root = document.root_element();
        let child = |name: &str| root.children().find(|node| node.is_named(name));
        let system = child("System").ok_or("without System")?;
        let data = child("EventData").or_else(|| child("UserData"));
        let event = Event { system, data };
        if !shape.has(event.text("Channel").unwrap_or_default()) {
            return Ok(None);
        }
        let mut row = event.common();
        match shape {
            Shape::Event => event.event(&mut row),
            Shape::SecurityEvent => event.security_event(&mut row),
            Shape::WindowsEvent => event.windows_event(&mut row),
        }
        row.retain(|_, value| !value.is_null());
        Ok(Some(Value::Object(row)))
    }

    fn child(&self, name: &str) -> Option<Node<'_, '_>> {
        self.system.children().find(|node| node.is_named(name))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(|node| node.text()).map(str::trim)
    }

    fn attribute(&self, name: &str, attribute: &str) -> Option<&str> {
        self.child(name)?.attribute(attribute)
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// The time as the agent writes it; the decoder's own form has a space and a zone.
    fn time(&self) -> Option<String> {
        let time = self.attribute("TimeCreated", "SystemTime")?;
        let time = time.trim_end_matches(" UTC").replacen(' ', "T", 1);
        parse_datetime(&time).map(kqlab_syntax::time::format_datetime)
    }

    /// The columns that all three tables have.
    fn common(&self) -> Map<String, Value> {
        let row = json!({
            "TimeGenerated": self.time(),
            "Computer": self.text("Computer"),
            "EventID": self.number("EventID"),
            "EventLevelName": self.number("Level").map(level_name),
        });
        let Value::Object(row) = row else { unreachable!("invariant: an object") };
        row
    }

    /// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/event>
    fn event(&self, row: &mut Map<String, Value>) {
        let (level, name) = match (self.number("Level"), self.audited()) {
            // Measured: an audit in another log than Security has the level and the name of the classic log.
            (Some(0), Some(audit)) => (Some(audit.level()), Some(audit.name())),
            (level, _) => (level, level.map(level_name)),
        };
        let user = match self.attribute("Security", "UserID") {
            None => "N/A",
            Some("S-1-5-18") => "NT AUTHORITY\\SYSTEM",
            Some("S-1-5-19") => "NT AUTHORITY\\LOCAL SERVICE",
            Some("S-1-5-20") => "NT AUTHORITY\\NETWORK SERVICE",
            Some(sid) => sid,
        };
        let parameters =
            self.values().map(|(_, value)| format!("<Param>{}</Param>", escaped(value)));
        let time = self.time().unwrap_or_default();
        row.extend([
            ("EventLog".to_owned(), json!(self.text("Channel"))),
            ("EventLevel".to_owned(), json!(level)),
            ("EventLevelName".to_owned(), json!(name)),
            ("Source".to_owned(), json!(self.attribute("Provider", "Name"))),
            ("EventCategory".to_owned(), json!(self.number("Task"))),
            ("UserName".to_owned(), json!(user)),
            ("ParameterXml".to_owned(), json!(parameters.collect::<String>())),
            // Sentinel's Sysmon parser reads `parse_xml(EventData).DataItem.EventData.Data`.
            (
                "EventData".to_owned(),
                json!(self.data.map(|data| xml(data, Layout::OneLine)).map(|data| format!(
                    "<DataItem type=\"System.XmlData\" time=\"{time}\" \
                 sourceHealthServiceId=\"00000000-0000-0000-0000-000000000000\">{data}</DataItem>"
                ))),
            ),
        ]);
    }

    /// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityevent>
    fn security_event(&self, row: &mut Map<String, Value>) {
        let id = self.number("EventID").unwrap_or_default();
        // Audit success is 8, failure 16, as in the classic log.
        let level = match (self.number("Level"), self.audited()) {
            (Some(0), Some(audit)) => Some(audit.level()),
            (level, _) => level,
        };
        // Measured: of the first the data is in columns and nowhere else, of the others in `EventData` and nowhere else.
        let in_columns = matches!(id, 4624 | 4625 | 4648 | 4662 | 4672 | 4688);
        let in_data = matches!(id, 4656 | 5058 | 5061);
        let data = self.data.filter(|_| !in_columns).map(|data| xml(data, Layout::Lines));
        self.origin(row);
        row.extend([
            ("EventSourceName".to_owned(), json!(self.attribute("Provider", "Name"))),
            ("Level".to_owned(), json!(level.map(|level| level.to_string()))),
            ("Activity".to_owned(), json!(activity(id))),
            ("EventData".to_owned(), json!(data)),
        ]);
        if !in_data {
            self.accounts(id, row);
            self.fields(row);
        }
    }

    fn accounts(&self, id: i64, row: &mut Map<String, Value>) {
        let (subject, target) = (self.account("Subject"), self.account("Target"));
        // Measured: of a logon and its end the account is the one that logs on, otherwise the one that acts.
        let (whose, account) = match id {
            4624 | 4625 | 4634 | 4647 => ("Target", target.clone()),
            4776 => ("Target", None),
            _ => ("Subject", subject.clone()),
        };
        // Measured: the accounts of services are those of the machine, too.
        let service = |sid: &str| matches!(sid, "S-1-5-18" | "S-1-5-19" | "S-1-5-20");
        let serves = self.value(&format!("{whose}UserSid")).is_some_and(service);
        let kind = account.as_ref().map(|account| match serves || account.ends_with('$') {
            true => "Machine",
            false => "User",
        });
        row.extend([
            ("Account".to_owned(), json!(account)),
            ("AccountType".to_owned(), json!(kind)),
            ("SubjectAccount".to_owned(), json!(subject)),
            ("TargetAccount".to_owned(), json!(target)),
        ]);
    }

    /// The data as columns, and those that are made of it.
    fn fields(&self, row: &mut Map<String, Value>) {
        let program = ["NewProcessName", "ProcessName", "FilePath"];
        let program = program.iter().find_map(|name| self.value(name));
        let process = program.and_then(|path| path.rsplit('\\').next());
        let logon = self.value("LogonType").and_then(|kind| kind.parse().ok()).and_then(logon);
        row.extend([
            ("Process".to_owned(), json!(process)),
            ("LogonTypeName".to_owned(), json!(logon)),
        ]);
        for (name, value) in self.values() {
            let name = match name.unwrap_or_default() {
                "" => continue,
                name => name,
            };
            row.entry(name).or_insert_with(|| json!(column(name, value)));
        }
    }

    /// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/windowsevent>
    fn windows_event(&self, row: &mut Map<String, Value>) {
        self.origin(row);
        row.extend([
            ("EventLevel".to_owned(), json!(self.number("Level"))),
            ("Provider".to_owned(), json!(self.attribute("Provider", "Name"))),
            ("Version".to_owned(), json!(self.number("Version"))),
            ("EventData".to_owned(), self.data_bag()),
        ]);
    }

    /// What only the record itself knows, in the two tables that have it.
    fn origin(&self, row: &mut Map<String, Value>) {
        row.extend([
            ("Channel".to_owned(), json!(self.text("Channel"))),
            ("Task".to_owned(), json!(self.number("Task"))),
            ("Opcode".to_owned(), json!(self.text("Opcode"))),
            ("Keywords".to_owned(), json!(self.text("Keywords"))),
            ("EventRecordId".to_owned(), json!(self.text("EventRecordID"))),
            ("Correlation".to_owned(), json!(self.attribute("Correlation", "ActivityID"))),
            ("SystemProcessId".to_owned(), json!(self.attribute("Execution", "ProcessID"))),
            ("SystemThreadId".to_owned(), json!(self.attribute("Execution", "ThreadID"))),
            ("SystemUserId".to_owned(), json!(self.attribute("Security", "UserID"))),
        ]);
    }

    /// What the keywords say of an audit.
    fn audited(&self) -> Option<Audit> {
        let keywords = self.text("Keywords")?.trim_start_matches("0x");
        let keywords = u64::from_str_radix(keywords, 16).ok()?;
        match keywords {
            _ if keywords & (1 << 52) != 0 => Some(Audit::Failure),
            _ if keywords & (1 << 53) != 0 => Some(Audit::Success),
            _ => None,
        }
    }

    /// The values of the data, with their names if they have any; of `UserData` they lie deeper.
    fn values(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let nodes = self.data.into_iter().flat_map(|data| data.descendants().skip(1));
        let leaf = |node: &Node<'_, '_>| node.is_element() && !node.has_element();
        nodes.filter(leaf).map(|node| {
            let name = match node.tag_name().name() {
                "Data" => node.attribute("Name"),
                other => Some(other),
            };
            (name, node.text().unwrap_or_default())
        })
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.values().find(|(found, _)| *found == Some(name)).map(|(_, value)| value)
    }

    /// `DOMAIN\User`, also where both are `-` (measured).
    fn account(&self, whose: &str) -> Option<String> {
        let name = self.value(&format!("{whose}UserName")).filter(|name| !name.is_empty())?;
        Some(match self.value(&format!("{whose}DomainName")) {
            None => name.to_owned(),
            Some(domain) => format!("{domain}\\{name}"),
        })
    }

    /// The data by names; values without a name are those of `Data`.
    fn data_bag(&self) -> Value {
        let Some(data) = self.data else { return Value::Null };
        bag(data)
    }
}

/// An element's children by their names; of a name that several have, a list.
fn bag(node: Node<'_, '_>) -> Value {
    let mut bag = Map::new();
    for child in node.children().filter(Node::is_element) {
        let name = child.attribute("Name").unwrap_or(child.tag_name().name());
        let value = match child.has_element() {
            true => self::bag(child),
            false => json!(child.text().unwrap_or_default()),
        };
        match bag.get_mut(name) {
            None => drop(bag.insert(name.to_owned(), value)),
            Some(Value::Array(values)) => values.push(value),
            Some(one) => *one = json!([one.take(), value]),
        }
    }
    Value::Object(bag)
}

/// A value as that of a column: an identifier stands without braces (measured).
fn column(name: &str, value: &str) -> String {
    let guid = value.strip_prefix('{').and_then(|value| value.strip_suffix('}'));
    match guid.filter(|_| name.ends_with("Guid")) {
        Some(guid) => guid.to_owned(),
        None => one_line(value),
    }
}

/// How an audit ended.
#[derive(Clone, Copy)]
enum Audit {
    Success,
    Failure,
}

impl Audit {
    fn level(self) -> i64 {
        match self {
            Self::Success => 8,
            Self::Failure => 16,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Success => "Audit Success",
            Self::Failure => "Audit Failure",
        }
    }
}

/// `3 - Network` (measured); the kinds are those of
/// <https://learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4624>.
fn logon(kind: i64) -> Option<String> {
    let name = match kind {
        0 => "System",
        2 => "Interactive",
        3 => "Network",
        4 => "Batch",
        5 => "Service",
        7 => "Unlock",
        8 => "NetworkCleartext",
        9 => "NewCredentials",
        10 => "RemoteInteractive",
        11 => "CachedInteractive",
        12 => "CachedRemoteInteractive",
        13 => "CachedUnlock",
        _ => return None,
    };
    Some(format!("{kind} - {name}"))
}

fn level_name(level: i64) -> &'static str {
    match level {
        0 => "LogAlways",
        1 => "Critical",
        2 => "Error",
        3 => "Warning",
        4 => "Information",
        _ => "Verbose",
    }
}
