//! Plugins that find patterns in rows.

use super::{Args, Output};
use crate::{Field, Type};

/// The columns of the plugin of that name.
pub(super) fn output(name: &str, args: &Args<'_>) -> Option<Output> {
    let first: &[(&str, Type)] = match name {
        "autocluster" | "basket" => {
            &[("SegmentId", Type::Long), ("Count", Type::Long), ("Percent", Type::Real)]
        }
        "diffpatterns" => &[
            ("SegmentId", Type::Long),
            ("CountA", Type::Long),
            ("CountB", Type::Long),
            ("PercentA", Type::Real),
            ("PercentB", Type::Real),
            ("PercentDiffAB", Type::Real),
        ],
        "diffpatterns_text" => {
            return Some(Output::of(vec![
                Field::new("Count_of_True", Type::Long),
                Field::new("Count_of_False", Type::Long),
                Field::new("Percent_of_True", Type::Real),
                Field::new("Percent_of_False", Type::Real),
                Field::new("Pattern", Type::String),
            ]));
        }
        _ => return None,
    };
    let fields =
        first.iter().map(|(name, ty)| Field::new(*name, *ty)).chain(args.input.iter().cloned());
    Some(Output { fields: fields.collect(), open: false, keeps_input: true })
}
