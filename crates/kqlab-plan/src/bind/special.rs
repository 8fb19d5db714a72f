//! Calls that are no functions of values: scopes (`database`, `table`), `materialize`, `column_ifexists`, `pack_all`.

use std::sync::Arc;

use kqlab_syntax::ast::{self, ExprKind as Ast};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase};

use super::expr::Entity;
use super::overload::{Arg, ArgKind};
use super::scope::Database;
use super::{Binder, convert};
use crate::expr::{Expr, ExprKind};
use crate::plan::PlanNode;
use crate::{Plan, Schema, Type, Value};

/// What the options of a query say of `bin_auto`.
#[derive(Debug, Default)]
pub(super) struct BinAuto {
    pub(super) size: Option<Value>,
    pub(super) at: Option<Value>,
}

impl Binder<'_, '_> {
    /// `database('x')`, `cluster('x')`, `table('x')` and their kin.
    pub(super) fn call_scope(&mut self, call: &ast::Call) -> Option<Entity> {
        let name = call.name.text.as_str();
        match name {
            "database" | "workspace" | "app" => {
                Some(self.database_call(call, &Database::default()))
            }
            "cluster" => match self.scope_argument(call) {
                Some(name) => Some(Entity::Cluster(name.into())),
                None => Some(Entity::Unknown),
            },
            "table" | "external_table" | "materialized_view" | "stored_query_result" => {
                Some(self.table_call(call, &Database::default()))
            }
            "graph" => Some(self.graph_model(call)),
            _ => None,
        }
    }

    /// `database('x')`; without an argument it is the current one.
    pub(super) fn database_call(&mut self, call: &ast::Call, within: &Database) -> Entity {
        if call.args.is_empty() {
            return Entity::Database(within.clone());
        }
        match self.scope_argument(call) {
            Some(name) => match self.aliases.get(&name) {
                Some(database) => Entity::Database(database.clone()),
                None => Entity::Database(Database {
                    name: Some(name.into()),
                    cluster: within.cluster.clone(),
                }),
            },
            None => Entity::Unknown,
        }
    }

    /// `table('x')`
    pub(super) fn table_call(&mut self, call: &ast::Call, within: &Database) -> Entity {
        let Some(name) = self.scope_argument(call) else { return Entity::Unknown };
        let name = ast::Name { text: name, span: call.span };
        if within.name.is_none()
            && let Some(entity) = self.local_table(&name)
        {
            return entity;
        }
        let literal = call.args.first().is_some_and(|arg| matches!(arg.expr.kind, Ast::Literal(_)));
        if !literal && !self.fuzzy && self.known_table(within.name.as_deref(), &name).is_none() {
            let message = format!("there is no table `{}`", name.text);
            return self.not_known(binding::UNKNOWN_TABLE, name.span, message);
        }
        self.table_of(within, &name)
    }

    /// `graph('model')`: what it holds is not known here.
    fn graph_model(&mut self, call: &ast::Call) -> Entity {
        let code = binding::UNSUPPORTED_FUNCTION;
        let message = "graph models are not supported: what this one holds is not known";
        self.report_to_run(Diagnostic::error(Phase::Binding, code, call.span, message));
        let open = Arc::new(Schema { fields: Vec::new(), open: true });
        let (edges, nodes) = (Arc::clone(&open), Some(open));
        let node = PlanNode::Graph { inputs: Vec::new(), edges, nodes };
        Entity::Table(Plan { node, schema: Arc::default(), span: call.span })
    }

    fn scope_argument(&mut self, call: &ast::Call) -> Option<String> {
        let Some(first) = call.args.first() else {
            let message = format!("`{}` takes 1 argument, 0 are given", call.name.text);
            self.error(binding::ARGUMENT_COUNT, call.name.span, message);
            return None;
        };
        let (name, _) =
            self.with_row(None, |binder| binder.scalar_of(&first.expr, Type::String, "the name"));
        self.constant_text(&name, "the name")
    }

    /// What the binder itself evaluates.
    pub(super) fn call_special(&mut self, call: &ast::Call) -> Option<Entity> {
        match call.name.text.as_str() {
            "column_ifexists" | "columnifexists" => Some(self.column_if_exists(call)),
            "iscolumnexists" => Some(self.is_column_there(call)),
            "bag_pack_columns" => Some(self.pack_columns(call)),
            "bin_auto" if call.args.len() == 1 => Some(self.call_bin_auto(call)),
            "ingestion_time" if call.args.is_empty() => Some(self.ingestion_time(call)),
            "all" | "any" | "map" if self.graph.is_some() => self.call_over_elements(call),
            "materialize" => Some(self.materialize(call)),
            "pack_all" => Some(self.pack_all(call)),
            "column_names_of" => Some(self.column_names_of(call)),
            "pack_array" | "pack" | "bag_pack" | "estimate_data_size" if is_star(call) => {
                Some(self.over_all_columns(call))
            }
            _ => None,
        }
    }

    /// The column, if the row has it, else the default; decided now, as the page says.
    fn column_if_exists(&mut self, call: &ast::Call) -> Entity {
        let [name, default] = call.args.as_slice() else {
            let message =
                format!("`{}` takes 2 arguments, {} are given", call.name.text, call.args.len());
            let hint = "it is called as column_ifexists(\"name\", default)";
            self.error_hint(binding::ARGUMENT_COUNT, call.name.span, message, hint);
            return Entity::Unknown;
        };
        let name = self.scalar_of(&name.expr, Type::String, "the column's name");
        let default = self.scalar(&default.expr);
        let Some(name) = self.constant_text(&name, "the column's name") else {
            return Entity::Scalar(default);
        };
        let column = self.row.as_ref().and_then(|row| row.get(&name));
        match column {
            Some(field) => {
                let column = Expr::column(field.name, field.ty, call.span);
                Entity::Scalar(self.as_default(column, default.ty))
            }
            None => Entity::Scalar(Expr { span: call.span, ..default }),
        }
    }

    /// The call has the type of its default, whichever is taken: so says the official binder.
    fn as_default(&mut self, column: Expr, ty: Type) -> Expr {
        if column.ty == ty || column.ty == Type::Unknown || ty == Type::Unknown {
            return column;
        }
        if convert::widens(column.ty, ty) || ty == Type::Dynamic {
            return convert::convert(column, ty);
        }
        self.call_conversion(column, ty)
    }

    fn is_column_there(&mut self, call: &ast::Call) -> Entity {
        let [only] = call.args.as_slice() else { return self.missing(call) };
        let name = self.scalar_of(&only.expr, Type::String, "the column's name");
        let name = self.constant_text(&name, "the column's name");
        let there =
            name.is_some_and(|name| self.row.as_ref().is_some_and(|row| row.get(&name).is_some()));
        Entity::Scalar(Expr::literal(Value::Bool(there), call.span))
    }

    /// `bag_pack_columns(a, b)` is `bag_pack("a", a, "b", b)`.
    fn pack_columns(&mut self, call: &ast::Call) -> Entity {
        let Some(def) = self.env.library.scalar("bag_pack") else { return self.missing(call) };
        let mut args = Vec::new();
        for arg in &call.args {
            let value = self.scalar(&arg.expr);
            match self.source_column(&arg.expr, &value) {
                Some(name) => {
                    args.extend([Expr::literal(Value::String(name), arg.expr.span), value])
                }
                None if value.ty == Type::Unknown => return Entity::Unknown,
                None => self.error(binding::ARGUMENT_TYPE, arg.expr.span, "a column is expected"),
            }
        }
        let kinds: Vec<Arg> =
            args.iter().map(|arg| Arg { ty: arg.ty, kind: ArgKind::Scalar }).collect();
        Entity::Scalar(self.apply(def, args, &kinds, call.name.span, call.span))
    }

    /// `bin_auto(x)` is `bin_at(x, size, at)`, or `bin(x, size)` where there is no `at` (bin-auto-function).
    fn call_bin_auto(&mut self, call: &ast::Call) -> Entity {
        let value = self.scalar(&call.args[0].expr);
        let Some(size) = self.bin_auto.size.clone() else {
            let message = "`bin_auto` needs the option `query_bin_auto_size`";
            let hint = "say it before the query: set query_bin_auto_size = 1h;";
            self.error_hint(binding::ARGUMENT_COUNT, call.name.span, message, hint);
            return Entity::Unknown;
        };
        let options = [Some(size), self.bin_auto.at.clone()].into_iter().flatten();
        let options: Vec<Expr> = options.map(|value| Expr::literal(value, call.span)).collect();
        let name = if options.len() == 1 { "bin" } else { "bin_at" };
        let Some(def) = self.env.library.scalar(name) else { return self.missing(call) };
        let args = [vec![value], options].concat();
        let kinds: Vec<Arg> =
            args.iter().map(|arg| Arg { ty: arg.ty, kind: ArgKind::Scalar }).collect();
        Entity::Scalar(self.apply(def, args, &kinds, call.name.span, call.span))
    }

    /// `materialize(T)`: computed once if used more than once, as every named table is.
    fn materialize(&mut self, call: &ast::Call) -> Entity {
        match call.args.as_slice() {
            [only] => Entity::Table(self.table(&only.expr)),
            _ => {
                let message =
                    format!("`materialize` takes 1 argument, {} are given", call.args.len());
                self.error(binding::ARGUMENT_COUNT, call.name.span, message);
                Entity::Unknown
            }
        }
    }

    /// `pack_all(ignore)`: the columns are written out as names and values after the flag.
    fn pack_all(&mut self, call: &ast::Call) -> Entity {
        let Some(def) = self.env.library.scalar("pack_all") else { return self.missing(call) };
        let mut args = match call.args.first() {
            Some(flag) => vec![self.scalar_of(&flag.expr, Type::Bool, "`ignore_null_empty`")],
            None => vec![Expr::literal(Value::Bool(false), call.span)],
        };
        for field in self.row.iter().flat_map(|row| row.fields().collect::<Vec<_>>()) {
            args.push(Expr::literal(Value::String(Arc::clone(&field.name)), call.span));
            args.push(Expr::column(field.name, field.ty, call.span));
        }
        let kind = ExprKind::Call { def, overload: 0, args };
        self.check_supported(def, call.name.span);
        Entity::Scalar(Expr { kind, ty: Type::Dynamic, span: call.span })
    }

    /// `pack_array(*)`: every column of the row.
    fn over_all_columns(&mut self, call: &ast::Call) -> Entity {
        let Some(def) = self.env.library.scalar(&call.name.text) else { return self.missing(call) };
        let named = !matches!(call.name.text.as_str(), "pack_array" | "estimate_data_size");
        let mut args = Vec::new();
        for field in self.row.iter().flat_map(|row| row.fields().collect::<Vec<_>>()) {
            if named {
                args.push(Expr::literal(Value::String(Arc::clone(&field.name)), call.span));
            }
            args.push(Expr::column(field.name, field.ty, call.span));
        }
        let kinds: Vec<Arg> =
            args.iter().map(|arg| Arg { ty: arg.ty, kind: ArgKind::Scalar }).collect();
        Entity::Scalar(self.apply(def, args, &kinds, call.name.span, call.span))
    }

    /// `column_names_of(T)`
    fn column_names_of(&mut self, call: &ast::Call) -> Entity {
        let [only] = call.args.as_slice() else { return self.missing(call) };
        let table = self.table(&only.expr);
        let names =
            table.schema.fields.iter().map(|field| serde_json::Value::from(&*field.name)).collect();
        Entity::Scalar(Expr::literal(Value::dynamic(serde_json::Value::Array(names)), call.span))
    }

    fn missing(&mut self, call: &ast::Call) -> Entity {
        let message = format!("there is no function `{}` with these arguments", call.name.text);
        self.error(binding::UNKNOWN_FUNCTION, call.name.span, message);
        Entity::Unknown
    }
}

fn is_star(call: &ast::Call) -> bool {
    matches!(call.args.as_slice(), [only] if matches!(only.expr.kind, Ast::Star))
}
