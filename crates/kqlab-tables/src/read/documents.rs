//! JSON that is not a row a line: arrays of objects, objects over several lines, rows wrapped in an object
//! (`{"Records": [..]}`), and answers of query services. One document may follow another. The rows are read one by one; only the row at hand is
//! in memory.

use super::answer::{self, Service};
use super::lines::{Stop, bad_row};
use super::window::Window;
use super::{BadRow, Header, OnBadRow, Place, RowSink, Rules, wrapper};
use crate::json::scan::{self, Fault, What, expected, skip_space};

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A row, or an array of rows.
    Rows,
    /// An object that wraps rows.
    Wrapped,
    /// An answer of a query service, whose rows are arrays.
    Answer(Service),
}

impl Shape {
    /// Its name for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rows => "JSON",
            Self::Wrapped => "JSON with the rows in an object",
            Self::Answer(Service::LogAnalytics) => "answer of Log Analytics",
            Self::Answer(Service::KustoV1) => "answer of Kusto, version 1",
            Self::Answer(Service::KustoV2) => "answer of Kusto, version 2",
        }
    }
}

/// Reads the rows of a file's documents.
#[derive(Debug)]
pub(super) struct Documents {
    window: Window,
    part: usize,
    shape: Shape,
    state: State,
    /// What is under the window has been used up, but for the beginning of a row.
    needs_more: bool,
    /// There is more to read.
    more: bool,
    ended: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between documents.
    Top,
    /// Before an element of an array; `first` may be its end. `wrapped` arrays stand within something.
    Element { first: bool, wrapped: bool },
    /// After an element.
    After { wrapped: bool },
    /// After the rows, within what is around them.
    Tail,
}

impl Documents {
    pub(super) fn new(window: Window, part: usize, shape: Shape) -> Self {
        Self { window, part, shape, state: State::Top, needs_more: true, more: true, ended: false }
    }

    /// Hands rows to the sink until it is full, at most those of a chunk; `false` after the last.
    pub(super) fn advance(&mut self, rules: Rules, sink: &mut impl RowSink) -> Result<bool, Stop> {
        if self.ended {
            return Ok(false);
        }
        if self.needs_more {
            self.more = self.window.fill()?;
        }
        let (consumed, stop) = self.chunk(rules, sink);
        self.window.consume(consumed);
        self.needs_more = stop != Some(Bad::Full);
        let unread = self.window.unread();
        let bad = match stop {
            Some(Bad::Full) => return Ok(true),
            Some(Bad::Row(bad)) => Some(bad),
            Some(Bad::Fault(fault)) if fault.what != What::End || !self.more => {
                let fault = Fault { at: fault.at - consumed, ..fault };
                Some(BadRow::from_fault(fault, unread, self.place(0)))
            }
            _ if unread.len() > rules.row_bytes => {
                Some(BadRow::too_long(rules.row_bytes, self.place(skip_space(unread, 0))))
            }
            _ => None,
        };
        self.ended = !self.more || bad.is_some();
        if let Some(bad) = bad {
            bad_row(self.last(bad, rules), rules, sink)?;
        }
        self.window.shrink();
        Ok(!self.ended)
    }

    fn place(&self, at: usize) -> Place {
        Place { part: self.part, offset: self.window.offset() + at as u64 }
    }

    /// Where the JSON itself is broken there is no next row to go on from; a warning has to say so.
    fn last(&self, bad: BadRow, rules: Rules) -> BadRow {
        match rules.on_bad_row {
            OnBadRow::Fail => bad,
            OnBadRow::Skip => bad.rest_left_out(),
        }
    }

    /// The rows that are whole in memory; gives how many bytes they took, and why there are no more.
    fn chunk(&mut self, rules: Rules, sink: &mut impl RowSink) -> (usize, Option<Bad>) {
        let bytes = self.window.unread();
        let (text, invalid) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = error.valid_up_to();
                let text = std::str::from_utf8(&bytes[..valid]).expect("invariant: checked above");
                (text, error.error_len().map(|_| valid))
            }
        };
        let place = self.place(0);
        let (shape, state, more) = (self.shape, self.state, self.more);
        let mut walk = Walk { text, place, shape, state, at: 0, rules, more };
        let fault = loop {
            match walk.step(sink) {
                Ok(true) if sink.is_full() => break Some(Bad::Full),
                Ok(true) => {}
                Ok(false) => break None,
                Err(fault) => break Some(fault),
            }
        };
        let (consumed, state) = (walk.at, walk.state);
        self.state = state;
        match (fault, invalid) {
            (Some(Bad::Fault(Fault { what: What::End, .. })) | None, Some(valid)) => {
                let place = Place { offset: place.offset + valid as u64, ..place };
                (consumed, Some(Bad::Row(BadRow::not_utf8(&self.window.unread()[valid..], place))))
            }
            (fault, _) => (consumed, fault),
        }
    }
}

/// Why there are no more rows in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Bad {
    /// The sink wants no more.
    Full,
    Fault(Fault),
    Row(BadRow),
}

impl From<Fault> for Bad {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A walk over the text in memory. `at` moves only over what is whole.
struct Walk<'a> {
    text: &'a str,
    place: Place,
    shape: Shape,
    state: State,
    at: usize,
    rules: Rules,
    /// More text will follow.
    more: bool,
}

impl Walk<'_> {
    /// One row or one sign further; `false` at the end between documents.
    fn step(&mut self, sink: &mut impl RowSink) -> Result<bool, Bad> {
        let bytes = self.text.as_bytes();
        let at = skip_space(bytes, self.at);
        let next = bytes.get(at).copied();
        match self.state {
            State::Top if next.is_none() => {
                self.at = at;
                return Ok(false);
            }
            State::Top => self.document(at, sink)?,
            State::Element { first: true, wrapped } if next == Some(b']') => {
                self.goto(at + 1, if wrapped { State::Tail } else { State::Top });
            }
            State::Element { wrapped, .. } => self.row(at, State::After { wrapped }, sink)?,
            State::After { wrapped } => match next {
                Some(b',') => self.goto(at + 1, State::Element { first: false, wrapped }),
                Some(b']') => self.goto(at + 1, if wrapped { State::Tail } else { State::Top }),
                _ => expected(bytes, at, "',' or ']' after a row")?,
            },
            State::Tail => {
                let end = match self.shape {
                    Shape::Rows | Shape::Wrapped => wrapper::tail(bytes, at)?,
                    Shape::Answer(service) => {
                        let tail = answer::tail(service, bytes, at)?;
                        if let Some(at) = tail.partial {
                            let offset = self.place.offset + at as u64;
                            sink.partial(BadRow::partial(Place { offset, ..self.place }));
                        }
                        tail.end
                    }
                };
                self.goto(end, State::Top);
            }
        }
        Ok(true)
    }

    /// The document that starts at `at`, up to its rows.
    fn document(&mut self, at: usize, sink: &mut impl RowSink) -> Result<(), Bad> {
        let bytes = self.text.as_bytes();
        let array = bytes[at] == b'[';
        match self.shape {
            Shape::Answer(service) => {
                let head = answer::head(service, bytes, at)?;
                sink.header(&Header { columns: head.columns, dates: self.rules.dates });
                self.goto(head.rows, State::Element { first: true, wrapped: true });
            }
            Shape::Wrapped if !array => {
                let rows = wrapper::head(bytes, at)?;
                self.goto(rows, State::Element { first: true, wrapped: true });
            }
            Shape::Rows if !array => self.row(at, State::Top, sink)?,
            Shape::Rows | Shape::Wrapped => {
                self.goto(at + 1, State::Element { first: true, wrapped: false });
            }
        }
        Ok(())
    }

    fn goto(&mut self, at: usize, state: State) {
        self.at = at;
        self.state = state;
    }

    fn row(&mut self, at: usize, then: State, sink: &mut impl RowSink) -> Result<(), Bad> {
        let bytes = self.text.as_bytes();
        let (bracket, what) = match self.shape {
            Shape::Rows | Shape::Wrapped => (b'{', "an object"),
            Shape::Answer(_) => (b'[', "an array of values"),
        };
        if bytes.get(at) != Some(&bracket) {
            let end = scan::value(bytes, at)?.end;
            if end == bytes.len() && self.more {
                return Err(Fault { at: end, what: What::End }.into());
            }
            let bad = BadRow::no_row(what, bytes, at, self.place);
            return match self.rules.on_bad_row {
                OnBadRow::Fail => Err(Bad::Row(bad)),
                OnBadRow::Skip => {
                    sink.skipped(bad);
                    self.goto(end, then);
                    Ok(())
                }
            };
        }
        let here = Place { offset: self.place.offset + at as u64, ..self.place };
        let end = match self.shape {
            Shape::Rows | Shape::Wrapped => sink.row(self.text, at, here)?,
            Shape::Answer(_) => sink.array(self.text, at, here)?,
        };
        self.goto(end, then);
        Ok(())
    }
}
