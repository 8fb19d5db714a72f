//! What a plan computes, wherever it stands in whatever query: plans of one digest give the same rows over the same
//! tables. Spans do not count.

use std::collections::HashMap;
use std::hash::Hash;

use kqlab_plan::expr::NamedExpr;
use kqlab_plan::plan::{
    AggregateCall, Join, MakeSeries, MvColumn, MvExpand, Parse, ParseKv, ParsePart, PluginArg,
    PluginCall, Scan, ScanStep, SortKey, TopNestedLevel, UnionInput,
};
use kqlab_plan::{Expr, ExprKind, FnDef, Plan, PlanNode, Schema, Value};
use kqlab_syntax::ast::ScanOutput;
use siphasher::sip128::{Hasher128, SipHasher13};

use crate::analysis::is_random_call;
use crate::columns::Columns;
use crate::inputs::inputs;
use crate::scope::{RED_ZONE, STACK};

/// A plan with what is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId(u128);

/// The digests of plans and what they are made of, by address: the plans must not move or end before this does.
#[derive(Debug, Default)]
pub(crate) struct Digests {
    known: HashMap<*const Plan, Option<Digest>>,
}

/// What a plan is.
#[derive(Clone, Copy, Debug)]
struct Digest {
    value: u128,
    /// It reads rows of a sub-pipeline that it is a part of.
    local: bool,
}

impl Digests {
    /// A plan that may have parts.
    pub(crate) fn learn(&mut self, plan: &Plan) {
        self.digest(plan);
    }

    /// The part that a known plan is, of which these columns are asked; `None` where its rows are not told by it alone,
    /// or are others each time.
    pub(crate) fn part(&self, plan: &Plan, asked: &Columns) -> Option<PartId> {
        if plan.schema.open || is_leaf(plan) {
            return None;
        }
        let known = self.known.get(&std::ptr::from_ref(plan)).copied().flatten();
        let digest = known.filter(|digest| !digest.local)?;
        let mut hasher = SipHasher13::new();
        digest.value.hash(&mut hasher);
        let asked = asked.within(&plan.schema);
        for field in plan.schema.fields.iter().filter(|field| asked.has(&field.name)) {
            field.name.hash(&mut hasher);
        }
        // Which rows are left out is told by what is asked of the inputs.
        for (_, columns) in inputs(plan, &asked) {
            columns.needles().hash(&mut hasher);
        }
        Some(PartId(hasher.finish128().as_u128()))
    }

    fn digest(&mut self, plan: &Plan) -> Option<Digest> {
        if let Some(known) = self.known.get(&std::ptr::from_ref(plan)) {
            return *known;
        }
        let mut writer = Writer { digests: self, to: SipHasher13::new(), local: false };
        let written = stacker::maybe_grow(RED_ZONE, STACK, || writer.plan(plan));
        let (value, local) = (writer.to.finish128().as_u128(), writer.local);
        let digest = written.map(|()| Digest { value, local });
        self.known.insert(plan, digest);
        digest
    }
}

/// What is there already, or written in the query.
fn is_leaf(plan: &Plan) -> bool {
    let node = &plan.node;
    matches!(node, PlanNode::Table { .. } | PlanNode::Values(_) | PlanNode::Shared(_))
}

/// Writes what a plan is; `None` ends it where it is not told.
struct Writer<'d> {
    digests: &'d mut Digests,
    to: SipHasher13,
    local: bool,
}

type Written = Option<()>;

impl Writer<'_> {
    fn put(&mut self, what: impl Hash) {
        what.hash(&mut self.to);
    }

    /// The plan of another node, by its digest.
    fn input(&mut self, plan: &Plan) -> Written {
        let digest = self.digests.digest(plan)?;
        self.local |= digest.local;
        self.put(digest.value);
        Some(())
    }

    /// A sub-pipeline, whose rows are given here.
    fn body(&mut self, plan: &Plan) -> Written {
        let digest = self.digests.digest(plan)?;
        self.put(digest.value);
        Some(())
    }

    fn plan(&mut self, plan: &Plan) -> Written {
        let Schema { fields, open } = &*plan.schema;
        self.put((fields, open, std::mem::discriminant(&plan.node)));
        match &plan.node {
            PlanNode::Table { name, columns } => self.put((name, columns)),
            PlanNode::Values(rows) => {
                self.put(rows.len());
                rows.iter().flatten().for_each(|value| self.value(value));
            }
            PlanNode::Range { from, to, step } => self.exprs([from, to, step])?,
            PlanNode::SubInput => self.local = true,
            PlanNode::Shared(shared) => self.input(shared)?,
            PlanNode::Filter { input, predicate } => {
                self.expr(predicate)?;
                self.input(input)?;
            }
            PlanNode::Extend { input, columns } | PlanNode::Project { input, columns } => {
                self.named(columns)?;
                self.input(input)?;
            }
            PlanNode::Aggregate { input, keys, aggregates } => {
                self.named(keys)?;
                self.calls(aggregates)?;
                self.input(input)?;
            }
            PlanNode::Sort { input, keys } => {
                self.put(keys.len());
                for SortKey { expr, ascending, nulls_first } in keys {
                    self.expr(expr)?;
                    self.put((ascending, nulls_first));
                }
                self.input(input)?;
            }
            PlanNode::Take { input, count } => {
                self.expr(count)?;
                self.input(input)?;
            }
            PlanNode::Join(join) => self.join(join)?,
            PlanNode::Union { inputs } => {
                self.put(inputs.len());
                for UnionInput { plan, columns } in inputs {
                    self.put(columns.len());
                    for (at, expr) in columns {
                        self.put(at);
                        self.expr(expr)?;
                    }
                    self.input(plan)?;
                }
            }
            PlanNode::MvExpand(expand) => self.expand(expand)?,
            PlanNode::MvApply { expand, body } => {
                self.expand(expand)?;
                self.body(body)?;
            }
            PlanNode::Partition { input, by, body } => {
                self.put(by);
                self.input(input)?;
                self.body(body)?;
            }
            PlanNode::Parse(parse) => self.parse(parse)?,
            PlanNode::ParseKv(parse) => self.parse_kv(parse)?,
            PlanNode::Plugin(call) => self.plugin(call)?,
            PlanNode::MakeSeries(series) => self.series(series)?,
            PlanNode::Scan(scan) => self.scan(scan)?,
            PlanNode::TopNested { input, levels } => {
                self.put(levels.len());
                for TopNestedLevel { count, of, others, by, ascending } in levels {
                    self.put((count, others.is_some(), ascending));
                    self.named([of])?;
                    self.exprs(others)?;
                    self.call(by)?;
                }
                self.input(input)?;
            }
            // Rows that are others each time, that another query has not, or that are none.
            PlanNode::Sample { .. }
            | PlanNode::Computed(_)
            | PlanNode::Known(_)
            | PlanNode::ExternalData { .. }
            | PlanNode::Reduce { .. }
            | PlanNode::Graph { .. }
            | PlanNode::Unsupported { .. } => return None,
        }
        Some(())
    }

    fn join(&mut self, join: &Join) -> Written {
        let Join { left, right, kind, keys, columns } = join;
        self.put((kind, keys.len(), columns.len()));
        for (left, right) in keys {
            self.exprs([left, right])?;
        }
        for (side, name) in columns {
            self.put((std::mem::discriminant(side), name));
        }
        self.input(left)?;
        self.input(right)
    }

    fn expand(&mut self, expand: &MvExpand) -> Written {
        let MvExpand { input, columns, bag_as_array, item_index, limit } = expand;
        self.put((columns.len(), bag_as_array, item_index, limit));
        for MvColumn { name, expr, to } in columns {
            self.put((name, to));
            self.expr(expr)?;
        }
        self.input(input)
    }

    fn parse(&mut self, parse: &Parse) -> Written {
        let Parse { input, expr, kind, flags, pattern, drop_unmatched } = parse;
        self.put((std::mem::discriminant(kind), flags, pattern.len(), drop_unmatched));
        for part in pattern {
            self.put(std::mem::discriminant(part));
            match part {
                ParsePart::Star => {}
                ParsePart::Text(text) => self.put(text),
                ParsePart::Column(field) => self.put(field),
            }
        }
        self.expr(expr)?;
        self.input(input)
    }

    fn parse_kv(&mut self, parse: &ParseKv) -> Written {
        let ParseKv {
            input,
            expr,
            keys,
            pair_delimiter,
            kv_delimiter,
            quotes,
            escape,
            greedy,
            regex,
        } = parse;
        self.put((keys, pair_delimiter, kv_delimiter, quotes, escape, greedy, regex));
        self.expr(expr)?;
        self.input(input)
    }

    fn plugin(&mut self, call: &PluginCall) -> Written {
        let PluginCall { input, def, args } = call;
        self.put((def.name, args.len(), input.is_some()));
        args.iter().try_for_each(|arg| self.plugin_arg(arg))?;
        input.iter().try_for_each(|input| self.input(input))
    }

    fn plugin_arg(&mut self, arg: &PluginArg) -> Written {
        self.put(std::mem::discriminant(arg));
        match arg {
            PluginArg::Expr(expr) => self.expr(expr),
            PluginArg::Aggregate(call) => self.call(call),
            PluginArg::Table(plan) => self.input(plan),
            PluginArg::Named(name, arg) => {
                self.put(name);
                self.plugin_arg(arg)
            }
        }
    }

    fn series(&mut self, series: &MakeSeries) -> Written {
        let MakeSeries { input, by, aggregates, on, from, to, step, in_range, nonempty } = series;
        self.put((aggregates.len(), from.is_some(), to.is_some(), in_range, nonempty));
        self.named(by)?;
        self.named([on])?;
        for (call, empty) in aggregates {
            self.call(call)?;
            self.value(empty);
        }
        self.exprs(from.iter().chain(to).chain([step]))?;
        self.input(input)
    }

    fn scan(&mut self, scan: &Scan) -> Written {
        let Scan { input, partition, declare, steps, match_id, step_name } = scan;
        self.put((partition.len(), declare.len(), steps.len(), match_id, step_name));
        self.exprs(partition)?;
        for (field, value) in declare {
            self.put(field);
            self.value(value);
        }
        for ScanStep { name, optional, output, condition, assignments } in steps {
            let output = match output {
                ScanOutput::All => 0,
                ScanOutput::Last => 1,
                ScanOutput::None => 2,
            };
            self.put((name, optional, output));
            self.expr(condition)?;
            self.named(assignments)?;
        }
        self.input(input)
    }

    fn calls(&mut self, calls: &[AggregateCall]) -> Written {
        self.put(calls.len());
        calls.iter().try_for_each(|call| self.call(call))
    }

    fn call(&mut self, call: &AggregateCall) -> Written {
        let AggregateCall { def, overload, args, outputs, span: _ } = call;
        self.function(def);
        self.put((overload, args.len(), outputs));
        self.exprs(args)
    }

    fn function(&mut self, def: &FnDef) {
        self.put((def.kind, def.name));
    }

    fn named<'e>(&mut self, columns: impl IntoIterator<Item = &'e NamedExpr>) -> Written {
        let mut count = 0;
        for NamedExpr { name, expr } in columns {
            self.put(name);
            self.expr(expr)?;
            count += 1;
        }
        self.put(count);
        Some(())
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Written {
        exprs.into_iter().try_for_each(|expr| self.expr(expr))
    }

    fn expr(&mut self, expr: &Expr) -> Written {
        let Expr { kind, ty, span: _ } = expr;
        self.put((ty, std::mem::discriminant(kind)));
        match kind {
            ExprKind::Literal(value) => self.value(value),
            ExprKind::Column(name) => self.put(name),
            ExprKind::Call { def, overload, args } => {
                if is_random_call(def) {
                    return None;
                }
                self.function(def);
                self.put((overload, args.len()));
                self.exprs(args)?;
            }
            ExprKind::Path(of, steps) => {
                self.put(steps);
                self.expr(of)?;
            }
            ExprKind::Element(of, index) => self.exprs([&**of, index])?,
            ExprKind::Convert(of) => self.expr(of)?,
            ExprKind::ScalarQuery(plan) => self.input(plan)?,
            ExprKind::InQuery { def, value, table } => {
                self.function(def);
                self.expr(value)?;
                self.input(table)?;
            }
            ExprKind::ScanState { step, column } => self.put((step, column)),
        }
        Some(())
    }

    fn value(&mut self, value: &Value) {
        self.put((value.ty(), std::mem::discriminant(value)));
        match value {
            Value::Null(_) => {}
            Value::Bool(value) => self.put(value),
            Value::Int(value) => self.put(value),
            Value::Long(value) | Value::Datetime(value) | Value::Timespan(value) => self.put(value),
            Value::Real(value) => self.put(value.to_bits()),
            Value::Decimal(text) | Value::String(text) | Value::Guid(text) => self.put(text),
            // The order of keys is seen in its text.
            Value::Dynamic(json) => self.put(json.to_string()),
        }
    }
}
