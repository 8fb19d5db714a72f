//! Files of saved functions that cannot be read. One among a folder's stops no query but those that call what it holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kqlab_plan::environment::SavedFunction;
use kqlab_syntax::{Diagnostic, Severity};

use super::{position, unreadable, yaml};

/// A file of a folder of saved functions that cannot be read.
#[derive(Debug)]
pub struct UnreadFunctions {
    /// The file.
    pub path: PathBuf,
    /// Its text, as far as it is one.
    pub text: String,
    /// A warning of what is wrong; the spans are of the text.
    pub warning: Diagnostic,
}

/// The text of a file.
pub(super) fn text(path: &Path) -> Result<String, Box<UnreadFunctions>> {
    let bytes = std::fs::read(path)
        .map_err(|failure| UnreadFunctions::new(path, String::new(), unreadable(path, &failure)))?;
    crate::text(bytes).map_err(|(shown, fault)| UnreadFunctions::new(path, shown, *fault))
}

impl UnreadFunctions {
    pub(super) fn new(path: &Path, text: String, fault: Diagnostic) -> Box<Self> {
        let warning = Diagnostic { severity: Severity::Warning, ..fault };
        Box::new(Self { path: path.to_owned(), text, warning })
    }

    /// The functions that it seems to hold, which cannot be called.
    pub(super) fn functions(&self) -> impl Iterator<Item = SavedFunction> {
        let mut names = yaml::names(&self.text);
        if names.is_empty() {
            names.extend(self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
        let fault: Arc<str> = self.told().into();
        names.into_iter().map(move |name| SavedFunction {
            name: name.into(),
            parameters: "()".into(),
            body: "print 0".into(),
            origin: None,
            fault: Some(Arc::clone(&fault)),
        })
    }

    /// As an error that stands in no text.
    pub(super) fn failure(self) -> Diagnostic {
        let message = self.told();
        let error = Diagnostic { severity: Severity::Error, message, ..self.warning };
        error.without_span()
    }

    /// What is wrong, with the file and the place in it.
    fn told(&self) -> String {
        match self.warning.span {
            Some(span) => {
                let (line, column) = position(&self.text, span.start as usize);
                format!("{}:{line}:{column}: {}", self.path.display(), self.warning.message)
            }
            None => self.warning.message.clone(),
        }
    }
}
