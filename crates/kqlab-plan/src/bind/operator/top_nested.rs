//! `top-nested`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator, Target, TopNested};

use crate::bind::Binder;
use crate::bind::projection::UniqueNames;
use crate::bind::report::unknown;
use crate::expr::{Expr, ExprKind, NamedExpr};
use crate::plan::{AggregateCall, PlanNode, TopNestedLevel};
use crate::{Field, Plan, Schema};

impl Binder<'_, '_> {
    /// `top-nested 2 of x by count(), top-nested of y by sum(z)`
    pub(super) fn top_nested(
        &mut self,
        mut input: Plan,
        levels: &[TopNested],
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let mut unique = UniqueNames::default();
        let mut fields = Vec::new();
        let mut bound = Vec::new();
        for level in levels {
            let count = level.count.as_ref().and_then(|count| {
                let count = self.row_count(count);
                self.count_literal(&count, "the number of values")
            });
            let level =
                self.over(&mut input, |binder| binder.nested_level(level, count, &mut unique));
            fields.extend(level.fields);
            bound.extend(level.level);
        }
        let schema = Arc::new(Schema::new(fields));
        Plan {
            node: PlanNode::TopNested { input: Box::new(input), levels: bound },
            schema,
            span: op.span,
        }
    }

    fn nested_level(
        &mut self,
        level: &TopNested,
        count: Option<u64>,
        unique: &mut UniqueNames,
    ) -> Level {
        let of = self.scalar(&level.of.expr);
        let others = level.others.as_ref().map(|others| self.scalar(others));
        let name = self.named_result_name(&level.of).unwrap_or_default();
        let name: Arc<str> = unique.take(&name, None).into();
        let declared = match &level.by.expr.target {
            Target::Name(name) => Some(name.text.clone()),
            Target::None | Target::Names(_) => None,
        };
        let by_name = unique.take(&declared.unwrap_or_else(|| format!("aggregated_{name}")), None);
        let (by, call) = self.nested_measure(&level.by.expr.expr);
        let fields =
            vec![Field { name: Arc::clone(&name), ty: of.ty }, Field::new(by_name.as_str(), by.ty)];
        let level = call.map(|mut call| {
            call.outputs = vec![Field::new(by_name.as_str(), by.ty)];
            TopNestedLevel {
                count,
                of: NamedExpr { name, expr: of },
                others,
                by: call,
                ascending: level.by.ascending.unwrap_or(false),
            }
        });
        Level { fields, level }
    }

    /// The aggregate of a level; an expression around it is not supported.
    fn nested_measure(&mut self, by: &ast::Expr) -> (Expr, Option<AggregateCall>) {
        let mut expr = unknown(by.span);
        let mut calls = self.collecting(|binder| expr = binder.scalar(by));
        let plain = matches!(&expr.kind, ExprKind::Column(_)) && calls.len() == 1;
        if !plain && expr.ty != crate::Type::Unknown {
            let message = "`by` of top-nested must be one aggregate, such as sum(x)";
            self.not_executed(by.span, message);
        }
        (expr, calls.pop().filter(|_| plain))
    }
}

/// A level, as far as it could be bound.
struct Level {
    fields: Vec<Field>,
    level: Option<TopNestedLevel>,
}
