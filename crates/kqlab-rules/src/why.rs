//! Why a rule does not fire: the rows after each stage of its query.

use kqlab::{Diagnostic, Engine, Span, Value};

use crate::rule::Rule;
use crate::run::{Over, ask};
use crate::stage::stages;

/// A stage and what is left after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The operator as it is asked.
    pub operator: String,
    /// Where it stands in the rule's query.
    pub span: Span,
    /// The rows after it.
    pub rows: u64,
}

/// The rows after each stage, in order.
///
/// # Errors
/// Why the query, or a stage of it, gives no answer; the spans are of the query.
pub fn why(engine: &mut Engine, rule: &Rule, over: Over) -> Result<Vec<Step>, Vec<Diagnostic>> {
    let asked = ask(rule, over, engine.now()).map_err(|fault| vec![fault])?;
    engine.set_range(asked.range);
    let place = |found: Vec<Diagnostic>| -> Vec<Diagnostic> {
        found.into_iter().map(|d| asked.place(d)).collect()
    };
    engine.check(&asked.text).map_err(place)?;
    let mut steps = Vec::new();
    for stage in stages(&asked.text) {
        let operator = asked.text.get(stage.span.range()).unwrap_or_default().to_owned();
        let rows = count(engine, &stage.query).map_err(place)?;
        steps.push(Step { operator, span: asked.place_span(stage.span), rows });
    }
    Ok(steps)
}

/// The rows of a query. `render` and its like end a pipeline: after them nothing is counted in the query itself.
fn count(engine: &Engine, query: &str) -> Result<u64, Vec<Diagnostic>> {
    if let Ok(answer) = engine.run(&format!("{query}\n| count")) {
        let row = answer.results.first().and_then(|table| table.rows().next());
        if let Some(Value::Long(rows)) = row.map(|row| row.value(0)) {
            return Ok(u64::try_from(rows).unwrap_or_default());
        }
    }
    let answer = engine.run(query)?;
    Ok(answer.results.first().map_or(0, |table| table.row_count() as u64))
}
