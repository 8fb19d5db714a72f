//! What a query may refer to, seen from the binder.

use std::sync::Arc;

use kqlab_syntax::Diagnostic;

use crate::{Expr, FnDef, Plan, Schema, Value};

/// All that a query is bound against.
pub struct Environment<'a> {
    /// Tables and saved functions.
    pub catalog: &'a dyn Catalog,
    /// Builtin functions.
    pub library: &'a dyn Library,
    /// What only the data knows.
    pub probe: &'a mut dyn Probe,
    /// What the plan is for.
    pub mode: Mode,
    /// A table that the catalog lacks gets an open schema, so that the rest of the query can still be checked; it
    /// stays an error.
    pub open_tables: bool,
}

/// What a query is bound for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The plan will be executed: what kqlab does not support is an error.
    Run,
    /// Only names and types are checked: what kqlab does not support is a warning.
    Check,
}

/// Tables and saved functions.
pub trait Catalog {
    /// The schema of the table of that name; `database` is what `database('x')` or `workspace('x')` named.
    fn table(&self, database: Option<&str>, name: &str) -> Option<Arc<Schema>>;

    /// The name under which a table of another database is read, and what had to be assumed to find it.
    fn elsewhere(&self, database: &str, name: &str) -> (Arc<str>, Option<String>) {
        let _ = database;
        (name.into(), None)
    }

    /// The names of all tables that data or the user brought: `search *`, `union *`, wildcards.
    fn table_names(&self) -> Vec<Arc<str>>;

    /// Names close to one that is not there, best first.
    fn near_tables(&self, name: &str) -> Vec<Arc<str>>;

    /// A table of this name that nothing is known of may still be there, as each workspace has custom tables of its
    /// own.
    fn is_custom(&self, name: &str) -> bool {
        let _ = name;
        false
    }

    /// A function that the user saved.
    fn function(&self, name: &str) -> Option<SavedFunction>;

    /// A function that the product has, of which only the result's columns are known, such as `FileProfile`. A call
    /// becomes a [`crate::PlanNode::Known`]; the executor answers it from what the user brought, or refuses it.
    fn known_function(&self, name: &str) -> Option<KnownFunction> {
        let _ = name;
        None
    }

    /// What to do about a function that the product has and that is not known here, such as an ASIM parser.
    fn absent_function(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }
}

/// A function of the product of which only the result's columns are known.
#[derive(Clone, Debug)]
pub struct KnownFunction {
    /// `(T:(*), x:string='')`, as after `let f =`.
    pub parameters: Arc<str>,
    /// The columns that it gives.
    pub returns: Schema,
    /// They follow those of the table that is piped in.
    pub extends: bool,
}

/// A saved function: its text is parsed and inlined where it is called.
#[derive(Clone, Debug)]
pub struct SavedFunction {
    /// Its name.
    pub name: Arc<str>,
    /// `(a:string, T:(*))`, as after `let f =`.
    pub parameters: Arc<str>,
    /// The body, without braces.
    pub body: Arc<str>,
    /// The file that holds it.
    pub origin: Option<Arc<Origin>>,
    /// Why the file cannot be read; whoever calls the function is told.
    pub fault: Option<Arc<str>>,
}

/// Where a saved function's body stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: Arc<str>,
    /// For each line of the body, the line and the column (from 1) of the file at which it begins.
    pub lines: Vec<(u32, u32)>,
}

/// Builtin functions.
pub trait Library {
    /// A scalar or window function, or an operator's function (`==`, `has`).
    fn scalar(&self, name: &str) -> Option<&'static FnDef>;

    /// An aggregate.
    fn aggregate(&self, name: &str) -> Option<&'static FnDef>;

    /// A plugin of `evaluate`.
    fn plugin(&self, name: &str) -> Option<&'static FnDef>;

    /// Names close to one that is not there, best first.
    fn near(&self, name: &str) -> Vec<&'static str>;

    /// The value of an expression without columns, subqueries and nondeterminism, else `None`.
    fn fold(&self, expr: &Expr) -> Option<Value>;
}

/// Answers what only the data knows.
pub trait Probe {
    /// The plan ends in an operator whose columns depend on the data: run it, or say that there is none.
    ///
    /// # Errors
    /// The diagnostics of running it.
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>>;
}

/// What a probe answers.
#[derive(Debug)]
pub enum Probed {
    /// The computed table, to go on from.
    Known {
        /// The table.
        plan: Plan,
        /// The operator's input had no rows, so it brought no columns.
        empty: bool,
    },
    /// There is no data: the plan as it was, its schema open.
    Open(Plan),
}
