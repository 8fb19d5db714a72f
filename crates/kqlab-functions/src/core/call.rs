//! A kernel's call: its arguments, and the loops over their rows.

use kqlab_columns::{Builder, Column, Data};
use kqlab_plan::{FnDef, Type, Value};
use kqlab_syntax::Span;
use polars_arrow::array::BooleanArray;
use polars_arrow::bitmap::Bitmap;
use polars_arrow::datatypes::ArrowDataType;

use super::{Arg, Assumption, Cell, Context, EvalError, Read};

/// A scalar or window function.
#[derive(Debug)]
pub struct ScalarFn {
    /// What the binder knows.
    pub def: FnDef,
    /// How it is computed; `None` where `def.unsupported` says why.
    pub kernel: Option<Kernel>,
}

/// Computes a column of `call.rows` rows and of type `call.returns`.
pub type Kernel = fn(&Call<'_>) -> Result<Column, EvalError>;

/// One call over one chunk of rows. A constant call has one row.
#[derive(Debug)]
pub struct Call<'a> {
    /// The query's surroundings.
    pub cx: &'a Context,
    /// The arguments, as the chosen overload takes them.
    pub args: &'a [Arg],
    /// The form that was chosen, an index of `def.overloads`.
    pub overload: usize,
    /// The type of the result.
    pub returns: Type,
    /// The number of rows.
    pub rows: usize,
    /// Where the call stands.
    pub span: Span,
}

impl Call<'_> {
    /// Notes what had to be assumed.
    pub fn assume(&self, message: &'static str, hint: &'static str) {
        self.cx.assume(Assumption { span: self.span, message, hint });
    }

    /// The constant value of an argument, if it is one.
    #[must_use]
    pub fn constant(&self, position: usize) -> Option<&Value> {
        self.args.get(position).and_then(Arg::constant)
    }

    /// A column of one result a row.
    ///
    /// # Errors
    /// The closure's first.
    pub fn rows<R: Cell>(
        &self,
        mut row: impl FnMut(usize) -> Result<R, EvalError>,
    ) -> Result<Column, EvalError> {
        let mut column = Builder::with_capacity(self.returns, self.rows);
        for index in 0..self.rows {
            row(index)?.push(&mut column);
        }
        Ok(column.finish())
    }

    /// A column of one bool a row, none of them null.
    #[must_use]
    pub fn truths(&self, row: impl FnMut(usize) -> bool) -> Column {
        let bits: Bitmap = (0..self.rows).map(row).collect();
        Column::new(Type::Bool, Data::Bool(BooleanArray::new(ArrowDataType::Boolean, bits, None)))
    }

    /// Maps one argument; a null gives a null.
    ///
    /// # Errors
    /// None of its own.
    pub fn map1<A: Read, R: Cell>(
        &self,
        f: impl Fn(A::Item<'_>) -> R,
    ) -> Result<Column, EvalError> {
        let a = A::open(&self.args[0]);
        self.rows(|row| Ok(A::get(&a, row).map(&f)))
    }

    /// Maps two arguments; a null in either gives a null.
    ///
    /// # Errors
    /// None of its own.
    pub fn map2<A: Read, B: Read, R: Cell>(
        &self,
        f: impl Fn(A::Item<'_>, B::Item<'_>) -> R,
    ) -> Result<Column, EvalError> {
        let (a, b) = (A::open(&self.args[0]), B::open(&self.args[1]));
        self.rows(|row| Ok(A::get(&a, row).zip(B::get(&b, row)).map(|(a, b)| f(a, b))))
    }

    /// Maps three arguments; a null in any gives a null.
    ///
    /// # Errors
    /// None of its own.
    pub fn map3<A: Read, B: Read, C: Read, R: Cell>(
        &self,
        f: impl Fn(A::Item<'_>, B::Item<'_>, C::Item<'_>) -> R,
    ) -> Result<Column, EvalError> {
        let (a, b, c) = (A::open(&self.args[0]), B::open(&self.args[1]), C::open(&self.args[2]));
        self.rows(|row| {
            let cells = A::get(&a, row).zip(B::get(&b, row)).zip(C::get(&c, row));
            Ok(cells.map(|((a, b), c)| f(a, b, c)))
        })
    }

    /// Writes a text a row into a buffer that is used again; `None` is null.
    ///
    /// # Errors
    /// None of its own.
    pub fn text1<A: Read>(
        &self,
        f: impl Fn(A::Item<'_>, &mut String) -> Option<()>,
    ) -> Result<Column, EvalError> {
        let a = A::open(&self.args[0]);
        let mut column = Builder::with_capacity(self.returns, self.rows);
        let mut buffer = String::new();
        for row in 0..self.rows {
            buffer.clear();
            match A::get(&a, row).and_then(|value| f(value, &mut buffer)) {
                Some(()) => column.push_text(&buffer),
                None => column.push_null(),
            }
        }
        Ok(column.finish())
    }
}
