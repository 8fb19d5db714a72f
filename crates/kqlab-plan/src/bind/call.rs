//! Calls of builtin functions.

use kqlab_syntax::ast::{self, ExprKind as Ast, Literal, NamedExpr, Target};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};

use super::expr::{Entity, TupleColumn};
use super::overload::{self, Arg, ArgKind, Choice};
use super::report::unknown;
use super::{Binder, Place, constant, convert};
use crate::expr::{Expr, ExprKind, PathStep};
use crate::function::FnKind;
use crate::{FnDef, Overload, ParamType, Returns, Type};

/// What to do about a function that is nowhere.
const SAVED_ELSEWHERE: &str = "--functions names a file or folder of saved functions";

impl Binder<'_, '_> {
    /// A call, whatever it gives.
    pub(super) fn call(&mut self, call: &ast::Call, tabular: bool) -> Entity {
        if let Some(entity) = self.call_local(call) {
            return entity;
        }
        if let Some(entity) = self.call_scope(call) {
            return entity;
        }
        if let Some(function) = self.saved_function(&call.name.text) {
            return self.call_function(&function, &call.args, call.name.span, call.span, None);
        }
        let library = self.env.library;
        if self.place == Place::Aggregate
            && let Some(def) = library.aggregate(&call.name.text)
        {
            return self.aggregate_call(def, call);
        }
        if let Some(entity) = self.call_special(call) {
            return entity;
        }
        if let Some(plan) = self.call_known(call, None) {
            return Entity::Table(plan);
        }
        // Operators are functions of the library, but are not called by name.
        let operator = matches!(call.name.text.as_str(), "negate" | "plus");
        match library.scalar(&call.name.text) {
            Some(def) if !operator => self.call_builtin(def, call),
            _ => self.unknown_call(call, tabular),
        }
    }

    fn unknown_call(&mut self, call: &ast::Call, tabular: bool) -> Entity {
        for arg in &call.args {
            if !matches!(arg.expr.kind, Ast::Star) {
                self.entity(&arg.expr);
            }
        }
        let (library, name, span) = (self.env.library, call.name.text.as_str(), call.name.span);
        if self.calls.iter().any(|active| *active.name == *name) {
            self.recursive(name, span);
        } else if library.aggregate(name).is_some() {
            let hint = "an aggregate stands in summarize, make-series or top-nested, not within another aggregate";
            self.error_hint(
                binding::AGGREGATE_OUTSIDE,
                span,
                format!("the aggregate `{name}` is not allowed here"),
                hint,
            );
        } else if library.plugin(name).is_some() {
            let hint = format!("`| evaluate {name}(...)` calls it");
            self.error_hint(
                binding::UNKNOWN_FUNCTION,
                span,
                format!("`{name}` is a plugin, not a function"),
                hint,
            );
        } else if self.fuzzy && tabular {
            self.missing = true;
        } else {
            self.unknown_function(name, span, format!("there is no function `{name}`"));
        }
        Entity::Unknown
    }

    /// Reports a function that is not there, with what to do about it.
    pub(super) fn unknown_function(&mut self, name: &str, span: Span, message: String) {
        if let Some(hint) = self.env.catalog.absent_function(name) {
            self.error_hint(binding::UNKNOWN_FUNCTION, span, message, hint);
            return;
        }
        match self.env.library.near(name).first() {
            Some(near) => {
                let near = Some((*near).to_owned());
                self.unknown_name(binding::UNKNOWN_FUNCTION, span, message, near);
            }
            None => self.error_hint(binding::UNKNOWN_FUNCTION, span, message, SAVED_ELSEWHERE),
        }
    }

    /// A call of a builtin scalar function.
    fn call_builtin(&mut self, def: &'static FnDef, call: &ast::Call) -> Entity {
        let (args, kinds) = self.arguments(def, &call.args);
        let result = self.apply(def, args, &kinds, call.name.span, call.span);
        match def.overloads.first().map(|overload| overload.returns) {
            Some(Returns::Tuple(columns)) => {
                Entity::Tuple(self.take_apart(def, call, &result, columns))
            }
            Some(Returns::Binder) => self.sorted_arrays(call, &result),
            _ => Entity::Scalar(result),
        }
    }

    /// The columns of a function that gives several.
    fn take_apart(
        &self,
        def: &'static FnDef,
        call: &ast::Call,
        result: &Expr,
        columns: &[(&str, Type)],
    ) -> Vec<TupleColumn> {
        let prefix = match def.result_name {
            crate::ResultName::PrefixAndFirstArgument(prefix) => prefix,
            _ => def.name,
        };
        let argument =
            call.args.first().and_then(|arg| self.named_result_name(arg)).unwrap_or_default();
        let whole = Expr { ty: Type::Dynamic, ..result.clone() };
        let column = |(index, (name, ty)): (usize, &(&str, Type))| {
            let step = PathStep::Index(i64::try_from(index).unwrap_or(i64::MAX));
            let kind = ExprKind::Path(Box::new(whole.clone()), vec![step]);
            let element = Expr { kind, ty: Type::Dynamic, span: result.span };
            TupleColumn {
                name: format!("{prefix}_{argument}_{name}"),
                expr: convert::convert(element, *ty),
                source: None,
            }
        };
        columns.iter().enumerate().map(column).collect()
    }

    /// `array_sort_asc(a, b)`: an array of the sorted arrays, one column each.
    fn sorted_arrays(&self, call: &ast::Call, result: &Expr) -> Entity {
        let ExprKind::Call { args, .. } = &result.kind else { return Entity::Unknown };
        let whole = Expr { ty: Type::Dynamic, ..result.clone() };
        let arrays = args.iter().take_while(|arg| arg.ty == Type::Dynamic).count();
        let column = |index: usize| {
            let argument = call.args.get(index).and_then(|arg| self.named_result_name(arg));
            let name =
                argument.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("array{index}"));
            let step = PathStep::Index(i64::try_from(index).unwrap_or(i64::MAX));
            let kind = ExprKind::Path(Box::new(whole.clone()), vec![step]);
            let expr = Expr { kind, ty: Type::Dynamic, span: result.span };
            TupleColumn { name: format!("{name}_sorted"), expr, source: None }
        };
        Entity::Tuple((0..arrays).map(column).collect())
    }

    /// The arguments of a builtin; names of arguments are for the reader only.
    pub(super) fn arguments(
        &mut self,
        def: &'static FnDef,
        args: &[NamedExpr],
    ) -> (Vec<Expr>, Vec<Arg>) {
        let mut bound = Vec::with_capacity(args.len());
        let mut kinds = Vec::with_capacity(args.len());
        for arg in args {
            let (expr, kind) = self.argument(def, arg);
            kinds.push(Arg { ty: expr.ty, kind });
            bound.push(expr);
        }
        (bound, kinds)
    }

    fn argument(&mut self, def: &'static FnDef, arg: &NamedExpr) -> (Expr, ArgKind) {
        let span = arg.expr.span;
        if matches!(arg.target, Target::Names(_)) {
            self.error(binding::ARGUMENT_TYPE, span, "an argument has one name");
        }
        match &arg.expr.kind {
            Ast::Star => (unknown(span), ArgKind::Star),
            Ast::Literal(Literal::Type(_)) => (self.scalar(&arg.expr), ArgKind::TypeOf),
            Ast::Literal(Literal::String(text))
                if def.kind == FnKind::Plugin && text.value == "~" =>
            {
                (self.scalar(&arg.expr), ArgKind::Default)
            }
            _ => (self.scalar(&arg.expr), ArgKind::Scalar),
        }
    }

    /// Applies a function to bound arguments: finds the form, checks and converts.
    pub(super) fn apply(
        &mut self,
        def: &'static FnDef,
        args: Vec<Expr>,
        kinds: &[Arg],
        name_span: Span,
        span: Span,
    ) -> Expr {
        self.check_supported(def, name_span);
        let Some((index, ty)) = self.resolve(def, &args, kinds, name_span) else {
            return unknown(span);
        };
        let overload = &def.overloads[index];
        let targets = overload::targets(overload, kinds, ty);
        let layout = overload::layout(overload, kinds);
        let mut converted = Vec::with_capacity(args.len());
        for ((arg, target), param) in args.into_iter().zip(targets).zip(layout) {
            let arg = match target {
                Some(ty) => convert::convert(arg, ty),
                None => arg,
            };
            converted.push(match param {
                Some(param) if param.constant => self.constant_argument(def, param.name, arg),
                _ => arg,
            });
        }
        Expr { kind: ExprKind::Call { def, overload: index, args: converted }, ty, span }
    }

    fn constant_argument(&mut self, def: &'static FnDef, name: &str, arg: Expr) -> Expr {
        if constant::reads_row(&arg) {
            let message = format!("`{name}` of `{}` must be known before the query runs", def.name);
            self.error(binding::NOT_CONSTANT, arg.span, message);
        }
        self.folded(arg)
    }

    /// Which form a call means, and the type that it gives.
    pub(super) fn resolve(
        &mut self,
        def: &'static FnDef,
        args: &[Expr],
        kinds: &[Arg],
        name_span: Span,
    ) -> Option<(usize, Type)> {
        let all = !def.name.starts_with(|c: char| c.is_ascii_alphabetic())
            || kinds.len() > 1 && is_word_operator(def);
        let choice = overload::choose(def.overloads, kinds, all);
        let uncertain =
            kinds.iter().any(|arg| arg.kind == ArgKind::Scalar && arg.ty == Type::Unknown);
        let index = match choice {
            Choice::One(index) => index,
            Choice::Unclear(index) if uncertain => {
                return Some((index, overload::returned_by_any(def.overloads, kinds)));
            }
            Choice::Unclear(index) => {
                self.no_form(def, args, kinds, name_span, index);
                return None;
            }
        };
        let overload = def.overloads.get(index)?;
        if !self.check_count(def, overload, kinds.len(), name_span) {
            return None;
        }
        if !self.check_arguments(def, overload, args, kinds) {
            return None;
        }
        if let Some(message) = mixed(def, overload, kinds) {
            self.error(binding::ARGUMENT_TYPE, name_span, message);
            return None;
        }
        Some((index, overload::returned(overload, kinds)))
    }

    fn no_form(
        &mut self,
        def: &'static FnDef,
        args: &[Expr],
        kinds: &[Arg],
        span: Span,
        index: usize,
    ) {
        let most = def.overloads.iter().map(|o| overload::arity(o).1).max().unwrap_or(0);
        let least = def.overloads.iter().map(|o| overload::arity(o).0).min().unwrap_or(0);
        if !(least..=most).contains(&kinds.len()) {
            self.check_count(def, &def.overloads[index], kinds.len(), span);
            return;
        }
        let types: Vec<&str> = args.iter().map(|arg| arg.ty.name()).collect();
        if is_word_operator(def) || !def.name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let message = format!("`{}` is not defined for {}", def.name, types.join(" and "));
            self.error(binding::ARGUMENT_TYPE, span, message);
            return;
        }
        let message =
            format!("`{}` does not take arguments of the types ({})", def.name, types.join(", "));
        self.error_hint(
            binding::ARGUMENT_TYPE,
            span,
            message,
            format!("it is called as {}", signatures(def)),
        );
    }

    fn check_count(
        &mut self,
        def: &'static FnDef,
        overload: &Overload,
        count: usize,
        span: Span,
    ) -> bool {
        let (least, most) = overload::arity(overload);
        let block = overload.params.iter().filter(|p| p.occurs.1 > 1).count();
        let whole =
            block < 2 || (count + block - overload.params.len() % block).is_multiple_of(block);
        if (least..=most).contains(&count) && whole {
            return true;
        }
        let expected = match (least, most) {
            (least, most) if least == most => format!("{least}"),
            (least, most) if most >= 1 << 20 => format!("{least} or more"),
            (least, most) => format!("{least} to {most}"),
        };
        let message = super::function::count_message(def.name, &expected, count);
        self.error_hint(
            binding::ARGUMENT_COUNT,
            span,
            message,
            format!("it is called as {}", signatures(def)),
        );
        false
    }

    fn check_arguments(
        &mut self,
        def: &'static FnDef,
        overload: &Overload,
        args: &[Expr],
        kinds: &[Arg],
    ) -> bool {
        let misfits = overload::misfits(overload, kinds);
        for (index, param) in &misfits {
            let found = match kinds[*index].kind {
                ArgKind::Star => "`*`".to_owned(),
                ArgKind::TypeOf => "a type".to_owned(),
                ArgKind::Scalar | ArgKind::Default | ArgKind::Column => {
                    format!("a {}", args[*index].ty)
                }
            };
            let message = format!(
                "`{}` takes {} here, this is {found}",
                def.name,
                crate::signature::describe(*param)
            );
            let hint = format!("it is called as {}", signatures(def));
            self.error_hint(binding::ARGUMENT_TYPE, args[*index].span, message, hint);
        }
        misfits.is_empty() && self.check_columns(def, overload, args, kinds)
    }

    /// `estimate_data_size(a)`, `prev(a)` take columns, not values.
    fn check_columns(
        &mut self,
        def: &'static FnDef,
        overload: &Overload,
        args: &[Expr],
        kinds: &[Arg],
    ) -> bool {
        let layout = overload::layout(overload, kinds);
        let takes_column = |param: &Option<&crate::Param>| {
            param.is_some_and(|param| param.ty == ParamType::Column)
        };
        let no_column =
            |arg: &&Expr| !matches!(arg.kind, ExprKind::Column(_)) && arg.ty != Type::Unknown;
        let mut wrong =
            layout.iter().zip(args).filter(|(param, _)| takes_column(param)).map(|(_, arg)| arg);
        match wrong.find(no_column).map(|arg| arg.span) {
            Some(span) => {
                self.error(
                    binding::ARGUMENT_TYPE,
                    span,
                    format!("`{}` takes a column here", def.name),
                );
                false
            }
            None => true,
        }
    }

    /// Kusto has the function, kqlab does not: an error when the plan is to run.
    pub(super) fn check_supported(&mut self, def: &'static FnDef, span: Span) {
        let Some(reason) = def.unsupported else { return };
        let message = format!("`{}` is not supported", def.name);
        let code = binding::UNSUPPORTED_FUNCTION;
        let diagnostic = Diagnostic::error(Phase::Binding, code, span, message);
        self.report_to_run(diagnostic.with_hint(reason));
    }
}

/// Operators that are words: `has`, `between` ... A function of that name does not exist.
fn is_word_operator(def: &FnDef) -> bool {
    ast::BinaryOp::ALL.iter().any(|op| op.text() == def.name)
        || ast::ListOp::ALL.iter().any(|op| op.text() == def.name)
        || def.name == "between"
}

/// The functions that take the one of several values: all must be of one type (measured; the official binder and the
/// pages let real and long pass). A dynamic goes with anything, int with long.
fn mixed(def: &FnDef, overload: &Overload, args: &[Arg]) -> Option<String> {
    if !matches!(def.name, "iff" | "iif" | "case" | "coalesce" | "max_of" | "min_of") {
        return None;
    }
    let layout = overload::layout(overload, args);
    let is_common = |ty: ParamType| {
        use ParamType::{Common, CommonNumber, CommonOrDynamic, CommonOrderable, CommonSummable};
        matches!(ty, Common | CommonOrDynamic | CommonNumber | CommonOrderable | CommonSummable)
    };
    let types =
        layout.iter().zip(args).filter(|(param, _)| param.is_some_and(|param| is_common(param.ty)));
    let mut types = types.map(|(_, arg)| convert::promoted(arg.ty));
    let mut types: Vec<Type> =
        types.by_ref().filter(|ty| !matches!(ty, Type::Dynamic | Type::Unknown)).collect();
    types.dedup();
    match types.as_slice() {
        [first, second, ..] => {
            Some(format!("`{}` needs values of one type, these are {first} and {second}", def.name))
        }
        _ => None,
    }
}

/// How a function is called, for hints.
pub(super) fn signatures(def: &FnDef) -> String {
    crate::signatures(def).join(" or ")
}
