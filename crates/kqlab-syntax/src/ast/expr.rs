//! Expressions. As in Kusto's own grammar a tabular pipeline is an expression too: where one may
//! stand is for the parser (by context) and the binder to say.

use super::{Literal, Operator, RowSchema, Statement};
use crate::Span;

/// A name with its place. `text` is unescaped: `['odd name']` is `odd name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name itself.
    pub text: String,
    /// With brackets and quotes, if it was written so.
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// `x`, `name = x` or `(a, b) = x`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedExpr {
    /// What stands before `=`.
    pub target: Target,
    /// What stands after it.
    pub expr: Expr,
}

/// The left side of a named expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// None is written.
    None,
    /// `name =`
    Name(Name),
    /// `(a, b) =`
    Names(Vec<Name>),
}

impl Target {
    /// The names that are written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = match self {
            Self::None => &[],
            Self::Name(name) => std::slice::from_ref(name),
            Self::Names(names) => names.as_slice(),
        };
        names.iter().map(|name| name.text.as_str())
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `5`, `"x"`, `dynamic([1])`, `typeof(long)`
    Literal(Literal),
    /// `typeof(a:long, b:string)`
    Schema(RowSchema),
    /// A column, variable, table or function without parentheses; `$left`, `$right` and `@` too
    Name(Name),
    /// `Device*` or `[Device*]`: a name with wildcards (union, find, search, project-away ...)
    Wildcard(Name),
    /// `*`
    Star,
    /// `(x)`, where x may be a pipeline
    Paren(Box<Expr>),
    /// `-x`, `+x`
    Unary(UnaryOp, Box<Expr>),
    /// `a == b`, `a has b`, `a and b`; the span of the operator is kept for diagnostics
    Binary(BinaryOp, Span, Box<Expr>, Box<Expr>),
    /// `a in (b, c)`, `a has_any (b)`; the list may be one table
    List(ListOp, Span, Box<Expr>, Vec<Expr>),
    /// `a between (b .. c)`
    Between {
        /// `!between`
        negated: bool,
        /// What is tested.
        value: Box<Expr>,
        /// The lower bound, inclusive.
        low: Box<Expr>,
        /// The upper bound, inclusive.
        high: Box<Expr>,
    },
    /// `f(a, name = b, *)`
    Call(Call),
    /// `a.b`, `a.["b"]`; `database('x').T` and `cluster('c').database('d').T` too
    Path(Box<Expr>, Name),
    /// `database('x').T*`: as the last part of a table's path
    WildcardPath(Box<Expr>, Name),
    /// `database('x').f(1)`, `cluster('c').database('d')`: a call on a scope
    ScopedCall(Box<Expr>, Call),
    /// `a[x]`, and `a.[x]` when `dotted`; `a.["b"]` is a `Path`
    Element {
        /// What is indexed.
        base: Box<Expr>,
        /// The index or key.
        index: Box<Expr>,
        /// Written with a dot before the bracket.
        dotted: bool,
    },
    /// `source | operator | operator`
    Pipe(Box<Expr>, Vec<Operator>),
    /// An operator that is a source of its own: print, range, union, find, search, evaluate, macro-expand;
    /// and any operator that begins a sub-pipeline over an implicit source (mv-apply, partition, fork, facet)
    Source(Box<Operator>),
    /// `toscalar(...)`; `no_optimization` is `kind=nooptimization`
    ToScalar {
        /// The pipeline.
        query: Box<Expr>,
        /// `kind=nooptimization` is written.
        no_optimization: bool,
    },
    /// `totable(...)`
    ToTable {
        /// The pipeline.
        query: Box<Expr>,
        /// `kind=nooptimization` is written.
        no_optimization: bool,
    },
    /// `datatable(...) [...]`
    Datatable(Datatable),
    /// `externaldata(...) [...] with (...)`
    ExternalData(ExternalData),
    /// `entity_group [...]`
    EntityGroup(Vec<Expr>),
    /// `[x]` on its own; a quoted name in brackets is a `Name`
    Bracketed(Box<Expr>),
    /// `T datascope=hotcache`
    DataScope(Box<Expr>, Name),
    /// `__contextual_datatable id (a:long)`
    ContextualDatatable(Box<Expr>, RowSchema),
    /// `materialized-view-combine (name) base (...) delta (...) aggregations (...)`
    MaterializedViewCombine(Box<MaterializedViewCombine>),
    /// `{ let a = 1; body }` of a function; the body may be missing
    Block(Vec<Statement>, Option<Box<Expr>>),
    /// What could not be read; a diagnostic tells why. The binder answers nothing for it.
    Error,
}

/// `f(...)`
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function's name.
    pub name: Name,
    /// The arguments; `*` is `ExprKind::Star`.
    pub args: Vec<NamedExpr>,
    /// With the parentheses.
    pub span: Span,
}

/// `datatable(a:long) [1, 2]`
#[derive(Clone, Debug, PartialEq)]
pub struct Datatable {
    /// Parameters between the keyword and the schema.
    pub parameters: Vec<super::Parameter>,
    /// The columns.
    pub schema: RowSchema,
    /// The values, row after row; literals, signed ones too.
    pub values: Vec<Expr>,
}

/// `externaldata(a:long) ["https://..."] with (format="csv")`
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalData {
    /// Parameters between the keyword and the schema.
    pub parameters: Vec<super::Parameter>,
    /// The columns.
    pub schema: RowSchema,
    /// The connection strings.
    pub uris: Vec<Expr>,
    /// `with (...)`
    pub properties: Vec<super::Parameter>,
}

/// The clauses of `materialized-view-combine`.
#[derive(Clone, Debug, PartialEq)]
pub struct MaterializedViewCombine {
    /// The view's name.
    pub name: Expr,
    /// `base (...)`
    pub base: Expr,
    /// `delta (...)`
    pub delta: Expr,
    /// `aggregations (...)`: a summarize operator
    pub aggregations: Operator,
}

/// Prefix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-`
    Minus,
    /// `+`
    Plus,
}

macro_rules! operators {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is named by its text")]
        pub enum $name { $($variant,)* }

        impl $name {
            /// Every operator of this kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The operator as it is written; old spellings are folded (`notcontains` is `!contains`).
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

operators! {
    /// Infix operators over two scalars.
    BinaryOp {
        Or = "or", And = "and",
        Eq = "==", Ne = "!=", Lt = "<", Le = "<=", Gt = ">", Ge = ">=",
        Add = "+", Sub = "-", Mul = "*", Div = "/", Mod = "%",
        EqTilde = "=~", NeTilde = "!~",
        Has = "has", NotHas = "!has", HasCs = "has_cs", NotHasCs = "!has_cs",
        HasPrefix = "hasprefix", NotHasPrefix = "!hasprefix",
        HasPrefixCs = "hasprefix_cs", NotHasPrefixCs = "!hasprefix_cs",
        HasSuffix = "hassuffix", NotHasSuffix = "!hassuffix",
        HasSuffixCs = "hassuffix_cs", NotHasSuffixCs = "!hassuffix_cs",
        Contains = "contains", NotContains = "!contains",
        ContainsCs = "contains_cs", NotContainsCs = "!contains_cs",
        StartsWith = "startswith", NotStartsWith = "!startswith",
        StartsWithCs = "startswith_cs", NotStartsWithCs = "!startswith_cs",
        EndsWith = "endswith", NotEndsWith = "!endswith",
        EndsWithCs = "endswith_cs", NotEndsWithCs = "!endswith_cs",
        Like = "like", NotLike = "notlike", LikeCs = "likecs", NotLikeCs = "notlikecs",
        MatchesRegex = "matches regex",
        Search = ":",
    }
}

operators! {
    /// Infix operators over a scalar and a list.
    ListOp {
        In = "in", NotIn = "!in", InTilde = "in~", NotInTilde = "!in~",
        HasAny = "has_any", HasAll = "has_all",
    }
}
