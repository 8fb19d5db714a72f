//! How many operators stand one after the other, those of the named tables and functions that are built in along with
//! them. Whoever walks a plan, to run it or to drop it, goes as deep, so that there is an end, as there is in Kusto.
//! <https://learn.microsoft.com/en-us/kusto/concepts/query-limits>

use kqlab_syntax::codes::syntax::TOO_DEEP;
use kqlab_syntax::{Diagnostic, Phase, Span};

use super::Binder;

/// Operators one after the other.
const MOST: usize = 1_500;

impl Binder<'_, '_> {
    /// What is bound on a level of its own, and how high it is.
    pub(super) fn apart<R>(&mut self, bind: impl FnOnce(&mut Self) -> R) -> (R, usize) {
        let outside = std::mem::take(&mut self.height);
        let bound = bind(self);
        (bound, std::mem::replace(&mut self.height, outside))
    }

    /// What is so high becomes a part of what is being bound.
    pub(super) fn reach(&mut self, height: usize) {
        self.height = self.height.max(height);
    }

    /// One operator more, if it may be.
    pub(super) fn raise(&mut self, operator: Span) -> bool {
        self.height += 1;
        if self.height <= MOST {
            return true;
        }
        self.height = 0;
        let message = format!("expected at most {MOST} operators one after the other, found more");
        self.report(Diagnostic::error(Phase::Binding, TOO_DEEP, operator, message));
        false
    }
}
