//! `as`

use std::sync::Arc;

use kqlab_syntax::ast::{Name, Operator};

use crate::Plan;
use crate::bind::Binder;
use crate::bind::scope::Symbol;

impl Binder<'_, '_> {
    /// `as T`: names the table for what follows, in this statement and after it.
    pub(super) fn as_operator(&mut self, input: Plan, name: &Name, op: &Operator) -> Plan {
        self.check_parameters_of(op, &[]);
        let table = Arc::new(input);
        self.locals.push(name.text.as_str(), Symbol::Table(Arc::clone(&table), self.height), false);
        self.named.push((Arc::clone(&table), name.text.as_str().into()));
        self.shared(&table, op.span)
    }
}
