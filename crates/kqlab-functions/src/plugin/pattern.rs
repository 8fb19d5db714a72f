//! Plugins that find patterns.

use kqlab_plan::{FnDef, Param, ParamType, Returns};

use crate::core::{
    PLUGIN, UNDOCUMENTED, array, boolean, integer, number, real, scalar, sig, string, summable,
};

/// The family.
pub(super) const PLUGINS: &[FnDef] = &[
    FnDef {
        name: "autocluster",
        overloads: &[sig(
            &[
                real("SizeWeight").optional(),
                Param::one("WeightColumn", ParamType::Column).optional(),
                integer("NumSeeds").optional(),
                scalar("CustomWildcard").repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Finds common patterns in data.",
        page: "autocluster-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "basket",
        overloads: &[sig(
            &[
                real("Threshold").optional(),
                Param::one("WeightColumn", ParamType::Column).optional(),
                integer("MaxDimensions").optional(),
                scalar("CustomWildcard").repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Finds frequent patterns in data that exceed a frequency threshold.",
        page: "basket-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "diffpatterns",
        overloads: &[sig(
            &[
                Param::one("SplitColumn", ParamType::Column),
                string("SplitValueA"),
                string("SplitValueB"),
                Param::one("WeightColumn", ParamType::Column).optional(),
                real("Threshold").optional(),
                integer("MaxDimensions").optional(),
                scalar("CustomWildcard").repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Compares two datasets of the same structure to find the differences between the two datasets.",
        page: "diffpatterns-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "sequence_detect",
        overloads: &[sig(
            &[
                Param::one("TimelineColumn", ParamType::Column),
                summable("MaxSeqeunceStepWindow").constant(),
                summable("MaxSequenceSpan").constant(),
                boolean("Expr").repeated(1),
                Param::one("Dimension", ParamType::Column).repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Detects sequence occurrences based on provided predicates.",
        page: "sequence-detect-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "funnel_sequence",
        overloads: &[sig(
            &[
                Param::one("IdColumn", ParamType::Column),
                Param::one("TimelineColumn", ParamType::Column),
                summable("Start").constant(),
                summable("End").constant(),
                summable("MaxWindowSizeBetweenSteps").constant(),
                summable("Step").constant(),
                Param::one("StateColumn", ParamType::Column),
                array("Sequence").constant(),
            ],
            Returns::Binder,
        )],
        doc: "Counts the users that went through a sequence of states, and what came before and after.",
        page: "funnel-sequence-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "funnel_sequence_completion",
        overloads: &[sig(
            &[
                Param::one("IdColumn", ParamType::Column),
                Param::one("TimelineColumn", ParamType::Column),
                summable("Start").constant(),
                summable("End").constant(),
                summable("BinSize").constant(),
                Param::one("StateColumn", ParamType::Column),
                array("Sequence").constant(),
                array("MaxSequencePeriods").constant(),
            ],
            Returns::Binder,
        )],
        doc: "Calculates a funnel of completed sequence steps while comparing different time periods.",
        page: "funnel-sequence-completion-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
    FnDef {
        name: "rolling_percentile",
        overloads: &[sig(
            &[
                Param::one("ValueColumn", ParamType::Column),
                number("Percentile").constant(),
                Param::one("IndexColumn", ParamType::Column),
                summable("BinSize"),
                integer("BinsPerWindow").constant(),
                Param::one("Dimension", ParamType::Column).repeated(0),
            ],
            Returns::Binder,
        )],
        doc: "Calculates an estimate of the rolling percentile per bin for the specified value column.",
        page: "rolling-percentile-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "diffpatterns_text",
        overloads: &[sig(
            &[
                Param::one("TextColumn", ParamType::Column),
                boolean("BooleanCondition"),
                scalar("MinTokens").occurs(0, 3),
            ],
            Returns::Binder,
        )],
        doc: "Finds text patterns in which two sets of rows differ.",
        page: "diffpatterns-text-plugin",
        unsupported: Some(UNDOCUMENTED),
        ..PLUGIN
    },
];
