//! Texts of which a column has few: which of them each row holds, so that what is asked of a value is asked once.

use hashbrown::HashMap;
use polars_arrow::array::BooleanArray;
use polars_arrow::bitmap::Bitmap;

use crate::{Column, Data};

/// More distinct values are not worth counting.
const MOST: usize = 256;

/// Of each row of a column which of its distinct values it holds.
#[derive(Debug)]
pub struct Codes {
    of_rows: Box<[u8]>,
    /// The first row of each value.
    first: Vec<u32>,
}

impl Codes {
    /// The codes of a column of texts, if it has a quarter as many distinct ones as rows, or fewer, and no more than 256.
    #[must_use]
    pub fn of(column: &Column) -> Option<Self> {
        let Data::Text(array) = column.data() else { return None };
        let most = (array.len() / 4).min(MOST);
        let mut known: HashMap<Option<&str>, u8> = HashMap::with_capacity(most);
        let (mut of_rows, mut first) = (Vec::with_capacity(array.len()), Vec::new());
        for (row, text) in array.iter().enumerate() {
            let code = match known.get(&text) {
                Some(code) => *code,
                None if first.len() == most => return None,
                None => {
                    let code = u8::try_from(first.len()).ok()?;
                    first.push(u32::try_from(row).ok()?);
                    known.insert(text, code);
                    code
                }
            };
            of_rows.push(code);
        }
        Some(Self { of_rows: of_rows.into(), first })
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.of_rows.len()
    }

    /// A row of each distinct value, in order of appearance.
    #[must_use]
    pub fn first(&self) -> &[u32] {
        &self.first
    }

    /// The rows whose value has its bit set.
    ///
    /// # Panics
    /// When there are fewer bits than values: a defect of the caller.
    #[must_use]
    pub fn mask(&self, values: &Bitmap) -> Bitmap {
        let mut holds = [false; MOST];
        for (holds, bit) in holds.iter_mut().zip(values.iter()) {
            *holds = bit;
        }
        assert!(values.len() >= self.first.len(), "invariant: a bit a value");
        self.of_rows.iter().map(|code| holds[usize::from(*code)]).collect()
    }

    /// The column that has for each row what `values` has for its value.
    ///
    /// # Panics
    /// When `values` has fewer rows than there are values: a defect of the caller.
    #[must_use]
    pub fn spread(&self, values: &Column) -> Column {
        if let Data::Bool(array) = values.data() {
            let valid = array.validity().map(|valid| self.mask(valid));
            let bits = self.mask(array.values());
            let array = BooleanArray::new(array.dtype().clone(), bits, valid);
            return Column::new(values.ty(), Data::Bool(array));
        }
        let rows: Vec<u32> = self.of_rows.iter().map(|code| u32::from(*code)).collect();
        values.take(&rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kqlab_plan::{Type, Value};

    fn column(ty: Type, texts: &[Option<&str>]) -> Column {
        let mut builder = crate::Builder::new(ty);
        for text in texts {
            match text {
                Some(text) => builder.push_text(text),
                None => builder.push_null(),
            }
        }
        builder.finish()
    }

    #[test]
    fn each_row_has_its_value_back() {
        let texts = [Some("\"a\""), None, Some("[1]"), None, Some("\"a\"")].repeat(5);
        let column = column(Type::Dynamic, &texts);
        let codes = Codes::of(&column).expect("three values of 25 rows");
        assert_eq!(codes.first(), [0, 1, 2]);
        let spread = codes.spread(&column.take(codes.first()));
        assert!((0..texts.len()).all(|row| spread.text(row) == texts[row]));
        let known = Column::from_values(
            Type::Bool,
            &[Value::Bool(true), Value::Null(Type::Bool), Value::Bool(false)],
        );
        let spread = codes.spread(&known);
        let rows: Vec<Option<bool>> = (0..5).map(|row| spread.bool(row)).collect();
        assert_eq!(rows, [Some(true), None, Some(false), None, Some(true)]);
    }

    #[test]
    fn many_values_have_no_codes() {
        let texts: Vec<String> = (0..2000).map(|row| (row % 257).to_string()).collect();
        let texts: Vec<Option<&str>> = texts.iter().map(|text| Some(&**text)).collect();
        assert!(Codes::of(&column(Type::String, &texts)).is_none());
        assert!(Codes::of(&column(Type::String, &texts[..256])).is_none());
        let few = Codes::of(&column(Type::String, &texts[..256].repeat(4)));
        assert_eq!(few.map(|codes| codes.first().len()), Some(256));
        assert!(Codes::of(&Column::nulls(Type::Long, 9)).is_none());
        assert!(Codes::of(&column(Type::String, &[Some("a"); 3])).is_none());
    }
}
