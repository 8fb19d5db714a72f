//! What the binder knows of a builtin function. The kernels live with these definitions in
//! `kqlab-functions`; this crate owns only their shape.

use crate::Type;

/// A builtin: scalar function, aggregate, window function or plugin.
#[derive(Debug)]
pub struct FnDef {
    /// The name as Kusto spells it.
    pub name: &'static str,
    /// What it may stand in.
    pub kind: FnKind,
    /// The forms it can be called in; the first that fits is taken.
    pub overloads: &'static [Overload],
    /// How an unnamed column that calls it is named.
    pub result_name: ResultName,
    /// One or two sentences.
    pub doc: &'static str,
    /// The reference page, without folder and extension: `strlen-function`.
    pub page: &'static str,
    /// Calls with their results; each is run as a constant and over a column.
    pub examples: &'static [Example],
    /// The name that the reference gives instead of this old one.
    pub replaced_by: Option<&'static str>,
    /// `Some(reason)`: Kusto has it, kqlab refuses it by name.
    pub unsupported: Option<&'static str>,
    /// The same arguments give the same value: calls over constants may be folded.
    pub deterministic: bool,
}

/// What a function may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FnKind {
    /// A value a row.
    Scalar,
    /// A value a group.
    Aggregate,
    /// A value a row, of a serialized table.
    Window,
    /// A table of a table (`evaluate`).
    Plugin,
}

/// One form of a function.
///
/// Several parameters that repeat form a block when they are adjacent: `case(p, v, p, v, else)`.
///
/// Arguments reach a kernel converted by the binder ([`crate::ExprKind::Convert`]): to the type of `Is`; to the common
/// type of the `Common*` parameters; with [`Returns::Widest`] every `Number` argument to the result's type; otherwise
/// several `Number` and `NumberOrBool` arguments to the widest number type among them; `SameAs` to that
/// argument's type where it can be promoted. Whatever else fits is passed as it is. A literal null has the type of its place.
#[derive(Debug)]
pub struct Overload {
    /// The parameters in order.
    pub params: &'static [Param],
    /// The result's type.
    pub returns: Returns,
}

/// A parameter.
#[derive(Debug)]
pub struct Param {
    /// As the reference names it.
    pub name: &'static str,
    /// What it takes.
    pub ty: ParamType,
    /// How often it may be given: once (`1, 1`), optionally (`0, 1`), repeated (`1, u8::MAX`).
    pub occurs: (u8, u8),
    /// It must be known before the query runs.
    pub constant: bool,
}

impl Param {
    /// A parameter given once.
    #[must_use]
    pub const fn one(name: &'static str, ty: ParamType) -> Self {
        Self { name, ty, occurs: (1, 1), constant: false }
    }

    /// The same, but it may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { occurs: (0, 1), ..self }
    }

    /// The same, given `least` times or more.
    #[must_use]
    pub const fn repeated(self, least: u8) -> Self {
        self.occurs(least, u8::MAX)
    }

    /// The same, given `least` to `most` times; `u8::MAX` is any number of times.
    #[must_use]
    pub const fn occurs(self, least: u8, most: u8) -> Self {
        Self { occurs: (least, most), ..self }
    }

    /// The same, but it must be a constant.
    #[must_use]
    pub const fn constant(self) -> Self {
        Self { constant: true, ..self }
    }
}

/// What a parameter takes; the names are those of the official binder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamType {
    /// This type, or one that is promoted to it (int to long, long to real, dynamic by conversion).
    Is(Type),
    /// One of these types.
    OneOf(&'static [Type]),
    /// Any scalar.
    Scalar,
    /// int or long.
    Integer,
    /// int, long, real, decimal.
    Number,
    /// int, long, real, decimal, bool.
    NumberOrBool,
    /// real or decimal.
    RealOrDecimal,
    /// A number, a timespan or a datetime.
    Summable,
    /// What can be ordered: not dynamic.
    Orderable,
    /// string or dynamic.
    StringOrDynamic,
    /// A string, or an array of strings in a dynamic.
    StringOrArray,
    /// int or long, or an array of such in a dynamic.
    IntegerOrArray,
    /// An array in a dynamic.
    DynamicArray,
    /// A property bag in a dynamic.
    DynamicBag,
    /// Any scalar but dynamic.
    NotDynamic,
    /// Any scalar but bool.
    NotBool,
    /// Any scalar but real and bool.
    NotRealOrBool,
    /// The type of the argument at this position.
    SameAs(usize),
    /// One type common to all parameters marked so.
    Common,
    /// As `Common`, and a dynamic goes with anything.
    CommonOrDynamic,
    /// A number type common to all parameters marked so.
    CommonNumber,
    /// A summable type common to all parameters marked so.
    CommonSummable,
    /// An orderable type common to all parameters marked so.
    CommonOrderable,
    /// A table.
    Table,
    /// A column of the input, by name (plugins).
    Column,
    /// A column of the table that is the argument at this position, by name (plugins).
    ColumnOf(usize),
    /// `*` or columns (`arg_max`).
    StarOrScalar,
    /// An aggregate call (`pivot`).
    Aggregate,
    /// A name that is looked up as text (`column_ifexists`).
    Name,
    /// `typeof(long)`: the argument is a null of that type, so `Returns::SameAs` and `Returns::Last` give the type itself.
    TypeOf,
}

/// The type of a result.
#[derive(Clone, Copy, Debug)]
pub enum Returns {
    /// Always this type.
    Is(Type),
    /// The type of the argument at this position.
    SameAs(usize),
    /// The type of the last argument.
    Last,
    /// As `SameAs(0)`, int promoted to long (sum).
    Promoted,
    /// The common type of the parameters marked `Common*`; dynamic only when all are.
    Common,
    /// The widest number type of the arguments.
    Widest,
    /// A rule over the arguments' types.
    Rule(fn(&[Type]) -> Type),
    /// Several columns: `series_stats(x)` makes `series_stats_x_min` ... The kernel answers them as one dynamic array
    /// in this order; the binder takes it apart and converts each element to its type.
    Tuple(&'static [(&'static str, Type)]),
    /// Several columns or columns that depend on the arguments: the binder's own rule (`arg_max`, plugins).
    Binder,
}

/// How an unnamed column is named after the call; the cases are those of the official binder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultName {
    /// `Column1`, `print_0`
    None,
    /// The name of the first argument: `tostring(B)` is `B`.
    FirstArgument,
    /// The same, if there is only one argument.
    OnlyArgument,
    /// `strlen(s)` is `strlen_s`
    NameAndFirstArgument,
    /// The same, if there is only one argument.
    NameAndOnlyArgument,
    /// `make_list(x)` is `list_x`
    PrefixAndFirstArgument(&'static str),
    /// The same, if there is only one argument.
    PrefixAndOnlyArgument(&'static str),
    /// The prefix as it stands.
    PrefixOnly(&'static str),
    /// The first argument's text, if a column of that name exists (`column_ifexists`).
    FirstArgumentValueIfColumn,
}

/// A call and what it gives.
#[derive(Debug)]
pub struct Example {
    /// An expression of literals: `strlen("héllo")`.
    pub call: &'static str,
    /// Its value in KQL's literal form: `5`, `"x"`, `datetime(2020-01-01)`, `int(null)`.
    pub result: &'static str,
}
