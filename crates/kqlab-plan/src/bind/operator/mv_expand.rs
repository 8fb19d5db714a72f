//! `mv-expand`

use std::sync::Arc;

use kqlab_syntax::ast::{self, MvColumn as AstColumn, Operator, Target};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::parameter::{self, Takes};
use crate::bind::projection::UniqueNames;
use crate::plan::{MvColumn, MvExpand, PlanNode};
use crate::{Field, Plan, Schema, Type};

/// The old spelling `mvexpand` stops here (`mv-expand-operator`).
const LEGACY_LIMIT: u64 = 128;

impl Binder<'_, '_> {
    /// `mv-expand a, x = b to typeof(long)`
    pub(super) fn mv_expand(
        &mut self,
        input: Plan,
        legacy: bool,
        columns: &[AstColumn],
        limit: Option<&ast::Expr>,
        op: &Operator,
    ) -> Plan {
        let kinds = Takes::Word(&["bag", "array"]);
        self.check_parameters_of(
            op,
            &[
                ("kind", kinds),
                ("bagexpansion", kinds),
                ("with_itemindex", Takes::Name),
                ("expandoutput", Takes::Any),
            ],
        );
        let (expand, schema) = self.expansion(input, legacy, columns, limit, op);
        Plan { node: PlanNode::MvExpand(Box::new(expand)), schema, span: op.span }
    }

    /// What mv-expand and mv-apply share: the columns replaced or added, the limit, the index.
    pub(super) fn expansion(
        &mut self,
        mut input: Plan,
        legacy: bool,
        columns: &[AstColumn],
        limit: Option<&ast::Expr>,
        op: &Operator,
    ) -> (MvExpand, Arc<Schema>) {
        let bound: Vec<MvColumn> = self.over(&mut input, |binder| {
            columns.iter().map(|column| binder.expanded(column)).collect()
        });
        let mut fields = input.schema.fields.clone();
        let mut unique = UniqueNames::default();
        fields.iter().for_each(|field| unique.reserve(&field.name));
        let mut expanded: Vec<MvColumn> = Vec::new();
        for column in bound {
            let field = Field { name: Arc::clone(&column.name), ty: column.to };
            if expanded.iter().any(|other| other.name == column.name) {
                let message = format!("the column `{}` is expanded twice", column.name);
                self.error(binding::DUPLICATE_NAME, column.expr.span, message);
                continue;
            }
            match fields.iter_mut().find(|known| known.name == column.name) {
                Some(known) => *known = field,
                None => {
                    unique.reserve(&column.name);
                    fields.push(field);
                }
            }
            expanded.push(column);
        }
        let item_index = parameter::name(op, &["with_itemindex"])
            .map(|name| Arc::<str>::from(unique.take(name, None)));
        fields
            .extend(item_index.iter().map(|name| Field { name: Arc::clone(name), ty: Type::Long }));
        let limit = limit.and_then(|limit| {
            let limit = self.row_count(limit);
            self.count_literal(&limit, "the limit")
        });
        let limit = if legacy { Some(limit.unwrap_or(LEGACY_LIMIT)) } else { limit };
        let bag = parameter::word(op, "bagexpansion").or_else(|| parameter::word(op, "kind"));
        let bag_as_array = bag.is_some_and(|kind| kind.eq_ignore_ascii_case("array"));
        let schema = Arc::new(Schema { fields, open: input.schema.open });
        (MvExpand { input, columns: expanded, bag_as_array, item_index, limit }, schema)
    }

    fn expanded(&mut self, column: &AstColumn) -> MvColumn {
        let expr = self.scalar(&column.expr.expr);
        if !matches!(expr.ty, Type::Dynamic | Type::Unknown) {
            let hint = match expr.ty {
                Type::String => "parse_json(...) reads a string as a dynamic value",
                _ => "only arrays and bags are expanded",
            };
            let message = format!("a dynamic value is expected, this is a {}", expr.ty);
            self.error_hint(binding::TYPE_MISMATCH, expr.span, message, hint);
        }
        let name = match &column.expr.target {
            Target::Name(name) => name.text.clone(),
            Target::Names(names) => names.first().map(|name| name.text.clone()).unwrap_or_default(),
            Target::None => match self.result_name(&column.expr.expr) {
                Some(name) if !name.is_empty() => name,
                _ => self.next_unnamed(),
            },
        };
        let elements = if expr.ty == Type::Unknown { Type::Unknown } else { Type::Dynamic };
        let to = column.to.map_or(elements, Type::from);
        MvColumn { name: name.into(), expr, to }
    }
}
