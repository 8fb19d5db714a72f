//! `fork`: several results

use std::sync::Arc;

use kqlab_syntax::ast::{ForkBranch, Operator};

use crate::Plan;
use crate::bind::Binder;

impl Binder<'_, '_> {
    /// `fork a = (where x) (count)`
    pub(super) fn fork(&mut self, input: Plan, branches: &[ForkBranch], op: &Operator) -> Plan {
        let shared = Arc::new(input);
        let mut results = Vec::new();
        for branch in branches {
            let input = self.shared(&shared, op.span);
            let plan = self.over_shared(input, &branch.body);
            results.push((branch.name.as_ref().map(|name| Arc::from(name.text.as_str())), plan));
        }
        self.several(results, op)
    }
}
