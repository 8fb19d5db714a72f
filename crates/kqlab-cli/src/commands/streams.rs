//! Data that can be read only once: standard input and pipes. It is kept, in memory or in a file without a name, because
//! a table is read more than once.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use kqlab::Input;

use super::Failure;
use crate::args::DataArgs;

/// The name of the table that `--data -` reads.
const STDIN: &str = "stdin";

/// So much is kept in memory.
const IN_MEMORY: u64 = 64 << 20;

/// Where the data is: paths, and what had to be kept.
pub(super) struct Sources {
    pub(super) data: Vec<PathBuf>,
    pub(super) tables: Vec<(String, PathBuf)>,
    pub(super) inputs: Vec<(String, Vec<Input>)>,
}

/// Tells the paths of the command line from what can be read only once, and reads that.
pub(super) fn sources(args: &DataArgs) -> Result<Sources, Failure> {
    let mut sources = Sources { data: Vec::new(), tables: Vec::new(), inputs: Vec::new() };
    for path in &args.data {
        match is_stdin(path) {
            true => sources.inputs.push((STDIN.to_owned(), vec![keep(path)?])),
            false => sources.data.push(path.clone()),
        }
    }
    for (name, path) in &args.table {
        match is_stdin(path) || is_pipe(path) {
            true => sources.inputs.push((name.clone(), vec![keep(path)?])),
            false => sources.tables.push((name.clone(), path.clone())),
        }
    }
    Ok(sources)
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether it is a pipe, as what a shell makes of `<(command)`. A device such as `/dev/zero` is not: it may have no end.
#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    path.metadata().is_ok_and(|metadata| metadata.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

/// Standard input, which only one may read: a query or a table.
pub(super) fn stdin() -> Result<io::StdinLock<'static>, Failure> {
    static TAKEN: AtomicBool = AtomicBool::new(false);
    if TAKEN.swap(true, Ordering::Relaxed) {
        let message = "standard input can be one query or one table, not both or several";
        return Err(Failure::Usage(message.into()));
    }
    Ok(io::stdin().lock())
}

fn keep(path: &Path) -> Result<Input, Failure> {
    let name = if is_stdin(path) { Path::new("standard input") } else { path };
    let kept = match is_stdin(path) {
        true => kept(name, stdin()?),
        false => File::open(path).and_then(|pipe| kept(name, pipe)),
    };
    kept.map_err(|error| Failure::Usage(format!("{} cannot be read: {error}", name.display())))
}

fn kept(name: &Path, mut source: impl Read) -> io::Result<Input> {
    let mut bytes = Vec::new();
    source.by_ref().take(IN_MEMORY).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < IN_MEMORY {
        return Ok(Input::text(name, bytes));
    }
    let mut file = tempfile::tempfile()?;
    file.write_all(&bytes)?;
    io::copy(&mut source, &mut file)?;
    file.rewind()?;
    Ok(Input::open_file(name, file))
}
