//! `top-nested`: the best values of a level, then within each the best of the next.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::cast::cast_value;
use kqlab_plan::plan::{SortKey, TopNestedLevel};
use kqlab_plan::{Expr, Field, Plan};
use polars_arrow::bitmap::Bitmap;

use super::aggregate::{Calls, Groups};
use super::sort::Keys;
use crate::Result;
use crate::columns::Columns;
use crate::group::Grouper;
use crate::rows::{extended, extended_schema};
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(scope: &Scope<'_>, plan: &Plan, levels: &[TopNestedLevel]) -> Result<Stream> {
    let mut rows = scope.input(plan, &Columns::all())?.collect_one()?;
    let mut others = Vec::new();
    for (depth, level) in levels.iter().enumerate() {
        let level = Level { scope, level, depth };
        let (kept, rest) = level.apply(&rows)?;
        if levels[depth..].iter().any(|level| level.others.is_some()) && rest.rows() > 0 {
            others.push(level.others(levels, &rest)?);
        }
        rows = kept;
    }
    let firsts = Grouper::default().assign(&values_of(&rows, levels.len()), rows.rows()).firsts;
    let mut results = vec![output(plan, &rows.take(&firsts), levels.len())];
    results.extend(others.iter().rev().map(|others| output(plan, others, levels.len())));
    Ok(Stream::of(Arc::clone(&plan.schema), results))
}

/// The names under which a level's value and measure stand beside the rows; no column of a query has them.
fn names(depth: usize) -> [String; 2] {
    [format!("\0of{depth}"), format!("\0by{depth}")]
}

/// The values of the first levels.
fn values_of(rows: &Batch, levels: usize) -> Vec<Column> {
    let value = |depth| {
        let [of, _] = names(depth);
        rows.column(&of).expect("invariant: the value of a level above").clone()
    };
    (0..levels).map(value).collect()
}

/// The columns of all levels: the value, then the measure.
fn output(plan: &Plan, rows: &Batch, levels: usize) -> Batch {
    let columns = (0..levels).flat_map(names);
    let columns = columns.map(|name| rows.column(&name).expect("invariant: a level").clone());
    Batch::new(Arc::clone(&plan.schema), columns.collect(), rows.rows())
}

/// One level over the rows that the levels above have kept.
struct Level<'a> {
    scope: &'a Scope<'a>,
    level: &'a TopNestedLevel,
    depth: usize,
}

impl Level<'_> {
    /// The rows that the level keeps, with its columns, best groups first; and the others, without.
    fn apply(&self, rows: &Batch) -> Result<(Batch, Batch)> {
        let values = self.scope.compile(&self.level.of.expr)?.column(rows)?;
        let mut keys = values_of(rows, self.depth);
        keys.push(values.clone());
        let measured = self.measure(rows, &keys)?;
        let order = self.order(&measured)?;
        let chosen = self.choose(&measured, &order);

        let groups = Grouper::default().assign(&keys, rows.rows()).groups;
        let is_kept = |group: &u32| chosen.contains_key(group);
        let inside = Bitmap::from_iter(groups.iter().map(is_kept).collect::<Vec<bool>>());
        let rest = rows.filter(&!&inside);
        let measure = measured.columns().last().expect("invariant: the measure").take(&groups);
        let kept = self.beside(rows, values, measure);
        let mut ranked: Vec<u32> =
            (0_u32..).zip(&groups).filter(|(_, g)| is_kept(g)).map(|(row, _)| row).collect();
        ranked.sort_by_key(|row| chosen[&groups[*row as usize]]);
        Ok((kept.take(&ranked), rest))
    }

    /// The rows with the level's value and measure.
    fn beside(&self, rows: &Batch, value: Column, measure: Column) -> Batch {
        let [of, by] = names(self.depth);
        let fields = [Field::new(of.as_str(), value.ty()), Field::new(by.as_str(), measure.ty())];
        let schema = extended_schema(rows.schema(), &fields);
        extended(rows, &schema, vec![(&of, value), (&by, measure)])
    }

    /// The groups and their measure.
    fn measure(&self, rows: &Batch, keys: &[Column]) -> Result<Batch> {
        let calls = Calls::new(self.scope, std::slice::from_ref(&self.level.by))?;
        let mut groups = Groups::new(&calls, keys.iter().map(Column::ty))?;
        groups.update(&calls, rows, keys)?;
        let fields = keys
            .iter()
            .enumerate()
            .map(|(position, key)| Field::new(format!("\0key{position}").as_str(), key.ty()));
        groups.finish(&calls, fields.collect(), None)
    }

    fn order(&self, measured: &Batch) -> Result<Vec<u32>> {
        let by = &self.level.by.outputs[0];
        let expr = Expr::column(Arc::clone(&by.name), by.ty, self.level.by.span);
        let ascending = self.level.ascending;
        let key = SortKey { expr, ascending, nulls_first: ascending };
        Keys::new(self.scope, &[key])?.order(measured)
    }

    /// The rank of each group that is kept: the best of each parent.
    fn choose(&self, measured: &Batch, order: &[u32]) -> HashMap<u32, usize> {
        let parents = &measured.columns()[..self.depth];
        let parents = if parents.is_empty() {
            vec![0; measured.rows()]
        } else {
            Grouper::default().assign(parents, measured.rows()).groups
        };
        let most = self
            .level
            .count
            .map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(usize::MAX));
        let mut taken: HashMap<u32, usize> = HashMap::new();
        let mut chosen = HashMap::new();
        for (rank, group) in order.iter().enumerate() {
            let taken = taken.entry(parents[*group as usize]).or_default();
            if *taken < most {
                *taken += 1;
                chosen.insert(*group, rank);
            }
        }
        chosen
    }

    /// A row of all that this level does not keep, for each parent that has any. In this level and those below it the
    /// value is the level's `others`, and its measure is of all those rows; both are empty where a level has no
    /// `others`. So printed an earlier version of the page ("With others example").
    fn others(&self, levels: &[TopNestedLevel], rest: &Batch) -> Result<Batch> {
        let keys = values_of(rest, self.depth);
        let firsts = match keys.is_empty() {
            true => vec![0],
            false => Grouper::default().assign(&keys, rest.rows()).firsts,
        };
        let mut rows = rest.take(&firsts);
        for (depth, level) in levels.iter().enumerate().skip(self.depth) {
            let (of, by) = (level.of.expr.ty, level.by.outputs[0].ty);
            let below = Level { scope: self.scope, level, depth };
            let (value, measure) = match &level.others {
                None => (Column::nulls(of, firsts.len()), Column::nulls(by, firsts.len())),
                Some(name) => {
                    let name = cast_value(&self.scope.compile(name)?.value()?, of);
                    let measured = below.measure(rest, &keys)?;
                    let measure = measured.columns().last().expect("invariant: the measure");
                    (Column::constant(&name, firsts.len()), measure.clone())
                }
            };
            rows = below.beside(&rows, value, measure);
        }
        Ok(rows)
    }
}
