//! Running plans: one executor a query, so that what is used twice is computed once.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_functions::Context;
use kqlab_plan::plan::ComputedId;
use kqlab_plan::{Plan, Schema};
use kqlab_syntax::Span;
use kqlab_syntax::codes::execution;

use crate::analysis::{Address, Uses, Wanted, kept, uses};
use crate::columns::Columns;
use crate::digest::Digests;
use crate::expression::Answer;
use crate::fault::fault;
use crate::rows::select;
use crate::scope::Scope;
use crate::source::{Computed, Frame, Source};
use crate::{Fault, Result};

/// Runs the plans of one query. It stays on one thread; the chunks do not.
pub struct Executor<'q> {
    pub(crate) source: &'q dyn Source,
    pub(crate) cx: Arc<Context>,
    pub(crate) uses: RefCell<Uses>,
    pub(crate) memo: RefCell<Memo>,
    pub(crate) answers: RefCell<Answers>,
    computed: RefCell<Computed>,
    /// Of the plan that runs, if parts of it are shared.
    pub(crate) digests: RefCell<Digests>,
    /// Plans that were made of it, as long as it runs.
    made: RefCell<Vec<Arc<Plan>>>,
}

/// Shared tables that have been computed, by address; the plan is held so that the address stays its own.
pub(crate) type Memo = HashMap<Address, (Arc<Plan>, Columns, Frame)>;

/// Tables inside expressions that have been run.
pub(crate) type Answers = HashMap<(Address, Wanted), Answer>;

impl<'q> Executor<'q> {
    /// An executor over these tables.
    #[must_use]
    pub fn new(source: &'q dyn Source, cx: Arc<Context>) -> Self {
        Self {
            source,
            cx,
            uses: RefCell::default(),
            memo: RefCell::default(),
            answers: RefCell::default(),
            computed: RefCell::default(),
            digests: RefCell::default(),
            made: RefCell::default(),
        }
    }

    /// All rows of a plan.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn run(&self, plan: &Plan) -> Result<Frame> {
        self.run_guarded(plan, &Columns::all())
    }

    /// The rows of a plan whose columns the data decides on: of its input's columns only those of these names.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn run_named(&self, plan: &Plan, names: BTreeSet<Arc<str>>) -> Result<Frame> {
        self.run_guarded(plan, &Columns::named(names))
    }

    /// Whether the frames that are kept have all columns that are read of them; `names` are those that are asked of the
    /// plan, or all.
    #[must_use]
    pub fn holds(&self, plan: &Plan, names: Option<&BTreeSet<Arc<str>>>) -> bool {
        let asked = names.map_or_else(Columns::all, |names| Columns::named(names.clone()));
        kept(plan, &asked).iter().all(|(id, read)| {
            let kept = self.kept(*id).schema;
            read.fields.iter().all(|field| kept.get(&field.name).is_some())
        })
    }

    fn run_guarded(&self, plan: &Plan, asked: &Columns) -> Result<Frame> {
        let run = || self.run_unguarded(plan, asked);
        catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| Err(defect(plan.span, &*panic)))
    }

    fn run_unguarded(&self, plan: &Plan, asked: &Columns) -> Result<Frame> {
        self.digests.take();
        self.made.take();
        self.learn(plan);
        let known = self.uses.take();
        self.uses.replace(uses(plan, asked, known));
        let stream = Scope::new(self).build(plan, asked)?;
        // An open schema is what a probe asks about.
        let schema = match plan.schema.open {
            true => Arc::clone(stream.schema()),
            false => asked.narrow(&plan.schema),
        };
        let rows = stream.batches().map(|batch| Ok(select(&batch?, &schema)));
        let rows = rows.collect::<Result<Vec<Batch>>>()?;
        Ok(Frame::new(schema, rows))
    }

    /// Keeps a table that later plans refer to.
    pub fn keep(&self, frame: Frame) -> ComputedId {
        let mut computed = self.computed.borrow_mut();
        let id = ComputedId(computed.len());
        computed.insert(id, frame);
        id
    }

    /// Parts of the plan may be shared.
    fn learn(&self, plan: &Plan) {
        if self.source.shares_parts() {
            self.digests.borrow_mut().learn(plan);
        }
    }

    /// A plan that was made of the one that runs.
    pub(crate) fn hold(&self, plan: Plan) -> Arc<Plan> {
        let plan = Arc::new(plan);
        self.made.borrow_mut().push(Arc::clone(&plan));
        self.learn(&plan);
        plan
    }

    /// A table that was kept.
    pub(crate) fn kept(&self, id: ComputedId) -> Frame {
        let computed = self.computed.borrow();
        computed.get(&id).expect("invariant: the probe kept this table").clone()
    }
}

impl std::fmt::Debug for Executor<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Executor").field("cx", &self.cx).finish_non_exhaustive()
    }
}

/// A panic is a defect of ours: the user is told so, and nothing else is lost.
fn defect(span: Span, panic: &(dyn std::any::Any + Send)) -> Fault {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    let mut diagnostic = fault(execution::INTERNAL, span, format!("kqlab failed: {text}"));
    diagnostic.hint = Some("this is a defect of kqlab, please report the query".to_owned());
    diagnostic
}

impl Frame {
    /// A table of these chunks.
    #[must_use]
    pub fn new(schema: Arc<Schema>, batches: Vec<Batch>) -> Self {
        Self { schema, batches: batches.into() }
    }
}
