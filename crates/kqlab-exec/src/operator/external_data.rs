//! `externaldata`: the source knows what stands for an address, here its bytes become rows.

mod format;
mod json;
mod mapping;
mod separated;

use std::sync::Arc;

use kqlab_columns::{Batch, Builder};
use kqlab_functions::core::{Dynamic, Ref};
use kqlab_functions::{Context, cast};
use kqlab_plan::{Plan, Schema, Type, Value};
use kqlab_syntax::codes::{binding, data};
use kqlab_syntax::{Code, Diagnostic, Phase, Span};
use regex::Regex;

use crate::columns::Columns;
use crate::fault::{fault, refused};
use crate::scope::Scope;
use crate::stream::{Stream, Task};
use crate::{Fault, Result};
use format::Format;
use mapping::Mapping;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    uris: &[Arc<str>],
    properties: &[(Arc<str>, Value)],
    asked: &Columns,
) -> Result<Stream> {
    let reading = Arc::new(Reading::new(plan, properties, &scope.cx())?);
    let mut tasks: Vec<Result<Task>> = Vec::new();
    for uri in uris {
        let format = reading.format_of(uri)?;
        let wanted = |member: &str| reading.members.as_ref().is_none_or(|m| m.is_match(member));
        for body in scope.executor.source.external(uri, &wanted, plan.span)? {
            let (reading, uri) = (Arc::clone(&reading), Arc::clone(uri));
            let read = move || Ok(vec![reading.rows(&uri, format, &body)?]);
            tasks.push(Ok(Box::new(read)));
        }
    }
    let (narrow, stream) =
        (asked.narrow(&plan.schema), Stream::new(plan.schema.clone(), Box::new(tasks.into_iter())));
    let out = Arc::clone(&narrow);
    Ok(stream.stage(narrow, move |batch| Ok(crate::rows::select(&batch, &out))))
}

/// The regex of a `zipPattern`. Its page calls it a regular expression, published rules write `*.csv`.
fn zip_pattern(text: &str) -> String {
    let is_regex = text.contains(".*") || text.contains(['\\', '^', '$', '+', '(', '[', '{', '|']);
    if is_regex || !text.contains(['*', '?']) {
        return text.to_owned();
    }
    let escaped = regex::escape(text).replace(r"\*", ".*").replace(r"\?", ".");
    format!("^{escaped}$")
}

/// How the bytes are read: `with (format=..., ignoreFirstRecord=..., ingestionMapping=..., zipPattern=...)`.
struct Reading {
    schema: Arc<Schema>,
    format: Option<Format>,
    skip_first: bool,
    mapping: Option<Mapping>,
    /// Of the files in an archive only those are read whose name it finds.
    members: Option<Arc<Regex>>,
    span: Span,
}

impl Reading {
    fn new(plan: &Plan, properties: &[(Arc<str>, Value)], cx: &Context) -> Result<Self> {
        let mut reading = Self {
            schema: Arc::clone(&plan.schema),
            format: None,
            skip_first: false,
            mapping: None,
            members: None,
            span: plan.span,
        };
        for (name, value) in properties {
            reading.apply(name, value, cx)?;
        }
        Ok(reading)
    }

    fn apply(&mut self, name: &str, value: &Value, cx: &Context) -> Result<()> {
        let text = match value {
            Value::String(text) => text.to_string(),
            Value::Bool(flag) => flag.to_string(),
            _ => String::new(),
        };
        match name.to_lowercase().as_str() {
            "format" => self.format = Some(Format::named(&text, self.span)?),
            "ignorefirstrecord" => {
                let flag = text.to_lowercase().parse();
                let wrong = "`ignoreFirstRecord` of externaldata takes true or false";
                self.skip_first =
                    flag.map_err(|_| fault(binding::BAD_PARAMETER, self.span, wrong))?;
            }
            "ingestionmapping" => self.mapping = Some(Mapping::parse(&text, self.span)?),
            "zippattern" => {
                let regex = cx.regex(&zip_pattern(&text));
                self.members = Some(regex.map_err(|error| refused(error, self.span))?);
            }
            // The kind of a mapping follows from the format; the binder refuses what is not known.
            _ => {}
        }
        Ok(())
    }

    fn format_of(&self, uri: &str) -> Result<Format> {
        self.format.map_or_else(|| Format::of_address(uri, self.span), Ok)
    }

    fn rows(&self, uri: &str, format: Format, body: &[u8]) -> Result<Batch> {
        let body = std::str::from_utf8(body).map_err(|error| {
            let at = error.valid_up_to();
            self.unreadable(uri, data::BAD_UTF8, &format!("byte {at} is not UTF-8"))
        })?;
        let body = body.strip_prefix('\u{feff}').unwrap_or(body);
        let mut rows = Rows::new(&self.schema);
        let skip = usize::from(self.skip_first);
        match format {
            Format::Separated(delimiter) => {
                let fields = separated::positions(&self.schema, self.mapping.as_ref(), self.span)?;
                separated::read(body, delimiter, &fields, skip, &mut rows);
            }
            Format::Lines => {
                // An empty line is no record: ingestion-supported-formats, TXT
                let lines = body.lines().filter(|line| !line.is_empty()).skip(skip);
                lines.for_each(|line| rows.push_text_row(line));
            }
            Format::Raw if skip == 0 => rows.push_text_row(body),
            Format::Raw => {}
            Format::Json => {
                let paths = json::paths(&self.schema, self.mapping.as_ref(), self.span)?;
                let read = json::read(body, &paths, skip, &mut rows);
                read.map_err(|error| self.unreadable(uri, data::BAD_JSON, &error))?;
            }
        }
        Ok(rows.finish(&self.schema))
    }

    fn unreadable(&self, uri: &str, code: Code, why: &str) -> Fault {
        let message = format!("what stands for {uri} cannot be read: {why}");
        Box::new(Diagnostic::error(Phase::Data, code, self.span, message))
    }
}

/// The rows of a body on their way into columns of the declared types.
struct Rows {
    columns: Vec<Builder>,
    rows: usize,
}

impl Rows {
    fn new(schema: &Schema) -> Self {
        let columns = schema.fields.iter().map(|field| Builder::new(field.ty)).collect();
        Self { columns, rows: 0 }
    }

    /// A row of one value for each column, converted to its type as `totype(value)` would; a text for a dynamic column
    /// is JSON, or else a string.
    fn push_row<'v>(&mut self, values: impl Iterator<Item = Ref<'v>>) {
        for (column, value) in self.columns.iter_mut().zip(values) {
            let value = match (column.ty(), value) {
                (Type::Dynamic, Ref::String(text)) => Dynamic::Text(text).into(),
                (_, value) => value,
            };
            cast::push(value, column.ty(), column);
        }
        self.rows += 1;
    }

    /// A row whose only value is a text: it fills the first column.
    fn push_text_row(&mut self, text: &str) {
        self.push_row(std::iter::once(Ref::String(text)).chain(std::iter::repeat(Ref::Null)));
    }

    fn finish(self, schema: &Arc<Schema>) -> Batch {
        let columns = self.columns.into_iter().map(Builder::finish).collect();
        Batch::new(Arc::clone(schema), columns, self.rows)
    }
}
