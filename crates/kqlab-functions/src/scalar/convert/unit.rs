//! Conversions between units of measure.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{NOT_YET, REAL, SCALAR, real, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "convert_angle",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts an angle input value from one unit to another.",
            page: "convert-angle-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "convert_energy",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts an energy input value from one unit to another.",
            page: "convert-energy-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "convert_force",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a force input value from one unit to another.",
            page: "convert-force-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "convert_length",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a length input value from one unit to another.",
            page: "convert-length-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "convert_mass",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a mass input value from one unit to another.",
            page: "convert-mass-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "convert_speed",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a speed input value from one unit to another.",
            page: "convert-speed-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "convert_temperature",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a temperature input value from one unit to another.",
            page: "convert-temperature-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "convert_volume",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a volume input value from one unit to another.",
            page: "convert-volume-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
