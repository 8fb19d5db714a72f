//! One record: its XML, and the row that each of the tables has of it.

use kqlab_syntax::time::parse_datetime;
use roxmltree::{Document, Node};
use serde_json::{Map, Value, json};

use super::Shape;
use super::activity::activity;

/// A record's XML, parsed.
pub(super) struct Event<'x> {
    xml: &'x str,
    system: Node<'x, 'x>,
    /// `EventData` or `UserData`.
    data: Option<Node<'x, 'x>>,
}

impl Event<'_> {
    /// The row of a record, if the table has it.
    pub(super) fn read(xml: &str, shape: Shape) -> Result<Option<Value>, String> {
        let document = Document::parse(xml).map_err(|error| error.to_string())?;
        let root = document.root_element();
        let child = |name: &str| root.children().find(|node| node.has_tag_name_of(name));
        let system = child("System").ok_or("without System")?;
        let data = child("EventData").or_else(|| child("UserData"));
        let event = Event { xml, system, data };
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
        self.system.children().find(|node| node.has_tag_name_of(name))
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
            ("EventLevel".to_owned(), json!(self.number("Level"))),
            ("Source".to_owned(), json!(self.attribute("Provider", "Name"))),
            ("EventCategory".to_owned(), json!(self.number("Task"))),
            ("UserName".to_owned(), json!(user)),
            ("ParameterXml".to_owned(), json!(parameters.collect::<String>())),
            // Sentinel's Sysmon parser reads `parse_xml(EventData).DataItem.EventData.Data`.
            (
                "EventData".to_owned(),
                json!(self.data_xml().map(|data| format!(
                    "<DataItem type=\"System.XmlData\" time=\"{time}\" \
                 sourceHealthServiceId=\"00000000-0000-0000-0000-000000000000\">{data}</DataItem>"
                ))),
            ),
        ]);
    }

    /// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityevent>
    fn security_event(&self, row: &mut Map<String, Value>) {
        let id = self.number("EventID").unwrap_or_default();
        let (subject, target) = (self.account("Subject"), self.account("Target"));
        // Measured: of a logon and its end the account is the one that logs on, otherwise the one that acts; the two
        // key operations have none in columns.
        let columns = !matches!(id, 5058 | 5061);
        let account = match id {
            4624 | 4625 | 4634 | 4647 => target.clone(),
            4776 => None,
            _ => subject.clone(),
        };
        let kind =
            account.as_ref().map(|account| if account.ends_with('$') { "Machine" } else { "User" });
        // Audit success is 8, failure 16, as in the classic log.
        let failed = self.keywords().is_some_and(|keywords| keywords & (1 << 52) != 0);
        let level = match self.number("Level") {
            Some(0) => Some(if failed { "16".to_owned() } else { "8".to_owned() }),
            level => level.map(|level| level.to_string()),
        };
        self.origin(row);
        row.extend([
            ("EventSourceName".to_owned(), json!(self.attribute("Provider", "Name"))),
            ("Level".to_owned(), json!(level)),
            ("Activity".to_owned(), json!(activity(id))),
            ("EventData".to_owned(), json!(self.data_xml())),
        ]);
        if !columns {
            return;
        }
        row.extend([
            ("Account".to_owned(), json!(account)),
            ("AccountType".to_owned(), json!(kind)),
            ("SubjectAccount".to_owned(), json!(subject)),
            ("TargetAccount".to_owned(), json!(target)),
        ]);
        for (name, value) in self.values() {
            let name = match name.unwrap_or_default() {
                "" => continue,
                name => name,
            };
            row.entry(name).or_insert_with(|| json!(value));
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

    fn keywords(&self) -> Option<u64> {
        u64::from_str_radix(self.text("Keywords")?.trim_start_matches("0x"), 16).ok()
    }

    /// The values of the data, with their names if they have any.
    fn values(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let nodes = self.data.into_iter().flat_map(|data| data.children());
        nodes.filter(Node::is_element).map(|node| {
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

    /// `DOMAIN\User`; a name that is not told is `-`.
    fn account(&self, whose: &str) -> Option<String> {
        let name =
            self.value(&format!("{whose}UserName")).filter(|name| !matches!(*name, "" | "-"))?;
        Some(match self.value(&format!("{whose}DomainName")) {
            None => name.to_owned(),
            Some("-") => format!("\\{name}"),
            Some(domain) => format!("{domain}\\{name}"),
        })
    }

    /// The data as its XML, laid out as the agent does.
    fn data_xml(&self) -> Option<String> {
        let data = self.data?;
        let name = data.tag_name().name();
        let lines = data.children().filter(Node::is_element);
        let lines = lines.map(|node| format!("  {}\r\n", &self.xml[node.range()]));
        let inside: String = lines.collect();
        Some(format!(
            "<{name} xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n{inside}</{name}>"
        ))
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
        let value = match child.children().any(|node| node.is_element()) {
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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

/// Whether an element has a name, whatever its namespace.
trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}
