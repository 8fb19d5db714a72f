//! Columns as polars frames, without copying: for sorts and joins.

use kqlab_columns::{Column, Data};
use kqlab_plan::{Type, Value};
use polars::prelude::{Column as PolarsColumn, DataFrameJoinOps};
use polars::prelude::{
    DataFrame, IdxCa, IntoColumn, JoinArgs, JoinType, MaintainOrderJoin, NamedFrom, PlSmallStr,
    PolarsResult, Series,
};

use crate::group::canonical;

/// A polars column of the same values. A dynamic is its compact JSON text, so that equal values are equal texts.
pub(crate) fn column(name: impl Into<PlSmallStr>, column: &Column) -> PolarsColumn {
    let series = match column.data() {
        Data::Text(array) if column.ty() == Type::Dynamic => {
            let texts: Vec<Option<String>> =
                array.iter().map(|text| text.map(|text| canonical(text).into_owned())).collect();
            Series::new(name.into(), texts)
        }
        _ => known(Series::from_arrow(name.into(), column.array().to_boxed())),
    };
    series.into_column()
}

/// What cannot fail over the columns that we make.
fn known<T>(result: PolarsResult<T>) -> T {
    result.expect("invariant: polars knows the columns' types")
}

/// Key columns with the positions of their rows.
pub(crate) fn keyed(keys: &[Column], rows: usize) -> DataFrame {
    let positions: Vec<u32> = (0..u32::try_from(rows).expect("invariant: 4 G rows")).collect();
    let positions = Series::new(POSITION.into(), positions).into_column();
    // Without keys every row meets every row.
    let same = [Column::constant(&Value::Bool(true), if keys.is_empty() { rows } else { 0 })];
    let keys = if keys.is_empty() { &same } else { keys };
    let keys = keys.iter().enumerate().map(|(position, key)| column(position.to_string(), key));
    known(DataFrame::new(rows, keys.chain([positions]).collect()))
}

const POSITION: &str = "row";
const OTHER: &str = "row_right";

/// How rows are paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pairing {
    /// Each pair of rows whose keys are equal.
    Matches,
    /// The same, and each left row that has none, with no right row.
    AllLeft,
    /// Each left row that has a match, alone.
    Semi,
    /// Each left row that has none, alone.
    Anti,
}

/// Positions of the left rows, and of the right rows beside them, where the pairing has any.
pub(crate) struct Pairs {
    pub(crate) left: Vec<u32>,
    pub(crate) right: Vec<Option<u32>>,
}

/// Pairs the rows of two keyed frames; null equals null (measured).
pub(crate) fn pair(left: &DataFrame, right: &DataFrame, pairing: Pairing) -> Pairs {
    let how = match pairing {
        Pairing::Matches => JoinType::Inner,
        Pairing::AllLeft => JoinType::Left,
        Pairing::Semi => JoinType::Semi,
        Pairing::Anti => JoinType::Anti,
    };
    let mut args = JoinArgs::new(how).with_suffix(Some("_right".into()));
    args.nulls_equal = true;
    args.maintain_order = MaintainOrderJoin::LeftRight;
    let keys: Vec<String> = (0..left.width() - 1).map(|position| position.to_string()).collect();
    let joined = known(left.join(right, &keys, &keys, args, None));
    let positions = |name| known(known(joined.column(name)).u32()).iter();
    let left = positions(POSITION).map(|row| row.expect("invariant: a left row")).collect();
    let right = match pairing {
        Pairing::Matches | Pairing::AllLeft => positions(OTHER).collect(),
        Pairing::Semi | Pairing::Anti => Vec::new(),
    };
    Pairs { left, right }
}

/// The order of positions that a sort gives.
pub(crate) fn positions(order: &IdxCa) -> Vec<u32> {
    order.iter().map(|row| row.expect("invariant: a position")).collect()
}
