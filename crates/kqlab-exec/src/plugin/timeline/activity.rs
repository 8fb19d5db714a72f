//! `activity_counts_metrics`, `activity_metrics`: each window of a timeline compared with those before it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::{Type, Value};

use super::super::Args;
use super::{Timeline, place};
use crate::Result;
use crate::group::{Grouper, members};
use crate::scope::Scope;

/// The rows of a window of a slice: how many, and whose.
#[derive(Default)]
struct Window {
    rows: i64,
    ids: HashSet<u32>,
}

/// Counts of rows and users; of users that no window before has seen, and of all so far.
pub(in crate::plugin) fn counts_metrics(
    scope: &Scope<'_>,
    args: &Args<'_>,
    rows: Batch,
) -> Result<Batch> {
    each_window(scope, args, &rows, |windows| {
        let mut all: HashSet<u32> = HashSet::new();
        let measure = |window: &Window| {
            let before = all.len();
            all.extend(&window.ids);
            let (own, all) = (count(window.ids.len()), count(all.len()));
            let new = all - count(before);
            [window.rows, own, new, all].map(Value::Long).to_vec()
        };
        windows.iter().map(measure).collect()
    })
}

/// Users, users that the window before has not seen, and the share of that window's users that came back or did not.
pub(in crate::plugin) fn metrics(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    each_window(scope, args, &rows, |windows| {
        let none = Window::default();
        let before = std::iter::once(&none).chain(windows);
        let measure = |(before, window): (&Window, &Window)| {
            let back = window.ids.intersection(&before.ids).count();
            let rate = |users: usize| Value::Real(users as f64 / before.ids.len() as f64);
            vec![
                Value::Long(count(window.ids.len())),
                Value::Long(count(window.ids.len() - back)),
                rate(back),
                rate(before.ids.len() - back),
            ]
        };
        before.zip(windows).map(measure).collect()
    })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A row for each window of each slice. A window without rows between others is refused: what Kusto gives for it is not
/// documented.
fn each_window(
    scope: &Scope<'_>,
    args: &Args<'_>,
    rows: &Batch,
    measure: impl Fn(&[Window]) -> Vec<Vec<Value>>,
) -> Result<Batch> {
    let line = Timeline::new(scope, args, rows, "TimelineColumn")?;
    let (start, end, step) = (line.constant("Start")?, line.constant("End")?, line.length("Step")?);
    let id = rows.column(args.column("IdColumn")?).expect("invariant: a column of the input");
    let ids = Grouper::default().assign(std::slice::from_ref(id), rows.rows()).groups;
    let (mut firsts, mut starts, mut measures) = (Vec::new(), Vec::new(), Vec::new());
    for slice in members(&Grouper::default().assign(&line.slices, rows.rows())) {
        let mut windows: BTreeMap<i64, Window> = BTreeMap::new();
        for row in &slice {
            let time = line.time.long(*row as usize).filter(|time| (start..=end).contains(time));
            let Some(time) = time else { continue };
            let window = windows.entry((time - start).div_euclid(step)).or_default();
            window.rows += 1;
            window.ids.insert(ids[*row as usize]);
        }
        let bins: Vec<i64> = windows.keys().copied().collect();
        if bins.iter().zip(0..).any(|(bin, expected)| *bin != expected) {
            let message =
                "a window before others has no rows, and what Kusto gives for it is not documented";
            return Err(args.refuse(message));
        }
        let windows: Vec<Window> = windows.into_values().collect();
        measures.extend(measure(&windows));
        starts.extend(bins.iter().map(|bin| place(line.time.ty(), start + bin * step)));
        firsts.extend(std::iter::repeat_n(slice[0], bins.len()));
    }
    let schema = &args.plan.schema;
    let mut columns = vec![Column::from_values(line.time.ty(), &starts)];
    columns.extend(line.slices.iter().map(|slice| slice.take(&firsts)));
    let of_measures = &schema.fields[columns.len()..];
    columns.extend(of_measures.iter().enumerate().map(|(position, field)| {
        debug_assert!(matches!(field.ty, Type::Long | Type::Real), "counts and rates");
        Column::from_values(field.ty, measures.iter().map(|values: &Vec<Value>| &values[position]))
    }));
    Ok(Batch::new(Arc::clone(schema), columns, starts.len()))
}
