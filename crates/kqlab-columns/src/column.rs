//! A column chunk and what can be done to it as a whole.

use std::sync::Arc;

use kqlab_plan::{Type, Value};
use polars_arrow::array::{Array, BooleanArray, PrimitiveArray, Utf8ViewArray};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::compute::concatenate::concatenate;
use polars_arrow::datatypes::IdxArr;

use crate::texts::Texts;
use crate::{Builder, Codes, Memo, Room};

/// A chunk of a column: the logical type and its values.
#[derive(Clone, Debug)]
pub struct Column {
    ty: Type,
    data: Data,
    /// Its distinct values, where somebody has counted them.
    codes: Option<Arc<Codes>>,
    /// What has been made of it, where many ask for that.
    memo: Option<Arc<Memo>>,
}

/// The physical values of a column.
#[derive(Clone, Debug)]
pub enum Data {
    /// bool
    Bool(BooleanArray),
    /// int
    Int(PrimitiveArray<i32>),
    /// long, datetime, timespan
    Long(PrimitiveArray<i64>),
    /// real
    Real(PrimitiveArray<f64>),
    /// string, decimal, guid, dynamic
    Text(Utf8ViewArray),
}

impl Column {
    /// A column of that type; nulls of a string become `""`.
    ///
    /// # Panics
    /// When `data` is not the type's array: a defect of the caller.
    #[must_use]
    pub fn new(ty: Type, data: Data) -> Self {
        let fits = match &data {
            Data::Bool(_) => ty == Type::Bool,
            Data::Int(_) => ty == Type::Int,
            Data::Long(_) => matches!(ty, Type::Long | Type::Datetime | Type::Timespan),
            Data::Real(_) => ty == Type::Real,
            Data::Text(_) => {
                matches!(ty, Type::String | Type::Decimal | Type::Guid | Type::Dynamic)
            }
        };
        assert!(fits, "invariant: {data:?} is the array of {ty}");
        match data {
            Data::Text(array) if ty == Type::String && array.null_count() > 0 => {
                let mut filled = Texts::with_capacity(array.len());
                array.iter().for_each(|text| filled.push(text.unwrap_or_default()));
                Self { ty, data: Data::Text(filled.finish()), codes: None, memo: None }
            }
            data => Self { ty, data, codes: None, memo: None },
        }
    }

    /// `len` times the same value.
    #[must_use]
    pub fn constant(value: &Value, len: usize) -> Self {
        let mut builder = Builder::with_capacity(value.ty(), len);
        for _ in 0..len {
            builder.push(value);
        }
        builder.finish()
    }

    /// `len` nulls, of string empty strings.
    #[must_use]
    pub fn nulls(ty: Type, len: usize) -> Self {
        let mut builder = Builder::with_capacity(ty, len);
        builder.push_nulls(len);
        builder.finish()
    }

    /// The same, its distinct values counted if they are few: what depends on a value alone is then computed once for
    /// each.
    #[must_use]
    pub fn coded(self) -> Self {
        let codes = Codes::of(&self).map(Arc::new);
        Self { codes, ..self }
    }

    /// The same, where two rows that have one code have one value.
    ///
    /// # Panics
    /// When the codes are of another number of rows: a defect of the caller.
    #[must_use]
    pub fn coded_as(self, codes: &Arc<Codes>) -> Self {
        assert_eq!(codes.rows(), self.len(), "invariant: a code a row");
        Self { codes: Some(Arc::clone(codes)), ..self }
    }

    /// Which distinct value each row holds, if that is known. Columns that are made of this one do not know it.
    #[must_use]
    pub fn codes(&self) -> Option<&Arc<Codes>> {
        self.codes.as_ref()
    }

    /// The same, which remembers what is made of it as far as there is room: nothing of other values than texts, or of
    /// few.
    #[must_use]
    pub fn remembering(self, room: &Arc<Room>) -> Self {
        let pays = matches!(self.data, Data::Text(_)) && self.codes.is_none();
        Self { memo: pays.then(|| Arc::new(Memo::new(room))), ..self }
    }

    /// What has been made of it, if it remembers that. Columns that are made of this one do not.
    #[must_use]
    pub fn memo(&self) -> Option<&Arc<Memo>> {
        self.memo.as_ref()
    }

    /// The logical type.
    #[must_use]
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// The physical values.
    #[must_use]
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The same values as another type of the same array (`long` as `datetime`).
    #[must_use]
    pub fn retyped(self, ty: Type) -> Self {
        Self::new(ty, self.data)
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.array().len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the row is null. A string never is.
    #[must_use]
    pub fn is_null(&self, row: usize) -> bool {
        self.array().is_null(row)
    }

    /// The values as a dynamically typed Arrow array.
    #[must_use]
    pub fn array(&self) -> &dyn Array {
        match &self.data {
            Data::Bool(array) => array,
            Data::Int(array) => array,
            Data::Long(array) => array,
            Data::Real(array) => array,
            Data::Text(array) => array,
        }
    }

    /// A column of an Arrow array.
    ///
    /// # Panics
    /// When it is not the type's array: a defect of the caller.
    #[must_use]
    pub fn from_array(ty: Type, array: &dyn Array) -> Self {
        fn cast<A: Array + Clone>(array: &dyn Array) -> A {
            array.as_any().downcast_ref::<A>().expect("invariant: the array of its type").clone()
        }
        let data = match ty {
            Type::Bool => Data::Bool(cast(array)),
            Type::Int => Data::Int(cast(array)),
            Type::Long | Type::Datetime | Type::Timespan => Data::Long(cast(array)),
            Type::Real => Data::Real(cast(array)),
            Type::String | Type::Decimal | Type::Guid | Type::Dynamic => Data::Text(cast(array)),
            Type::Unknown => unreachable!("invariant: no column is of an unknown type"),
        };
        Self::new(ty, data)
    }

    /// The rows whose bit is set.
    #[must_use]
    pub fn filter(&self, mask: &Bitmap) -> Self {
        let kept = polars_compute::filter::filter_with_bitmap(self.array(), mask);
        Self::from_array(self.ty, &*kept).compacted()
    }

    /// The rows at these positions.
    ///
    /// # Panics
    /// When a position is past the end.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        let len = self.len();
        assert!(rows.iter().all(|&row| (row as usize) < len), "invariant: rows within {len}");
        let rows = IdxArr::from_slice(rows);
        #[expect(unsafe_code, reason = "the kernel asks for positions in range, checked above")]
        let taken = unsafe { polars_compute::gather::take_unchecked(self.array(), &rows) };
        Self::from_array(self.ty, &*taken).compacted()
    }

    /// The same, without the texts of rows that are gone: a few rows that are left would keep their whole chunk.
    fn compacted(self) -> Self {
        /// Less is not worth copying.
        const SMALL: usize = 64 * 1024;
        match self.data {
            Data::Text(array)
                if array.total_buffer_len() > SMALL
                    && array.total_buffer_len() / 4 > array.total_bytes_len() =>
            {
                let mut packed = Texts::with_capacity(array.len());
                for text in &array {
                    match text {
                        Some(text) => packed.push(text),
                        None => packed.push_nulls(1),
                    }
                }
                Self { ty: self.ty, data: Data::Text(packed.finish()), codes: None, memo: None }
            }
            data => Self { ty: self.ty, data, codes: None, memo: None },
        }
    }

    /// The bytes of memory that its values take, those included that it shares with others.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let rows = self.len();
        let values = match &self.data {
            Data::Bool(_) => rows.div_ceil(8),
            Data::Int(_) => rows * size_of::<i32>(),
            Data::Long(_) => rows * size_of::<i64>(),
            Data::Real(_) => rows * size_of::<f64>(),
            Data::Text(array) => size_of_val(array.views().as_slice()) + array.total_buffer_len(),
        };
        let nulls = if self.array().validity().is_some() { rows.div_ceil(8) } else { 0 };
        let codes = if self.codes.is_some() { rows } else { 0 };
        (values + nulls + codes) as u64
    }

    /// `len` rows from `offset`.
    #[must_use]
    pub fn slice(&self, offset: usize, len: usize) -> Self {
        Self::from_array(self.ty, &*self.array().sliced(offset, len))
    }

    /// The chunks one after the other; all of one type.
    ///
    /// # Panics
    /// When `chunks` is empty or of different types: a defect of the caller.
    #[must_use]
    pub fn concat(chunks: &[&Self]) -> Self {
        let ty = chunks.first().expect("invariant: at least one chunk").ty;
        if let [one] = chunks {
            return (*one).clone();
        }
        let arrays: Vec<&dyn Array> = chunks.iter().map(|chunk| chunk.array()).collect();
        let array = concatenate(&arrays).expect("invariant: chunks of one type");
        Self::from_array(ty, &*array)
    }
}
