//! Patterns: `declare pattern p = (a:string) { ("x") = { body }; }`, called as `p("x")` or `p("x").path`.

use std::rc::Rc;

use kqlab_syntax::ast::{self, ExprKind as Ast, Literal};
use kqlab_syntax::codes::binding;

use super::Binder;
use super::expr::Entity;
use super::scope::Locals;

impl Binder<'_, '_> {
    /// The body of the rule that a call matches.
    pub(super) fn call_pattern(
        &mut self,
        pattern: &Rc<ast::Pattern>,
        locals: &Locals,
        call: &ast::Call,
    ) -> Entity {
        self.pattern_rule(pattern, locals, call, None)
    }

    /// `p("x").path`
    pub(super) fn pattern_path(
        &mut self,
        pattern: &Rc<ast::Pattern>,
        locals: &Locals,
        call: &ast::Call,
        path: &str,
    ) -> Entity {
        self.pattern_rule(pattern, locals, call, Some(path))
    }

    fn pattern_rule(
        &mut self,
        pattern: &Rc<ast::Pattern>,
        locals: &Locals,
        call: &ast::Call,
        path: Option<&str>,
    ) -> Entity {
        let Some(definition) = &pattern.definition else {
            let message =
                format!("the pattern `{}` is declared, but has no rules", pattern.name.text);
            self.error(binding::UNKNOWN_FUNCTION, call.name.span, message);
            return Entity::Unknown;
        };
        let given: Vec<Option<String>> = call.args.iter().map(|arg| text(&arg.expr)).collect();
        if given.len() != definition.parameters.len() {
            let message = format!(
                "the pattern takes {} arguments, {} are given",
                definition.parameters.len(),
                given.len()
            );
            self.error(binding::ARGUMENT_COUNT, call.name.span, message);
            return Entity::Unknown;
        }
        let matches = |rule: &&ast::PatternRule| {
            let arguments = rule.arguments.iter().map(text);
            arguments.eq(given.iter().cloned())
                && rule.path.as_ref().and_then(text).as_deref() == path
        };
        match definition.rules.iter().find(matches) {
            Some(rule) => self.in_body(locals.clone(), |binder| binder.block(&rule.body)),
            None => {
                self.error(
                    binding::UNKNOWN_FUNCTION,
                    call.span,
                    "no rule of the pattern matches these arguments",
                );
                Entity::Unknown
            }
        }
    }
}

fn text(expr: &ast::Expr) -> Option<String> {
    match &expr.kind {
        Ast::Literal(Literal::String(text)) => Some(text.value.clone()),
        Ast::Paren(inner) => text(inner),
        _ => None,
    }
}
