//! What stands for the addresses of `externaldata`: files that the user names or saved. Nothing is fetched.

use std::path::PathBuf;

use kqlab_syntax::codes::data;
use kqlab_syntax::{Diagnostic, Phase, Span};
use kqlab_tables::{Input, ReadOptions};

/// Files by address, and folders of files by name.
#[derive(Debug)]
pub(crate) struct External {
    files: Vec<(String, PathBuf)>,
    folders: Vec<PathBuf>,
}

impl External {
    /// What the user has given.
    pub(crate) fn new(files: Vec<(String, PathBuf)>, folders: Vec<PathBuf>) -> Self {
        Self { files, folders }
    }

    /// The bodies of an address; of an archive those of the files whose names are wanted.
    pub(crate) fn read(
        &self,
        uri: &str,
        wanted: &dyn Fn(&str) -> bool,
        options: &ReadOptions,
        span: Span,
    ) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let Some(path) = self.file(uri) else { return Err(missing(uri, span)) };
        let bodies = Input::file(path).bodies(wanted, options);
        bodies.map_err(|failure| Diagnostic { span: Some(span), ..failure })
    }

    /// The file of the address itself, else of the address without its query, else of its file name in a folder.
    fn file(&self, uri: &str) -> Option<PathBuf> {
        let given = |wanted: &str| {
            let mut files = self.files.iter();
            files.find(|(address, _)| address == wanted).map(|(_, file)| file.clone())
        };
        let name = file_name(uri);
        let saved = || {
            let name = name.filter(|name| !matches!(*name, "" | "." | ".."))?;
            self.folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file())
        };
        given(uri).or_else(|| given(bare(uri))).or_else(saved)
    }
}

/// The address without its query and fragment.
fn bare(uri: &str) -> &str {
    uri.split(['?', '#']).next().unwrap_or(uri)
}

/// The last name of the address's path; a path may end with a slash.
fn file_name(uri: &str) -> Option<&str> {
    let (_, path) = bare(uri).split_once("://").unwrap_or(("", bare(uri)));
    path.trim_end_matches('/').rsplit_once('/').map(|(_, name)| name)
}

fn missing(uri: &str, span: Span) -> Diagnostic {
    let message = format!("no file stands for {uri}, and nothing is fetched");
    let name = file_name(uri).filter(|name| !name.is_empty());
    let folder = name.map(|name| format!(", or keep it as {name} in the folder of --external-dir"));
    let hint =
        format!("save it, then name it: --external {uri}=FILE{}", folder.unwrap_or_default());
    Diagnostic::error(Phase::Data, data::NO_BODY, span, message).with_hint(hint)
}
