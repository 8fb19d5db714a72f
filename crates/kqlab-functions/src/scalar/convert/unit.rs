//! Conversions between units of measure.

mod matter;
mod space;
mod volume;

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use crate::core::{Double, REAL, SCALAR, Text, eg, real, sig, string};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "convert_angle",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of angle to another.",
            page: "convert-angle-function",
            examples: &[
                eg("convert_angle(1.2, 'Degree', 'Arcminute')", "72.0"),
                eg("convert_angle(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, space::ANGLE)),
    },
    ScalarFn {
        def: FnDef {
            name: "convert_energy",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of energy to another.",
            page: "convert-energy-function",
            examples: &[
                eg("convert_energy(1.2, 'Joule', 'BritishThermalUnit')", "0.001137380544375981"),
                eg("convert_energy(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, matter::ENERGY)),
    },
    ScalarFn {
        def: FnDef {
            name: "convert_force",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of force to another.",
            page: "convert-force-function",
            examples: &[
                eg("convert_force(1.2, 'Newton', 'Decanewton')", "0.12"),
                eg("convert_force(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, matter::FORCE)),
    },
    ScalarFn {
        def: FnDef {
            name: "convert_length",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of length to another.",
            page: "convert-length-function",
            examples: &[
                eg("convert_length(1.2, 'Meter', 'Foot')", "3.937007874015748"),
                eg("convert_length(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, space::LENGTH)),
    },
    ScalarFn {
        def: FnDef {
            name: "convert_mass",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of mass to another.",
            page: "convert-mass-function",
            examples: &[
                eg("convert_mass(1.2, 'Kilogram', 'Pound')", "2.6455471462185307"),
                eg("convert_mass(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, matter::MASS)),
    },
    ScalarFn {
        def: FnDef {
            name: "convert_speed",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of speed to another.",
            page: "convert-speed-function",
            examples: &[
                eg("convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerHour')", "432000.0"),
                eg("convert_speed(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, space::SPEED)),
    },
    ScalarFn {
        def: FnDef {
            name: "convert_temperature",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of temperature to another.",
            page: "convert-temperature-function",
            examples: &[
                eg("convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", "-271.95"),
                eg("convert_temperature(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, matter::TEMPERATURE)),
    },
    ScalarFn {
        def: FnDef {
            name: "convert_volume",
            overloads: &[sig(&[real("value"), string("from"), string("to")], REAL)],
            doc: "Converts a value from one unit of volume to another.",
            page: "convert-volume-function",
            examples: &[
                eg("convert_volume(1.2, 'CubicMeter', 'AcreFoot')", "0.0009728568"),
                eg("convert_volume(1.2, 'x', 'y')", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| converted(call, volume::VOLUME)),
    },
];

/// A unit, and how a value in it becomes one in the unit that its table goes by.
struct Unit {
    name: &'static str,
    steps: &'static [Step],
}

/// One step of a conversion.
#[derive(Clone, Copy)]
enum Step {
    Times(f64),
    Over(f64),
    Plus(f64),
    /// The sine of an angle to its degrees.
    Tilt,
}

impl Step {
    fn forth(self, value: f64) -> f64 {
        match self {
            Self::Times(factor) => value * factor,
            Self::Over(divisor) => value / divisor,
            Self::Plus(offset) => value + offset,
            Self::Tilt => value.asin() * 180.0 / std::f64::consts::PI,
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Times(factor) => value / factor,
            Self::Over(divisor) => value * divisor,
            Self::Plus(offset) => value - offset,
            Self::Tilt => (value / 180.0 * std::f64::consts::PI).sin(),
        }
    }
}

/// Null where a unit is unknown.
fn converted(call: &Call<'_>, units: &[Unit]) -> Result<Column, EvalError> {
    let unit = |name: &str| units.iter().find(|unit| unit.name == name);
    call.map3::<Double, Text, Text, _>(|value, from, to| {
        let (from, to) = (unit(from)?, unit(to)?);
        let value = from.steps.iter().fold(value, |value, step| step.forth(value));
        Some(to.steps.iter().rev().fold(value, |value, step| step.back(value)))
    })
}
