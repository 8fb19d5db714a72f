//! Plugins over user activity.

use kqlab_plan::{FnDef, Param, ParamType, Returns};

use crate::core::{NOT_YET, PLUGIN, UNDOCUMENTED, array, scalar, sig, summable};

/// The family.
pub(super) const PLUGINS: &[FnDef] = &[
    FnDef {
        name: "active_users_count",
        overloads: &[sig(
            &[
                Param::one("IdColumn", ParamType::Column),
                Param::one("TimelineColumn", ParamType::Column),
                summable("Start").constant(),
                summable("End").constant(),
                summable("LookbackWindow").constant(),
                summable("Period").constant(),
                summable("ActivePeriods").constant(),
                summable("Step").constant(),
                Param::one("Dimension", ParamType::Column).repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Calculates the distinct count of values that appeared in a minimum number of periods in a lookback period.",
        page: "active-users-count-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "activity_counts_metrics",
        overloads: &[sig(
            &[
                Param::one("IdColumn", ParamType::Column),
                Param::one("TimelineColumn", ParamType::Column),
                summable("Start").constant(),
                summable("End").constant(),
                summable("Step").constant(),
                Param::one("Dimension", ParamType::Column).repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Compares activity metrics in different time windows.",
        page: "activity-counts-metrics-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "activity_engagement",
        overloads: &[
            sig(
                &[
                    Param::one("IdColumn", ParamType::Column),
                    Param::one("TimelineColumn", ParamType::Column),
                    summable("InnerActivityWindow").constant(),
                    summable("OuterActivityWindow").constant(),
                ],
                Returns::Binder,
            ),
            sig(
                &[
                    Param::one("IdColumn", ParamType::Column),
                    Param::one("TimelineColumn", ParamType::Column),
                    summable("Start").constant(),
                    summable("End").constant(),
                    summable("InnerActivityWindow").constant(),
                    summable("OuterActivityWindow").constant(),
                    Param::one("Dimension", ParamType::Column).repeated(0),
                ],
                Returns::Binder,
            ),
        ],
        doc: "Calculates activity engagement ratios.",
        page: "activity-engagement-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "activity_metrics",
        overloads: &[
            sig(
                &[
                    Param::one("IdColumn", ParamType::Column),
                    Param::one("TimelineColumn", ParamType::Column),
                    summable("Start").constant(),
                    summable("End").constant(),
                    summable("Step").constant(),
                    Param::one("Dimension", ParamType::Column).repeated(0),
                ],
                Returns::Binder,
            ),
            sig(
                &[
                    Param::one("IdColumn", ParamType::Column),
                    Param::one("TimelineColumn", ParamType::Column),
                    summable("Start").optional().constant(),
                    summable("End").optional().constant(),
                ],
                Returns::Binder,
            ),
        ],
        doc: "Calculates activity metrics using the current time window compared to the previous window.",
        page: "activity-metrics-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "new_activity_metrics",
        overloads: &[sig(
            &[
                Param::one("IdColumn", ParamType::Column),
                Param::one("TimelineColumn", ParamType::Column),
                summable("Start").constant(),
                summable("End").constant(),
                scalar("Window"),
                scalar("Cohort").optional().constant(),
                Param::one("Dimension", ParamType::Column).repeated(0),
                Param::one("lookback", ParamType::Table).optional(),
            ],
            Returns::Binder,
        )],
        doc: "Calculates activity metrics.",
        page: "new-activity-metrics-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "session_count",
        overloads: &[sig(
            &[
                Param::one("IdColumn", ParamType::Column),
                Param::one("TimelineColumn", ParamType::Column),
                summable("Start").constant(),
                summable("End").constant(),
                summable("Bin").constant(),
                summable("LookBackWindow").constant(),
                Param::one("Dimension", ParamType::Column).repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Calculates the session count based on the ID column over a timeline.",
        page: "session-count-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "sliding_window_counts",
        overloads: &[sig(
            &[
                Param::one("IdColumn", ParamType::Column),
                Param::one("TimelineColumn", ParamType::Column),
                summable("Start").constant(),
                summable("End").constant(),
                summable("LookBackWindow").constant(),
                summable("Step").constant(),
                Param::one("Dimension", ParamType::Column).repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Calculates counts and distinct counts of values in a sliding window over a lookback period.",
        page: "sliding-window-counts-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "dcount_intersect",
        overloads: &[sig(&[array("hll").repeated(2)], Returns::Binder)],
        doc: "Calculates the intersection between N sets based on hyper log log (hll) values.",
        page: "dcount-intersect-plugin",
        unsupported: Some(NOT_YET),
        ..PLUGIN
    },
];
