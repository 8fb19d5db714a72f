//! `join`

use std::sync::Arc;

use kqlab_syntax::ast::{self, JoinCondition, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::join_condition::Key;
use crate::bind::parameter::{self, Takes};
use crate::bind::projection::UniqueNames;
use crate::plan::{Join, JoinKind, PlanNode, Side};
use crate::{Field, Plan, Schema, Type};

/// `join-operator`: the names that kinds go by.
const KINDS: &[(&str, JoinKind)] = &[
    ("innerunique", JoinKind::InnerUnique),
    ("inner", JoinKind::Inner),
    ("leftouter", JoinKind::LeftOuter),
    ("rightouter", JoinKind::RightOuter),
    ("fullouter", JoinKind::FullOuter),
    ("leftsemi", JoinKind::LeftSemi),
    ("rightsemi", JoinKind::RightSemi),
    ("leftanti", JoinKind::LeftAnti),
    ("anti", JoinKind::LeftAnti),
    ("leftantisemi", JoinKind::LeftAnti),
    ("rightanti", JoinKind::RightAnti),
    ("rightantisemi", JoinKind::RightAnti),
];

const WORDS: &[&str] = &[
    "innerunique",
    "inner",
    "leftouter",
    "rightouter",
    "fullouter",
    "leftsemi",
    "rightsemi",
    "leftanti",
    "anti",
    "leftantisemi",
    "rightanti",
    "rightantisemi",
];

impl Binder<'_, '_> {
    /// `join kind=inner (T) on k`
    pub(super) fn join(
        &mut self,
        mut left: Plan,
        table: &ast::Expr,
        condition: &JoinCondition,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[("kind", Takes::Word(WORDS))]);
        let mut right = self.with_row(None, |binder| binder.table(table)).0;
        let word = parameter::word(op, "kind").unwrap_or_default();
        let kind =
            KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(&word)).map(|(_, kind)| *kind);
        let kind = kind.unwrap_or(JoinKind::InnerUnique);
        match condition {
            JoinCondition::On(conditions) => {
                let keys =
                    self.over_both(&mut left, &mut right, |binder| binder.join_keys(conditions));
                join_plan(left, right, kind, keys, op)
            }
            JoinCondition::Where(predicate) => self.join_where(left, right, kind, predicate, op),
            JoinCondition::None => {
                let hint = "write `on`, and a column that both tables have or $left.a == $right.b";
                self.error_hint(binding::TYPE_MISMATCH, op.span, "the join has no condition", hint);
                join_plan(left, right, kind, Vec::new(), op)
            }
        }
    }

    /// `join (T) where predicate`: all pairs, filtered; only inner joins have that meaning.
    fn join_where(
        &mut self,
        mut left: Plan,
        mut right: Plan,
        kind: JoinKind,
        predicate: &ast::Expr,
        op: &Operator,
    ) -> Plan {
        self.over_both(&mut left, &mut right, |binder| {
            binder.scalar_of(predicate, Type::Bool, "the join's predicate")
        });
        let schema = join_plan(left.clone(), right.clone(), kind, Vec::new(), op).schema;
        self.unsupported("join where", vec![left, right], (*schema).clone(), op)
    }
}

/// The columns of both sides; those of the right whose names are taken get the next free suffix.
fn join_plan(left: Plan, right: Plan, kind: JoinKind, keys: Vec<Key>, op: &Operator) -> Plan {
    let sides = match kind {
        JoinKind::LeftSemi | JoinKind::LeftAnti => vec![(Side::Left, &left)],
        JoinKind::RightSemi | JoinKind::RightAnti => vec![(Side::Right, &right)],
        JoinKind::InnerUnique
        | JoinKind::Inner
        | JoinKind::LeftOuter
        | JoinKind::RightOuter
        | JoinKind::FullOuter => vec![(Side::Left, &left), (Side::Right, &right)],
    };
    let open = sides.iter().any(|(_, plan)| plan.schema.open);
    let fields: Vec<(Side, Field)> = sides
        .iter()
        .flat_map(|(side, plan)| plan.schema.fields.iter().map(|field| (*side, field.clone())))
        .collect();
    let (columns, fields) = unique_columns(fields);
    let keys = keys.into_iter().map(|key| (key.left, key.right)).collect();
    let node = PlanNode::Join(Box::new(Join { left, right, kind, keys, columns }));
    Plan { node, schema: Arc::new(Schema { fields, open }), span: op.span }
}

/// The columns with unique names: `c, c, c1` is `c, c2, c1`.
pub(super) fn unique_columns(sources: Vec<(Side, Field)>) -> (Vec<(Side, Arc<str>)>, Vec<Field>) {
    let mut unique = UniqueNames::default();
    sources.iter().for_each(|(_, field)| unique.reserve(&field.name));
    let mut seen: Vec<Arc<str>> = Vec::new();
    let mut fields = Vec::new();
    for (_, field) in &sources {
        let first = !seen.contains(&field.name);
        if first {
            seen.push(Arc::clone(&field.name));
            fields.push(field.clone());
        } else {
            fields.push(Field::new(unique.take(&field.name, None), field.ty));
        }
    }
    (sources.into_iter().map(|(side, field)| (side, field.name)).collect(), fields)
}
