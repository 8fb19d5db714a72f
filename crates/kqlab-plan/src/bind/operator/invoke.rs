//! `invoke`: a call whose first argument is the piped table

use kqlab_syntax::ast::{self, ExprKind as Ast, Operator};
use kqlab_syntax::codes::binding;

use crate::Plan;
use crate::bind::Binder;
use crate::bind::expr::Entity;
use crate::bind::scope::Symbol;
use crate::bind::table::open_table;

impl Binder<'_, '_> {
    /// `invoke f(1)`
    pub(super) fn invoke(&mut self, input: Plan, function: &ast::Expr, op: &Operator) -> Plan {
        let call = match &function.kind {
            Ast::Call(call) | Ast::ScopedCall(_, call) => call,
            Ast::Error => return input,
            _ => {
                self.error(
                    binding::TYPE_MISMATCH,
                    function.span,
                    "a call of a function is expected",
                );
                return input;
            }
        };
        let local = match self.locals.get(&call.name.text) {
            Some(Symbol::Function(function)) => Some(std::rc::Rc::clone(function)),
            _ => None,
        };
        if local.is_none() && self.env.catalog.known_function(&call.name.text).is_some() {
            return self.call_known(call, Some(input)).unwrap_or_else(|| open_table(op.span));
        }
        let Some(found) = local.or_else(|| self.saved_function(&call.name.text)) else {
            let message = format!("there is no function `{}` to invoke", call.name.text);
            let hint = "functions of your own are declared with let, or saved for all queries";
            self.error_hint(binding::UNKNOWN_FUNCTION, call.name.span, message, hint);
            return open_table(op.span);
        };
        let (entity, _) = self.with_row(None, |binder| {
            binder.call_function(&found, &call.args, call.name.span, call.span, Some(input))
        });
        match entity {
            Entity::Table(plan) => plan,
            Entity::Unknown => open_table(op.span),
            _ => {
                self.error(binding::TABLE_EXPECTED, call.span, "the function gives no table");
                open_table(op.span)
            }
        }
    }
}
