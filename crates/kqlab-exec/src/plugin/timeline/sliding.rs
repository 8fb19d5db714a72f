//! `sliding_window_counts`, `rolling_percentile`, `active_users_count`: windows that reach back from each bin.

use std::collections::{BTreeMap, HashSet};

use kqlab_columns::Batch;
use kqlab_plan::Value;

use super::super::Args;
use super::{Placed, Timeline};
use crate::Result;
use crate::group::{Grouper, members};
use crate::scope::Scope;

/// Counts in the bins from Start to End; a row counts in the bins whose window, reaching back, it is in. The page's
/// example shows bins that have rows in their window only, and rows before Start are in the windows of the first bins.
pub(in crate::plugin) fn sliding_counts(
    scope: &Scope<'_>,
    args: &Args<'_>,
    rows: Batch,
) -> Result<Batch> {
    let line = Timeline::new(scope, args, &rows, "TimelineColumn")?;
    let (start, end) = (line.constant("Start")?, line.constant("End")?);
    let (back, step) = (line.length("LookBackWindow")?, line.length("Step")?);
    // The window is a multiple of the bin, rounded down.
    let bins = back / step;
    if bins == 0 {
        return Err(args.refuse("'LookBackWindow' is shorter than 'Step'"));
    }
    let last = end.saturating_sub(start).div_euclid(step);
    let mut placed = Placed::default();
    for row in 0..rows_of(&rows) {
        let Some(time) = line.time.long(row as usize).filter(|time| *time <= end) else { continue };
        let own = time.saturating_sub(start).div_euclid(step);
        for bin in own.max(0)..=own.saturating_add(bins - 1).min(last) {
            placed.push(row, start + bin * step, args)?;
        }
    }
    line.summarize(&placed, vec![("count", Vec::new()), ("dcount", vec![line.column("IdColumn")?])])
}

/// The percentile of the values in each bin and the bins before it, as many as a window has.
pub(in crate::plugin) fn rolling_percentile(
    scope: &Scope<'_>,
    args: &Args<'_>,
    rows: Batch,
) -> Result<Batch> {
    let line = Timeline::new(scope, args, &rows, "IndexColumn")?;
    let (size, bins) = (line.length("BinSize")?, line.length("BinsPerWindow")?);
    let bin = |row: u32| line.time.long(row as usize).map(|time| time.div_euclid(size));
    let slices = Grouper::default().assign(&line.slices, rows.rows());
    let mut placed = Placed::default();
    for slice in members(&slices) {
        let mut by_bin: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
        for row in slice {
            if let Some(bin) = bin(row) {
                by_bin.entry(bin).or_default().push(row);
            }
        }
        let (first, last) = (by_bin.keys().next().copied(), by_bin.keys().last().copied());
        let span = first.zip(last).map_or(0, |(first, last)| last.abs_diff(first) + 1);
        if span != by_bin.len() as u64 {
            let message =
                "a bin between others has no rows, and what Kusto gives for it is not documented";
            return Err(args.refuse(message));
        }
        for bin in by_bin.keys() {
            let within = by_bin.range(bin.saturating_sub(bins - 1)..=*bin);
            for row in within.flat_map(|(_, rows)| rows) {
                placed.push(*row, bin.saturating_mul(size), args)?;
            }
        }
    }
    let percentile = vec![line.column("ValueColumn")?, line.column("Percentile")?];
    line.summarize(&placed, vec![("percentile", percentile)])
}

/// The users of each bin that were active in it: seen in at least so many periods of the window that ends with the
/// appearance. The page's example has no user B in the bin of 07-08: the window is open at its start.
pub(in crate::plugin) fn active_users(
    scope: &Scope<'_>,
    args: &Args<'_>,
    rows: Batch,
) -> Result<Batch> {
    let line = Timeline::new(scope, args, &rows, "TimelineColumn")?;
    let (start, end) = (line.constant("Start")?, line.constant("End")?);
    let (back, period) = (line.length("LookbackWindow")?, line.length("Period")?);
    let step = line.length("Step")?;
    let least = least_periods(&line)?;
    if start.rem_euclid(period) != 0 {
        let message =
            "'Start' is within a 'Period', and which periods Kusto counts then is not documented";
        return Err(args.refuse(message));
    }
    let mut keys = line.slices.clone();
    keys.push(rows.column(args.column("IdColumn")?).expect("invariant: a column").clone());
    let mut placed = Placed::default();
    for user in members(&Grouper::default().assign(&keys, rows.rows())) {
        let mut seen: Vec<(i64, u32)> = user
            .into_iter()
            .filter_map(|row| line.time.long(row as usize).map(|time| (time, row)))
            .collect();
        seen.sort_unstable();
        let mut first = 0;
        for (at, (time, row)) in seen.iter().enumerate() {
            while seen[first].0 <= time.saturating_sub(back) {
                first += 1;
            }
            let periods = seen[first..=at].iter().map(|(time, _)| time.div_euclid(period));
            let enough = periods.collect::<HashSet<_>>().len() >= least;
            if enough && (start..=end).contains(time) {
                let bin = (time - start).div_euclid(step);
                placed.push(*row, start + bin * step, args)?;
            }
        }
    }
    line.summarize(&placed, vec![("dcount", vec![line.column("IdColumn")?])])
}

fn least_periods(line: &Timeline<'_>) -> Result<usize> {
    let least = line.args.value(line.scope, "ActivePeriods")?;
    let least = match least {
        Some(Value::Int(n)) => usize::try_from(n).ok(),
        Some(Value::Long(n)) => usize::try_from(n).ok(),
        _ => None,
    };
    least.ok_or_else(|| line.args.refuse("'ActivePeriods' must be a whole number"))
}

fn rows_of(rows: &Batch) -> u32 {
    u32::try_from(rows.rows()).expect("invariant: 4 G rows")
}
