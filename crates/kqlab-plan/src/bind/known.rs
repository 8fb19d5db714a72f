//! Calls of functions that the product has and whose text is not known: `_GetWatchlist('x')`, `invoke FileProfile(SHA1)`.
//! Their columns come from the catalog; their rows are the executor's business.

use std::sync::Arc;

use kqlab_syntax::ast::{self, ParameterType};
use kqlab_syntax::codes::binding;

use super::Binder;
use super::function::arguments_expected;
use super::scope::{Function, Locals, Symbol};
use crate::environment::{KnownFunction, SavedFunction};
use crate::expr::Expr;
use crate::plan::{KnownCall, PlanNode};
use crate::{Plan, Schema};

impl Binder<'_, '_> {
    /// A call of a known function, with the table that `invoke` pipes in.
    pub(super) fn call_known(&mut self, call: &ast::Call, piped: Option<Plan>) -> Option<Plan> {
        let known = self.env.catalog.known_function(&call.name.text)?;
        let signature = signature(call, &known);
        let mut args = call.args.as_slice();
        let tabular = signature
            .parameters
            .first()
            .is_some_and(|first| !matches!(first.ty, ParameterType::Scalar(_)));
        let mut input = piped;
        if tabular
            && input.is_none()
            && let [first, rest @ ..] = args
        {
            input = Some(self.with_row(None, |binder| binder.table(&first.expr)).0);
            args = rest;
        }
        let given = call.args.len() + usize::from(args.len() == call.args.len() && tabular);
        if tabular != input.is_some() || given > signature.parameters.len() {
            let message = arguments_expected(&signature, given);
            self.error(binding::ARGUMENT_COUNT, call.name.span, message);
            return Some(super::table::open_table(call.span));
        }
        let args = match &mut input {
            Some(plan) => self.over(plan, |binder| binder.known_arguments(&signature, args, call)),
            None => self.with_row(None, |binder| binder.known_arguments(&signature, args, call)).0,
        };
        let schema = output(&known, input.as_ref());
        let data_dependent = known.returns.open;
        let function = Arc::clone(&signature.name);
        let known = KnownCall { function, input, args, extends: known.extends };
        let node = PlanNode::Known(Box::new(known));
        let plan = Plan { node, schema: Arc::new(schema), span: call.span };
        Some(if data_dependent { self.probed(plan, &call.name.text) } else { plan })
    }

    /// The scalar arguments in the parameters' order, defaults filled in. A bare name is a column of the input.
    fn known_arguments(
        &mut self,
        signature: &Function,
        args: &[ast::NamedExpr],
        call: &ast::Call,
    ) -> Vec<Expr> {
        let scalars = |p: &&ast::FunctionParameter| matches!(p.ty, ParameterType::Scalar(_));
        let parameters = signature.parameters.iter().filter(scalars);
        let mut given = args.iter();
        let mut values = Vec::new();
        for parameter in parameters {
            let value = match given.next() {
                Some(arg) => Some(self.argument_value(parameter, &arg.expr)),
                None => self.default_value(parameter),
            };
            match value {
                Some(Symbol::Scalar(scalar)) => values.push(self.folded(scalar.expr)),
                Some(_) => {}
                None => {
                    let message = arguments_expected(signature, call.args.len());
                    self.error(binding::ARGUMENT_COUNT, call.name.span, message);
                    break;
                }
            }
        }
        values
    }
}

/// The parameters as a user's function has them.
fn signature(call: &ast::Call, known: &KnownFunction) -> Function {
    let saved = SavedFunction {
        name: call.name.text.as_str().into(),
        parameters: Arc::clone(&known.parameters),
        body: "print 0".into(),
        origin: None,
        fault: None,
    };
    Function { locals: Locals::default(), ..super::saved::read(&saved) }
}

/// The input's columns where the function adds to them, then its own.
fn output(known: &KnownFunction, input: Option<&Plan>) -> Schema {
    let Some(input) = input.filter(|_| known.extends) else { return known.returns.clone() };
    let own = known.returns.fields.iter().filter(|field| input.schema.get(&field.name).is_none());
    let fields = input.schema.fields.iter().chain(own).cloned().collect();
    Schema { fields, open: known.returns.open || input.schema.open }
}
