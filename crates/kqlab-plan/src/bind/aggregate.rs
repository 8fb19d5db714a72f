//! Calls of aggregates. Each becomes a column of its own name of the Aggregate node; the expressions around refer to it.

use std::collections::HashSet;
use std::sync::Arc;

use kqlab_syntax::ast::{self, ExprKind as Ast, NamedExpr, Target};

use super::expr::{Entity, TupleColumn};
use super::overload::{Arg, ArgKind};
use super::{Binder, Place, convert, overload};
use crate::expr::Expr;
use crate::plan::AggregateCall;
use crate::{Field, FnDef, Returns, Type, Value};

/// An argument, bound.
struct Bound {
    expr: Expr,
    /// The input's column that it is.
    source: Option<Arc<str>>,
    /// `x = ...`
    declared: Option<String>,
    /// What it would be named.
    name: Option<String>,
    /// Its position as it was written.
    index: usize,
    /// It comes from `*`.
    star: bool,
}

/// What an output column shows of the arguments.
struct Output {
    name: String,
    ty: Type,
    source: Option<Arc<str>>,
}

impl Binder<'_, '_> {
    /// A call of an aggregate where aggregates may stand.
    pub(super) fn aggregate_call(&mut self, def: &'static FnDef, call: &ast::Call) -> Entity {
        self.check_supported(def, call.name.span);
        let outer = std::mem::replace(&mut self.place, Place::Normal);
        let (bound, kinds) = self.aggregate_arguments(def, call);
        self.place = outer;
        let exprs: Vec<Expr> = bound.iter().map(|arg| arg.expr.clone()).collect();
        let given: Vec<Expr> = self.given(call, &exprs, &kinds);
        let Some((index, ty)) = self.resolve(def, &given, &kinds, call.name.span) else {
            return Entity::Unknown;
        };
        let form = &def.overloads[index];
        let (outputs, args) = match (form.returns, def.name) {
            (Returns::Binder, "arg_max" | "arg_min" | "argmax" | "argmin") => {
                self.arg_outputs(def, bound)
            }
            (Returns::Binder, "take_any" | "any") => self.any_outputs(def, bound),
            (Returns::Binder, _) => self.percentile_outputs(def, form, bound),
            _ => {
                let targets = overload::targets(form, &kinds, ty);
                let converted = exprs.into_iter().zip(targets);
                let args = converted.map(|(arg, to)| match to {
                    Some(to) => convert::convert(arg, to),
                    None => arg,
                });
                (vec![Output { name: String::new(), ty, source: None }], args.collect())
            }
        };
        let args = self.constant_arguments(def, form, args);
        self.push_aggregate(def, index, args, outputs, call)
    }

    /// Constants are folded; an argument that must be one and is not is an error.
    fn constant_arguments(
        &mut self,
        def: &'static FnDef,
        form: &crate::Overload,
        args: Vec<Expr>,
    ) -> Vec<Expr> {
        let kinds: Vec<Arg> =
            args.iter().map(|arg| Arg { ty: arg.ty, kind: ArgKind::Scalar }).collect();
        let layout = overload::layout(form, &kinds);
        let mut folded = Vec::with_capacity(args.len());
        for (arg, param) in args.into_iter().zip(layout) {
            if let Some(param) = param.filter(|param| param.constant)
                && super::constant::reads_row(&arg)
            {
                let message = format!(
                    "`{}` of `{}` must be known before the query runs",
                    param.name, def.name
                );
                self.error(kqlab_syntax::codes::binding::NOT_CONSTANT, arg.span, message);
            }
            folded.push(self.folded(arg));
        }
        folded
    }

    fn push_aggregate(
        &mut self,
        def: &'static FnDef,
        overload: usize,
        args: Vec<Expr>,
        outputs: Vec<Output>,
        call: &ast::Call,
    ) -> Entity {
        let number = self.aggregates.len();
        let mut fields = Vec::new();
        let mut columns = Vec::new();
        for (index, output) in outputs.into_iter().enumerate() {
            let internal: Arc<str> = format!("${number}.{index}").into();
            fields.push(Field::new(Arc::clone(&internal), output.ty));
            let expr = Expr::column(internal, output.ty, call.span);
            columns.push(TupleColumn { name: output.name, expr, source: output.source });
        }
        self.aggregates.push(AggregateCall {
            def,
            overload,
            args,
            outputs: fields,
            span: call.span,
        });
        match def.overloads[overload].returns {
            Returns::Binder => Entity::Tuple(columns),
            _ => Entity::Scalar(columns.remove(0).expr),
        }
    }

    /// The arguments with `*` written out, and what each written argument is.
    fn aggregate_arguments(
        &mut self,
        def: &'static FnDef,
        call: &ast::Call,
    ) -> (Vec<Bound>, Vec<Arg>) {
        let mut bound = Vec::new();
        let mut kinds = Vec::new();
        for (index, arg) in call.args.iter().enumerate() {
            if let Ast::Star = arg.expr.kind {
                kinds.push(Arg { ty: Type::Unknown, kind: ArgKind::Star });
                let takes_star = def
                    .overloads
                    .iter()
                    .flat_map(|o| o.params)
                    .any(|p| p.ty == crate::ParamType::StarOrScalar);
                if takes_star {
                    bound.extend(
                        self.row_fields().into_iter().map(|field| Bound::star(field, index, arg)),
                    );
                }
                continue;
            }
            let expr = self.scalar(&arg.expr);
            let kind = match &arg.expr.kind {
                Ast::Literal(ast::Literal::Type(_)) => ArgKind::TypeOf,
                _ => ArgKind::Scalar,
            };
            kinds.push(Arg { ty: expr.ty, kind });
            bound.push(Bound {
                source: self.source_column(&arg.expr, &expr),
                declared: match &arg.target {
                    Target::Name(name) => Some(name.text.clone()),
                    Target::None | Target::Names(_) => None,
                },
                name: self.result_name(&arg.expr).filter(|name| !name.is_empty()),
                expr,
                index,
                star: false,
            });
        }
        (bound, kinds)
    }

    /// One expression a written argument, for messages.
    fn given(&self, call: &ast::Call, exprs: &[Expr], kinds: &[Arg]) -> Vec<Expr> {
        let mut rest = exprs.iter();
        let plain = kinds.iter().all(|kind| kind.kind != ArgKind::Star);
        call.args
            .iter()
            .zip(kinds)
            .map(|(arg, kind)| match kind.kind {
                ArgKind::Star => super::report::unknown(arg.expr.span),
                _ if plain => {
                    rest.next().cloned().unwrap_or_else(|| super::report::unknown(arg.expr.span))
                }
                _ => Expr { ty: kind.ty, ..super::report::unknown(arg.expr.span) },
            })
            .collect()
    }

    /// `arg_max(ts, *)`: the maximized column, then the others without the keys. The old `argmax` prefixes all names.
    fn arg_outputs(&mut self, def: &'static FnDef, args: Vec<Bound>) -> (Vec<Output>, Vec<Expr>) {
        let extreme = if def.name.ends_with("max") { "max" } else { "min" };
        let old = !def.name.contains('_');
        let any_star = args.iter().any(|arg| arg.star);
        let primary = args.first().and_then(Bound::title).unwrap_or_default();
        let mut shown: HashSet<Arc<str>> = HashSet::new();
        let mut outputs = Vec::new();
        let mut exprs = Vec::new();
        for arg in args {
            let index = arg.index;
            let keyed = |source: &Arc<str>| self.group_columns.contains(source);
            let Some(source) = &arg.source else {
                let name = arg.declared.clone().or_else(|| arg.name.clone());
                let name = name.unwrap_or_else(|| match index {
                    0 if old => String::new(),
                    0 => format!("{extreme}_"),
                    _ if old => format!("arg{index}"),
                    _ => format!("{extreme}_{primary}_arg{index}"),
                });
                outputs.push(Output {
                    name: old_name(old, extreme, &primary, index, name),
                    ty: arg.expr.ty,
                    source: None,
                });
                exprs.push(arg.expr);
                continue;
            };
            if index > 0 && any_star && (shown.contains(source) || keyed(source)) {
                continue;
            }
            let again = arg.declared.is_some() || shown.contains(source) || keyed(source);
            shown.insert(Arc::clone(source));
            let name = arg.declared.clone().unwrap_or_else(|| source.to_string());
            let identity = (!again && !old).then(|| Arc::clone(source));
            outputs.push(Output {
                name: old_name(old, extreme, &primary, index, name),
                ty: arg.expr.ty,
                source: identity,
            });
            exprs.push(arg.expr);
        }
        (outputs, exprs)
    }

    /// `take_any(*)`, `take_any(a, b)`: the columns without the keys.
    fn any_outputs(&mut self, def: &'static FnDef, args: Vec<Bound>) -> (Vec<Output>, Vec<Expr>) {
        let old = def.name == "any";
        let any_star = args.iter().any(|arg| arg.star);
        let mut shown: HashSet<Arc<str>> = self.group_columns.iter().cloned().collect();
        let mut outputs = Vec::new();
        let mut exprs = Vec::new();
        for arg in args {
            let prefix = if old { "any_" } else { "" };
            let Some(source) = &arg.source else {
                let index = arg.index;
                let unnamed =
                    || if old { format!("arg{index}") } else { format!("any_arg{index}") };
                let name =
                    arg.declared.clone().or_else(|| arg.name.clone()).unwrap_or_else(unnamed);
                outputs.push(Output {
                    name: format!("{prefix}{name}"),
                    ty: arg.expr.ty,
                    source: None,
                });
                exprs.push(arg.expr);
                continue;
            };
            let again = shown.contains(source);
            if any_star && again {
                continue;
            }
            shown.insert(Arc::clone(source));
            let name = arg.declared.clone().unwrap_or_else(|| source.to_string());
            let identity = (!again && !old && arg.declared.is_none()).then(|| Arc::clone(source));
            outputs.push(Output {
                name: format!("{prefix}{name}"),
                ty: arg.expr.ty,
                source: identity,
            });
            exprs.push(arg.expr);
        }
        (outputs, exprs)
    }

    /// `percentiles(x, 5, 50)`: `percentile_x_5`, `percentile_x_50`.
    fn percentile_outputs(
        &mut self,
        def: &'static FnDef,
        form: &crate::Overload,
        args: Vec<Bound>,
    ) -> (Vec<Output>, Vec<Expr>) {
        let kinds: Vec<Arg> =
            args.iter().map(|arg| Arg { ty: arg.expr.ty, kind: ArgKind::Scalar }).collect();
        let layout = overload::layout(form, &kinds);
        let value = args.first().and_then(Bound::title).unwrap_or_default();
        let ty = match args.first().map_or(Type::Unknown, |arg| arg.expr.ty) {
            Type::Int => Type::Long,
            Type::Decimal => Type::Real,
            ty => ty,
        };
        let mut outputs = Vec::new();
        if def.name.ends_with("_array") {
            outputs.push(Output {
                name: format!("percentiles_{value}"),
                ty: Type::Dynamic,
                source: None,
            });
        } else {
            for (arg, _) in args
                .iter()
                .zip(layout)
                .filter(|(_, param)| param.is_some_and(|p| p.name == "percentile"))
            {
                let text =
                    self.fold(&arg.expr).map(|value| percentile_text(&value)).unwrap_or_default();
                outputs.push(Output {
                    name: format!("percentile_{value}_{text}"),
                    ty,
                    source: None,
                });
            }
        }
        (outputs, args.into_iter().map(|arg| arg.expr).collect())
    }
}

impl Bound {
    fn star(field: Field, index: usize, arg: &NamedExpr) -> Self {
        Self {
            expr: Expr::column(Arc::clone(&field.name), field.ty, arg.expr.span),
            source: Some(field.name),
            declared: None,
            name: None,
            index,
            star: true,
        }
    }

    fn title(&self) -> Option<String> {
        self.declared.clone().or_else(|| self.name.clone())
    }
}

/// `argmax(ts, a)` names its columns `max_ts`, `max_ts_a`.
fn old_name(old: bool, extreme: &str, primary: &str, index: usize, name: String) -> String {
    match (old, index) {
        (false, _) => name,
        (true, 0) => format!("{extreme}_{name}"),
        (true, _) => format!("{extreme}_{primary}_{name}"),
    }
}

/// Letters and digits as they are, the rest as `_`: `99.5` is `99_5`.
pub(super) fn percentile_text(value: &Value) -> String {
    let text = match value {
        Value::Int(n) => n.to_string(),
        Value::Long(n) => n.to_string(),
        Value::Real(n) => n.to_string(),
        Value::Decimal(digits) => digits.to_string(),
        _ => String::new(),
    };
    text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}
