//! Diagnostics on standard error, by miette: the one place that renders them.

mod lines;

use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use kqlab::{Diagnostic, Label, Severity, Span};
use kqlab_rules::Placement;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};

use lines::Index;
pub(crate) use lines::Lines;

/// The text that spans point into, and how the query stands in it.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) placement: Placement,
    pub(crate) text: String,
    /// Of the text, as soon as a place is asked for.
    index: OnceLock<Index>,
}

impl Source {
    /// A text that holds a query.
    pub(crate) fn new(name: String, text: String, placement: Placement) -> Self {
        Self { name, placement, text, index: OnceLock::new() }
    }

    /// A file as it is.
    pub(crate) fn whole(path: &Path, text: &str) -> Self {
        Self::new(path.display().to_string(), text.to_owned(), Placement::at(0))
    }

    /// For diagnostics that point into no text.
    pub(crate) fn none() -> Self {
        Self::new(String::new(), String::new(), Placement::at(0))
    }
}

impl Source {
    /// Where a span of the query stands in the file.
    pub(crate) fn lines(&self, span: Span) -> Lines {
        let index = self.index.get_or_init(|| Index::new(&self.text));
        let placed = self.placement.place(span);
        let (line, column) = index.line(placed.start as usize);
        let (end_line, end_column) = index.line(placed.end as usize);
        Lines { line, column, end_line, end_column }
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
        // Columns are characters, as editors count them.
        let start = read.span().offset();
        let line = self.text.get(..start).and_then(|before| before.rfind('\n'));
        let on_line = self.text.get(line.map_or(0, |end| end + 1)..start);
        let column = on_line.map_or(read.column(), |text| text.chars().count());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            read.data(),
            *read.span(),
            read.line(),
            column,
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

/// Prints a text. Standard error may be closed: then there is nobody to tell.
pub(crate) fn write(text: &str) {
    let mut stderr = anstream::stderr().lock();
    let _told = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
