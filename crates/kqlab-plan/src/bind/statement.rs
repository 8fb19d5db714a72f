//! Statements.

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::ast::{self, ExprKind as Ast, Statement, StatementKind};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};

use super::Binder;
use super::expr::Entity;
use super::scope::{Function, Scalar, Symbol};
use crate::plan::{BoundQuery, QueryResult};
use crate::{Expr, Mode, Plan, Type, Value};

/// Binds the text's statements; the results are those of the last query in it.
pub(super) fn bind_query(binder: &mut Binder<'_, '_>, query: &ast::Query) -> Option<BoundQuery> {
    let mut results = Vec::new();
    for statement in &query.statements {
        match &statement.kind {
            StatementKind::Query(expr) => {
                let own = binder.query_results(expr);
                binder.last_schema = own.first().map(|result| Arc::clone(&result.plan.schema));
                results.extend(own);
            }
            _ => binder.statement(statement),
        }
    }
    if !query.statements.iter().any(|statement| matches!(statement.kind, StatementKind::Query(_))) {
        let end = query.statements.last().map_or_else(Span::default, |statement| statement.span);
        let message = "the text holds no query, only statements";
        let nothing = Diagnostic::error(Phase::Binding, binding::NO_RESULT, end, message)
            .with_hint("the last statement is the query, such as a table's name");
        binder.report_to_run(nothing);
    }
    super::share::inline_single_uses(&mut results);
    Some(BoundQuery { results, tables: std::mem::take(&mut binder.tables) })
}

impl Binder<'_, '_> {
    /// Declares what the statements declare.
    pub(super) fn statements(&mut self, statements: &[Statement]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Let(name, expr) => self.let_value(name, expr),
            StatementKind::LetFunction(function) => self.let_function(function),
            StatementKind::Alias(name, expr) => match self.entity(expr) {
                Entity::Database(database) => {
                    self.aliases.insert(name.text.clone(), database);
                }
                Entity::Unknown => {}
                _ => self.error(binding::TYPE_MISMATCH, expr.span, "a database is expected"),
            },
            StatementKind::QueryParameters(parameters) => self.query_parameters(parameters),
            StatementKind::Pattern(pattern) => {
                let symbol = Symbol::Pattern(Rc::new(pattern.clone()), self.locals.clone());
                self.declare(&pattern.name.text, pattern.name.span, symbol);
            }
            StatementKind::Restrict(..) => {
                let message = "`restrict access to` is not supported";
                let code = binding::UNSUPPORTED_OPERATOR;
                let span = statement.span;
                self.report_to_run(Diagnostic::error(Phase::Binding, code, span, message));
            }
            StatementKind::Set(name, value) => {
                self.set_option(name, value.as_ref(), statement.span);
            }
            StatementKind::Query(expr) => {
                self.entity(expr);
            }
        }
    }

    fn let_value(&mut self, name: &ast::Name, expr: &ast::Expr) {
        let (entity, height) = self.apart(|binder| binder.let_entity(expr));
        let symbol = match entity {
            Entity::Scalar(expr) => {
                let row = super::constant::reads_row(&expr)
                    .then(|| self.row.as_ref().map(|row| row.id))
                    .flatten();
                Symbol::Scalar(Scalar { expr: self.folded(expr), row })
            }
            Entity::Table(plan) => Symbol::Table(Arc::new(plan), height),
            Entity::Database(database) => Symbol::Database(database),
            Entity::Group(group) => Symbol::Group(group),
            Entity::Unknown => Symbol::Unknown,
            Entity::Tuple(_)
            | Entity::Cluster(_)
            | Entity::Row(_)
            | Entity::Step(_)
            | Entity::Element(_) => {
                self.error(binding::TYPE_MISMATCH, expr.span, "a scalar or a table is expected");
                Symbol::Unknown
            }
        };
        self.declare(&name.text, name.span, symbol);
    }

    /// A name alone may be a table as well as a scalar.
    fn let_entity(&mut self, expr: &ast::Expr) -> Entity {
        match &expr.kind {
            Ast::Block(statements, Some(body)) => self.scoped(|binder| {
                binder.statements(statements);
                binder.entity(body)
            }),
            _ => self.entity(expr),
        }
    }

    fn let_function(&mut self, function: &ast::LetFunction) {
        let symbol = Rc::new(Function {
            name: function.name.text.as_str().into(),
            view: function.view,
            parameters: function.parameters.clone(),
            body: function.body.clone(),
            locals: self.locals.clone(),
            text: None,
            unreadable: None,
        });
        self.check_parameters(&function.parameters);
        self.apart(|binder| binder.check_declaration(&symbol));
        self.declare(&function.name.text, function.name.span, Symbol::Function(symbol));
    }

    fn check_parameters(&mut self, parameters: &[ast::FunctionParameter]) {
        let mut scalar_seen = false;
        for (index, parameter) in parameters.iter().enumerate() {
            let tabular = !matches!(parameter.ty, ast::ParameterType::Scalar(_));
            if tabular && scalar_seen {
                let message = "parameters that are tables stand before those that are scalars";
                self.error(binding::ARGUMENT_TYPE, parameter.name.span, message);
            }
            scalar_seen |= !tabular;
            if parameters[..index].iter().any(|other| other.name.text == parameter.name.text) {
                let message = format!("the parameter `{}` is declared twice", parameter.name.text);
                self.error(binding::DUPLICATE_NAME, parameter.name.span, message);
            }
        }
    }

    /// `declare query_parameters(...)`: the defaults are the values.
    fn query_parameters(&mut self, parameters: &[ast::FunctionParameter]) {
        for parameter in parameters {
            let span = parameter.name.span;
            let symbol = match (&parameter.ty, &parameter.default) {
                (ast::ParameterType::Scalar(name), Some(default)) => {
                    let value = self.scalar(default);
                    let ty = Type::from(*name);
                    let expr =
                        if value.ty == ty { value } else { super::convert::convert(value, ty) };
                    Symbol::Scalar(Scalar { expr: self.folded(expr), row: None })
                }
                (ast::ParameterType::Scalar(name), None) if self.env.mode == Mode::Check => {
                    let ty = Type::from(*name);
                    let expr = Expr { ty, ..Expr::literal(Value::null(ty), span) };
                    Symbol::Scalar(Scalar { expr, row: None })
                }
                _ => {
                    let message =
                        format!("the query parameter `{}` has no value", parameter.name.text);
                    let hint = "give it a default: name: type = value";
                    let missing =
                        Diagnostic::error(Phase::Binding, binding::NOT_CONSTANT, span, message);
                    self.report(missing.with_hint(hint));
                    Symbol::Unknown
                }
            };
            self.declare(&parameter.name.text, span, symbol);
        }
    }

    /// The results of a query statement; a scalar is a table of one row.
    fn query_results(&mut self, expr: &ast::Expr) -> Vec<QueryResult> {
        self.several = None;
        let plan = match &expr.kind {
            Ast::Name(name) => {
                let known = self.locals.get(&name.text).is_some();
                let entity = self.name(name, !known);
                self.result_table(entity, expr)
            }
            Ast::Call(call) => {
                let entity = self.call(call, true);
                self.result_table(entity, expr)
            }
            Ast::Paren(_) | Ast::Pipe(..) | Ast::Source(_) => self.table(expr),
            _ => {
                let entity = self.entity(expr);
                self.result_table(entity, expr)
            }
        };
        let render = render_of(expr);
        match self.several.take() {
            Some(several) => {
                if !ends_in_several(expr) {
                    self.not_the_last(expr.span);
                }
                several
                    .into_iter()
                    .map(|(name, plan)| QueryResult { name, plan: Arc::new(plan), render: None })
                    .collect()
            }
            None => vec![QueryResult { name: None, plan: Arc::new(plan), render }],
        }
    }

    /// What gives several results stands where one table is expected.
    pub(super) fn not_the_last(&mut self, span: Span) {
        let message = "facet, fork, preview and graph-to-table may give several results";
        let hint = "kqlab takes them at the end of a query only";
        self.error_hint(binding::UNSUPPORTED_OPERATOR, span, message, hint);
    }

    fn result_table(&mut self, entity: Entity, expr: &ast::Expr) -> Plan {
        match entity {
            Entity::Table(plan) => plan,
            Entity::Scalar(scalar) => {
                super::operator::print::one_row(vec![("print_0".into(), scalar)], expr.span)
            }
            Entity::Unknown => super::table::open_table(expr.span),
            _ => {
                self.error(binding::TABLE_EXPECTED, expr.span, "a table is expected");
                super::table::open_table(expr.span)
            }
        }
    }
}

/// Whether the last operator of a pipeline is one that may give several results.
fn ends_in_several(expr: &ast::Expr) -> bool {
    match &expr.kind {
        Ast::Paren(inner) => ends_in_several(inner),
        Ast::Pipe(_, operators) => operators.last().is_some_and(|last| {
            matches!(
                last.kind,
                ast::OperatorKind::Facet { .. }
                    | ast::OperatorKind::Fork { .. }
                    | ast::OperatorKind::Evaluate { .. }
                    | ast::OperatorKind::GraphToTable(_)
            )
        }),
        _ => false,
    }
}

/// The render that ends a pipeline.
fn render_of(expr: &ast::Expr) -> Option<ast::OperatorKind> {
    match &expr.kind {
        Ast::Paren(inner) => render_of(inner),
        Ast::Pipe(_, operators) => {
            let last = operators.last().map(|operator| &operator.kind);
            last.filter(|kind| matches!(kind, ast::OperatorKind::Render { .. })).cloned()
        }
        _ => None,
    }
}
