//! Hints (`hint.strategy=shuffle`): they change no answer, but what Kusto refuses is refused. The values are those of the
//! official binder's `QueryOperatorParameters`.

use kqlab_syntax::ast::{Operator, OperatorKind, ParameterValue};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase};

use super::Binder;
use super::parameter::{Known, Takes};
use crate::{Mode, Plan};

const PLACES: Takes = Takes::WordOrNumber(&["auto", "left", "local", "right", "unresolved"]);
const SPREADS: Takes = Takes::WordOrNumber(&["auto", "local"]);
const STRATEGIES: Takes = Takes::Word(&["auto", "broadcast", "centralized", "shuffle"]);
const SHUFFLE_KEY: Known = ("hint.shufflekey", Takes::Column);
const PARTITIONS: Known = ("hint.num_partitions", Takes::Integer);
const MATERIALIZED: Known = ("hint.materialized", Takes::Bool);

/// The hints that an operator knows.
fn hints(operator: &OperatorKind) -> &'static [Known] {
    match operator {
        OperatorKind::As(_) => &[MATERIALIZED],
        OperatorKind::Distinct(_) => &[SHUFFLE_KEY, ("hint.strategy", STRATEGIES), PARTITIONS],
        OperatorKind::Evaluate { .. } => &[
            ("hint.distribution", Takes::Word(&["single", "per_node", "per_shard", "default"])),
            ("hint.remote", Takes::Word(&["auto", "local"])),
        ],
        OperatorKind::Join { .. } => &[
            ("hint.remote", Takes::Word(&["auto", "left", "local", "right", "unresolved"])),
            SHUFFLE_KEY,
            ("hint.strategy", STRATEGIES),
            PARTITIONS,
        ],
        OperatorKind::MakeGraph(_) => &[("hint.strategy", Takes::Word(&["shuffle", "native"]))],
        OperatorKind::MakeSeries(_) => &[SHUFFLE_KEY],
        OperatorKind::Partition { .. } | OperatorKind::PartitionBy { .. } => &[
            ("hint.concurrency", PLACES),
            ("hint.spread", SPREADS),
            MATERIALIZED,
            SHUFFLE_KEY,
            ("hint.strategy", Takes::Word(&["shuffle", "native", "legacy"])),
        ],
        OperatorKind::Sort(_) => {
            &[("hint.strategy", Takes::Word(&["splitBlock", "multipleBlocks"]))]
        }
        OperatorKind::Summarize { .. } => {
            &[SHUFFLE_KEY, ("hint.strategy", Takes::Word(&["shuffle"])), PARTITIONS]
        }
        OperatorKind::Top { .. } => &[("hint.progressive_top", Takes::Bool)],
        OperatorKind::Union(_) => &[("hint.concurrency", PLACES), ("hint.spread", SPREADS)],
        _ => &[],
    }
}

impl Binder<'_, '_> {
    /// Checks an operator's hints over the table that is piped into it.
    pub(super) fn check_hints(&mut self, input: Option<&Plan>, operator: &Operator) {
        let is_hint = |name: &str| name.starts_with("hint.");
        for parameter in operator.parameters.iter().filter(|p| is_hint(&p.name.text)) {
            let name = &parameter.name.text;
            match hints(&operator.kind).iter().find(|(known, _)| known == name) {
                Some((_, Takes::Column)) => {
                    let ParameterValue::Name(column) = &parameter.value else {
                        let message = format!("`{name}` takes a column");
                        self.error(binding::BAD_PARAMETER, parameter.span, message);
                        continue;
                    };
                    let there = input.is_none_or(|input| {
                        input.schema.open || input.schema.get(&column.text).is_some()
                    });
                    if !there {
                        let message =
                            format!("`{name}` takes a column, and there is no `{}`", column.text);
                        self.error(binding::BAD_PARAMETER, column.span, message);
                    }
                }
                Some((_, takes)) => self.check_value(parameter, *takes),
                None if self.env.mode == Mode::Check => {
                    let message = format!("`{name}` means nothing to this operator");
                    let (code, span) = (binding::BAD_PARAMETER, parameter.name.span);
                    self.report(Diagnostic::warning(Phase::Binding, code, span, message));
                }
                None => {}
            }
        }
    }
}
