//! Functions of the user: bodies are bound anew at every call, in the scope of their declaration, with the parameters
//! standing for the arguments.

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::ast::{
    self, ExprKind as Ast, FunctionParameter, NamedExpr, ParameterType, Target,
};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};

use super::convert::{self, Bend};
use super::expr::Entity;
use super::report::unknown;
use super::saved::Outside;
use super::scope::{Function, Locals, Scalar, Symbol};
use super::{Binder, Place, constant};
use crate::expr::Expr;
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type, Value};

impl Binder<'_, '_> {
    /// A call of what a let statement, a parameter or a pattern names.
    pub(super) fn call_local(&mut self, call: &ast::Call) -> Option<Entity> {
        match self.locals.get(&call.name.text).cloned()? {
            Symbol::Function(function) => {
                Some(self.call_function(&function, &call.args, call.name.span, call.span, None))
            }
            Symbol::Pattern(pattern, locals) => Some(self.call_pattern(&pattern, &locals, call)),
            Symbol::Table(plan, height) if call.args.is_empty() => {
                self.reach(height);
                Some(Entity::Table(self.shared(&plan, call.span)))
            }
            Symbol::Unknown => Some(Entity::Unknown),
            _ => None,
        }
    }

    /// A saved function, if the catalog has it and its text can be read.
    pub(super) fn saved_function(&mut self, name: &str) -> Option<Rc<Function>> {
        let saved = self.env.catalog.function(name)?;
        Some(Rc::new(super::saved::read(&saved)))
    }

    /// Binds a function's body over its arguments. `piped` is the table that `invoke` gives as the first one.
    pub(super) fn call_function(
        &mut self,
        function: &Rc<Function>,
        args: &[NamedExpr],
        name_span: Span,
        span: Span,
        piped: Option<Plan>,
    ) -> Entity {
        // A let function does not see itself: one of the same name is another.
        let same = |active: &Rc<Function>| active.text.is_some() && active.name == function.name;
        if function.text.is_some() && self.calls.iter().any(same) {
            self.recursive(&function.name, name_span);
            return Entity::Unknown;
        }
        if let Some(reason) = &function.unreadable {
            let message =
                format!("the saved function `{}` cannot be read: {reason}", function.name);
            self.error(binding::UNKNOWN_FUNCTION, name_span, message);
            return Entity::Unknown;
        }
        let Some(values) = self.bind_arguments(function, args, name_span, piped) else {
            return Entity::Unknown;
        };
        let outer = self.outside.clone();
        if function.text.is_some() {
            let call = outer.as_ref().map_or(span, |outer| outer.call);
            let (function, text) = (Arc::clone(&function.name), function.text.clone());
            self.outside = Some(Outside { call, function, text });
        }
        self.calls.push(Rc::clone(function));
        let entity = self.bind_body(function, values);
        self.calls.pop();
        self.outside = outer;
        if function.text.is_none() {
            return entity;
        }
        match entity {
            Entity::Scalar(mut expr) => {
                super::walk::respan_expr(&mut expr, span);
                Entity::Scalar(expr)
            }
            Entity::Table(mut plan) => {
                super::walk::respan_plan(&mut plan, span);
                Entity::Table(plan)
            }
            other => other,
        }
    }

    /// Reports a function that is called while its own body is bound, and through which others.
    pub(super) fn recursive(&mut self, name: &str, span: Span) {
        let inner = self.calls.iter().skip_while(|active| *active.name != *name).skip(1);
        let through: Vec<String> = inner.map(|active| format!("`{}`", active.name)).collect();
        let through = match through.is_empty() {
            true => String::new(),
            false => format!(" through {}", through.join(" and ")),
        };
        let message = format!("the function `{name}` calls itself{through}");
        self.error(binding::RECURSIVE, span, message);
    }

    fn bind_body(&mut self, function: &Function, values: Vec<Symbol>) -> Entity {
        let mut locals = function.locals.clone();
        for (index, (parameter, value)) in function.parameters.iter().zip(values).enumerate() {
            locals.push(parameter.name.text.as_str(), value, index == 0);
        }
        self.in_body(locals, |binder| binder.block(&function.body))
    }

    /// Binds in a scope of names of its own. The row stays for scalar bodies, whose parameters may be columns, but its
    /// columns are not seen by name.
    pub(super) fn in_body<R>(&mut self, locals: Locals, f: impl FnOnce(&mut Self) -> R) -> R {
        let hidden = self.row.as_ref().map(|row| super::scope::Row {
            id: row.id,
            schema: Arc::new(Schema::default()),
            inferred: Vec::new(),
            origin: None,
            hidden: true,
        });
        let outer_locals = std::mem::replace(&mut self.locals, locals);
        let outer_unnamed = std::mem::take(&mut self.unnamed);
        let (result, _) = self.with_row(hidden, f);
        self.unnamed = outer_unnamed;
        self.locals = outer_locals;
        result
    }

    /// The statements and the value of a body.
    pub(super) fn block(&mut self, body: &ast::Expr) -> Entity {
        let Ast::Block(statements, result) = &body.kind else { return self.entity(body) };
        self.statements(statements);
        match result {
            Some(result) => self.body_value(result),
            None => {
                self.error(binding::NO_RESULT, body.span, "the function's body has no value");
                Entity::Unknown
            }
        }
    }

    fn body_value(&mut self, result: &ast::Expr) -> Entity {
        match &result.kind {
            Ast::Pipe(..) | Ast::Source(_) => {
                let (plan, _) = self.with_row(None, |binder| binder.table(result));
                Entity::Table(plan)
            }
            Ast::Name(name) => match self.locals.get(&name.text) {
                Some(_) => self.name(name, false),
                None => self.name(name, true),
            },
            _ => self.entity(result),
        }
    }

    /// The parameters' values, in their order.
    fn bind_arguments(
        &mut self,
        function: &Function,
        args: &[NamedExpr],
        name_span: Span,
        piped: Option<Plan>,
    ) -> Option<Vec<Symbol>> {
        let parameters = &function.parameters;
        let mut values: Vec<Option<Symbol>> = parameters.iter().map(|_| None).collect();
        let mut next = 0;
        if let Some(plan) = piped {
            let parameter = parameters.first()?;
            let name = plan.span;
            values[0] = Some(self.table_argument(parameter, plan, name));
            next = 1;
        }
        let given = args.len() + next;
        let mut failed = given > parameters.len();
        for arg in args {
            let index = match &arg.target {
                Target::Name(name) => {
                    match parameters.iter().position(|p| p.name.text == name.text) {
                        Some(index) => index,
                        None => {
                            let message =
                                format!("`{}` has no parameter `{}`", function.name, name.text);
                            self.error(binding::ARGUMENT_COUNT, name.span, message);
                            failed = true;
                            continue;
                        }
                    }
                }
                Target::None | Target::Names(_) => next,
            };
            next = index + 1;
            let Some(parameter) = parameters.get(index) else { continue };
            values[index] = Some(self.argument_value(parameter, &arg.expr));
        }
        for (value, parameter) in values.iter_mut().zip(parameters) {
            if value.is_none() {
                *value = self.default_value(parameter);
            }
        }
        if failed || values.iter().any(Option::is_none) {
            self.error(binding::ARGUMENT_COUNT, name_span, arguments_expected(function, given));
            return None;
        }
        values.into_iter().collect()
    }

    pub(super) fn argument_value(
        &mut self,
        parameter: &FunctionParameter,
        arg: &ast::Expr,
    ) -> Symbol {
        match &parameter.ty {
            ParameterType::Scalar(name) => {
                let ty = Type::from(*name);
                let outer = std::mem::replace(&mut self.place, Place::Normal);
                let value = self.scalar(arg);
                self.place = outer;
                let value = self.convert_argument(value, ty, &parameter.name.text);
                let row = constant::reads_row(&value)
                    .then(|| self.row.as_ref().map(|row| row.id))
                    .flatten();
                Symbol::Scalar(Scalar { expr: value, row })
            }
            ParameterType::Table(_) | ParameterType::AnyTable => {
                let (plan, _) = self.with_row(None, |binder| binder.table(arg));
                self.table_argument(parameter, plan, arg.span)
            }
        }
    }

    pub(super) fn default_value(&mut self, parameter: &FunctionParameter) -> Option<Symbol> {
        let default = parameter.default.as_ref()?;
        let ParameterType::Scalar(name) = &parameter.ty else { return None };
        let (value, _) = self.with_row(None, |binder| binder.scalar(default));
        let value = self.convert_argument(value, Type::from(*name), &parameter.name.text);
        Some(Symbol::Scalar(Scalar { expr: value, row: None }))
    }

    /// Arguments of a user's function are converted as if by `tolong(...)`: wider, narrower, from a string.
    fn convert_argument(&mut self, value: Expr, ty: Type, name: &str) -> Expr {
        if value.ty == ty || value.ty == Type::Unknown {
            return value;
        }
        if convert::widens(value.ty, ty) || ty == Type::Dynamic {
            return convert::convert(value, ty);
        }
        if let Some(folded) = self.converted_constant(&value, ty) {
            return folded;
        }
        if !convert::fits(value.ty, ty, Bend::Compatible) {
            // The official binder takes any type for any: whether a conversion gives a value is not measured.
            let message = format!("the parameter `{name}` is a {ty}, this is a {}", value.ty);
            let (code, hint) =
                (binding::ARGUMENT_TYPE, format!("convert it: {}(...)", conversion(ty)));
            let fault = Diagnostic::error(Phase::Binding, code, value.span, message);
            self.report_to_run(fault.with_hint(hint));
            return Expr { ty, ..unknown(value.span) };
        }
        self.call_conversion(value, ty)
    }

    /// `tolong(value)` and its kin.
    pub(super) fn call_conversion(&mut self, value: Expr, ty: Type) -> Expr {
        let span = value.span;
        let kinds = [super::overload::Arg { ty: value.ty, kind: super::overload::ArgKind::Scalar }];
        match self.env.library.scalar(conversion(ty)) {
            Some(def) => self.apply(def, vec![value], &kinds, span, span),
            None => convert::convert(value, ty),
        }
    }

    /// A constant converted by the conversion function of `ty`, if that gives a value.
    pub(super) fn converted_constant(&mut self, value: &Expr, ty: Type) -> Option<Expr> {
        let constant = self.fold(value)?;
        if constant.is_null() {
            return Some(Expr {
                ty,
                span: value.span,
                ..Expr::literal(Value::null(ty), value.span)
            });
        }
        let literal = Expr::literal(constant, value.span);
        let def = self.env.library.scalar(conversion(ty))?;
        let kinds =
            [super::overload::Arg { ty: literal.ty, kind: super::overload::ArgKind::Scalar }];
        if !super::overload::misfits(def.overloads.first()?, &kinds).is_empty() {
            return None;
        }
        let call = self.apply(def, vec![literal], &kinds, value.span, value.span);
        let value = self.fold(&call).filter(|value| !value.is_null())?;
        Some(Expr::literal(value, call.span))
    }

    fn table_argument(&mut self, parameter: &FunctionParameter, plan: Plan, span: Span) -> Symbol {
        if let ParameterType::Table(schema) = &parameter.ty {
            for column in &schema.columns {
                let ty = Type::from(column.ty);
                let fits = match plan.schema.get(&column.name.text) {
                    Some(field) => convert::fits(field.ty, ty, Bend::None),
                    None => plan.schema.open,
                };
                if !fits {
                    let message =
                        format!("the table needs a column `{}` of type {ty}", column.name.text);
                    self.error(binding::ARGUMENT_TYPE, span, message);
                }
            }
        }
        Symbol::Table(Arc::new(plan), self.height)
    }

    /// Checks a function's body once, with parameters that have only a type.
    pub(super) fn check_declaration(&mut self, function: &Rc<Function>) {
        let values = function
            .parameters
            .iter()
            .map(|parameter| placeholder(&parameter.ty, parameter.name.span));
        let values: Vec<Symbol> = values.collect();
        let outer = std::mem::replace(&mut self.declaring, true);
        self.calls.push(Rc::clone(function));
        self.bind_body(function, values);
        self.calls.pop();
        self.declaring = outer;
    }
}

/// How many arguments a function takes, where another number is given.
pub(super) fn arguments_expected(function: &Function, given: usize) -> String {
    let parameters = &function.parameters;
    let least = parameters.iter().filter(|parameter| parameter.default.is_none()).count();
    let expected = match least == parameters.len() {
        true => format!("{least}"),
        false => format!("{least} to {}", parameters.len()),
    };
    count_message(&function.name, &expected, given)
}

/// ``` `f` takes 1 argument, 2 are given ```
pub(super) fn count_message(name: &str, expected: &str, given: usize) -> String {
    let plural = if expected == "1" { "" } else { "s" };
    let are = if given == 1 { "is" } else { "are" };
    format!("`{name}` takes {expected} argument{plural}, {given} {are} given")
}

/// What a parameter is while only its type is known.
fn placeholder(ty: &ParameterType, span: Span) -> Symbol {
    let columns = match ty {
        ParameterType::Scalar(name) => {
            let ty = Type::from(*name);
            let expr = Expr { ty, ..Expr::literal(Value::null(ty), span) };
            return Symbol::Scalar(Scalar { expr, row: None });
        }
        ParameterType::Table(schema) => schema
            .columns
            .iter()
            .map(|column| Field::new(column.name.text.as_str(), Type::from(column.ty)))
            .collect(),
        ParameterType::AnyTable => Vec::new(),
    };
    let node = PlanNode::Values(Vec::new());
    Symbol::Table(Arc::new(Plan { node, schema: Arc::new(Schema::new(columns)), span }), 0)
}

/// The function that converts to a type.
pub(super) const fn conversion(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "tobool",
        Type::Int => "toint",
        Type::Long => "tolong",
        Type::Real => "toreal",
        Type::Decimal => "todecimal",
        Type::String => "tostring",
        Type::Datetime => "todatetime",
        Type::Timespan => "totimespan",
        Type::Guid => "toguid",
        Type::Dynamic | Type::Unknown => "todynamic",
    }
}
