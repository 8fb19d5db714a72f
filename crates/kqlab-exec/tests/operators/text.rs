//! Queries as text, over rows that they bring themselves or tables in memory: parsed, bound and run.

use std::sync::Arc;

use kqlab_exec::{Executor, Needs, Source, needs};
use kqlab_functions::Context;
use kqlab_functions::cast::cast_value;
use kqlab_functions::library::Builtins;
use kqlab_plan::bind::bind;
use kqlab_plan::environment::{Catalog, Environment, Mode, Probe, Probed, SavedFunction};
use kqlab_plan::{Plan, PlanNode, Schema, Type, Value};
use kqlab_syntax::Diagnostic;

use crate::tables::Tables;

/// A result: the columns' names and the rows as `tostring` prints them, null as `null`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Catalog for Tables {
    fn table(&self, _: Option<&str>, name: &str) -> Option<Arc<Schema>> {
        self.get(name).map(|table| Arc::clone(&table.schema))
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        self.names()
    }

    fn near_tables(&self, _: &str) -> Vec<Arc<str>> {
        Vec::new()
    }

    fn function(&self, _: &str) -> Option<SavedFunction> {
        None
    }
}

struct Running<'e>(&'e Executor<'e>);

impl Probe for Running<'_> {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        let frame = self.0.run(&plan).map_err(|fault| vec![*fault])?;
        let (schema, empty) = (frame.schema.clone(), frame.rows() == 0);
        let node = PlanNode::Computed(self.0.keep(frame));
        Ok(Probed::Known { plan: Plan { node, schema, span: plan.span }, empty })
    }
}

/// The result of a query, or what is wrong with it.
pub(crate) fn answer(query: &str) -> Result<Printed, Vec<Diagnostic>> {
    answer_over(query, &Tables::default())
}

/// The result of a query over these tables.
pub(crate) fn answer_over(query: &str, tables: &Tables) -> Result<Printed, Vec<Diagnostic>> {
    answer_from(query, tables, tables)
}

/// The result of a query that is bound to these tables, over those of a source.
pub(crate) fn answer_from(
    query: &str,
    tables: &Tables,
    source: &dyn Source,
) -> Result<Printed, Vec<Diagnostic>> {
    let parsed = kqlab_syntax::parse(query);
    assert!(parsed.diagnostics.is_empty(), "{query}: {:?}", parsed.diagnostics);
    let cx = Arc::new(Context::new(0));
    let executor = Executor::new(source, Arc::clone(&cx));
    let library = Builtins::new(&cx);
    let mut probe = Running(&executor);
    let mut env = Environment {
        catalog: tables,
        library: &library,
        probe: &mut probe,
        mode: Mode::Run,
        open_tables: false,
    };
    let bound = bind(&parsed.query, &mut env);
    let Some(bound) = bound.query else { return Err(bound.diagnostics) };
    let frame = executor.run(&bound.results[0].plan).map_err(|fault| vec![*fault])?;
    let text = |value: Value| match value {
        Value::Null(_) => "null".to_owned(),
        value => match cast_value(&value, Type::String) {
            Value::String(text) => text.to_string(),
            other => format!("{other:?}"),
        },
    };
    let columns = frame.schema.fields.iter().map(|field| field.name.to_string()).collect();
    let rows = frame.batches.iter().flat_map(|batch| {
        (0..batch.rows()).map(|row| batch.columns().iter().map(|c| text(c.value(row))).collect())
    });
    Ok(Printed { columns, rows: rows.collect() })
}

/// What a query needs whose plan nothing has to be run for.
pub(crate) fn needs_of(query: &str, tables: &Tables) -> Needs {
    struct Open;
    impl Probe for Open {
        fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
            Ok(Probed::Open(plan))
        }
    }
    let parsed = kqlab_syntax::parse(query);
    let cx = Context::new(0);
    let library = Builtins::new(&cx);
    let mut env = Environment {
        catalog: tables,
        library: &library,
        probe: &mut Open,
        mode: Mode::Run,
        open_tables: false,
    };
    let bound = bind(&parsed.query, &mut env);
    let query = bound.query.unwrap_or_else(|| panic!("{query}: {:?}", bound.diagnostics));
    query.results.iter().map(|result| needs(&result.plan, None)).collect()
}

/// The rows of a query.
pub(crate) fn rows(query: &str) -> Vec<Vec<String>> {
    answer(query).unwrap_or_else(|diagnostics| panic!("{query}: {diagnostics:?}")).rows
}

/// The code of a query's first error.
pub(crate) fn refusal(query: &str) -> &'static str {
    answer(query).expect_err("the query is refused")[0].code.id
}
