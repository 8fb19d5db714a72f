//! `kqlab convert`

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use kqlab::{Contents, Diagnostic, ParquetWriter, Table};

use super::{Failure, engine, refused};
use crate::args::{ConvertArgs, ConvertFormat};
use crate::output::{self, counted};
use crate::progress;
use crate::report::{self, Source};

/// Writes each table that the data holds into a file of its own.
pub(crate) fn run(mut args: ConvertArgs) -> Result<(), Failure> {
    let out = folder(&args)?;
    args.data.data.append(&mut args.paths);
    let engine = engine(&args.data)?;
    let mut stdout = anstream::stdout().lock();
    for name in engine.table_names() {
        let watch = progress::watch(engine.progress());
        let contents = engine.contents(name).map_err(|d| refused(&Source::none(), &[d]))?;
        let Some(contents) = contents.filter(|contents| !contents.schema().fields.is_empty())
        else {
            report::failed(&format!("{name} has no columns: no file is written for it"), None);
            continue;
        };
        let path = out.join(file_name(name, args.to)?);
        let rows = write(&contents, args.to, &path)?;
        drop(watch);
        report::print(&Source::none(), &contents.warnings());
        writeln!(stdout, "{}  {}", path.display(), counted(rows, "row"))?;
    }
    Ok(())
}

fn ending(format: ConvertFormat) -> &'static str {
    match format {
        ConvertFormat::Parquet => "parquet",
        ConvertFormat::Ndjson => "ndjson",
        ConvertFormat::Csv => "csv",
    }
}

/// The folder that the files go to: not the one that is read, where each table would be there twice.
fn folder(args: &ConvertArgs) -> Result<PathBuf, Failure> {
    let named = args.paths.iter().chain(&args.data.data);
    if named.clone().next().is_none() && args.data.table.is_empty() {
        return Err(Failure::Usage("no data is named: kqlab convert PATH".into()));
    }
    let out = match (&args.out, named.clone().collect::<Vec<_>>().as_slice()) {
        (Some(out), _) => out.clone(),
        (None, [one]) if one.is_dir() => {
            let mut name = one.components().as_path().as_os_str().to_owned();
            name.push(format!("-{}", ending(args.to)));
            name.into()
        }
        (None, _) => ending(args.to).into(),
    };
    fs::create_dir_all(&out).map_err(|error| unwritten(&out, &error))?;
    let place = |path: &Path| path.canonicalize().ok();
    if named.clone().any(|path| place(path).is_some_and(|path| Some(path) == place(&out))) {
        let message =
            format!("{} is what is read; another folder is needed for --out", out.display());
        return Err(Failure::Usage(message));
    }
    Ok(out)
}

fn file_name(table: &str, format: ConvertFormat) -> Result<String, Failure> {
    if table.contains(['/', '\\']) {
        return Err(Failure::Usage(format!("the table {table} has a name that no file can have")));
    }
    Ok(format!("{table}.{}", ending(format)))
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::Usage(format!("{} cannot be written: {error}", path.display()))
}

/// Why a file was not written.
enum Stop {
    Read(Diagnostic),
    Write(io::Error),
}

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Read(diagnostic)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Writes a table, under another name until it is whole; gives the number of rows.
fn write(contents: &Contents, format: ConvertFormat, path: &Path) -> Result<u64, Failure> {
    let unfinished = path.with_extension("unfinished");
    let written = File::create(&unfinished).map_err(Stop::from).and_then(|file| {
        let rows = write_rows(contents, format, BufWriter::new(file))?;
        fs::rename(&unfinished, path)?;
        Ok(rows)
    });
    written.map_err(|stop| {
        // What is left of a file that could not be written may be there or not.
        let _ = fs::remove_file(&unfinished);
        match stop {
            Stop::Read(diagnostic) => refused(&Source::none(), &[diagnostic]),
            Stop::Write(error) => unwritten(path, &error),
        }
    })
}

fn write_rows(
    contents: &Contents,
    format: ConvertFormat,
    mut out: BufWriter<File>,
) -> Result<u64, Stop> {
    let mut rows = 0;
    if format == ConvertFormat::Parquet {
        let past = contents.past_nanoseconds()?;
        let mut file = ParquetWriter::new(out, contents.schema(), |column| past.contains(column))?;
        for batch in contents.batches() {
            let batch = batch?;
            rows += batch.rows() as u64;
            file.write(batch)?;
        }
        out = file.finish()?;
        return Ok(out.flush().map(|()| rows)?);
    }
    for batch in contents.batches() {
        let table = Table::of(batch?);
        match format {
            ConvertFormat::Csv => output::write_values(&mut out, &table, rows == 0)?,
            ConvertFormat::Ndjson | ConvertFormat::Parquet => {
                output::write_lines(&mut out, &table)?
            }
        }
        rows += table.row_count() as u64;
    }
    Ok(out.flush().map(|()| rows)?)
}
