//! `union`

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, ExprKind as Ast, Operator};
use kqlab_syntax::codes::binding;

use super::project_away::matches;
use crate::bind::Binder;
use crate::bind::expr::Entity;
use crate::bind::parameter::{self, Takes};
use crate::bind::projection::UniqueNames;
use crate::bind::scope::Symbol;
use crate::expr::Expr;
use crate::plan::{PlanNode, UnionInput};
use crate::{Field, Mode, Plan, Schema, Type, Value};

/// A table of a union, and what `withsource` calls it.
pub(super) struct Leg {
    /// The table.
    pub(super) plan: Plan,
    /// Its name; none for what is no bare table.
    pub(super) name: Option<Arc<str>>,
}

/// The value of `isfuzzy`.
pub(in crate::bind) fn is_fuzzy(op: &Operator) -> Option<bool> {
    parameter::flag(op, &["isfuzzy", "__isFuzzy"])
}

impl Binder<'_, '_> {
    /// `union A, B`: also `T | union A`.
    pub(super) fn union_operator(
        &mut self,
        input: Option<Plan>,
        tables: &[ast::Expr],
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(
            op,
            &[
                ("kind", Takes::Word(&["inner", "outer"])),
                ("withsource", Takes::Name),
                ("with_source", Takes::Name),
                ("isfuzzy", Takes::Bool),
                ("best_effort", Takes::Bool),
            ],
        );
        let outer = (self.fuzzy, self.missing);
        self.fuzzy = is_fuzzy(op).unwrap_or(self.fuzzy);
        let mut legs = Vec::new();
        let mut left_out = self.fuzzy && self.missing && input.is_some();
        let piped = input.filter(|_| !left_out);
        legs.extend(piped.map(|plan| Leg { name: self.table_name(&plan), plan }));
        for table in tables {
            self.missing = false;
            legs.extend(self.union_legs(table));
            left_out |= self.missing;
        }
        (self.fuzzy, self.missing) = outer;
        if legs.is_empty() && left_out && self.env.mode == Mode::Run {
            self.error(
                binding::UNKNOWN_TABLE,
                op.span,
                "none of the tables of this union is there",
            );
        }
        let inner =
            parameter::word(op, "kind").is_some_and(|kind| kind.eq_ignore_ascii_case("inner"));
        let source = parameter::name(op, &["withsource", "with_source"]);
        let mut plan = self.unify(legs, source, inner, op.span);
        if left_out && self.env.mode == Mode::Check {
            Arc::make_mut(&mut plan.schema).open = true;
        }
        plan
    }

    /// One table, or those that a wildcard means. A table that is missing is left out of a fuzzy union.
    pub(super) fn union_legs(&mut self, table: &ast::Expr) -> Vec<Leg> {
        match &table.kind {
            Ast::Paren(inner) if matches!(inner.kind, Ast::Wildcard(_) | Ast::Star) => {
                self.union_legs(inner)
            }
            Ast::Wildcard(pattern) => self.wildcard_tables(&pattern.text, table.span),
            Ast::Star => self.wildcard_tables("*", table.span),
            Ast::WildcardPath(base, pattern) => match self.entity(base) {
                Entity::Database(_) => self.wildcard_tables(&pattern.text, table.span),
                _ => Vec::new(),
            },
            _ => {
                let plan = self.with_row(None, |binder| binder.table(table)).0;
                if self.missing && self.fuzzy {
                    return Vec::new();
                }
                let name = bare_name(table).or_else(|| self.table_name(&plan));
                vec![Leg { plan, name }]
            }
        }
    }

    /// The tables of the catalog and the views whose names match.
    pub(super) fn wildcard_tables(&mut self, pattern: &str, span: Span) -> Vec<Leg> {
        let mut names: Vec<Arc<str>> = self.env.catalog.table_names();
        names.retain(|name| matches(pattern, name));
        let views: Vec<Arc<str>> = self
            .locals
            .names()
            .filter(|(name, symbol)| {
                matches(pattern, name)
                    && matches!(symbol, Symbol::Function(function) if function.view && function.parameters.is_empty())
            })
            .map(|(name, _)| Arc::clone(name))
            .collect();
        let mut legs = Vec::new();
        for name in names {
            let ast_name = ast::Name { text: name.to_string(), span };
            legs.extend(
                self.known_table(None, &ast_name).map(|plan| Leg { plan, name: Some(name) }),
            );
        }
        for name in views {
            let ast_name = ast::Name { text: name.to_string(), span };
            if let Entity::Table(plan) = self.name(&ast_name, true) {
                legs.push(Leg { plan, name: Some(name) });
            }
        }
        if legs.is_empty() {
            if self.fuzzy {
                self.missing = true;
            } else {
                self.error(
                    binding::UNKNOWN_TABLE,
                    span,
                    format!("no table is named like `{pattern}`"),
                );
            }
        }
        legs
    }

    /// The union of these tables: columns by name, in order of first appearance; of several types under one name each
    /// gets a column of its own.
    ///
    /// A check knows only published schemas, which disagree on types where the tables do not. So there, as in the
    /// official binder, a name on whose type the first two tables agree keeps that type.
    pub(super) fn unify(
        &mut self,
        legs: Vec<Leg>,
        source: Option<&str>,
        inner: bool,
        span: Span,
    ) -> Plan {
        let open = legs.iter().any(|leg| leg.plan.schema.open);
        let lenient = self.env.mode == Mode::Check;
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut types: IndexMap<Arc<str>, Vec<Type>> = IndexMap::new();
        let mut agreed: HashSet<Arc<str>> = HashSet::new();
        for field in legs.iter().flat_map(|leg| &leg.plan.schema.fields) {
            let known = types.entry(Arc::clone(&field.name)).or_default();
            if known.is_empty() {
                known.push(field.ty);
            } else if known.as_slice() == [field.ty] {
                agreed.insert(Arc::clone(&field.name));
            } else if !known.contains(&field.ty) {
                let settled = lenient && agreed.contains(&field.name);
                known.extend((!settled).then_some(field.ty));
            }
        }
        names.extend(types.keys().cloned());
        if inner {
            names.retain(|name| legs.iter().all(|leg| leg.plan.schema.get(name).is_some()));
        }
        let mut unique = UniqueNames::default();
        source.iter().for_each(|source| unique.reserve(source));
        let mut fields: Vec<Field> =
            source.iter().map(|source| Field::new(*source, Type::String)).collect();
        let mut places: HashMap<(Arc<str>, Type), usize> = HashMap::new();
        for name in &names {
            let types = &types[name];
            for ty in types {
                let wanted =
                    if types.len() > 1 { format!("{name}_{ty}") } else { name.to_string() };
                places.insert((Arc::clone(name), *ty), fields.len());
                fields.push(Field::new(unique.take(&wanted, None), *ty));
            }
        }
        let inputs = legs.into_iter().enumerate().map(|(index, leg)| {
            let label = leg.name.clone().unwrap_or_else(|| format!("union_arg{index}").into());
            let label = source.map(|_| (0, Expr::literal(Value::String(label), span)));
            let columns = leg.plan.schema.fields.iter().filter_map(|field| {
                let place = *places.get(&(Arc::clone(&field.name), field.ty))?;
                Some((place, Expr::column(Arc::clone(&field.name), field.ty, span)))
            });
            let mut columns: Vec<(usize, Expr)> = label.into_iter().chain(columns).collect();
            columns.sort_by_key(|(place, _)| *place);
            UnionInput { plan: leg.plan, columns }
        });
        let node = PlanNode::Union { inputs: inputs.collect() };
        Plan { node, schema: Arc::new(Schema { fields, open }), span }
    }
}

/// The name of a table that is named alone.
fn bare_name(table: &ast::Expr) -> Option<Arc<str>> {
    match &table.kind {
        Ast::Name(name) | Ast::Path(_, name) => Some(name.text.as_str().into()),
        _ => None,
    }
}

impl Binder<'_, '_> {
    /// The name of a table, or the one that `as` gives a table (as-operator).
    pub(super) fn table_name(&self, plan: &Plan) -> Option<Arc<str>> {
        match &plan.node {
            PlanNode::Table { name, .. } => Some(Arc::clone(name)),
            PlanNode::Shared(shared) => {
                let named = self.named.iter().find(|(table, _)| Arc::ptr_eq(table, shared));
                named.map(|(_, name)| Arc::clone(name))
            }
            _ => None,
        }
    }
}
