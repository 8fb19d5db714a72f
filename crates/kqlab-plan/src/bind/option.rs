//! `set name = value`: the types that options take, and which of them would change an answer.

use kqlab_syntax::ast::{Name, SetValue};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};

use super::Binder;
use super::convert::{self, Bend};
use crate::Type;

/// The options that take any value are left out, and so may be options that are not known.
const OPTIONS: &[(Type, &[&str])] = &[
    (
        Type::Bool,
        &[
            "best_effort",
            "deferpartialqueryfailures",
            "norequesttimeout",
            "notruncation",
            "push_selection_through_aggregation",
            "query_cursor_disabled",
            "query_force_row_level_security",
            "query_log_query_parameters",
            "query_results_apply_getschema",
            "query_results_cache_force_refresh",
            "query_results_cache_per_shard",
            "request_block_row_level_security",
            "request_callout_disabled",
            "request_external_data_disabled",
            "request_external_table_disabled",
            "request_impersonation_disabled",
            "request_readonly",
            "request_readonly_hardline",
            "request_remote_entities_disabled",
            "request_sandboxed_execution_disabled",
            "results_v2_fragment_primary_tables",
            "results_v2_newlines_between_frames",
            "validate_permissions",
        ],
    ),
    (
        Type::Int,
        &[
            "query_distribution_nodes_span",
            "query_fanout_nodes_percent",
            "query_fanout_threads_percent",
        ],
    ),
    (
        Type::Long,
        &[
            "max_memory_consumption_per_query_per_node",
            "maxmemoryconsumptionperiterator",
            "maxoutputcolumns",
            "query_max_entities_in_union",
            "query_take_max_records",
            "truncationmaxrecords",
            "truncationmaxsize",
        ],
    ),
    (
        Type::String,
        &[
            "query_cursor_after_default",
            "query_cursor_before_or_at_default",
            "query_cursor_current",
            "query_datascope",
            "query_datetimescope_column",
            "query_language",
            "query_weakconsistency_session_id",
            "request_app_name",
            "request_cross_cluster_token",
            "request_description",
            "request_user",
            "results_error_reporting_placement",
        ],
    ),
    (Type::Datetime, &["query_datetimescope_from", "query_datetimescope_to", "query_now"]),
    (Type::Timespan, &["query_results_cache_max_age", "servertimeout"]),
    (Type::Dynamic, &["materialized_view_shuffle", "query_cursor_scoped_tables"]),
];

/// Options that change what a query answers.
const ANSWERS: &[&str] = &[
    "query_cursor_after_default",
    "query_cursor_before_or_at_default",
    "query_cursor_current",
    "query_cursor_scoped_tables",
    "query_datetimescope_column",
    "query_datetimescope_from",
    "query_datetimescope_to",
    "query_now",
    "query_results_apply_getschema",
    "query_take_max_records",
];

impl Binder<'_, '_> {
    /// `set name = value`
    pub(super) fn set_option(&mut self, name: &Name, value: Option<&SetValue>, span: Span) {
        let option = name.text.as_str();
        if ANSWERS.contains(&option) {
            let message = format!("the option `{option}` changes the answer and is not supported");
            let code = binding::UNSUPPORTED_OPERATOR;
            let diagnostic = Diagnostic::error(Phase::Binding, code, name.span, message);
            self.report_to_run(diagnostic.with_hint("without the statement the query runs"));
        }
        let found = match value {
            None => return,
            Some(SetValue::Literal(literal)) => {
                let value = super::literal::value(literal);
                let ty = value.ty();
                match option {
                    "query_bin_auto_at" => self.bin_auto.at = Some(value),
                    "query_bin_auto_size" => self.bin_auto.size = Some(value),
                    _ => {}
                }
                ty
            }
            Some(SetValue::Name(name)) => {
                let entity = self.name(name, false);
                self.as_scalar(entity, name.span).ty
            }
            Some(SetValue::Expr(expr)) => {
                let message = "a constant is expected, this is an expression";
                self.error(binding::NOT_CONSTANT, expr.span, message);
                return;
            }
        };
        let expected = OPTIONS.iter().find(|(_, names)| names.contains(&option)).map(|(ty, _)| *ty);
        let Some(expected) = expected else { return };
        if !convert::fits(found, expected, Bend::Compatible) {
            let message = format!("the option `{option}` takes a {expected}, this is a {found}");
            self.error(binding::TYPE_MISMATCH, span, message);
        }
    }
}
