//! Windows event logs (.evtx): each record as the row that an agent would have made of it.
//!
//! Which table the rows are for decides their shape: `SecurityEvent` has those of the channel Security and of AppLocker,
//! `Event` those of all other channels than Security, `WindowsEvent`, and a table of any other name, all of them.

mod activity;
mod event;
mod whole;
mod xml;

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use evtx::{EvtxChunkData, EvtxParser, IntoIterChunks, ParserSettings};
use kqlab_syntax::codes::data;

use crate::Input;
use crate::input::Seekable;
use crate::read::{BadRow, OnBadRow, Place, RowSink, Rules};
use event::Event;

/// The tables that event logs are.
pub(crate) const TABLES: [&str; 3] = ["Event", "SecurityEvent", "WindowsEvent"];

/// What the rows are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Event,
    SecurityEvent,
    WindowsEvent,
}

impl Shape {
    /// The shape of a table's rows.
    pub(crate) fn of(table: &str) -> Self {
        match table {
            "Event" => Self::Event,
            "SecurityEvent" => Self::SecurityEvent,
            _ => Self::WindowsEvent,
        }
    }

    fn has(self, channel: &str) -> bool {
        match self {
            Self::Event => channel != "Security",
            // Measured: an agent that collects security events collects those of AppLocker with them.
            Self::SecurityEvent => {
                channel == "Security" || channel.starts_with("Microsoft-Windows-AppLocker/")
            }
            Self::WindowsEvent => true,
        }
    }
}

/// Whether what begins with `head` is an event log.
pub(crate) fn is_event_log(head: &[u8]) -> bool {
    head.starts_with(b"ElfFile\0")
}

/// Reads the records of a log, chunk by chunk (a chunk is 64 KiB).
pub(crate) struct Records {
    chunks: IntoIterChunks<Seekable>,
    settings: Arc<ParserSettings>,
    shape: Shape,
    place: Place,
    /// What the log lacks, as long as nobody has been told.
    missing: Option<String>,
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("shape", &self.shape).finish_non_exhaustive()
    }
}

impl Records {
    /// Opens a log.
    pub(crate) fn open(input: &Input, shape: Shape, place: Place) -> io::Result<Self> {
        let settings = ParserSettings::new().num_threads(1).indent(false);
        let parser = EvtxParser::from_read_seek(input.open_seekable()?).map_err(damaged)?;
        let parser = parser.with_configuration(settings.clone());
        let missing = whole::missing(&mut input.open_seekable()?)?;
        let chunks = parser.into_chunks();
        Ok(Self { chunks, settings: Arc::new(settings), shape, place, missing })
    }

    /// Hands the records of the next chunk to the sink; `Ok(None)` after the last, else the first bad record, if there
    /// is one.
    pub(crate) fn advance(
        &mut self,
        rules: Rules,
        sink: &mut impl RowSink,
    ) -> io::Result<Option<Result<(), BadRow>>> {
        let Some(chunk) = self.chunks.next() else {
            return Ok(self.missing.take().map(|message| self.bad(message, rules, sink)));
        };
        let mut chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => return Ok(Some(self.bad(broken(&error), rules, sink))),
        };
        let told = told(&chunk);
        let mut rows = Vec::new();
        let settings = Arc::clone(&self.settings);
        let shape = self.shape;
        // The decoder panics on some damaged chunks.
        let read = catch_unwind(AssertUnwindSafe(|| match chunk.parse(settings) {
            Ok(mut chunk) => {
                for record in chunk.iter() {
                    rows.push(record.and_then(evtx::EvtxRecord::into_xml).map(|r| r.data));
                }
                Ok(())
            }
            Err(error) => Err(broken(&error)),
        }));
        let read = read.unwrap_or_else(|_| Err(broken(&"its decoder gave up")));
        let found = rows.len() as u64;
        let read = match told {
            // A chunk is not read to its end where its header is wrong, or what is behind a record cannot be found.
            Some(told) if read.is_ok() && found < told => {
                Err(format!("expected {told} records in a chunk, found {found}"))
            }
            _ => read,
        };
        for row in rows {
            let row = row.map_err(|error| error.to_string());
            match row.and_then(|xml| Event::read(&xml, shape)) {
                Ok(None) => {}
                Ok(Some(row)) => {
                    let read = sink.row(&row.to_string(), 0, self.place);
                    read.expect("invariant: what was written as JSON is JSON");
                }
                Err(message) => {
                    if let Err(bad) = self.bad(broken(&message), rules, sink) {
                        return Ok(Some(Err(bad)));
                    }
                }
            }
        }
        Ok(Some(match read {
            Ok(()) => Ok(()),
            Err(message) => self.bad(message, rules, sink),
        }))
    }

    /// Lets what is bad pass, counted, or gives it back.
    fn bad(&self, message: String, rules: Rules, sink: &mut impl RowSink) -> Result<(), BadRow> {
        let bad = BadRow { place: self.place, code: data::DAMAGED, message };
        match rules.on_bad_row {
            OnBadRow::Fail => Err(bad),
            OnBadRow::Skip => {
                sink.skipped(bad);
                Ok(())
            }
        }
    }
}

/// What is wrong with a record.
fn broken(error: &impl fmt::Display) -> String {
    format!("expected a record, found it damaged ({error})")
}

/// How many records a chunk says it has, if so many have room in it.
fn told(chunk: &EvtxChunkData) -> Option<u64> {
    /// No record is shorter.
    const RECORD: usize = 28;
    let header = &chunk.header;
    let last = header.last_event_record_number.checked_add(1)?;
    let count = last.checked_sub(header.first_event_record_number)?;
    (count <= (chunk.data.len() / RECORD) as u64).then_some(count)
}

fn damaged(error: impl fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
