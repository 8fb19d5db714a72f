//! Statements: what stands between semicolons.

use super::{ColumnDeclaration, Expr, Literal, Name, Parameter, RowSchema, TypeName};
use crate::Span;

/// A whole query text.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The statements in written order.
    pub statements: Vec<Statement>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Without the semicolon.
    pub span: Span,
}

/// What a statement is.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `let x = expr` (scalar, table, materialize, entity group)
    Let(Name, Expr),
    /// `let f = (a:long = 1, T:(x:long)) { ... }`
    LetFunction(LetFunction),
    /// `alias database n = cluster('c').database('d')`
    Alias(Name, Expr),
    /// `declare query_parameters(a:long = 1)`
    QueryParameters(Vec<FunctionParameter>),
    /// `declare pattern ...`
    Pattern(Pattern),
    /// `restrict access to (a, b*) with (p = v)`
    Restrict(Vec<Expr>, Vec<Parameter>),
    /// `set name`, `set name = value`
    Set(Name, Option<SetValue>),
    /// A query
    Query(Expr),
}

/// The value of a `set` statement.
#[derive(Clone, Debug, PartialEq)]
pub enum SetValue {
    /// `set x = on`
    Name(Name),
    /// `set x = 5`
    Literal(Literal),
    /// Anything else
    Expr(Expr),
}

/// `let f = (...) { ... }`, or `let v = view (...) { ... }`
#[derive(Clone, Debug, PartialEq)]
pub struct LetFunction {
    /// The function's name.
    pub name: Name,
    /// `view` is written.
    pub view: bool,
    /// The parameters.
    pub parameters: Vec<FunctionParameter>,
    /// The body: always `ExprKind::Block`.
    pub body: Expr,
}

/// A parameter of a function or of `declare query_parameters`.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionParameter {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: ParameterType,
    /// `= literal`
    pub default: Option<Expr>,
}

/// The type of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterType {
    /// `x:long`
    Scalar(TypeName),
    /// `T:(x:long)`
    Table(RowSchema),
    /// `T:(*)`
    AnyTable,
}

/// `declare pattern p = (a:string)[s:string] { ("x").["y"] = { ... }; }`
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Its name.
    pub name: Name,
    /// `None`: only declared, resolved elsewhere.
    pub definition: Option<PatternDefinition>,
}

/// What stands after `=` in a pattern declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternDefinition {
    /// The arguments.
    pub parameters: Vec<ColumnDeclaration>,
    /// `[s:string]`
    pub path: Option<ColumnDeclaration>,
    /// The rules.
    pub rules: Vec<PatternRule>,
}

/// `("x").["y"] = { body }`
#[derive(Clone, Debug, PartialEq)]
pub struct PatternRule {
    /// String literals.
    pub arguments: Vec<Expr>,
    /// The path's string literal.
    pub path: Option<Expr>,
    /// Always `ExprKind::Block`.
    pub body: Expr,
}
