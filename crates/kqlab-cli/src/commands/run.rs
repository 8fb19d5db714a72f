//! `kqlab run`

use std::io::{BufWriter, Write};

use super::{Failure, engine, query, refused};
use crate::args::RunArgs;
use crate::{output, report};

/// Runs the query and prints its rows.
pub(crate) fn run(args: &RunArgs) -> Result<(), Failure> {
    let query = query(&args.query)?;
    let engine = engine(&args.data)?;
    let answer = engine.run(&query.text).map_err(|d| refused(&query.source, &d))?;
    report::print(&query.source, &answer.warnings);
    let mut out = BufWriter::new(anstream::stdout().lock());
    output::write(&mut out, &answer.results, args)?;
    Ok(out.flush()?)
}
