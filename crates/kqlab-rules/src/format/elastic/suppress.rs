//! `alert_suppression`: alerts of one run that agree in some fields become one. Its duration spans runs, and a run
//! stands alone here. <https://www.elastic.co/docs/solutions/security/detect-and-alert/suppress-detection-alerts>

use super::types::{Type, fields};
use crate::format::reader::Reader;

/// What alerts are put together by.
pub(super) struct Suppression {
    pub(super) fields: Vec<String>,
    /// Alerts that lack a field are put together too.
    pub(super) missing_too: bool,
}

/// Reads the table, if there is one that says more than a duration; `None` where it cannot be read.
#[expect(clippy::option_option, reason = "not there and not readable are two things")]
pub(super) fn read(keys: &mut Reader<'_>, ty: &Type) -> Option<Option<Suppression>> {
    let Some(table) = keys.map("alert_suppression") else { return Some(None) };
    let mut keys = keys.inner(table);
    keys.misspelt(&["group_by", "duration", "missing_fields_strategy"]);
    let strategies = [("suppress", true), ("doNotSuppress", false)];
    let missing_too = match keys.get("missing_fields_strategy") {
        Some(_) => keys.choice("missing_fields_strategy", &strategies)?,
        None => true,
    };
    let fields = fields(&mut keys, "group_by");
    if matches!(ty, Type::Threshold { .. }) || fields.is_empty() {
        return Some(None);
    }
    Some(Some(Suppression { fields, missing_too }))
}
