//! `lookup`: a join that keeps the left table's keys only

use std::sync::Arc;

use kqlab_syntax::ast::{self, JoinCondition, Operator};
use kqlab_syntax::codes::binding;

use super::join::unique_columns;
use crate::bind::Binder;
use crate::bind::join_condition::Key;
use crate::bind::parameter::{self, Takes};
use crate::plan::{Join, JoinKind, PlanNode, Side};
use crate::{Field, Plan, Schema};

impl Binder<'_, '_> {
    /// `lookup (T) on k`
    pub(super) fn lookup(
        &mut self,
        mut left: Plan,
        table: &ast::Expr,
        condition: &JoinCondition,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[("kind", Takes::Word(&["inner", "leftouter"]))]);
        let mut right = self.with_row(None, |binder| binder.table(table)).0;
        let inner =
            parameter::word(op, "kind").is_some_and(|kind| kind.eq_ignore_ascii_case("inner"));
        let kind = if inner { JoinKind::Inner } else { JoinKind::LeftOuter };
        let keys = match condition {
            JoinCondition::On(conditions) => {
                self.over_both(&mut left, &mut right, |binder| binder.join_keys(conditions))
            }
            JoinCondition::Where(_) | JoinCondition::None => {
                self.error(binding::TYPE_MISMATCH, op.span, "the lookup has no `on`");
                Vec::new()
            }
        };
        let dropped: Vec<Arc<str>> =
            keys.iter().filter_map(|key| Key::column(&key.right)).cloned().collect();
        let kept = right.schema.fields.iter().filter(|field| !dropped.contains(&field.name));
        let mut sources: Vec<(Side, Field)> =
            left.schema.fields.iter().map(|field| (Side::Left, field.clone())).collect();
        sources.extend(kept.map(|field| (Side::Right, field.clone())));
        let (columns, fields) = unique_columns(sources);
        let open = left.schema.open || right.schema.open;
        let keys = keys.into_iter().map(|key| (key.left, key.right)).collect();
        let node = PlanNode::Join(Box::new(Join { left, right, kind, keys, columns }));
        Plan { node, schema: Arc::new(Schema { fields, open }), span: op.span }
    }
}
