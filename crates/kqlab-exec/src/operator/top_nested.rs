//! `top-nested`: the best values of a level, then within each the best of the next.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::plan::{SortKey, TopNestedLevel};
use kqlab_plan::{Expr, Field, Plan, Value};
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
    let deep = levels
        .split_last()
        .is_some_and(|(_, upper)| upper.iter().any(|level| level.others.is_some()));
    if deep {
        return Err(super::unsupported("top-nested with others above its last level", plan.span));
    }
    let mut rows = scope.input(plan, &Columns::all())?.collect_one()?;
    let mut others = None;
    for (depth, level) in levels.iter().enumerate() {
        let found = Level { scope, level, depth }.apply(&rows)?;
        (rows, others) = (found.kept, found.others);
    }
    let firsts = Grouper::default().assign(&values_of(&rows, levels.len()), rows.rows()).firsts;
    let mut results = vec![output(plan, &rows.take(&firsts), levels.len())];
    results.extend(others.map(|others| output(plan, &others, levels.len())));
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

/// What a level makes: its rows with its columns, best groups first; a row for all others of each parent.
struct Found {
    kept: Batch,
    others: Option<Batch>,
}

impl Level<'_> {
    fn apply(&self, rows: &Batch) -> Result<Found> {
        let values = self.scope.compile(&self.level.of.expr)?.column(rows)?;
        let mut keys = values_of(rows, self.depth);
        keys.push(values.clone());
        let measured = self.measure(rows, &keys)?;
        let order = self.order(&measured)?;
        let chosen = self.choose(&measured, &order);

        let groups = Grouper::default().assign(&keys, rows.rows()).groups;
        let is_kept = |group: &u32| chosen.contains_key(group);
        let inside = Bitmap::from_iter(groups.iter().map(is_kept).collect::<Vec<bool>>());
        let others = self.others(rows, &inside)?;
        let measure = measured.columns().last().expect("invariant: the measure").take(&groups);
        let kept = self.beside(rows, values, measure);
        let mut ranked: Vec<u32> =
            (0_u32..).zip(&groups).filter(|(_, g)| is_kept(g)).map(|(row, _)| row).collect();
        ranked.sort_by_key(|row| chosen[&groups[*row as usize]]);
        Ok(Found { kept: kept.take(&ranked), others })
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
        groups.finish(&calls, fields.collect())
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

    /// A row for all that was not kept, for each parent that has any.
    fn others(&self, rows: &Batch, kept: &Bitmap) -> Result<Option<Batch>> {
        let Some(name) = &self.level.others else { return Ok(None) };
        let name: Value = self.scope.compile(name)?.value()?;
        let rest = rows.filter(&!kept);
        let keys = values_of(&rest, self.depth);
        if rest.rows() == 0 {
            return Ok(None);
        }
        let measured = self.measure(&rest, &keys)?;
        let firsts = if keys.is_empty() {
            vec![0]
        } else {
            Grouper::default().assign(&keys, rest.rows()).firsts
        };
        let measure = measured.columns().last().expect("invariant: the measure").clone();
        let label = Column::constant(&name, firsts.len());
        Ok(Some(self.beside(&rest.take(&firsts), label, measure)))
    }
}
