//! Powers, roots, logarithms.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{Double, REAL, SCALAR, eg, number_or_bool, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "pow",
            overloads: &[sig(&[number_or_bool("base"), number_or_bool("exponent")], REAL)],
            doc: "Calculates the base raised to the power of the exponent.",
            page: "pow-function",
            examples: &[eg("pow(2, 3)", "8.0"), eg("pow(2, 0.5)", "1.4142135623730951")],
            ..SCALAR
        },
        kernel: Some(|call| call.map2::<Double, Double, _>(f64::powf)),
    },
    ScalarFn {
        def: FnDef {
            name: "sqrt",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the square root of the input,.",
            page: "sqrt-function",
            examples: &[eg("sqrt(16)", "4.0"), eg("sqrt(-1)", "real(null)")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|x| not_negative(x).then(|| x.sqrt()))),
    },
    ScalarFn {
        def: FnDef {
            name: "log",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the natural logarithm of the input.",
            page: "log-function",
            examples: &[eg("log(5)", "1.6094379124341003"), eg("log(-1)", "real(null)")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|x| not_negative(x).then(|| x.ln()))),
    },
    ScalarFn {
        def: FnDef {
            name: "log2",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the base-2 logarithm of the input.",
            page: "log2-function",
            examples: &[eg("log2(5)", "2.321928094887362"), eg("log2(8)", "3.0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|x| not_negative(x).then(|| x.log2()))),
    },
    ScalarFn {
        def: FnDef {
            name: "log10",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the common (base-10) logarithm of the input.",
            page: "log10-function",
            examples: &[eg("log10(5)", "0.6989700043360189"), eg("log10(1000)", "3.0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|x| not_negative(x).then(|| x.log10()))),
    },
    ScalarFn {
        def: FnDef {
            name: "exp",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the base-e exponential value of x.",
            page: "exp-function",
            examples: &[eg("exp(2)", "7.38905609893065"), eg("exp(0)", "1.0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::exp)),
    },
    ScalarFn {
        def: FnDef {
            name: "exp2",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the base-2 exponential value of x.",
            page: "exp2-function",
            examples: &[eg("exp2(3)", "8.0"), eg("exp2(-1)", "0.5")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::exp2)),
    },
    ScalarFn {
        def: FnDef {
            name: "exp10",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            doc: "Returns the base-10 exponential value of x.",
            page: "exp10-function",
            examples: &[eg("exp10(2)", "100.0"), eg("exp10(-1)", "0.1")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(|x| 10_f64.powf(x))),
    },
];

/// Below zero roots and logarithms are null (sqrt-function, log-function). What is no number stays so.
fn not_negative(x: f64) -> bool {
    x.is_nan() || x >= 0.0
}
