//! Where tables come from: the executor asks for columns by name and gets chunks.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::plan::ComputedId;
use kqlab_plan::{Needles, Plan, Schema};
use kqlab_syntax::Span;
use kqlab_syntax::codes::{binding, data};

use crate::analysis::tables;
use crate::digest::PartId;
use crate::fault::fault;
use crate::{Result, Tasks};

/// The tables of a query.
pub trait Source {
    /// The rows of a table.
    ///
    /// # Errors
    /// When the table cannot be read.
    fn table(&self, name: &str, request: &Request<'_>) -> Result<Tasks>;

    /// Whether parts of plans are shared between queries: [`Source::part`].
    fn shares_parts(&self) -> bool {
        false
    }

    /// The rows of a part of a plan, if other queries have it, too.
    fn part(&self, part: &Part<'_>) -> Option<PartRows<'_>> {
        let _ = part;
        None
    }

    /// The bytes behind an address of `externaldata`, unpacked: one body, or one for each file of an archive whose name
    /// is wanted.
    ///
    /// # Errors
    /// When nothing stands for the address, or it cannot be read.
    fn external(
        &self,
        uri: &str,
        wanted: &dyn Fn(&str) -> bool,
        span: Span,
    ) -> Result<Vec<Vec<u8>>> {
        let _ = wanted;
        Err(fault(data::NO_BODY, span, format!("no file stands for {uri} here")))
    }

    /// The rows that the user brought for a function of the product, such as `FileProfile`; `key` is its first
    /// argument, if that is a text. Without any, its columns are empty.
    ///
    /// # Errors
    /// When the function cannot do without, or what there is cannot be read.
    fn known(&self, function: &str, key: &str, span: Span) -> Result<Option<Frame>> {
        let _ = key;
        let message = format!("what '{function}' gives is not known here");
        Err(fault(binding::UNSUPPORTED_FUNCTION, span, message))
    }
}

/// What is asked of a source.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The columns to read, in this order: a part of what the plan knows of the table.
    pub schema: &'a Arc<Schema>,
    /// Rows without these may be left out; the plan drops them anyway.
    pub needles: &'a Needles,
    /// Where the query names the table.
    pub span: Span,
}

/// A part of a plan that other plans may have.
#[derive(Clone, Copy, Debug)]
pub struct Part<'p> {
    /// What it is.
    pub id: PartId,
    pub(crate) plan: &'p Plan,
}

impl Part<'_> {
    /// The tables that it reads, each with the place that names it first.
    #[must_use]
    pub fn tables(&self) -> Vec<(Arc<str>, Span)> {
        tables(self.plan)
    }
}

/// The rows of a shared part.
pub enum PartRows<'s> {
    /// They are known.
    Known(Frame),
    /// They are to be computed; whoever else asks for them waits.
    Wanted(Box<dyn Claim + 's>),
}

/// The right to compute the rows of a part. One that ends without having kept them leaves them to everybody.
pub trait Claim {
    /// Whether there is room for these rows of it.
    fn take(&mut self, rows: &Batch) -> bool;

    /// All of its rows.
    fn keep(self: Box<Self>, rows: &Frame);
}

/// Rows in memory.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The columns.
    pub schema: Arc<Schema>,
    /// The rows, in chunks of this schema.
    pub batches: Arc<[Batch]>,
}

impl Frame {
    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.batches.iter().map(Batch::rows).sum()
    }
}

/// Frames that a probe has computed.
pub(crate) type Computed = HashMap<ComputedId, Frame>;

/// No table, no network: for plans that bring their own rows.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Source for Nothing {
    fn table(&self, name: &str, request: &Request<'_>) -> Result<Tasks> {
        let message = format!("there is no data for the table '{name}'");
        Err(fault(data::UNREADABLE, request.span, message))
    }
}
