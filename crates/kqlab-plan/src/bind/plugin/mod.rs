//! The output schemas of the plugins of `evaluate`, after the official definitions, and their arguments.

mod activity;
mod lookup;
mod pattern;
mod service;
mod shape;

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, ExprKind as Ast, Literal, Target};
use kqlab_syntax::codes::binding;

use super::expr::Entity;
use super::overload::{self, Arg, ArgKind};
use super::report::unknown;
use super::{Binder, convert};
use crate::expr::{Expr, ExprKind};
use crate::function::FnKind;
use crate::plan::PluginArg;
use crate::{Field, FnDef, Param, ParamType, Plan, Type, Value};

/// The columns that a plugin gives.
pub(super) struct Output {
    /// Those that are known.
    pub(super) fields: Vec<Field>,
    /// The data brings more.
    pub(super) open: bool,
    /// The input's columns are among them.
    pub(super) keeps_input: bool,
}

impl Output {
    /// Exactly these.
    fn of(fields: Vec<Field>) -> Self {
        Self { fields, open: false, keeps_input: false }
    }
}

/// An argument, bound.
struct Bound {
    arg: PluginArg,
    /// What it stands for.
    param: Option<&'static Param>,
    /// The name that it would give its column.
    name: Option<String>,
    /// The parameter's name is written: it may stand out of place.
    named: bool,
    span: Span,
}

/// The arguments of a call, by the names of the parameters.
struct Args<'a> {
    bound: &'a [Bound],
    input: Vec<Field>,
}

impl Args<'_> {
    /// The arguments for a parameter.
    fn of<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Bound> {
        self.bound.iter().filter(move |bound| bound.param.is_some_and(|param| param.name == name))
    }

    /// The columns given for a parameter.
    fn columns(&self, name: &str) -> Vec<Field> {
        self.of(name).filter_map(Bound::column).collect()
    }

    /// The constant given for a parameter.
    fn constant(&self, name: &str) -> Option<Value> {
        self.of(name).find_map(|bound| match &bound.arg {
            PluginArg::Expr(expr) => expr.as_literal().cloned(),
            PluginArg::Named(_, inner) => match &**inner {
                PluginArg::Expr(expr) => expr.as_literal().cloned(),
                _ => None,
            },
            PluginArg::Aggregate(_) | PluginArg::Table(_) => None,
        })
    }

    /// The table given for a parameter.
    fn table(&self) -> Option<&Plan> {
        self.bound.iter().find_map(|bound| match &bound.arg {
            PluginArg::Table(plan) => Some(plan),
            PluginArg::Expr(_) | PluginArg::Aggregate(_) | PluginArg::Named(..) => None,
        })
    }
}

impl Bound {
    /// The argument for the plan.
    fn into_arg(self) -> PluginArg {
        match self.param.filter(|_| self.named) {
            Some(param) => PluginArg::Named(param.name.into(), Box::new(self.arg)),
            None => self.arg,
        }
    }

    /// The column that it is.
    fn column(&self) -> Option<Field> {
        match &self.arg {
            PluginArg::Expr(expr) => match &expr.kind {
                ExprKind::Column(name) => Some(Field { name: Arc::clone(name), ty: expr.ty }),
                _ => None,
            },
            PluginArg::Aggregate(_) | PluginArg::Table(_) | PluginArg::Named(..) => None,
        }
    }

    /// Its type, if it is a value.
    fn ty(&self) -> Type {
        match &self.arg {
            PluginArg::Expr(expr) => expr.ty,
            PluginArg::Aggregate(_) | PluginArg::Table(_) | PluginArg::Named(..) => Type::Unknown,
        }
    }
}

impl Binder<'_, '_> {
    /// The arguments of a plugin and the columns that it gives, over the row of its input.
    pub(super) fn plugin(
        &mut self,
        def: &'static FnDef,
        call: &ast::Call,
    ) -> (Vec<PluginArg>, Output) {
        debug_assert_eq!(def.kind, FnKind::Plugin, "the library gives plugins");
        let bound = self.plugin_arguments(def, call);
        self.check_plugin(def, call, &bound);
        let declared = call.args.first().map(|arg| self.output_schema(&arg.expr));
        if let ("python" | "r" | "csharp", Some(declared)) = (def.name, declared) {
            return (bound.into_iter().map(|bound| bound.arg).collect(), declared);
        }
        let args = Args { bound: &bound, input: self.row_fields() };
        let first = call.args.first().and_then(|arg| self.named_result_name(arg));
        let output = service::output(def.name, &args, first.as_deref())
            .unwrap_or_else(|| output(def.name, &args));
        (bound.into_iter().map(Bound::into_arg).collect(), output)
    }

    /// `typeof(*, a:long)`: the columns that a plugin's first argument declares.
    fn output_schema(&mut self, expr: &ast::Expr) -> Output {
        let Ast::Schema(schema) = &expr.kind else { return Output::default() };
        let mut fields = if schema.star { self.row_fields() } else { Vec::new() };
        for column in &schema.columns {
            let field = Field::new(column.name.text.as_str(), Type::from(column.ty));
            match fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) => *known = field,
                None => fields.push(field),
            }
        }
        Output { fields, open: false, keeps_input: schema.star }
    }

    fn plugin_arguments(&mut self, def: &'static FnDef, call: &ast::Call) -> Vec<Bound> {
        let fits = |form: &&crate::Overload| {
            let (least, most) = overload::arity(form);
            (least..=most).contains(&call.args.len())
        };
        let form = def.overloads.iter().find(fits).or(def.overloads.first());
        let layout =
            form.map(|form| overload::layout(form, &self.written(call))).unwrap_or_default();
        let mut bound: Vec<Bound> = Vec::new();
        for (index, arg) in call.args.iter().enumerate() {
            let params = || def.overloads.iter().flat_map(|form| form.params);
            let meant = match &arg.target {
                Target::Name(name) => params().find(|param| param.name == name.text),
                Target::None | Target::Names(_) => None,
            };
            let named = meant.is_some();
            let param = meant.or_else(|| layout.get(index).copied().flatten());
            let name = self.named_result_name(arg);
            let bound_arg = self.plugin_argument(def, param, &arg.expr, &bound);
            bound.push(Bound { arg: bound_arg, param, name, named, span: arg.expr.span });
        }
        bound
    }

    /// The written arguments, as far as the layout asks.
    fn written(&self, call: &ast::Call) -> Vec<Arg> {
        let ty = |arg: &ast::NamedExpr| match (&arg.target, &arg.expr.kind) {
            (Target::Name(name), _) if name.text.starts_with("return") => Type::Bool,
            (_, Ast::Literal(Literal::Bool(_))) => Type::Bool,
            _ => Type::Unknown,
        };
        let is_bool = |name: &str| {
            let field = self.row.as_ref().and_then(|row| row.get(name));
            field.is_some_and(|field| field.ty == Type::Bool)
        };
        let kind = |arg: &ast::NamedExpr| match &arg.expr.kind {
            Ast::Name(name) if !is_bool(&name.text) => ArgKind::Column,
            _ => ArgKind::Scalar,
        };
        call.args.iter().map(|arg| Arg { ty: ty(arg), kind: kind(arg) }).collect()
    }

    fn plugin_argument(
        &mut self,
        def: &'static FnDef,
        param: Option<&'static Param>,
        expr: &ast::Expr,
        before: &[Bound],
    ) -> PluginArg {
        match param.map(|param| param.ty) {
            Some(ParamType::Table) => {
                PluginArg::Table(self.with_row(None, |binder| binder.table(expr)).0)
            }
            Some(ParamType::ColumnOf(index)) => {
                let schema = match before.get(index).map(|bound| &bound.arg) {
                    Some(PluginArg::Table(plan)) => Arc::clone(&plan.schema),
                    _ => return PluginArg::Expr(unknown(expr.span)),
                };
                let row = self.new_row(&schema, None);
                PluginArg::Expr(self.with_row(Some(row), |binder| binder.scalar(expr)).0)
            }
            Some(ParamType::Aggregate) => self.plugin_aggregate(expr),
            Some(ParamType::TypeOf) => PluginArg::Expr(match &expr.kind {
                Ast::Schema(_) => unknown(expr.span),
                _ => self.scalar(expr),
            }),
            _ => {
                let value = match self.entity(expr) {
                    Entity::Table(plan) => return PluginArg::Table(plan),
                    entity => self.as_scalar(entity, expr.span),
                };
                let constant = param.is_some_and(|param| param.constant);
                let value = if constant { self.folded(value) } else { value };
                if constant && super::constant::reads_row(&value) {
                    let message = format!(
                        "an argument of `{}` must be known before the query runs",
                        def.name
                    );
                    self.error(binding::NOT_CONSTANT, expr.span, message);
                }
                PluginArg::Expr(value)
            }
        }
    }

    fn plugin_aggregate(&mut self, expr: &ast::Expr) -> PluginArg {
        let mut value = unknown(expr.span);
        let mut calls = self.collecting(|binder| value = binder.scalar(expr));
        match calls.pop() {
            Some(call) if calls.is_empty() && matches!(value.kind, ExprKind::Column(_)) => {
                PluginArg::Aggregate(call)
            }
            _ => {
                if value.ty != Type::Unknown {
                    self.error(
                        binding::ARGUMENT_TYPE,
                        expr.span,
                        "one aggregate is expected, such as sum(x)",
                    );
                }
                PluginArg::Expr(value)
            }
        }
    }

    /// Counts and types; `"~"` stands for a default.
    fn check_plugin(&mut self, def: &'static FnDef, call: &ast::Call, bound: &[Bound]) {
        let fits = |form: &crate::Overload| {
            let (least, most) = overload::arity(form);
            (least..=most).contains(&bound.len())
        };
        if !def.overloads.iter().any(fits) {
            let message = format!("`{}` does not take {} arguments", def.name, bound.len());
            let hint = format!("it is called as {}", super::call::signatures(def));
            self.error_hint(binding::ARGUMENT_COUNT, call.name.span, message, hint);
            return;
        }
        for arg in bound {
            let Some(param) = arg.param else { continue };
            let message = match param.ty {
                ParamType::Column | ParamType::ColumnOf(_)
                    if arg.ty() == Type::Unknown || is_default(&arg.arg) =>
                {
                    continue;
                }
                ParamType::Column | ParamType::ColumnOf(_) if arg.column().is_none() => {
                    "a column is expected".to_owned()
                }
                ParamType::Column | ParamType::ColumnOf(_) => continue,
                ParamType::Is(ty)
                    if is_default(&arg.arg)
                        || convert::fits(arg.ty(), ty, convert::Bend::Promote) =>
                {
                    continue;
                }
                ParamType::Is(ty) => format!("a {ty} is expected, this is a {}", arg.ty()),
                _ => continue,
            };
            self.error(binding::ARGUMENT_TYPE, arg.span, message);
        }
    }
}

fn is_default(arg: &PluginArg) -> bool {
    match arg {
        PluginArg::Expr(Expr { kind: ExprKind::Literal(Value::String(text)), .. }) => {
            &**text == "~"
        }
        _ => false,
    }
}

/// The columns that a plugin gives.
fn output(name: &str, args: &Args<'_>) -> Output {
    shape::output(name, args)
        .or_else(|| lookup::output(name, args))
        .or_else(|| pattern::output(name, args))
        .or_else(|| activity::output(name, args))
        .unwrap_or_default()
}
