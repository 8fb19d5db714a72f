//! Putting chunks together out of columns.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::Arg;
use kqlab_functions::cast::cast;
use kqlab_plan::{Field, Schema};

/// The chunk with the columns of `schema` alone, in its order.
pub(crate) fn select(batch: &Batch, schema: &Arc<Schema>) -> Batch {
    if batch.schema() == schema {
        return batch.clone();
    }
    let column = |field: &Field| {
        batch.column(&field.name).unwrap_or_else(|| missing(&field.name, batch.schema())).clone()
    };
    let columns = schema.fields.iter().map(column).collect();
    Batch::new(Arc::clone(schema), columns, batch.rows())
}

fn missing(name: &str, schema: &Schema) -> ! {
    let names: Vec<&str> = schema.fields.iter().map(|field| &*field.name).collect();
    unreachable!("invariant: the column {name} is among {names:?}")
}

/// The schema with these columns: one of a name that is there is replaced in its place, others go to the end.
pub(crate) fn extended_schema<'a>(
    schema: &Schema,
    made: impl IntoIterator<Item = &'a Field>,
) -> Arc<Schema> {
    let mut fields = schema.fields.clone();
    for field in made {
        match fields.iter_mut().find(|known| known.name == field.name) {
            Some(known) => *known = field.clone(),
            None => fields.push(field.clone()),
        }
    }
    Arc::new(Schema::new(fields))
}

/// The chunk under an [`extended_schema`]: columns that are not made come from `batch`.
pub(crate) fn extended(batch: &Batch, schema: &Arc<Schema>, made: Vec<(&str, Column)>) -> Batch {
    let rows = batch.rows();
    let column = |field: &Field| {
        let new = made.iter().rev().find(|(name, _)| *name == &*field.name);
        let column = new.map(|(_, column)| column).or_else(|| batch.column(&field.name));
        column.unwrap_or_else(|| missing(&field.name, batch.schema())).clone()
    };
    let columns = schema.fields.iter().map(column).collect();
    Batch::new(Arc::clone(schema), columns, rows)
}

/// The rows in the shape of a schema: a column that is not there is null, one of another type converted.
pub(crate) fn fitted(rows: &Batch, schema: &Arc<Schema>) -> Batch {
    let column = |field: &Field| match rows.column(&field.name) {
        Some(found) => cast(&Arg::Column(found.clone()), field.ty).into_column(rows.rows()),
        None => Column::nulls(field.ty, rows.rows()),
    };
    Batch::new(Arc::clone(schema), schema.fields.iter().map(column).collect(), rows.rows())
}
