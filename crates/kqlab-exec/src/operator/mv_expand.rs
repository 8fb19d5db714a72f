//! `mv-expand`: a row an element. Several columns are zipped; shorter ones are filled with nulls.

mod conform;
mod elements;

use std::sync::Arc;

use kqlab_columns::{Batch, Builder, Column};
use kqlab_plan::plan::{MvColumn, MvExpand};
use kqlab_plan::{Field, Plan, Schema, Type};

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::rows::{extended, extended_schema};
use crate::scope::Scope;
use crate::stream::Stream;
pub(crate) use conform::conform;
use elements::Elements;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    expand: &MvExpand,
    asked: &Columns,
) -> Result<Stream> {
    let input = scope.input(plan, asked)?;
    let expansion = Arc::new(Expansion::new(scope, expand, input.schema())?);
    let schema = Arc::clone(&expansion.schema);
    Ok(input.stage(schema, move |batch| Ok(expansion.apply(&batch)?.rows)))
}

/// How the rows of a chunk are expanded.
pub(crate) struct Expansion {
    columns: Vec<(MvColumn, Compiled)>,
    bag_as_array: bool,
    item_index: Option<Arc<str>>,
    limit: usize,
    pub(crate) schema: Arc<Schema>,
}

/// An expanded chunk.
pub(crate) struct Expanded {
    pub(crate) rows: Batch,
    /// For each row of the input the number of rows that it became.
    pub(crate) counts: Vec<usize>,
}

impl Expansion {
    /// Makes an expansion of chunks of this schema ready.
    pub(crate) fn new(scope: &Scope<'_>, expand: &MvExpand, input: &Schema) -> Result<Self> {
        let one = |column: &MvColumn| Ok((column.clone(), scope.compile(&column.expr)?));
        let columns = expand.columns.iter().map(one).collect::<Result<Vec<_>>>()?;
        let made = columns.iter().map(|(column, _)| Field::new(column.name.clone(), column.to));
        let index = expand.item_index.iter().map(|name| Field::new(name.clone(), Type::Long));
        let made: Vec<Field> = made.chain(index).collect();
        Ok(Self {
            columns,
            bag_as_array: expand.bag_as_array,
            item_index: expand.item_index.clone(),
            limit: expand
                .limit
                .map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX)),
            schema: extended_schema(input, &made),
        })
    }

    /// Expands a chunk.
    pub(crate) fn apply(&self, batch: &Batch) -> Result<Expanded> {
        let values = self.columns.iter().map(|(_, expr)| expr.column(batch));
        let values = values.collect::<Result<Vec<_>>>()?;
        let mut made: Vec<Builder> =
            self.columns.iter().map(|(column, _)| Builder::new(column.to)).collect();
        let mut index = Builder::new(Type::Long);
        let (mut origins, mut counts) = (Vec::new(), Vec::with_capacity(batch.rows()));
        for row in 0..batch.rows() {
            let elements: Vec<Elements> =
                values.iter().map(|value| Elements::of(value, row, self.bag_as_array)).collect();
            let count = elements.iter().map(Elements::len).max().unwrap_or(0).min(self.limit);
            for position in 0..count {
                for (elements, column) in elements.iter().zip(&mut made) {
                    elements.push(position, column);
                }
                index.push_long(i64::try_from(position).unwrap_or(i64::MAX));
            }
            let row = u32::try_from(row).expect("invariant: a chunk of 4 G rows");
            origins.extend(std::iter::repeat_n(row, count));
            counts.push(count);
        }
        let made: Vec<Column> = made.into_iter().map(Builder::finish).collect();
        Ok(Expanded { rows: self.assemble(batch, &origins, made, index.finish()), counts })
    }

    fn assemble(&self, batch: &Batch, origins: &[u32], made: Vec<Column>, index: Column) -> Batch {
        let names = self.columns.iter().map(|(column, _)| &*column.name);
        let mut made: Vec<(&str, Column)> = names.zip(made).collect();
        if let Some(name) = &self.item_index {
            made.push((name, index));
        }
        let replaced = |name: &str| made.iter().any(|(made, _)| *made == name);
        let kept = batch.schema().fields.iter().filter(|field| !replaced(&field.name));
        let kept = Arc::new(Schema::new(kept.cloned().collect()));
        let repeated = crate::rows::select(batch, &kept).take(origins);
        extended(&repeated, &self.schema, made)
    }
}
