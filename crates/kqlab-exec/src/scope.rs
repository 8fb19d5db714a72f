//! What a plan is built in: the query, or a sub-pipeline over some of its rows.

use std::cell::RefCell;
use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_functions::Context;
use kqlab_plan::{Plan, PlanNode, Schema};

use crate::analysis::{address, reads_sub_input};
use crate::columns::Columns;
use crate::executor::{Answers, Executor, Memo};
use crate::operator;
use crate::rows::select;
use crate::source::{Claim, Frame, Part, PartRows};
use crate::stream::Stream;
use crate::{Result, plugin};

/// Where a plan is built.
pub(crate) struct Scope<'s> {
    pub(crate) executor: &'s Executor<'s>,
    /// The rows of the sub-pipeline.
    rows: Option<Batch>,
    /// Shared tables that depend on those rows.
    memo: RefCell<Memo>,
    /// Tables inside expressions that depend on those rows.
    pub(crate) answers: RefCell<Answers>,
}

impl<'s> Scope<'s> {
    /// The query itself.
    pub(crate) fn new(executor: &'s Executor<'s>) -> Self {
        Self { executor, rows: None, memo: RefCell::default(), answers: RefCell::default() }
    }

    /// A sub-pipeline over these rows.
    pub(crate) fn over(&self, rows: Batch) -> Self {
        Self { rows: Some(rows), ..Self::new(self.executor) }
    }

    /// Whether this is a sub-pipeline.
    pub(crate) fn is_sub(&self) -> bool {
        self.rows.is_some()
    }

    /// What kernels may know.
    pub(crate) fn cx(&self) -> Arc<Context> {
        Arc::clone(&self.executor.cx)
    }

    /// The rows of a plan; at least the columns that are asked for.
    pub(crate) fn build(&self, plan: &Plan, asked: &Columns) -> Result<Stream> {
        match self.part(plan, asked)? {
            Some(rows) => Ok(rows),
            None => self.build_apart(plan, asked),
        }
    }

    /// The same of a plan that no other query has.
    pub(crate) fn build_apart(&self, plan: &Plan, asked: &Columns) -> Result<Stream> {
        stacker::maybe_grow(RED_ZONE, STACK, || self.build_node(plan, asked))
    }

    /// The rows of a plan that other queries have, too.
    pub(crate) fn part(&self, plan: &Plan, asked: &Columns) -> Result<Option<Stream>> {
        let id = self.executor.digests.borrow().part(plan, asked);
        let part = id.and_then(|id| self.executor.source.part(&Part { id, plan }));
        match part {
            None => Ok(None),
            Some(PartRows::Known(frame)) => Ok(Some(Self::frame(&frame))),
            Some(PartRows::Wanted(claim)) => {
                self.claimed(plan, &asked.within(&plan.schema), claim).map(Some)
            }
        }
    }

    /// The rows of a plan, kept for other queries where there is room.
    fn claimed(
        &self,
        plan: &Plan,
        asked: &Columns,
        mut claim: Box<dyn Claim + '_>,
    ) -> Result<Stream> {
        let stream = self.build_apart(plan, asked)?;
        let (schema, mut batches) = narrowed(stream, asked);
        let mut rows = Vec::new();
        while let Some(batch) = batches.next() {
            let batch = batch?;
            let fits = claim.take(&batch);
            rows.push(batch);
            if !fits {
                let rows = rows.into_iter().map(Ok).chain(batches);
                return Ok(Stream::sequential(schema, rows));
            }
        }
        let frame = Frame::new(schema, rows);
        // What is assumed is told of the query that computes it.
        if self.executor.cx.assumptions().is_empty() {
            claim.keep(&frame);
        }
        Ok(Self::frame(&frame))
    }

    fn build_node(&self, plan: &Plan, asked: &Columns) -> Result<Stream> {
        match &plan.node {
            PlanNode::Table { name, .. } => operator::table::build(self, plan, name, asked),
            PlanNode::Values(rows) => Ok(operator::values::build(plan, rows, asked)),
            PlanNode::Range { from, to, step } => {
                operator::range::build(self, plan, [from, to, step])
            }
            PlanNode::ExternalData { uris, properties } => {
                operator::external_data::build(self, plan, uris, properties, asked)
            }
            PlanNode::Computed(id) => Ok(Self::frame(&self.executor.kept(*id))),
            PlanNode::SubInput => {
                let rows = self.rows.as_ref().expect("invariant: a sub-pipeline has rows");
                Ok(Stream::of(Arc::clone(rows.schema()), vec![rows.clone()]))
            }
            PlanNode::Shared(shared) => self.shared(shared, asked),
            PlanNode::Filter { predicate, .. } => {
                operator::filter::build(self, plan, predicate, asked)
            }
            PlanNode::Extend { columns, .. } => operator::extend::build(self, plan, columns, asked),
            PlanNode::Project { columns, .. } => {
                operator::project::build(self, plan, columns, asked)
            }
            PlanNode::Aggregate { keys, aggregates, .. } => {
                operator::aggregate::build(self, plan, keys, aggregates, None, asked)
            }
            PlanNode::Sort { keys, .. } => operator::sort::build(self, plan, keys, asked),
            PlanNode::Take { input, count } => operator::take::build(self, input, count, asked),
            PlanNode::Sample { count, .. } => operator::sample::build(self, plan, count, asked),
            PlanNode::Join(join) => operator::join::build(self, plan, join, asked),
            PlanNode::Union { inputs } => operator::union::build(self, plan, inputs, asked),
            PlanNode::MvExpand(expand) => operator::mv_expand::build(self, plan, expand, asked),
            PlanNode::MvApply { expand, body } => {
                operator::mv_apply::build(self, plan, expand, body, asked)
            }
            PlanNode::Partition { by, body, .. } => {
                operator::partition::build(self, plan, by, body, asked)
            }
            PlanNode::Parse(parse) => operator::parse::build(self, plan, parse, asked),
            PlanNode::ParseKv(parse) => operator::parse_kv::build(self, plan, parse, asked),
            PlanNode::Plugin(call) => plugin::build(self, plan, call, asked),
            PlanNode::MakeSeries(series) => operator::make_series::build(self, plan, series),
            PlanNode::Scan(scan) => operator::scan::build(self, plan, scan, asked),
            PlanNode::TopNested { levels, .. } => operator::top_nested::build(self, plan, levels),
            PlanNode::Reduce { .. } => Err(operator::unsupported("reduce", plan.span)),
            PlanNode::Known(call) => operator::known::build(self, plan, call),
            PlanNode::Graph { .. } => Err(operator::unsupported("make-graph", plan.span)),
            PlanNode::Unsupported { operator, .. } => {
                Err(operator::unsupported(operator, plan.span))
            }
        }
    }

    /// The only input of an operator, with the columns that it asks for.
    pub(crate) fn input(&self, plan: &Plan, asked: &Columns) -> Result<Stream> {
        let [(input, columns)] = &crate::inputs::inputs(plan, asked)[..] else {
            unreachable!("invariant: an operator over one table")
        };
        self.build(input, columns)
    }

    fn frame(frame: &Frame) -> Stream {
        Stream::of(Arc::clone(&frame.schema), Arc::clone(&frame.batches))
    }

    /// A shared table: computed once, or as part of its only user.
    fn shared(&self, shared: &Arc<Plan>, asked: &Columns) -> Result<Stream> {
        let known = self.executor.uses.borrow().get(&address(shared)).cloned();
        if known.as_ref().is_some_and(|known| !known.repeated) {
            return self.build(shared, asked);
        }
        let columns = known.map_or_else(|| asked.clone(), |known| known.columns);
        self.compute(shared, &columns.union(asked.clone())).map(|frame| Self::frame(&frame))
    }

    fn compute(&self, shared: &Arc<Plan>, columns: &Columns) -> Result<Frame> {
        let memo =
            if self.is_sub() && reads_sub_input(shared) { &self.memo } else { &self.executor.memo };
        let key = address(shared);
        if let Some((_, known, frame)) = memo.borrow().get(&key)
            && known.clone().union(columns.clone()) == *known
        {
            return Ok(frame.clone());
        }
        let stream = self.build(shared, columns)?;
        let (schema, rows) = narrowed(stream, columns);
        let frame = Frame::new(schema, rows.collect::<Result<_>>()?);
        memo.borrow_mut().insert(key, (Arc::clone(shared), columns.clone(), frame.clone()));
        Ok(frame)
    }
}

/// The columns of a stream that are asked for, and its rows of these.
fn narrowed(
    stream: Stream,
    asked: &Columns,
) -> (Arc<Schema>, impl Iterator<Item = Result<Batch>> + Send + use<>) {
    let schema = asked.narrow(stream.schema());
    let narrow = Arc::clone(&schema);
    (schema, stream.batches().map(move |batch| Ok(select(&batch?, &narrow))))
}

/// Stack that is left when more is asked for; a query may be a pipe of thousands of operators.
pub(crate) const RED_ZONE: usize = 256 * 1024;
pub(crate) const STACK: usize = 4 * 1024 * 1024;
