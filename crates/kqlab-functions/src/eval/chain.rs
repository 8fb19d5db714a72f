//! Chains of `and` and of `or`: term after term, however many, the later ones only over the rows that are still open.

use kqlab_columns::{Batch, Builder, Column};
use kqlab_plan::{Expr, ExprKind, Type, Value};

use super::{Evaluator, Failure};
use crate::Arg;
use crate::cast::cast;
use crate::core::{Bool, Read};

/// The terms of a chain, in written order.
pub(super) struct Chain<'a> {
    /// The value that decides a row: false for `and`, true for `or`.
    decides: bool,
    terms: Vec<&'a Expr>,
}

impl<'a> Chain<'a> {
    /// The chain that `expr` is, if it is one.
    pub(super) fn of(expr: &'a Expr) -> Option<Self> {
        let name = operator(expr)?;
        let mut terms = Vec::new();
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            match &expr.kind {
                ExprKind::Call { args, .. } if operator(expr) == Some(name) => {
                    open.extend(args.iter().rev());
                }
                _ => terms.push(expr),
            }
        }
        Some(Self { decides: name == "or", terms })
    }
}

fn operator(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Call { def, .. } if matches!(def.name, "and" | "or") => Some(def.name),
        _ => None,
    }
}

/// Whether a row's value is the same whichever other rows there are.
fn elementwise(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Column(_) => true,
        ExprKind::Call { def, args, .. } => def.deterministic && args.iter().all(elementwise),
        ExprKind::Path(base, _) => elementwise(base),
        ExprKind::Element(base, index) => elementwise(base) && elementwise(index),
        ExprKind::Convert(inner) => elementwise(inner),
        ExprKind::InQuery { value, .. } => elementwise(value),
        ExprKind::ScalarQuery(_) | ExprKind::ScanState { .. } => false,
    }
}

/// Below this share of open rows the rest of a chain is computed over those alone.
const SPARSE: usize = 4;

impl Evaluator<'_> {
    pub(super) fn chain(&self, chain: &Chain<'_>, batch: &Batch) -> Result<Arg, Failure> {
        let mut state = State::new(chain.decides, batch.rows());
        let mut rest = chain.terms.as_slice();
        while let [term, later @ ..] = rest {
            state.take(&self.eval(term, batch)?);
            rest = later;
            if state.all_decided() {
                break;
            }
            if state.open() * SPARSE <= batch.rows() && later.iter().all(|term| elementwise(term)) {
                return self.sparse(chain.decides, later, state, batch);
            }
        }
        Ok(state.into_arg())
    }

    /// The rest of a chain over the open rows alone.
    fn sparse(
        &self,
        decides: bool,
        terms: &[&Expr],
        mut state: State,
        batch: &Batch,
    ) -> Result<Arg, Failure> {
        if !terms.is_empty() {
            let open = state.open_rows();
            let rest = Chain { decides, terms: terms.to_vec() };
            let values = self.chain(&rest, &batch.take(&open))?;
            state.take_at(&open, &values);
        }
        Ok(state.into_arg())
    }
}

/// The value so far of each row; `None` is null.
struct State {
    decides: bool,
    /// All rows have the same value so far.
    constant: bool,
    rows: Vec<Option<bool>>,
}

impl State {
    fn new(decides: bool, rows: usize) -> Self {
        Self { decides, constant: true, rows: vec![Some(!decides); rows] }
    }

    fn join(&mut self, row: usize, value: Option<bool>) {
        let known = &mut self.rows[row];
        *known = match (*known, value) {
            (Some(a), _) if a == self.decides => Some(a),
            (_, Some(b)) if b == self.decides => Some(b),
            (Some(_), Some(_)) => Some(!self.decides),
            _ => None,
        };
    }

    fn take(&mut self, term: &Arg) {
        self.constant &= term.constant().is_some();
        let term = cast(term, Type::Bool);
        let term = Bool::open(&term);
        for row in 0..self.rows.len() {
            self.join(row, Bool::get(&term, row));
        }
    }

    fn take_at(&mut self, at: &[u32], term: &Arg) {
        self.constant &= term.constant().is_some();
        let term = cast(term, Type::Bool);
        let term = Bool::open(&term);
        for (position, &row) in at.iter().enumerate() {
            self.join(row as usize, Bool::get(&term, position));
        }
    }

    fn is_open(&self, value: Option<bool>) -> bool {
        value != Some(self.decides)
    }

    fn open(&self) -> usize {
        self.rows.iter().filter(|value| self.is_open(**value)).count()
    }

    fn all_decided(&self) -> bool {
        !self.rows.is_empty() && self.open() == 0
    }

    fn open_rows(&self) -> Vec<u32> {
        let open = self.rows.iter().enumerate().filter(|(_, value)| self.is_open(**value));
        open.filter_map(|(row, _)| u32::try_from(row).ok()).collect()
    }

    fn into_arg(self) -> Arg {
        if self.constant
            && let Some(value) = self.rows.first()
        {
            return Arg::Const(value.map_or(Value::Null(Type::Bool), Value::Bool));
        }
        Arg::Column(bools(&self.rows))
    }
}

fn bools(rows: &[Option<bool>]) -> Column {
    let mut column = Builder::with_capacity(Type::Bool, rows.len());
    for row in rows {
        match row {
            Some(value) => column.push_bool(*value),
            None => column.push_null(),
        }
    }
    column.finish()
}
