//! `render`: kept for whoever draws; the table passes

use kqlab_syntax::ast::Name;
use kqlab_syntax::codes::binding;

use crate::Plan;
use crate::bind::Binder;

/// `render-operator`
const CHARTS: &[&str] = &[
    "table",
    "list",
    "barchart",
    "piechart",
    "ladderchart",
    "timechart",
    "linechart",
    "anomalychart",
    "pivotchart",
    "areachart",
    "stackedareachart",
    "scatterchart",
    "timepivot",
    "columnchart",
    "timeline",
    "3dchart",
    "card",
    "treemap",
    "plotly",
    "graph",
    "sankey",
];

impl Binder<'_, '_> {
    /// `render timechart`
    pub(super) fn render_operator(&mut self, input: Plan, chart: &Name) -> Plan {
        if !CHARTS.iter().any(|known| known.eq_ignore_ascii_case(&chart.text)) {
            let message = format!("there is no chart `{}`", chart.text);
            let near = crate::bind::suggest::near(&chart.text, CHARTS.iter().copied());
            self.unknown_name(binding::BAD_PARAMETER, chart.span, message, near);
        }
        input
    }
}
