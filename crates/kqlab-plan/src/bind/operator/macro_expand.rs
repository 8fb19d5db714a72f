//! `macro-expand`: the statements once for each member of an entity group, united

use kqlab_syntax::ast::{self, Operator, Statement, StatementKind};
use kqlab_syntax::codes::binding;

use super::union::Leg;
use crate::Plan;
use crate::bind::Binder;
use crate::bind::expr::Entity;
use crate::bind::parameter::Takes;
use crate::bind::scope::Symbol;
use crate::bind::table::open_table;

impl Binder<'_, '_> {
    /// `macro-expand g as x (x.T | count)`
    pub(super) fn macro_expand(
        &mut self,
        group: &ast::Expr,
        scope: Option<&ast::Name>,
        statements: &[Statement],
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(
            op,
            &[
                ("kind", Takes::Any),
                ("isfuzzy", Takes::Bool),
                ("best_effort", Takes::Bool),
                ("force_remote", Takes::Bool),
            ],
        );
        let (entity, _) = self.with_row(None, |binder| binder.entity(group));
        let Entity::Group(members) = entity else {
            if !matches!(entity, Entity::Unknown) {
                self.error(binding::TYPE_MISMATCH, group.span, "an entity group is expected");
            }
            return open_table(op.span);
        };
        let name = scope.map(|name| name.text.clone()).or_else(|| match &group.kind {
            ast::ExprKind::Name(name) => Some(name.text.clone()),
            _ => None,
        });
        let mut legs = Vec::new();
        for member in members.iter() {
            let plan = self.scoped(|binder| {
                let name = name.clone().unwrap_or_else(|| "$scope".to_owned());
                binder.locals.push(name, Symbol::Database(member.clone()), true);
                binder.with_row(None, |binder| binder.macro_body(statements)).0
            });
            legs.extend(plan.map(|plan| Leg { plan, name: None }));
        }
        self.unify(legs, None, false, op.span)
    }

    fn macro_body(&mut self, statements: &[Statement]) -> Option<Plan> {
        let mut result = None;
        for statement in statements {
            match &statement.kind {
                StatementKind::Query(expr) if result.is_none() => result = Some(self.table(expr)),
                _ => self.statements(std::slice::from_ref(statement)),
            }
        }
        result
    }
}
