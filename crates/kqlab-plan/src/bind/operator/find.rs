//! `find`: a union, filtered, of chosen columns; the rest is packed

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_syntax::ast::{self, ExprKind as Ast, Find, FindColumn, FindProject, Literal, Operator};
use kqlab_syntax::codes::binding;

use super::union::Leg;
use crate::bind::Binder;
use crate::bind::convert::{self, Bend};
use crate::bind::parameter::{self, Takes};
use crate::bind::projection::UniqueNames;
use crate::expr::{Expr, ExprKind, NamedExpr};
use crate::plan::{PlanNode, UnionInput};
use crate::{Field, Plan, Schema, Type, Value};

/// The packed columns.
const PACK: &str = "pack_";

/// What becomes of the tables.
struct Shape {
    /// The columns after the source's name.
    columns: Vec<Field>,
    /// A bag of the columns that are not chosen is added; `Some(true)`: of all columns.
    pack: Option<bool>,
}

impl Binder<'_, '_> {
    /// `find in (A, B) where p project a, b`
    pub(super) fn find_operator(
        &mut self,
        input: Option<Plan>,
        find: &Find,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[("withsource", Takes::Name), ("with_source", Takes::Name)]);
        if input.is_some() {
            self.error(
                binding::TABLE_EXPECTED,
                op.keyword,
                "`find` is a source: nothing can be piped into it",
            );
        }
        let legs = self.searched_tables(None, &find.scope, op);
        let open = legs.iter().any(|leg| leg.plan.schema.open);
        let scope = unified_by_name(&legs);
        let mut named = Vec::new();
        referenced(&find.predicate, &scope, &mut named);
        let legs = chosen_tables(legs, &find.predicate, &named);
        let (shape, explicit) = self.find_shape(find, &legs, &scope, &named);
        let source = parameter::name(op, &["withsource", "with_source"]).unwrap_or("source_");
        let mut plan = self.packed_union(legs, &scope, &shape, source, open, op);
        let predicate =
            self.over(&mut plan, |binder| binder.search_predicate(&find.predicate, false));
        let schema = Arc::clone(&plan.schema);
        let filtered = Plan {
            node: PlanNode::Filter { input: Box::new(plan), predicate },
            schema,
            span: op.span,
        };
        self.find_output(filtered, find, &shape, source, open && !explicit, op)
    }

    /// The columns that are shown: project-smart takes those of all tables and those of the predicate.
    fn find_shape(
        &mut self,
        find: &Find,
        legs: &[Leg],
        scope: &IndexMap<Arc<str>, Type>,
        named: &[Arc<str>],
    ) -> (Shape, bool) {
        let FindProject::Columns(columns) = &find.project else {
            let mut shown: Vec<Arc<str>> = Vec::new();
            if let Some(first) = legs.first() {
                let common = first.plan.schema.fields.iter().map(|field| Arc::clone(&field.name));
                shown.extend(
                    common
                        .filter(|name| legs.iter().all(|leg| leg.plan.schema.get(name).is_some())),
                );
            }
            shown.extend(
                named.iter().filter(|name| !shown.contains(name)).cloned().collect::<Vec<_>>(),
            );
            let extra = |leg: &Leg| {
                !leg.plan.schema.open
                    && leg.plan.schema.fields.iter().any(|field| !shown.contains(&field.name))
            };
            let pack = legs.iter().any(extra).then_some(false);
            let fields = shown
                .iter()
                .filter_map(|name| Some(Field { ty: *scope.get(name)?, name: Arc::clone(name) }));
            return (Shape { columns: fields.collect(), pack }, false);
        };
        let mut shape = Shape { columns: Vec::new(), pack: None };
        for (index, column) in columns.iter().enumerate() {
            match column {
                FindColumn::Column(name, ty) => match scope.get(name.text.as_str()) {
                    Some(known) => {
                        let ty = ty.map_or(*known, Type::from);
                        shape.columns.push(Field::new(name.text.as_str(), ty));
                    }
                    None => {
                        let near = crate::bind::suggest::near(
                            &name.text,
                            scope.keys().map(|name| &**name),
                        );
                        let message = format!("no table has a column `{}`", name.text);
                        self.unknown_name(binding::UNKNOWN_COLUMN, name.span, message, near);
                    }
                },
                FindColumn::Pack(span) if index + 1 < columns.len() => {
                    self.error(binding::TYPE_MISMATCH, *span, "`pack(*)` must be the last column");
                }
                FindColumn::Pack(_) => shape.pack = Some(true),
                FindColumn::Star(_) => {
                    shape.columns.extend(scope.iter().map(|(name, ty)| Field::new(&**name, *ty)))
                }
            }
        }
        (shape, true)
    }

    /// The tables with every column of the scope, the source's name and the packed rest.
    fn packed_union(
        &mut self,
        legs: Vec<Leg>,
        scope: &IndexMap<Arc<str>, Type>,
        shape: &Shape,
        source: &str,
        open: bool,
        op: &Operator,
    ) -> Plan {
        let mut fields = vec![Field::new(source, Type::String)];
        fields.extend(scope.iter().map(|(name, ty)| Field { name: Arc::clone(name), ty: *ty }));
        if shape.pack.is_some() {
            fields.push(Field::new(PACK, Type::Dynamic));
        }
        let mut inputs = Vec::new();
        for (index, leg) in legs.into_iter().enumerate() {
            let label = leg.name.clone().unwrap_or_else(|| format!("union_arg{index}").into());
            let mut columns = vec![(0, Expr::literal(Value::String(label), op.span))];
            for field in &leg.plan.schema.fields {
                let Some((place, _, ty)) = scope.get_full(&field.name) else { continue };
                let column = Expr::column(Arc::clone(&field.name), field.ty, op.span);
                columns.push((place + 1, self.cast(column, *ty)));
            }
            if let Some(all) = shape.pack {
                let rest = leg.plan.schema.fields.iter();
                let rest = rest.filter(|field| {
                    all || shape.columns.iter().all(|column| column.name != field.name)
                });
                columns.push((fields.len() - 1, self.bag(rest.cloned().collect(), op)));
            }
            columns.sort_by_key(|(place, _)| *place);
            inputs.push(UnionInput { plan: leg.plan, columns });
        }
        let schema = Arc::new(Schema { fields, open });
        Plan { node: PlanNode::Union { inputs }, schema, span: op.span }
    }

    fn cast(&mut self, column: Expr, ty: Type) -> Expr {
        if column.ty == ty || convert::fits(column.ty, ty, Bend::Dynamic) {
            return convert::convert(column, ty);
        }
        self.call_conversion(column, ty)
    }

    /// `bag_pack("a", a, ...)`
    fn bag(&mut self, fields: Vec<Field>, op: &Operator) -> Expr {
        let mut args = Vec::new();
        for field in fields {
            args.push(Expr::literal(Value::String(Arc::clone(&field.name)), op.span));
            args.push(Expr::column(field.name, field.ty, op.span));
        }
        match self.env.library.scalar("bag_pack") {
            Some(def) if !args.is_empty() => Expr {
                kind: ExprKind::Call { def, overload: 0, args },
                ty: Type::Dynamic,
                span: op.span,
            },
            _ => Expr { ty: Type::Dynamic, ..Expr::literal(Value::null(Type::Dynamic), op.span) },
        }
    }

    fn find_output(
        &mut self,
        filtered: Plan,
        find: &Find,
        shape: &Shape,
        source: &str,
        open: bool,
        op: &Operator,
    ) -> Plan {
        let mut columns = vec![NamedExpr {
            name: source.into(),
            expr: Expr::column(source, Type::String, op.span),
        }];
        let mut unique = UniqueNames::default();
        unique.reserve(source);
        for field in &shape.columns {
            let known = filtered.schema.get(&field.name).map_or(field.ty, |known| known.ty);
            let column = Expr::column(Arc::clone(&field.name), known, op.span);
            let expr = self.cast(column, field.ty);
            columns.push(NamedExpr { name: unique.take(&field.name, None).into(), expr });
        }
        if shape.pack.is_some() {
            columns.push(NamedExpr {
                name: PACK.into(),
                expr: Expr::column(PACK, Type::Dynamic, op.span),
            });
        }
        if let Some(away) = &find.project_away {
            let star = matches!(away.first(), Some(FindColumn::Star(_)));
            let explicit = shape.pack == Some(true);
            columns.retain(|column| match star {
                true => &*column.name == source || (explicit && &*column.name == PACK),
                false => !away.iter().any(
                    |a| matches!(a, FindColumn::Column(name, _) if *name.text == *column.name),
                ),
            });
        }
        let fields = columns
            .iter()
            .map(|column| Field { name: Arc::clone(&column.name), ty: column.expr.ty })
            .collect();
        let schema = Arc::new(Schema { fields, open });
        Plan {
            node: PlanNode::Project { input: Box::new(filtered), columns },
            schema,
            span: op.span,
        }
    }
}

/// All columns by name; one of several types has the type common to them, else dynamic.
fn unified_by_name(legs: &[Leg]) -> IndexMap<Arc<str>, Type> {
    let mut scope: IndexMap<Arc<str>, Type> = IndexMap::new();
    for field in legs.iter().flat_map(|leg| &leg.plan.schema.fields) {
        let known = scope.entry(Arc::clone(&field.name)).or_insert(field.ty);
        *known = convert::common(*known, field.ty, Bend::Dynamic).unwrap_or(Type::Dynamic);
    }
    scope
}

/// The columns that a predicate names.
fn referenced(expr: &ast::Expr, scope: &IndexMap<Arc<str>, Type>, found: &mut Vec<Arc<str>>) {
    let mut each = |inner: &ast::Expr| crate::bind::deep(|| referenced(inner, scope, found));
    match &expr.kind {
        Ast::Name(name) => {
            if let Some((known, _)) = scope.get_key_value(name.text.as_str())
                && !found.contains(known)
            {
                found.push(Arc::clone(known));
            }
        }
        Ast::Paren(inner) | Ast::Unary(_, inner) | Ast::Path(inner, _) => each(inner),
        Ast::Binary(_, _, left, right) => {
            each(left);
            each(right);
        }
        Ast::List(_, _, value, list) => {
            each(value);
            list.iter().for_each(each);
        }
        Ast::Between { value, low, high, .. } => {
            [value, low, high].into_iter().for_each(|inner| each(inner))
        }
        Ast::Call(call) => call.args.iter().for_each(|arg| each(&arg.expr)),
        Ast::Element { base, index, .. } => {
            each(base);
            each(index);
        }
        _ => {}
    }
}

/// Tables without any column of the predicate are left out, unless it looks everywhere.
fn chosen_tables(legs: Vec<Leg>, predicate: &ast::Expr, named: &[Arc<str>]) -> Vec<Leg> {
    if legs.len() <= 1 || looks_everywhere(predicate) {
        return legs;
    }
    let named: HashSet<&Arc<str>> = named.iter().collect();
    let has = |leg: &Leg| {
        leg.plan.schema.open
            || leg.plan.schema.fields.iter().any(|field| named.contains(&field.name))
    };
    legs.into_iter().filter(has).collect()
}

/// Whether there is a `*` or a text that stands alone.
fn looks_everywhere(expr: &ast::Expr) -> bool {
    match &expr.kind {
        Ast::Star | Ast::Literal(Literal::String(_)) => true,
        Ast::Paren(inner) => looks_everywhere(inner),
        Ast::Binary(ast::BinaryOp::And | ast::BinaryOp::Or, _, left, right) => {
            looks_everywhere(left) || looks_everywhere(right)
        }
        Ast::Binary(_, _, left, _) => matches!(left.kind, Ast::Star),
        _ => false,
    }
}
