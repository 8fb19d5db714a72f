//! What names may mean: local symbols (let, parameters, as, scan steps) and the columns of the row.

use std::cmp::Reverse;
use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::{Span, ast};
use rpds::HashTrieMap;

use super::Binder;
use super::origin::DataOrigin;
use crate::expr::Expr;
use crate::{Field, Plan, Schema, Type};

/// The names in scope: cheap to keep, so that a function's body is bound in the scope of its declaration.
#[derive(Clone, Default)]
pub(super) struct Locals {
    /// What each name means: the innermost that has it shadows the others.
    symbols: HashTrieMap<Arc<str>, Local>,
    /// Names of one level must differ; an inner level may shadow.
    level: usize,
    /// How many names were pushed, shadowed ones with them.
    pushed: usize,
}

#[derive(Clone)]
struct Local {
    symbol: Symbol,
    level: usize,
    /// How many names were pushed before it.
    position: usize,
}

/// What a local name means.
#[derive(Clone)]
pub(super) enum Symbol {
    /// A scalar, substituted at each use.
    Scalar(Scalar),
    /// A table, and how many operators lead to it; it becomes shared when it is used more than once.
    Table(Arc<Plan>, usize),
    /// A function.
    Function(Rc<Function>),
    /// `database(...)`, or the element of macro-expand.
    Database(Database),
    /// An entity group.
    Group(Rc<Vec<Database>>),
    /// A step of scan.
    Step(Rc<Vec<Field>>),
    /// A node or edge of a graph pattern.
    Element(Rc<super::graph::Element>),
    /// A pattern.
    Pattern(Rc<ast::Pattern>, Locals),
    /// Declared, but in error.
    Unknown,
}

/// A scalar symbol.
#[derive(Clone)]
pub(super) struct Scalar {
    /// Its value.
    pub(super) expr: Expr,
    /// The row whose columns it reads, if any: a parameter that was given a column.
    pub(super) row: Option<u32>,
}

/// A database: `None` is the current one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Database {
    /// `cluster('x')`
    pub(super) cluster: Option<Arc<str>>,
    /// `database('x')`
    pub(super) name: Option<Arc<str>>,
}

/// A user's function: of a let statement, or saved.
pub(super) struct Function {
    /// Its name.
    pub(super) name: Arc<str>,
    /// `view` is written.
    pub(super) view: bool,
    /// The parameters.
    pub(super) parameters: Vec<ast::FunctionParameter>,
    /// `ExprKind::Block`.
    pub(super) body: ast::Expr,
    /// What the body sees.
    pub(super) locals: Locals,
    /// The text that it was read from, where that is not the query's.
    pub(super) text: Option<Rc<super::saved::Text>>,
    /// Why its text cannot be read.
    pub(super) unreadable: Option<String>,
}

impl Locals {
    /// The symbol of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Symbol> {
        self.symbols.get(name).map(|local| &local.symbol)
    }

    /// Adds a name to the current level, or to a new one.
    pub(super) fn push(&mut self, name: impl Into<Arc<str>>, symbol: Symbol, new_level: bool) {
        self.level += usize::from(new_level);
        let local = Local { symbol, level: self.level, position: self.pushed };
        self.symbols.insert_mut(name.into(), local);
        self.pushed += 1;
    }

    /// Whether the current level declares that name.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.symbols.get(name).is_some_and(|local| local.level == self.level)
    }

    /// Every name, innermost first.
    pub(super) fn names(&self) -> impl Iterator<Item = (&Arc<str>, &Symbol)> {
        let mut locals: Vec<(&Arc<str>, &Local)> = self.symbols.iter().collect();
        locals.sort_unstable_by_key(|(_, local)| Reverse(local.position));
        locals.into_iter().map(|(name, local)| (name, &local.symbol))
    }
}

/// The columns in scope.
#[derive(Clone)]
pub(super) struct Row {
    /// Tells rows apart.
    pub(super) id: u32,
    /// The columns.
    pub(super) schema: Arc<Schema>,
    /// Names that an open schema was asked for.
    pub(super) inferred: Vec<Arc<str>>,
    /// An operator above whose columns came from the data.
    pub(super) origin: Option<DataOrigin>,
    /// A function's body: the row is there, for parameters that are columns, but has no names.
    pub(super) hidden: bool,
}

impl Row {
    /// The column of that name; an open schema has none that it does not know.
    pub(super) fn get(&self, name: &str) -> Option<Field> {
        let inferred = || {
            self.inferred
                .iter()
                .find(|n| &***n == name)
                .map(|n| Field::new(Arc::clone(n), Type::Unknown))
        };
        self.schema.get(name).cloned().or_else(inferred)
    }

    /// The known and the inferred columns.
    pub(super) fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        let inferred = self.inferred.iter().map(|name| Field::new(Arc::clone(name), Type::Unknown));
        self.schema.fields.iter().cloned().chain(inferred)
    }
}

impl Binder<'_, '_> {
    /// A row over these columns.
    pub(super) fn new_row(&mut self, schema: &Arc<Schema>, origin: Option<DataOrigin>) -> Row {
        self.next_row += 1;
        Row {
            id: self.next_row,
            schema: Arc::clone(schema),
            inferred: Vec::new(),
            origin,
            hidden: false,
        }
    }

    /// Binds over the rows of `input`. Names that its open schema was asked for become its columns.
    pub(super) fn over<R>(&mut self, input: &mut Plan, f: impl FnOnce(&mut Self) -> R) -> R {
        let origin = self.origin_of(input);
        let row = self.new_row(&input.schema, origin);
        let (result, row) = self.with_row(Some(row), f);
        if let Some(row) = row.filter(|row| !row.inferred.is_empty()) {
            row.inferred.iter().for_each(|name| self.remember(row.origin.as_ref(), name));
            let schema = Arc::make_mut(&mut input.schema);
            schema
                .fields
                .extend(row.inferred.into_iter().map(|name| Field::new(name, Type::Unknown)));
        }
        result
    }

    /// Binds with this row, or without any.
    pub(super) fn with_row<R>(
        &mut self,
        row: Option<Row>,
        f: impl FnOnce(&mut Self) -> R,
    ) -> (R, Option<Row>) {
        let outer = (std::mem::replace(&mut self.row, row), self.right.take(), self.place);
        self.place = super::Place::Normal;
        let result = f(self);
        let row = std::mem::replace(&mut self.row, outer.0);
        self.right = outer.1;
        self.place = outer.2;
        (result, row)
    }

    /// Declares a name; twice at one level is an error.
    pub(super) fn declare(&mut self, name: &str, span: Span, symbol: Symbol) {
        if self.locals.declares(name) {
            let message = format!("the name `{name}` is declared twice");
            self.error(kqlab_syntax::codes::binding::DUPLICATE_NAME, span, message);
        }
        self.locals.push(name, symbol, false);
    }

    /// Binds in a scope of its own.
    pub(super) fn scoped<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.locals.clone();
        let result = f(self);
        self.locals = outer;
        result
    }
}
