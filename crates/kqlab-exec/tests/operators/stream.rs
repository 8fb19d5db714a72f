//! Chunks: order, early ends, failures.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kqlab_columns::{Batch, Column};
use kqlab_exec::{Executor, Request, Result, Source, Task, Tasks};
use kqlab_functions::Context;
use kqlab_plan::{Plan, PlanNode, Schema, Type, Value};

use crate::build::*;

/// A table of many chunks, the last of which cannot be read; it counts the chunks that were.
struct Chunks {
    made: Arc<AtomicUsize>,
    count: usize,
    panics: bool,
}

impl Source for Chunks {
    fn table(&self, _: &str, request: &Request<'_>) -> Result<Tasks> {
        let (schema, made, count) = (request.schema.clone(), self.made.clone(), self.count);
        let panics = self.panics;
        let task = move |chunk: usize| -> Task {
            let (schema, made) = (schema.clone(), made.clone());
            Box::new(move || {
                made.fetch_add(1, Ordering::SeqCst);
                assert!(!(panics && chunk + 1 == count), "the last chunk");
                Ok(vec![batch(&schema, chunk)])
            })
        };
        Ok(Box::new((0..count).map(move |chunk| Ok(task(chunk)))))
    }
}

fn batch(schema: &Arc<Schema>, chunk: usize) -> Batch {
    let value = Value::Long(i64::try_from(chunk).expect("a small number"));
    let columns = schema.fields.iter().map(|_| Column::constant(&value, 10)).collect();
    Batch::new(schema.clone(), columns, 10)
}

fn chunks() -> Plan {
    plan(
        PlanNode::Table { name: "T".into(), columns: None },
        schema(&[("x", Type::Long), ("y", Type::Long)]),
    )
}

fn source(count: usize, panics: bool) -> Chunks {
    Chunks { made: Arc::default(), count, panics }
}

#[test]
fn chunks_come_out_in_order() {
    let source = source(500, false);
    let frame = Executor::new(&source, Arc::new(Context::new(0))).run(&chunks()).expect("runs");
    let firsts: Vec<Option<i64>> = frame.batches.iter().map(|b| b.columns()[0].long(0)).collect();
    assert_eq!(firsts, (0..500).map(Some).collect::<Vec<_>>());
}

#[test]
fn what_is_not_taken_is_hardly_read() {
    let source = source(10_000, false);
    let take = PlanNode::Take { input: Box::new(chunks()), count: literal(long(5)) };
    let take = plan(take, chunks().schema);
    let frame = Executor::new(&source, Arc::new(Context::new(0))).run(&take).expect("runs");
    assert_eq!(frame.rows(), 5);
    assert!(source.made.load(Ordering::SeqCst) <= 3, "{:?}", source.made);
}

#[test]
fn only_columns_that_are_used_are_asked_for() {
    struct Asked(std::cell::RefCell<Vec<String>>);
    impl Source for Asked {
        fn table(&self, _: &str, request: &Request<'_>) -> Result<Tasks> {
            let names = request.schema.fields.iter().map(|field| field.name.to_string());
            self.0.borrow_mut().extend(names);
            Ok(Box::new(std::iter::empty()))
        }
    }
    let asked = Asked(std::cell::RefCell::default());
    let used = project(chunks(), vec![named("z", column("y", Type::Long))]);
    Executor::new(&asked, Arc::new(Context::new(0))).run(&used).expect("runs");
    assert_eq!(*asked.0.borrow(), ["y"]);
}

#[test]
fn a_panic_is_a_diagnostic() {
    let source = source(40, true);
    let fault = Executor::new(&source, Arc::new(Context::new(0))).run(&chunks());
    assert_eq!(fault.expect_err("the last chunk panics").code.id, "KQL3003");
}
