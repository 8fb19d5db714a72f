//! Chunks of rows on their way through the row-wise operators.
//!
//! A stream is a source of tasks, each of which makes chunks, and the stages that every chunk goes through on
//! its own: filter, extend, project, parse, expand. Stages run on all cores, here and nowhere else; what comes
//! out keeps the order of the source. Operators that must see more than a chunk consume the stream.

mod drive;
mod fold;

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Schema;

use crate::Result;
pub(crate) use drive::Driven;
pub(crate) use fold::Fold;

/// So many rows may be held a second time.
const FEW: usize = 1 << 19;

/// Makes chunks; may run on any thread.
pub type Task = Box<dyn FnOnce() -> Result<Vec<Batch>> + Send>;

/// Tasks in the order of their rows. It is pulled from one thread at a time.
pub type Tasks = Box<dyn Iterator<Item = Result<Task>> + Send>;

/// What a row-wise operator does to a chunk.
pub(crate) type Stage = Arc<dyn Fn(Batch) -> Result<Batch> + Send + Sync>;

/// Rows that are still to be computed.
pub(crate) struct Stream {
    schema: Arc<Schema>,
    source: Tasks,
    stages: Vec<Stage>,
    /// The rows before the stages, where they are there already.
    rows: Option<Arc<[Batch]>>,
}

impl Stream {
    /// The rows of a source.
    pub(crate) fn new(schema: Arc<Schema>, source: Tasks) -> Self {
        Self { schema, source, stages: Vec::new(), rows: None }
    }

    /// Rows that are there already.
    pub(crate) fn of(schema: Arc<Schema>, rows: impl Into<Arc<[Batch]>>) -> Self {
        let rows: Arc<[Batch]> = rows.into();
        let given = Arc::clone(&rows);
        let batches = (0..rows.len()).map(move |at| Ok(given[at].clone()));
        Self { rows: Some(rows), ..Self::sequential(schema, batches) }
    }

    /// Rows that something computes chunk by chunk.
    pub(crate) fn sequential(
        schema: Arc<Schema>,
        batches: impl Iterator<Item = Result<Batch>> + Send + 'static,
    ) -> Self {
        let tasks = batches.map(|batch| batch.map(|batch| ready(vec![batch])));
        Self::new(schema, Box::new(tasks))
    }

    /// The columns that come out.
    pub(crate) fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// Whether the rows before the stages are in memory.
    pub(crate) fn is_in_memory(&self) -> bool {
        self.rows.is_some()
    }

    /// Twice the same rows, where no stage is random: if many are in memory they go through the stages twice, else what
    /// comes of them is held.
    pub(crate) fn twice(self) -> Result<(Self, Self)> {
        let count = |rows: &Arc<[Batch]>| rows.iter().map(Batch::rows).sum::<usize>();
        if let Some(rows) = self.rows.as_ref().filter(|rows| count(rows) > FEW) {
            let again = Self::of(Arc::clone(&self.schema), Arc::clone(rows));
            let again = Self { stages: self.stages.clone(), ..again };
            return Ok((self, again));
        }
        let schema = Arc::clone(&self.schema);
        let rows: Arc<[Batch]> = self.collect()?.into();
        Ok((Self::of(Arc::clone(&schema), Arc::clone(&rows)), Self::of(schema, rows)))
    }

    /// The same rows after one more operator.
    pub(crate) fn stage(
        mut self,
        schema: Arc<Schema>,
        stage: impl Fn(Batch) -> Result<Batch> + Send + Sync + 'static,
    ) -> Self {
        self.stages.push(Arc::new(stage));
        Self { schema, ..self }
    }

    /// The tasks with the stages in them.
    pub(crate) fn into_tasks(self) -> Tasks {
        if self.stages.is_empty() {
            return self.source;
        }
        let stages: Arc<[Stage]> = self.stages.into();
        Box::new(self.source.map(move |task| {
            let stages = Arc::clone(&stages);
            task.map(|task| Box::new(move || through(&stages, task()?)) as Task)
        }))
    }

    /// One stream after the other; all of one schema.
    pub(crate) fn chain(schema: Arc<Schema>, streams: Vec<Self>) -> Self {
        let tasks = streams.into_iter().flat_map(Self::into_tasks);
        Self::new(schema, Box::new(tasks))
    }

    /// What `work` makes of each chunk, computed on all cores, in order.
    pub(crate) fn drive<T: Send + 'static>(
        self,
        work: impl Fn(Batch) -> Result<T> + Send + Sync + 'static,
    ) -> Driven<T> {
        Driven::new(self.into_tasks(), work)
    }

    /// What is gathered from the chunks on all cores.
    pub(crate) fn fold<T: Send>(
        self,
        fold: &Fold<
            impl Fn() -> Result<T> + Sync,
            impl Fn(&mut T, Batch) -> Result<()> + Sync,
            impl Fn(&mut T, T) -> Result<()> + Sync,
        >,
    ) -> Result<T> {
        fold.over(self.into_tasks())
    }

    /// The chunks in order; those without rows are left out.
    pub(crate) fn batches(self) -> impl Iterator<Item = Result<Batch>> + Send + 'static {
        self.drive(Ok).filter(|batch| !batch.as_ref().is_ok_and(|batch| batch.rows() == 0))
    }

    /// All rows.
    pub(crate) fn collect(self) -> Result<Vec<Batch>> {
        self.batches().collect()
    }

    /// All rows as one chunk.
    pub(crate) fn collect_one(self) -> Result<Batch> {
        let schema = Arc::clone(&self.schema);
        Ok(Batch::concat(&schema, &self.collect()?))
    }
}

/// A task whose chunks are there already.
pub(crate) fn ready(batches: Vec<Batch>) -> Task {
    Box::new(move || Ok(batches))
}

fn through(stages: &[Stage], batches: Vec<Batch>) -> Result<Vec<Batch>> {
    let one = |batch| stages.iter().try_fold(batch, |batch, stage| stage(batch));
    batches.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// How often the stage ran for two times so many rows, and how many rows came out each time.
    fn twice(rows: usize) -> (usize, [usize; 2]) {
        let schema = Arc::new(Schema::default());
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let batch = Batch::new(Arc::clone(&schema), Vec::new(), rows);
        let stream = Stream::of(Arc::clone(&schema), vec![batch]).stage(schema, move |batch| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(batch.slice(1, batch.rows() - 1))
        });
        let (one, other) = stream.twice().expect("no stage fails");
        let count = |stream: Stream| -> usize {
            stream.collect().expect("no stage fails").iter().map(Batch::rows).sum()
        };
        let counts = [count(one), count(other)];
        (runs.load(Ordering::Relaxed), counts)
    }

    #[test]
    fn few_rows_are_held_and_many_computed_again() {
        assert_eq!(twice(10), (1, [9, 9]));
        assert_eq!(twice(FEW + 1), (2, [FEW, FEW]));
    }
}
