//! Diagnostics on standard error, by miette: the one place that renders them.

use std::io::Write;
use std::path::Path;

use kqlab::{Diagnostic, Label, Severity, Span};
use kqlab_rules::Placement;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};

/// The text that spans point into, and how the query stands in it.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) placement: Placement,
}

impl Source {
    /// A file as it is.
    pub(crate) fn whole(path: &Path, text: &str) -> Self {
        let name = path.display().to_string();
        Self { name, text: text.to_owned(), placement: Placement::at(0) }
    }

    /// For diagnostics that point into no text.
    pub(crate) fn none() -> Self {
        Self { name: String::new(), text: String::new(), placement: Placement::at(0) }
    }
}

/// Lines and columns, from 1, columns in characters.
#[derive(Clone, Copy)]
pub(crate) struct Lines {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

impl Source {
    /// Where a span of the query stands in the file.
    pub(crate) fn lines(&self, span: Span) -> Lines {
        let placed = self.placement.place(span);
        let (line, column) = self.line(placed.start);
        let (end_line, end_column) = self.line(placed.end);
        Lines { line, column, end_line, end_column }
    }

    fn line(&self, offset: u32) -> (usize, usize) {
        let before = self.text.get(..offset as usize).unwrap_or(&self.text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (1 + before.matches('\n').count(), 1 + before[start..].chars().count())
    }
}

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.as_bytes().read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            read.data(),
            *read.span(),
            read.line(),
            read.column(),
            read.line_count(),
        )))
    }
}

/// One diagnostic in its source, as miette wants it.
struct Rendered<'a> {
    diagnostic: &'a Diagnostic,
    source: &'a Source,
}

impl std::fmt::Debug for Rendered<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl std::fmt::Display for Rendered<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Rendered<'_> {}

impl miette::Diagnostic for Rendered<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code.id))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.diagnostic.hint.as_deref().map(|hint| Box::new(hint) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.diagnostic.span.map(|_| self.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.diagnostic.span?;
        let main = LabeledSpan::new_primary_with_span(None, place(self.source, span));
        let label = |label: &Label| {
            LabeledSpan::new_with_span(Some(label.text.clone()), place(self.source, label.span))
        };
        Some(Box::new(std::iter::once(main).chain(self.diagnostic.labels.iter().map(label))))
    }
}

/// The span in the source's text, never past its end.
fn place(source: &Source, span: Span) -> SourceSpan {
    let placed = source.placement.place(span);
    let start = (placed.start as usize).min(source.text.len());
    let end = (placed.end as usize).clamp(start, source.text.len());
    SourceSpan::new(start.into(), end - start)
}

/// Prints diagnostics, one after the other.
pub(crate) fn print(source: &Source, diagnostics: &[Diagnostic]) {
    write(&render(source, diagnostics));
}

/// Diagnostics as text, one after the other.
pub(crate) fn render(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let width = terminal_size::terminal_size_of(std::io::stderr()).map_or(100, |size| size.0.0);
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode())
        .with_width(usize::from(width).clamp(40, 120));
    let mut text = String::new();
    for diagnostic in diagnostics {
        let rendered = Rendered { diagnostic, source };
        handler.render_report(&mut text, &rendered).expect("invariant: a string takes all text");
    }
    text
}

/// Prints a line that is neither result nor error.
pub(crate) fn note(text: &str) {
    write(&format!("{text}\n"));
}

/// Prints an error that has no place in a query.
pub(crate) fn failed(message: &str, hint: Option<&str>) {
    let hint = hint.map(|hint| format!("  help: {hint}\n")).unwrap_or_default();
    write(&format!("error: {message}\n{hint}"));
}

/// Prints an error of the command line.
pub(crate) fn usage(message: &str) {
    failed(message, Some("see kqlab --help"));
}

/// Standard error may be closed: then there is nobody to tell.
fn write(text: &str) {
    let mut stderr = anstream::stderr().lock();
    let _told = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
