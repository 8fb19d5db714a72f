//! Sort keys as polars columns that polars orders as Kusto does.

use kqlab_columns::{Column, Data};
use kqlab_plan::Type;
use polars::prelude::{Column as PolarsColumn, IntoColumn, NamedFrom, Series, SortMultipleOptions};
use polars_arrow::array::PrimitiveArray;

use crate::frame;

/// The columns of an order, most significant first.
#[derive(Default)]
pub(super) struct Order {
    columns: Vec<PolarsColumn>,
    descending: Vec<bool>,
    nulls_last: Vec<bool>,
}

impl Order {
    /// Adds a key, less significant than those before.
    pub(super) fn push(&mut self, column: &Column, ascending: bool, nulls_first: bool) {
        match (column.ty(), column.data()) {
            (Type::Real, Data::Real(array)) if array.values_iter().any(|value| value.is_nan()) => {
                self.real_with_nan(array, ascending, nulls_first);
            }
            (Type::Decimal, Data::Text(array)) => {
                let keys: Vec<Option<String>> =
                    array.iter().map(|text| text.map(decimal_key)).collect();
                let keys = Series::new("key".into(), keys).into_column();
                self.add(keys, ascending, nulls_first);
            }
            _ => self.add(frame::column("key", column), ascending, nulls_first),
        }
    }

    fn add(&mut self, column: PolarsColumn, ascending: bool, nulls_first: bool) {
        self.columns.push(column);
        self.descending.push(!ascending);
        self.nulls_last.push(!nulls_first);
    }

    /// Null and NaN stand together at the end that the nulls are sent to, null outermost (`sort-operator`, "Using
    /// special floating-point values").
    fn real_with_nan(&mut self, array: &PrimitiveArray<f64>, ascending: bool, nulls_first: bool) {
        let class = |value: Option<&f64>| -> u32 {
            match value {
                None => 0,
                Some(value) if value.is_nan() => 1,
                Some(_) => 2,
            }
        };
        let classes: Vec<u32> = array.iter().map(class).collect();
        self.add(Series::new("class".into(), classes).into_column(), nulls_first, true);
        let numbers: Vec<f64> = array
            .iter()
            .map(|value| value.copied().filter(|v| !v.is_nan()).unwrap_or(0.0))
            .collect();
        self.add(Series::new("key".into(), numbers).into_column(), ascending, nulls_first);
    }

    /// The positions of the rows in order; equal ones keep theirs.
    pub(super) fn positions(&self, rows: usize) -> Vec<u32> {
        let Some((first, others)) = self.columns.split_first() else {
            return (0..u32::try_from(rows).expect("invariant: 4 G rows")).collect();
        };
        let options = SortMultipleOptions::default()
            .with_order_descending_multi(self.descending.iter().copied())
            .with_nulls_last_multi(self.nulls_last.iter().copied())
            .with_maintain_order(true);
        if others.is_empty() {
            return frame::positions(&first.arg_sort((&options).into()));
        }
        let order = first.arg_sort_multiple(others, &options);
        frame::positions(&order.expect("invariant: polars orders the keys' types"))
    }
}

/// A text that orders as the number does: the sign, the power of ten of the first digit, the digits.
fn decimal_key(decimal: &str) -> String {
    let (negative, rest) = match decimal.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, decimal),
    };
    let (number, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    let leading = digits.len() - digits.trim_start_matches('0').len();
    let digits = digits.trim_matches('0');
    if digits.is_empty() {
        return "1".to_owned();
    }
    let power =
        exponent + i64::try_from(whole.len()).unwrap_or(0) - i64::try_from(leading).unwrap_or(0);
    let key = format!("{:010}{digits}", power + 1_000_000_000);
    if negative {
        // Digits are mirrored; the end of a number comes after any further digit.
        let mirrored = key.bytes().map(|digit| char::from(b'0' + b'9' - digit));
        return format!("0{}:", mirrored.collect::<String>());
    }
    format!("2{key}")
}

#[cfg(test)]
mod tests {
    use super::decimal_key;

    #[test]
    fn decimals_order_as_numbers() {
        let ordered = [
            "-1000", "-12.5", "-12", "-1.05", "-1", "-0.5", "-0.05", "0", "0.05", "0.5", "1",
            "1.05", "9", "10", "12", "12.5", "1e3", "1001",
        ];
        let keys: Vec<String> = ordered.iter().map(|text| decimal_key(text)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
        assert_eq!(decimal_key("0.0"), decimal_key("-0"));
        assert_eq!(decimal_key("1000"), decimal_key("1e3"));
    }
}
