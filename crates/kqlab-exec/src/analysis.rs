//! What is known of a plan before it runs: how often its shared tables are used and which of their columns,
//! which columns a sub-pipeline reads of its rows.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kqlab_plan::plan::{AggregateCall, BoundQuery, ComputedId, PluginArg};
use kqlab_plan::{Expr, ExprKind, Field, FnDef, Needles, Plan, PlanNode, Schema, Type};
use kqlab_syntax::Span;

use crate::columns::Columns;
use crate::digest::{Digests, PartId};
use crate::inputs::inputs;

/// Where a shared plan lies: two users of one plan have the same.
pub(crate) type Address = usize;

/// Where a shared plan lies. Whoever keeps an address keeps the plan too.
pub(crate) fn address(plan: &Arc<Plan>) -> Address {
    Arc::as_ptr(plan).addr()
}

/// How a shared table is used.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    /// The columns that are asked of it, by all its users.
    pub(crate) columns: Columns,
    /// It is used more than once, or by a sub-pipeline that runs more than once.
    pub(crate) repeated: bool,
}

/// The shared tables of a plan, by address.
pub(crate) type Uses = HashMap<Address, Use>;

/// How the shared tables are used when these columns are asked of the plan.
pub(crate) fn uses(plan: &Plan, asked: &Columns, known: Uses) -> Uses {
    let mut walk = Walk::new(known);
    walk.visit(plan, asked);
    walk.uses
}

/// The columns that a sub-pipeline reads of its rows when these are asked of it.
pub(crate) fn sub_input_columns(body: &Plan, asked: &Columns) -> Columns {
    let mut walk = Walk { in_body: true, ..Walk::new(Uses::new()) };
    walk.visit(body, &asked.within(&body.schema));
    walk.sub_input
}

/// Tables, and of each the columns that are asked of it.
pub type Reads = Vec<(Arc<str>, Arc<Schema>)>;

/// The tables that a query reads, in order of first use. A column that nothing declares, of a table that may have more
/// than is known, has no known type.
#[must_use]
pub fn reads(query: &BoundQuery) -> Reads {
    let mut walk = Walk::new(Uses::new());
    for result in &query.results {
        walk.visit(&result.plan, &Columns::all());
    }
    let read = |Met { name, schema, columns, .. }: Met| {
        let mut read = columns.narrow(&schema);
        let beyond = columns.beyond(&schema);
        let beyond: Vec<Field> =
            beyond.map(|name| Field::new(name.as_ref(), Type::Unknown)).collect();
        if !beyond.is_empty() {
            Arc::make_mut(&mut read).fields.extend(beyond);
        }
        (name, read)
    };
    walk.tables.into_iter().map(read).collect()
}

/// What a plan asks of a table, all its uses together.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The table.
    pub name: Arc<str>,
    /// The columns that some use reads.
    pub columns: Arc<Schema>,
    /// What a row holds that matters to one of them, as far as that is known before the plan runs.
    pub needles: Needles,
}

/// What a plan needs of what others may need, too.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// What it asks of its tables, in order of first use.
    pub tables: Vec<Asked>,
    /// The parts of it that another plan may have.
    pub parts: BTreeSet<PartId>,
}

impl FromIterator<Self> for Needs {
    fn from_iter<I: IntoIterator<Item = Self>>(needs: I) -> Self {
        needs.into_iter().fold(Self::default(), |mut all, needs| {
            all.tables.extend(needs.tables);
            all.parts.extend(needs.parts);
            all
        })
    }
}

/// What a plan needs where these columns are asked of it, or all.
#[must_use]
pub fn needs(plan: &Plan, names: Option<&BTreeSet<Arc<str>>>) -> Needs {
    let mut digests = Digests::default();
    digests.learn(plan);
    let mut walk = Walk { digests, ..Walk::new(Uses::new()) };
    walk.visit(plan, &names.map_or_else(Columns::all, |names| Columns::named(names.clone())));
    let parts = std::mem::take(&mut walk.parts);
    Needs { tables: walk.asked(), parts }
}

/// The tables that a plan reads, each with the place that names it first.
pub(crate) fn tables(plan: &Plan) -> Vec<(Arc<str>, Span)> {
    let mut walk = Walk::new(Uses::new());
    walk.visit(plan, &Columns::all());
    walk.tables.into_iter().map(|met| (met.name, met.span)).collect()
}

/// The columns that a plan asks of frames that were kept.
pub(crate) fn kept(plan: &Plan, asked: &Columns) -> Vec<(ComputedId, Arc<Schema>)> {
    let mut walk = Walk::new(Uses::new());
    walk.visit(plan, asked);
    walk.kept
}

struct Walk {
    uses: Uses,
    /// The tables that were met, and what is asked of them.
    tables: Vec<Met>,
    /// The frames that were met, and what is asked of them.
    kept: Vec<(ComputedId, Arc<Schema>)>,
    sub_input: Columns,
    in_body: bool,
    digests: Digests,
    /// The parts that were met whose digests are known.
    parts: BTreeSet<PartId>,
}

/// A table that was met.
struct Met {
    name: Arc<str>,
    span: Span,
    schema: Arc<Schema>,
    columns: Columns,
    needles: Needles,
}

impl Walk {
    fn new(uses: Uses) -> Self {
        Self {
            uses,
            tables: Vec::new(),
            kept: Vec::new(),
            sub_input: Columns::none(),
            in_body: false,
            digests: Digests::default(),
            parts: BTreeSet::new(),
        }
    }

    fn table(&mut self, name: &Arc<str>, plan: &Plan, asked: &Columns) {
        let needles = asked.needles().clone();
        match self.tables.iter_mut().find(|known| known.name == *name) {
            Some(known) => {
                known.columns = known.columns.clone().union(asked.clone());
                known.needles = std::mem::take(&mut known.needles).or(needles);
            }
            None => self.tables.push(Met {
                name: Arc::clone(name),
                span: plan.span,
                schema: Arc::clone(&plan.schema),
                columns: asked.clone(),
                needles,
            }),
        }
    }

    fn asked(self) -> Vec<Asked> {
        let asked = |Met { name, schema, columns, needles, .. }| {
            let columns = columns.narrow(&schema);
            Asked { name, columns, needles }
        };
        self.tables.into_iter().map(asked).collect()
    }

    fn visit(&mut self, plan: &Plan, asked: &Columns) {
        self.parts.extend(self.digests.part(plan, asked));
        match &plan.node {
            PlanNode::Shared(shared) => self.shared(shared, asked),
            PlanNode::Table { name, .. } => self.table(name, plan, asked),
            PlanNode::Computed(id) => self.kept.push((*id, asked.narrow(&plan.schema))),
            PlanNode::SubInput => {
                let known = std::mem::replace(&mut self.sub_input, Columns::all());
                self.sub_input = known.union(asked.clone());
            }
            _ => {
                for (input, columns) in inputs(plan, asked) {
                    self.visit(input, &columns);
                }
            }
        }
        if let PlanNode::MvApply { body, .. } | PlanNode::Partition { body, .. } = &plan.node {
            self.body(body, &asked.within(&body.schema));
        }
        for expr in expressions(plan) {
            subqueries(expr, &mut |_, query| self.visit(query, &first_column(query)));
        }
    }

    fn shared(&mut self, shared: &Arc<Plan>, asked: &Columns) {
        let known = self.uses.get(&address(shared));
        // What is computed again with more columns must be the same rows.
        let asked = if is_random(shared) { Columns::all() } else { asked.clone() };
        let columns = known.map_or(asked.clone(), |known| known.columns.clone().union(asked));
        let seen = known.is_some();
        let grown = known.is_none_or(|known| known.columns != columns);
        let repeated = seen || self.in_body;
        self.uses.insert(address(shared), Use { columns: columns.clone(), repeated });
        if grown {
            self.visit(shared, &columns);
        }
    }

    fn body(&mut self, body: &Plan, asked: &Columns) {
        let outer_rows = std::mem::replace(&mut self.sub_input, Columns::none());
        let outer = std::mem::replace(&mut self.in_body, true);
        self.visit(body, asked);
        self.sub_input = outer_rows;
        self.in_body = outer;
    }
}

/// `toscalar` and `in` read a table's first column.
pub(crate) fn first_column(query: &Plan) -> Columns {
    let first = query.schema.fields.first();
    first.map_or(Columns::none(), |field| Columns::none().with(&field.name))
}

/// Whether the plan reads the rows that a sub-pipeline is given, other than in sub-pipelines of its own.
pub(crate) fn reads_sub_input(plan: &Plan) -> bool {
    let mut found = matches!(plan.node, PlanNode::SubInput)
        || inputs(plan, &Columns::all()).iter().any(|(input, _)| reads_sub_input(input));
    for expr in expressions(plan) {
        subqueries(expr, &mut |_, query| found |= reads_sub_input(query));
    }
    found
}

/// Functions that give another value each time they are asked, for the same arguments. `now()` does not: it stands
/// still while a query runs.
const RANDOM: &[&str] = &["rand", "new_guid"];

/// Whether running the plan again may give other rows.
pub(crate) fn is_random(plan: &Plan) -> bool {
    let body = match &plan.node {
        PlanNode::MvApply { body, .. } | PlanNode::Partition { body, .. } => is_random(body),
        PlanNode::Sample { .. } => true,
        _ => false,
    };
    body || expressions(plan).into_iter().any(is_random_expr)
        || inputs(plan, &Columns::all()).iter().any(|(input, _)| is_random(input))
}

/// Whether a function gives another value each time.
pub(crate) fn is_random_call(def: &FnDef) -> bool {
    RANDOM.contains(&def.name)
}

fn is_random_expr(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Column(_) | ExprKind::ScanState { .. } => false,
        ExprKind::Call { def, args, .. } => is_random_call(def) || args.iter().any(is_random_expr),
        ExprKind::Path(of, _) | ExprKind::Convert(of) => is_random_expr(of),
        ExprKind::Element(of, index) => is_random_expr(of) || is_random_expr(index),
        ExprKind::ScalarQuery(query) => is_random(query),
        ExprKind::InQuery { value, table, .. } => is_random_expr(value) || is_random(table),
    }
}

/// How much of a table an expression wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wanted {
    /// `toscalar`: the first row.
    First,
    /// `in`: every row.
    Every,
}

/// Calls `visit` with the plans inside an expression.
pub(crate) fn subqueries<'p>(expr: &'p Expr, visit: &mut dyn FnMut(Wanted, &'p Arc<Plan>)) {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Column(_) | ExprKind::ScanState { .. } => {}
        ExprKind::Call { args, .. } => args.iter().for_each(|arg| subqueries(arg, visit)),
        ExprKind::Path(of, _) | ExprKind::Convert(of) => subqueries(of, visit),
        ExprKind::Element(of, index) => {
            subqueries(of, visit);
            subqueries(index, visit);
        }
        ExprKind::ScalarQuery(query) => visit(Wanted::First, query),
        ExprKind::InQuery { value, table, .. } => {
            subqueries(value, visit);
            visit(Wanted::Every, table);
        }
    }
}

/// The operator's own expressions, those of its inputs apart.
pub(crate) fn expressions(plan: &Plan) -> Vec<&Expr> {
    match &plan.node {
        PlanNode::Table { .. }
        | PlanNode::Values(_)
        | PlanNode::ExternalData { .. }
        | PlanNode::Computed(_)
        | PlanNode::SubInput
        | PlanNode::Shared(_)
        | PlanNode::Partition { .. }
        | PlanNode::Graph { .. }
        | PlanNode::Unsupported { .. } => Vec::new(),
        PlanNode::Range { from, to, step } => vec![from, to, step],
        PlanNode::Filter { predicate, .. } => vec![predicate],
        PlanNode::Extend { columns, .. } | PlanNode::Project { columns, .. } => {
            columns.iter().map(|column| &column.expr).collect()
        }
        PlanNode::Aggregate { keys, aggregates, .. } => {
            let keys = keys.iter().map(|key| &key.expr);
            keys.chain(aggregates.iter().flat_map(|call| &call.args)).collect()
        }
        PlanNode::Sort { keys, .. } => keys.iter().map(|key| &key.expr).collect(),
        PlanNode::Take { count, .. } | PlanNode::Sample { count, .. } => vec![count],
        PlanNode::Join(join) => join.keys.iter().flat_map(|(left, right)| [left, right]).collect(),
        PlanNode::Union { inputs } => {
            inputs.iter().flat_map(|input| &input.columns).map(|(_, expr)| expr).collect()
        }
        PlanNode::MvExpand(expand) | PlanNode::MvApply { expand, .. } => {
            expand.columns.iter().map(|column| &column.expr).collect()
        }
        PlanNode::Parse(parse) => vec![&parse.expr],
        PlanNode::ParseKv(parse) => vec![&parse.expr],
        PlanNode::Plugin(call) => call.args.iter().flat_map(plugin_expressions).collect(),
        PlanNode::Known(call) => call.args.iter().collect(),
        PlanNode::MakeSeries(series) => {
            let keys = series.by.iter().chain([&series.on]).map(|key| &key.expr);
            let calls = series.aggregates.iter().flat_map(|(call, _)| &call.args);
            let axis = [&series.step].into_iter().chain(&series.from).chain(&series.to);
            keys.chain(calls).chain(axis).collect()
        }
        PlanNode::Scan(scan) => {
            let steps = scan.steps.iter().flat_map(|step| {
                [&step.condition]
                    .into_iter()
                    .chain(step.assignments.iter().map(|named| &named.expr))
            });
            scan.partition.iter().chain(steps).collect()
        }
        PlanNode::TopNested { levels, .. } => levels
            .iter()
            .flat_map(|level| {
                [&level.of.expr].into_iter().chain(&level.others).chain(&level.by.args)
            })
            .collect(),
        PlanNode::Reduce { by, .. } => vec![by],
    }
}

fn plugin_expressions(arg: &PluginArg) -> Vec<&Expr> {
    match arg {
        PluginArg::Expr(expr) => vec![expr],
        PluginArg::Aggregate(AggregateCall { args, .. }) => args.iter().collect(),
        PluginArg::Table(_) => Vec::new(),
        PluginArg::Named(_, arg) => plugin_expressions(arg),
    }
}
