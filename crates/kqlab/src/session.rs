//! One query's way: text, syntax tree, plan, rows. The clock stands still while it lasts.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use kqlab_exec::{Executor, Needs, Source, needs};
use kqlab_functions::library::Builtins;
use kqlab_functions::{Assumption, Context};
use kqlab_plan::bind::{Bound, bind};
use kqlab_plan::environment::{Catalog, Environment, Mode, Probe, Probed};
use kqlab_plan::plan::BoundQuery;
use kqlab_plan::{Field, Plan, PlanNode};
use kqlab_syntax::codes::{binding, execution};
use kqlab_syntax::lexer::{Keyword, TokenKind};
use kqlab_syntax::{Diagnostic, Phase, Span};
use kqlab_tables::catalog::View;
use kqlab_tables::further_type;

use crate::catalog::{Further, Names, Sight};
use crate::early::{self, Keys};
use crate::engine::Engine;
use crate::source::Reading;

/// Which columns the plan knows of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    /// All that the data has.
    All,
    /// As many as it takes to run the plan.
    Needed,
}

/// An answer and the warnings on the way to it, or why there is none.
pub(crate) type Outcome<T> = Result<(T, Vec<Diagnostic>), Vec<Diagnostic>>;

/// A query that is bound, and what was assumed on the way.
pub(crate) struct Ready {
    bound: Bound,
    cx: Arc<Context>,
}

/// A query before it runs.
pub(crate) struct Prepared {
    /// Bound, unless something has to be run for that, or it cannot be.
    pub(crate) ready: Option<Ready>,
    /// What it needs, as far as that can be told.
    pub(crate) needs: Needs,
}

impl Prepared {
    fn ready(bound: Bound, cx: Arc<Context>) -> Self {
        let results = bound.query.iter().flat_map(|query| &query.results);
        let needs = results.map(|result| needs(&result.plan, None)).collect();
        Self { ready: Some(Ready { bound, cx }), needs }
    }
}

/// Binds a query as far as that takes no running; tables may be read for their columns.
pub(crate) fn prepared(engine: &Engine, text: &str) -> Prepared {
    let cx = context(engine);
    if let Some(settled) = early::settled(engine, text, &cx, Keys::Learned) {
        return match settled.ready() {
            Ok(bound) => Prepared::ready(bound, cx),
            Err(needs) => Prepared { ready: None, needs },
        };
    }
    let names = Names::new(engine, Sight::Data);
    let mut probe = Noting::default();
    match bound(text, &names, &cx, &mut probe, Mode::Run) {
        Ok(bound) if probe.asked.is_empty() && !names.has_failed() => Prepared::ready(bound, cx),
        _ => {
            let needs = probe.asked.iter().map(|plan| needs(plan, None));
            Prepared { ready: None, needs: needs.collect() }
        }
    }
}

/// Binds a query against the data and hands it on with the executor that has run parts of it already.
pub(crate) fn with_plan<T>(
    engine: &Engine,
    source: &Reading<'_>,
    text: &str,
    columns: Columns,
    then: impl Fn(&BoundQuery, &Executor<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Outcome<T> {
    if columns == Columns::Needed
        && let Some(outcome) = without_all_columns(engine, source, text, &then)
    {
        return outcome;
    }
    source.restart();
    let cx = context(engine);
    let executor = Executor::new(source, Arc::clone(&cx));
    let bound = with_data(engine, text, &executor, &cx)?;
    finish(bound, &executor, &cx, then)
}

/// The same as if the data had no columns that the query means and that are not certain at once; `None` where that
/// cannot be assumed, or has turned out to be wrong.
fn without_all_columns<T>(
    engine: &Engine,
    source: &Reading<'_>,
    text: &str,
    then: impl Fn(&BoundQuery, &Executor<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Option<Outcome<T>> {
    let cx = context(engine);
    let settled = early::settled(engine, text, &cx, Keys::Watched)?;
    source.watch(settled.assumed().clone());
    let executor = Executor::new(source, Arc::clone(&cx));
    let bound = settled.run(engine, text, &cx, &executor)?;
    let outcome = finish(bound, &executor, &cx, then);
    source.has_seen_none_watched().then_some(outcome)
}

/// Hands a query on that is bound already.
pub(crate) fn with_ready<T>(
    Ready { bound, cx }: Ready,
    source: &dyn Source,
    then: impl FnOnce(&BoundQuery, &Executor<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Outcome<T> {
    finish(bound, &Executor::new(source, Arc::clone(&cx)), &cx, then)
}

fn context(engine: &Engine) -> Arc<Context> {
    Arc::new(Context::new(engine.now()).with_places(engine.places.clone()))
}

fn finish<T>(
    bound: Bound,
    executor: &Executor<'_>,
    cx: &Context,
    then: impl FnOnce(&BoundQuery, &Executor<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Outcome<T> {
    let (errors, mut warnings) = split(bound.diagnostics);
    let query = match bound.query {
        Some(query) if errors.is_empty() => query,
        _ => {
            warnings.extend(errors);
            return Err(warnings);
        }
    };
    match then(&query, executor) {
        Ok(answer) => {
            warnings.extend(cx.assumptions().into_iter().map(assumed));
            Ok((answer, warnings))
        }
        Err(failures) => {
            warnings.extend(failures);
            Err(warnings)
        }
    }
}

fn assumed(Assumption { span, message, hint }: Assumption) -> Diagnostic {
    Diagnostic::warning(Phase::Execution, binding::ASSUMED, span, message).with_hint(hint)
}

/// Binds a query against all columns of the data.
fn with_data(
    engine: &Engine,
    text: &str,
    executor: &Executor<'_>,
    cx: &Context,
) -> Result<Bound, Vec<Diagnostic>> {
    let bind = |further| {
        let names = Names::new(engine, Sight::Data).with(further);
        let bound = bound(text, &names, cx, &mut Running { executor }, Mode::Run)?;
        let failures = names.failures();
        if failures.is_empty() { Ok(bound) } else { Err(failures) }
    };
    let bound = bind(Further::default())?;
    let further = further(engine, text, cx, &bound, Sight::Data);
    if further.is_empty() { Ok(bound) } else { bind(further) }
}

/// The columns that a query asks of a workspace's tables and that nothing declares, as far as it is certain that tables
/// may have them and of which types they are; none where no column is missing. What one of several tables has, as it is
/// seen, is its own.
fn further(engine: &Engine, text: &str, cx: &Context, bound: &Bound, sight: Sight) -> Further {
    let lacks =
        |d: &Diagnostic| matches!(d.code, binding::UNKNOWN_COLUMN | binding::DATA_DEPENDENT);
    let mut further = Further::new();
    if !bound.diagnostics.iter().any(|d| d.is_error() && lacks(d)) {
        return further;
    }
    let names = Names::new(engine, Sight::Open);
    let open = self::bound(text, &names, cx, &mut Resting, Mode::Check);
    let asked = open.map(|open| open.further).unwrap_or_default();
    let seen = Names::new(engine, sight);
    let is_there = |table: &Arc<str>, name: &str| {
        seen.table(None, table).is_some_and(|schema| schema.get(name).is_some())
    };
    for (tables, name) in &asked {
        if tables.iter().any(|table| is_there(table, name)) {
            continue;
        }
        let known = tables.iter().filter(|table| !names.is_custom(table));
        let mut typed = known.filter_map(|table| Some((table, further_type(table, name)?)));
        if let Some((table, ty)) = typed.next() {
            let fields = further.entry(Arc::clone(table)).or_default();
            fields.push(Field::new(Arc::clone(name), ty));
        }
    }
    further
}

/// Binds a query without data.
pub(crate) fn checked(engine: &Engine, text: &str) -> Result<Bound, Vec<Diagnostic>> {
    let cx = Context::new(engine.now());
    let bound = declared(engine, text, &cx, &Further::default())?;
    let further = further(engine, text, &cx, &bound, Sight::Merged);
    if further.is_empty() { Ok(bound) } else { declared(engine, text, &cx, &further) }
}

/// Binds a query against what is declared. A query is written for a workspace or for Defender, whose tables differ: the
/// one in which it has fewer errors is meant, or both together where that is the only way to bind it.
fn declared(
    engine: &Engine,
    text: &str,
    cx: &Context,
    further: &Further,
) -> Result<Bound, Vec<Diagnostic>> {
    let errors = |bound: &Bound| bound.diagnostics.iter().filter(|d| d.is_error()).count();
    let seen = |sight: Sight| -> Result<(Bound, bool), Vec<Diagnostic>> {
        let names = Names::new(engine, sight).with(further.clone());
        let bound = bound(text, &names, cx, &mut Resting, Mode::Check)?;
        Ok((bound, names.differ()))
    };
    let (workspace, differ) = seen(Sight::Declared(View::Workspace))?;
    if !differ || errors(&workspace) == 0 {
        return Ok(workspace);
    }
    let (defender, _) = seen(Sight::Declared(View::Defender))?;
    let best = if errors(&defender) < errors(&workspace) { defender } else { workspace };
    if errors(&best) == 0 {
        return Ok(best);
    }
    let (merged, _) = seen(Sight::Merged)?;
    Ok(if errors(&merged) == 0 { merged } else { best })
}

pub(crate) fn bound(
    text: &str,
    names: &Names<'_>,
    cx: &Context,
    probe: &mut dyn Probe,
    mode: Mode,
) -> Result<Bound, Vec<Diagnostic>> {
    let bound = guarded(text, || {
        let parsed = kqlab_syntax::parse(text);
        if parsed.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(parsed.diagnostics);
        }
        let library = Builtins::new(cx);
        let mut env =
            Environment { catalog: names, library: &library, probe, mode, open_tables: true };
        let mut bound = bind(&parsed.query, &mut env);
        bound.diagnostics.splice(0..0, parsed.diagnostics);
        Ok(bound)
    });
    bound.and_then(|bound| bound)
}

/// A panic is a defect of ours; it is told as a diagnostic.
fn guarded<T>(text: &str, work: impl FnOnce() -> T) -> Result<T, Vec<Diagnostic>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        let span = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        let message = format!("kqlab failed: {said}");
        let hint = "this is a defect of kqlab, please report the query";
        vec![Diagnostic::error(Phase::Binding, execution::INTERNAL, span, message).with_hint(hint)]
    })
}

/// Errors, and the rest.
pub(crate) fn split(diagnostics: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    diagnostics.into_iter().partition(Diagnostic::is_error)
}

/// Runs what comes before an operator whose columns only the data knows, and keeps the rows.
struct Running<'e, 'q> {
    executor: &'e Executor<'q>,
}

impl Probe for Running<'_, '_> {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        let frame = self.executor.run(&plan).map_err(|fault| vec![*fault])?;
        let (schema, empty) = (Arc::clone(&frame.schema), frame.rows() == 0);
        let node = PlanNode::Computed(self.executor.keep(frame));
        Ok(Probed::Known { plan: Plan { node, schema, span: plan.span }, empty })
    }
}

/// Runs nothing, and notes what would be run.
#[derive(Default)]
struct Noting {
    asked: Vec<Plan>,
}

impl Probe for Noting {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        self.asked.push(plan.clone());
        Ok(Probed::Open(plan))
    }
}

/// There is no data.
struct Resting;

impl Probe for Resting {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        Ok(Probed::Open(plan))
    }
}

/// The names that a query may read of its tables: words outside strings, but those that are assigned, up to the
/// first plugin, whose columns come from the data.
pub(crate) fn read_names(text: &str) -> HashSet<String> {
    let tokens = kqlab_syntax::tokens(text).tokens;
    let plugin = tokens.iter().position(|t| t.kind == TokenKind::Keyword(Keyword::Evaluate));
    let end = plugin.unwrap_or(tokens.len());
    let word = |at: &usize| {
        let assigned = tokens.get(at + 1).and_then(|next| text.get(next.span.range())) == Some("=");
        matches!(tokens[*at].kind, TokenKind::Ident | TokenKind::Keyword(_)) && !assigned
    };
    let words = (0..end).filter(word);
    words.filter_map(|at| text.get(tokens[at].span.range())).map(str::to_owned).collect()
}
