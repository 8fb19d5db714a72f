//! The groups of some rows and the states of the aggregates over them.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::{Accumulator, AggregateInit, Arg, Context, EvalError, library};
use kqlab_plan::plan::AggregateCall;
use kqlab_plan::{Field, Schema, Type, Value};
use kqlab_syntax::codes::binding;

use crate::columns::Columns;
use crate::expression::Compiled;
use crate::fault::{fault, refused};
use crate::group::Grouper;
use crate::rows::select;
use crate::scope::Scope;
use crate::{Fault, Result};

/// The aggregate calls of an operator.
pub(crate) struct Calls {
    calls: Vec<Call>,
    cx: Arc<Context>,
}

struct Call {
    call: AggregateCall,
    args: Vec<Compiled>,
    types: Vec<Type>,
    constants: Vec<Option<Value>>,
    returns: Vec<Type>,
}

impl Calls {
    /// Makes calls ready.
    pub(crate) fn new(scope: &Scope<'_>, calls: &[AggregateCall]) -> Result<Self> {
        let calls = calls.iter().map(|call| Call::new(scope, call)).collect::<Result<_>>()?;
        Ok(Self { calls, cx: scope.cx() })
    }

    /// The arguments of all calls.
    pub(crate) fn exprs(&self) -> impl Iterator<Item = &Compiled> {
        self.calls.iter().flat_map(|call| &call.args)
    }

    fn states(&self) -> Result<Vec<Box<dyn Accumulator>>> {
        self.calls.iter().map(|call| call.states(&self.cx)).collect()
    }
}

impl Call {
    fn new(scope: &Scope<'_>, call: &AggregateCall) -> Result<Self> {
        let constants = call.args.iter().map(|arg| arg.as_literal().cloned()).collect();
        Ok(Self {
            args: scope.compile_all(&call.args)?,
            types: call.args.iter().map(|arg| arg.ty).collect(),
            constants,
            returns: call.outputs.iter().map(|output| output.ty).collect(),
            call: call.clone(),
        })
    }

    fn states(&self, cx: &Context) -> Result<Box<dyn Accumulator>> {
        let name = self.call.def.name;
        let make = library::aggregate(name).and_then(|aggregate| aggregate.make);
        let make = make.ok_or_else(|| {
            let message = format!("the aggregate '{name}' is not supported");
            fault(binding::UNSUPPORTED_FUNCTION, self.call.span, message)
        })?;
        let init = AggregateInit {
            cx,
            types: &self.types,
            constants: &self.constants,
            returns: &self.returns,
        };
        make(&init).map_err(|error| self.refused(error))
    }

    fn refused(&self, error: EvalError) -> Fault {
        refused(error, self.call.span)
    }

    fn args(&self, batch: &Batch) -> Result<Vec<Arg>> {
        self.args.iter().map(|arg| arg.eval(batch)).collect()
    }
}

/// The groups of some rows.
pub(crate) struct Groups {
    grouper: Grouper,
    /// The key columns, a row a group, in pieces.
    keys: Vec<Vec<Column>>,
    types: Vec<Type>,
    states: Vec<Box<dyn Accumulator>>,
}

impl Groups {
    /// No row yet.
    pub(crate) fn new(calls: &Calls, types: impl Iterator<Item = Type>) -> Result<Self> {
        let types: Vec<Type> = types.collect();
        let keys = vec![Vec::new(); types.len()];
        Ok(Self { grouper: Grouper::default(), keys, types, states: calls.states()? })
    }

    /// Without keys all rows are one group, and there is one even without rows.
    fn count(&self) -> usize {
        if self.types.is_empty() { 1 } else { self.grouper.len() }
    }

    /// The groups of rows with these keys.
    fn assign(&mut self, keys: &[Column], rows: usize) -> Vec<u32> {
        if keys.is_empty() {
            return vec![0; rows];
        }
        let assigned = self.grouper.assign(keys, rows);
        if !assigned.firsts.is_empty() {
            for (pieces, key) in self.keys.iter_mut().zip(keys) {
                pieces.push(key.take(&assigned.firsts));
            }
        }
        assigned.groups
    }

    /// Takes a chunk in.
    pub(crate) fn update(&mut self, calls: &Calls, batch: &Batch, keys: &[Column]) -> Result<()> {
        let groups = self.assign(keys, batch.rows());
        let count = self.count();
        for (call, states) in calls.calls.iter().zip(&mut self.states) {
            let args = call.args(batch)?;
            states.update(&args, &groups, count).map_err(|error| call.refused(error))?;
        }
        Ok(())
    }

    /// Takes over the groups of later rows.
    pub(crate) fn merge(&mut self, later: Self, calls: &Calls) -> Result<()> {
        let rows = later.count();
        let keys = later.key_columns();
        let groups = self.assign(&keys, rows);
        let count = self.count();
        let states = self.states.iter_mut().zip(later.states);
        for (call, (mine, others)) in calls.calls.iter().zip(states) {
            mine.merge(others, &groups, count).map_err(|error| call.refused(error))?;
        }
        Ok(())
    }

    fn key_columns(&self) -> Vec<Column> {
        let one = |(pieces, ty): (&Vec<Column>, &Type)| match &pieces[..] {
            [] => Column::nulls(*ty, 0),
            pieces => Column::concat(&pieces.iter().collect::<Vec<_>>()),
        };
        self.keys.iter().zip(&self.types).map(one).collect()
    }

    /// The keys and the aggregates' columns, a row a group, of those groups that `having` is true of: what it reads is
    /// finished first, the rest for the groups that are left.
    pub(crate) fn finish(
        self,
        calls: &Calls,
        keys: Vec<Field>,
        having: Option<&Compiled>,
    ) -> Result<Batch> {
        let outputs = calls.calls.iter().flat_map(|call| call.call.outputs.iter());
        let schema = Arc::new(Schema::new(keys.iter().chain(outputs).cloned().collect()));
        let groups = Batch::new(Arc::new(Schema::new(keys)), self.key_columns(), self.count());
        let states = calls.calls.iter().zip(self.states);
        let Some(having) = having else { return finished(groups, states) };
        let read = Columns::of([having.expr()]);
        let is_read =
            |(call, _): &Open<'_>| call.call.outputs.iter().any(|output| read.has(&output.name));
        let (first, later): (Vec<Open<'_>>, Vec<Open<'_>>) = states.partition(is_read);
        let groups = finished(groups, first)?;
        let mask = having.mask(&groups)?;
        let bits = mask.bits(groups.rows());
        let later = later.into_iter().map(|(call, mut states)| {
            if let Some(bits) = &bits {
                states.retain(bits);
            }
            (call, states)
        });
        Ok(select(&finished(mask.apply(groups), later)?, &schema))
    }
}

/// A call and its states.
type Open<'c> = (&'c Call, Box<dyn Accumulator>);

/// The groups with the columns of these calls.
fn finished<'c>(groups: Batch, states: impl IntoIterator<Item = Open<'c>>) -> Result<Batch> {
    let rows = groups.rows();
    let (mut fields, mut columns) = (groups.schema().fields.clone(), groups.into_columns());
    for (call, states) in states {
        columns.extend(states.finish(rows).map_err(|error| call.refused(error))?);
        fields.extend(call.call.outputs.iter().cloned());
    }
    Ok(Batch::new(Arc::new(Schema::new(fields)), columns, rows))
}
