//! Names, and tabular expressions.

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::ast::{self, ExprKind as Ast, OperatorKind};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Code, Diagnostic, Phase, Span};

use super::expr::Entity;
use super::scope::{Database, Scalar, Symbol};
use super::{Binder, Place, suggest};
use crate::expr::Expr;
use crate::plan::PlanNode;
use crate::{Field, Mode, Plan, Schema, Type};

/// What to do about a table that is nowhere, which may also be a function.
const NAMED_ELSEWHERE: &str =
    "--data names a folder of tables, --schema declares them; --functions names saved functions";

impl Binder<'_, '_> {
    /// A table. What is none is reported; the rest of the query is bound against an open schema.
    pub(super) fn table(&mut self, expr: &ast::Expr) -> Plan {
        match self.table_entity(expr) {
            Some(plan) => plan,
            None => open_table(expr.span),
        }
    }

    /// A table, or nothing where there is none: reported, or noted for the fuzzy union that leaves it out.
    pub(super) fn table_entity(&mut self, expr: &ast::Expr) -> Option<Plan> {
        super::deep(|| match &expr.kind {
            Ast::Paren(inner) => self.table_entity(inner),
            Ast::ToTable { query, .. } => {
                self.with_row(None, |binder| binder.table_entity(query)).0
            }
            Ast::Pipe(source, operators) => self.pipe(source, operators),
            Ast::Source(operator) => self.source(operator),
            Ast::Datatable(datatable) => Some(self.datatable(datatable, expr.span)),
            Ast::ExternalData(data) => Some(self.external_data(data, expr.span)),
            Ast::DataScope(inner, _) => self.table_entity(inner),
            Ast::ContextualDatatable(_, schema) => {
                self.error(
                    binding::UNSUPPORTED_OPERATOR,
                    expr.span,
                    "`__contextual_datatable` is not supported",
                );
                let fields = self.declared_columns(schema);
                let schema = Arc::new(Schema::new(fields));
                Some(Plan { node: PlanNode::Values(Vec::new()), schema, span: expr.span })
            }
            Ast::MaterializedViewCombine(_) => {
                self.error(
                    binding::UNSUPPORTED_OPERATOR,
                    expr.span,
                    "`materialized-view-combine` is not supported",
                );
                None
            }
            Ast::Block(statements, body) => self.scoped(|binder| {
                binder.statements(statements);
                body.as_ref().and_then(|body| binder.table_entity(body))
            }),
            Ast::Name(name) => {
                let entity = self.name(name, true);
                self.expect_table(entity, expr.span)
            }
            Ast::Call(call) => {
                let entity = self.with_row(None, |binder| binder.call(call, true)).0;
                self.expect_table(entity, expr.span)
            }
            _ => {
                let entity = self.with_row(None, |binder| binder.entity(expr)).0;
                self.expect_table(entity, expr.span)
            }
        })
    }

    fn expect_table(&mut self, entity: Entity, span: Span) -> Option<Plan> {
        match entity {
            Entity::Table(plan) => Some(plan),
            Entity::Unknown => None,
            Entity::Scalar(scalar) if scalar.ty == Type::Unknown => None,
            _ => {
                self.error(binding::TABLE_EXPECTED, span, "a table is expected, this is a scalar");
                None
            }
        }
    }

    fn pipe(&mut self, source: &ast::Expr, operators: &[ast::Operator]) -> Option<Plan> {
        let (plan, height) = self.apart(|binder| binder.piped(source, operators));
        self.reach(height);
        plan
    }

    fn piped(&mut self, source: &ast::Expr, operators: &[ast::Operator]) -> Option<Plan> {
        let fuzzy = self.fuzzy;
        if let Some(first) = operators.first()
            && matches!(first.kind, OperatorKind::Union(_))
        {
            self.fuzzy = super::operator::union::is_fuzzy(first).unwrap_or(fuzzy);
        }
        let input = match &source.kind {
            // The implicit rows of a sub-pipeline are bound by `source`.
            Ast::Source(operator) => self.source(operator),
            _ => self.table_entity(source),
        };
        self.fuzzy = fuzzy;
        let mut plan = input.unwrap_or_else(|| open_table(source.span));
        for operator in operators {
            if !self.raise(operator.span) {
                return Some(open_table(operator.span));
            }
            plan = self.operator_over(plan, operator);
        }
        Some(plan)
    }

    /// An operator without a piped table: a source (`print`, `range`), or the first one of a sub-pipeline.
    fn source(&mut self, operator: &ast::Operator) -> Option<Plan> {
        if let Some(plan) = self.source_operator(operator) {
            return plan;
        }
        if let Some(graph) = self.partition_graph.clone() {
            return Some(self.operator_over(graph, operator));
        }
        match self.row.clone().filter(|row| !row.hidden) {
            Some(row) => {
                let mut schema = Schema { fields: row.fields().collect(), open: row.schema.open };
                schema.fields.dedup_by(|a, b| a.name == b.name);
                let input = Plan {
                    node: PlanNode::SubInput,
                    schema: Arc::new(schema),
                    span: operator.keyword,
                };
                Some(self.operator_over(input, operator))
            }
            None => {
                let message = "this operator needs a table piped into it";
                self.error(binding::TABLE_EXPECTED, operator.keyword, message);
                Some(self.operator_over(open_table(operator.keyword), operator))
            }
        }
    }

    /// What a name means.
    pub(super) fn name(&mut self, name: &ast::Name, tabular: bool) -> Entity {
        if !tabular && let Some(entity) = self.column(name) {
            return entity;
        }
        if let Some(symbol) = self.locals.get(&name.text).cloned() {
            return self.symbol(name, symbol);
        }
        if let Some(function) = self.saved_function(&name.text)
            && function.parameters.iter().all(|parameter| parameter.default.is_some())
        {
            return self.call_function(&function, &[], name.span, name.span, None);
        }
        if let Some(plan) = self.known_table(None, name) {
            return Entity::Table(plan);
        }
        if tabular {
            return self.catalog_table(None, name);
        }
        if let Some(def) = self.env.library.scalar(&name.text) {
            let message = format!("the function `{}` needs its arguments in parentheses", def.name);
            self.error(binding::ARGUMENT_COUNT, name.span, message);
            return Entity::Unknown;
        }
        self.inferred_column(name)
    }

    fn column(&mut self, name: &ast::Name) -> Option<Entity> {
        let field = self.row.as_ref().and_then(|row| row.get(&name.text));
        let field = field.or_else(|| self.right.as_ref().and_then(|row| row.get(&name.text)))?;
        if self.place == Place::Aggregate {
            let message = format!("the column `{}` stands outside of an aggregate", name.text);
            let hint = "here every column needs an aggregate around it (take_any(...), for instance), or a place in `by`";
            self.error_hint(binding::AGGREGATE_OUTSIDE, name.span, message, hint);
            return Some(Entity::Unknown);
        }
        Some(Entity::Scalar(Expr::column(field.name, field.ty, name.span)))
    }

    fn symbol(&mut self, name: &ast::Name, symbol: Symbol) -> Entity {
        match symbol {
            Symbol::Scalar(scalar) => self.scalar_symbol(name, scalar),
            Symbol::Table(plan, height) => {
                self.reach(height);
                Entity::Table(self.shared(&plan, name.span))
            }
            Symbol::Function(function) => {
                self.call_function(&function, &[], name.span, name.span, None)
            }
            Symbol::Database(database) => Entity::Database(database),
            Symbol::Group(group) => Entity::Group(group),
            Symbol::Step(_) => Entity::Step(name.text.as_str().into()),
            Symbol::Element(element) => self.element_entity(element),
            Symbol::Pattern(..) => {
                self.error(
                    binding::ARGUMENT_COUNT,
                    name.span,
                    "a pattern is called with its arguments",
                );
                Entity::Unknown
            }
            Symbol::Unknown => Entity::Unknown,
        }
    }

    /// A parameter that was given a column has no value within another table (measured: `toscalar` in a function).
    fn scalar_symbol(&mut self, name: &ast::Name, scalar: Scalar) -> Entity {
        if scalar.row.is_some() && scalar.row != self.row.as_ref().map(|row| row.id) {
            let message = format!(
                "`{}` was given a column, which has no single value in this place",
                name.text
            );
            self.error(binding::NOT_CONSTANT, name.span, message);
            return Entity::Unknown;
        }
        Entity::Scalar(Expr { span: name.span, ..scalar.expr })
    }

    /// A use of a named table.
    pub(super) fn shared(&mut self, plan: &Arc<Plan>, span: Span) -> Plan {
        if self.within_rows {
            return Plan { span, ..(**plan).clone() };
        }
        Plan { node: PlanNode::Shared(Arc::clone(plan)), schema: Arc::clone(&plan.schema), span }
    }

    /// A local symbol that is a table.
    pub(super) fn local_table(&mut self, name: &ast::Name) -> Option<Entity> {
        match self.locals.get(&name.text).cloned()? {
            symbol @ (Symbol::Table(..) | Symbol::Function(_)) => Some(self.symbol(name, symbol)),
            _ => None,
        }
    }

    /// A table of the catalog, if it has it.
    pub(super) fn known_table(&mut self, database: Option<&str>, name: &ast::Name) -> Option<Plan> {
        let schema = self.env.catalog.table(database, &name.text)?;
        let text = match database {
            None => Arc::from(name.text.as_str()),
            Some(database) => self.elsewhere(database, name),
        };
        if !self.tables.contains(&text) {
            self.tables.push(Arc::clone(&text));
        }
        Some(Plan { node: PlanNode::Table { name: text, columns: None }, schema, span: name.span })
    }

    /// The name of another database's table; what is assumed of it is told once.
    fn elsewhere(&mut self, database: &str, name: &ast::Name) -> Arc<str> {
        let (text, assumption) = self.env.catalog.elsewhere(database, &name.text);
        if let Some(assumption) = assumption
            && self.diagnostics.iter().all(|told| told.message != assumption)
        {
            let code = binding::ASSUMED;
            self.report(Diagnostic::warning(Phase::Binding, code, name.span, assumption));
        }
        text
    }

    /// A table of the catalog; that it is missing is an error, unless a fuzzy union leaves it out.
    pub(super) fn catalog_table(&mut self, database: Option<&str>, name: &ast::Name) -> Entity {
        if let Some(plan) = self.known_table(database, name) {
            return Entity::Table(plan);
        }
        if self.env.mode == Mode::Check && self.env.catalog.is_custom(&name.text) {
            return self.custom_table(name);
        }
        if self.fuzzy {
            self.missing = true;
        } else {
            let mut near: Vec<Arc<str>> = self.env.catalog.near_tables(&name.text);
            if near.is_empty() {
                let locals = self.locals.names().map(|(name, _)| &**name);
                near = suggest::near(&name.text, locals).into_iter().map(Arc::from).collect();
            }
            let code = binding::UNKNOWN_TABLE;
            let message = format!("there is no table `{}`", name.text);
            match near.first() {
                Some(near) => self.unknown_name(code, name.span, message, Some(near.to_string())),
                None => self.error_hint(code, name.span, message, NAMED_ELSEWHERE),
            }
        }
        Entity::Unknown
    }

    /// A custom table of which nothing is known: its columns cannot be checked.
    fn custom_table(&mut self, name: &ast::Name) -> Entity {
        if !self.fuzzy {
            let message = format!("the custom table `{}` is not known here", name.text);
            let hint = "its columns are not checked; --schema declares them, and --data tells them";
            let code = binding::UNKNOWN_TABLE;
            let warning = Diagnostic::warning(Phase::Binding, code, name.span, message);
            self.report(warning.with_hint(hint));
        }
        let text: Arc<str> = name.text.as_str().into();
        if !self.tables.contains(&text) {
            self.tables.push(Arc::clone(&text));
        }
        let node = PlanNode::Table { name: text, columns: None };
        let schema = Arc::new(Schema { fields: Vec::new(), open: true });
        Entity::Table(Plan { node, schema, span: name.span })
    }

    /// `database('x').name`
    pub(super) fn database_member(&mut self, database: &Database, name: &ast::Name) -> Entity {
        if let Some(function) = self.saved_function(&name.text)
            && function.parameters.iter().all(|parameter| parameter.default.is_some())
        {
            return self.call_function(&function, &[], name.span, name.span, None);
        }
        self.table_of(database, name)
    }

    /// A table of a database. What another cluster holds is not known: that it is not there is no error of the query.
    pub(super) fn table_of(&mut self, database: &Database, name: &ast::Name) -> Entity {
        if let Some(plan) = self.known_table(database.name.as_deref(), name) {
            return Entity::Table(plan);
        }
        if database.cluster.is_none() || self.fuzzy {
            return self.catalog_table(database.name.as_deref(), name);
        }
        let message = format!("the table `{}` of another cluster is not known here", name.text);
        self.not_known(binding::UNKNOWN_TABLE, name.span, message)
    }

    /// A table or function that is not known here, of which the query may still be right.
    pub(super) fn not_known(&mut self, code: Code, span: Span, message: String) -> Entity {
        self.report_to_run(Diagnostic::error(Phase::Binding, code, span, message));
        match self.env.mode {
            Mode::Run => Entity::Unknown,
            Mode::Check => Entity::Table(open_table(span)),
        }
    }

    /// `database('x').f(1)`, `cluster('x').database('y')`
    pub(super) fn scoped_call(&mut self, base: &ast::Expr, call: &ast::Call) -> Entity {
        match self.entity(base) {
            Entity::Cluster(cluster) if call.name.text == "database" => {
                self.database_call(call, &Database { cluster: Some(cluster), name: None })
            }
            Entity::Database(database) => match call.name.text.as_str() {
                "table" | "external_table" | "materialized_view" => {
                    self.table_call(call, &database)
                }
                _ => match self.saved_function(&call.name.text) {
                    Some(function) => {
                        self.call_function(&function, &call.args, call.name.span, call.span, None)
                    }
                    None if database.cluster.is_some() => {
                        let name = &call.name.text;
                        let message =
                            format!("the function `{name}` of another cluster is not known here");
                        self.not_known(binding::UNKNOWN_FUNCTION, call.name.span, message)
                    }
                    None => {
                        let message = format!("there is no saved function `{}`", call.name.text);
                        self.error(binding::UNKNOWN_FUNCTION, call.name.span, message);
                        Entity::Unknown
                    }
                },
            },
            Entity::Unknown => Entity::Unknown,
            _ => {
                let message =
                    format!("`.{}(...)` needs a database or cluster before it", call.name.text);
                self.error(binding::TYPE_MISMATCH, call.name.span, message);
                Entity::Unknown
            }
        }
    }

    /// `entity_group [database('a'), database('b')]`
    pub(super) fn entity_group(&mut self, members: &[ast::Expr]) -> Entity {
        let mut databases = Vec::new();
        for member in members {
            match self.entity(member) {
                Entity::Database(database) => databases.push(database),
                Entity::Cluster(cluster) => {
                    databases.push(Database { cluster: Some(cluster), name: None })
                }
                Entity::Unknown => {}
                _ => self.error(
                    binding::TYPE_MISMATCH,
                    member.span,
                    "a cluster or database is expected",
                ),
            }
        }
        Entity::Group(Rc::new(databases))
    }
}

/// The columns of a table that is not known.
pub(super) fn open_table(span: Span) -> Plan {
    let schema = Schema { fields: Vec::<Field>::new(), open: true };
    Plan { node: PlanNode::Values(Vec::new()), schema: Arc::new(schema), span }
}
