//! Trigonometry.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{Double, REAL, SCALAR, eg, number_or_bool, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "pi",
            overloads: &[sig(&[], REAL)],
            doc: "Returns the constant value of Pi.",
            page: "pi-function",
            examples: &[eg("pi()", "3.141592653589793")],
            ..SCALAR
        },
        kernel: Some(|call| call.rows(|_| Ok(std::f64::consts::PI))),
    },
    ScalarFn {
        def: FnDef {
            name: "cos",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the cosine of the input value.",
            page: "cos-function",
            examples: &[eg("cos(1)", "0.5403023058681398"), eg("cos(real(null))", "real(null)")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::cos)),
    },
    ScalarFn {
        def: FnDef {
            name: "sin",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the sine value of the input.",
            page: "sin-function",
            examples: &[eg("sin(1)", "0.8414709848078965"), eg("sin(true)", "0.8414709848078965")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::sin)),
    },
    ScalarFn {
        def: FnDef {
            name: "tan",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the tangent value of the specified number.",
            page: "tan-function",
            examples: &[eg("tan(1)", "1.5574077246549023"), eg("tan(0)", "0.0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::tan)),
    },
    ScalarFn {
        def: FnDef {
            name: "cot",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            doc: "Calculates the trigonometric cotangent of the specified angle in radians.",
            page: "cot-function",
            examples: &[eg("cot(1)", "0.6420926159343306"), eg("cot(real(null))", "real(null)")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|angle| angle.tan().recip())),
    },
    ScalarFn {
        def: FnDef {
            name: "acos",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the angle of the cosine input.",
            page: "acos-function",
            examples: &[
                eg("acos(0.5)", "1.0471975511965979"),
                eg("acos(2)", "real(null)"),
                eg("acos(real(nan))", "real(nan)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|x| in_range(x).then(|| x.acos()))),
    },
    ScalarFn {
        def: FnDef {
            name: "asin",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the angle from a sine input.",
            page: "asin-function",
            examples: &[eg("asin(0.5)", "0.5235987755982989"), eg("asin(-2)", "real(null)")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|x| in_range(x).then(|| x.asin()))),
    },
    ScalarFn {
        def: FnDef {
            name: "atan",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the inverse operation of tan().",
            page: "atan-function",
            examples: &[eg("atan(1)", "0.7853981633974483"), eg("atan(0)", "0.0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::atan)),
    },
    ScalarFn {
        def: FnDef {
            name: "atan2",
            overloads: &[sig(&[number_or_bool("y"), number_or_bool("x")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Calculates an angle in radians between axes.",
            page: "atan2-function",
            examples: &[
                eg("atan2(1, 2)", "0.4636476090008061"),
                eg("atan2(true, 1)", "0.7853981633974483"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map2::<Double, Double, _>(f64::atan2)),
    },
    ScalarFn {
        def: FnDef {
            name: "degrees",
            overloads: &[sig(&[number_or_bool("radians")], REAL)],
            doc: "Converts angle values from radians to values in degrees.",
            page: "degrees-function",
            examples: &[
                eg("degrees(pi()/4)", "45.0"),
                eg("degrees(pi()*1.5)", "270.0"),
                eg("degrees(0)", "0.0"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::to_degrees)),
    },
    ScalarFn {
        def: FnDef {
            name: "radians",
            overloads: &[sig(&[number_or_bool("degrees")], REAL)],
            doc: "Converts angle values from degrees to radians.",
            page: "radians-function",
            examples: &[
                eg("radians(90)", "1.5707963267948966"),
                eg("radians(180)", "3.141592653589793"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::to_radians)),
    },
];

/// Where an inverse of sine or cosine exists. What is no number stays so (measured).
fn in_range(x: f64) -> bool {
    x.is_nan() || (-1.0..=1.0).contains(&x)
}
