//! Special functions, statistics, randomness.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName};
use statrs::function::beta::{beta_reg, inv_beta_reg, ln_beta};

use super::random::Random;
use crate::ScalarFn;
use crate::core::{
    Call, Double, EvalError, Long, Null, REAL, Read, SCALAR, eg, integer, number, sig,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "gamma",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Computes the gamma of the input parameter.",
            page: "gamma-function",
            examples: &[eg("gamma(5)", "24.0"), eg("gamma(0.5)", "1.772453850905516")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(libm::tgamma)),
    },
    ScalarFn {
        def: FnDef {
            name: "loggamma",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Computes the log of the absolute value of the gamma function.",
            page: "loggamma-function",
            examples: &[eg("loggamma(5)", "3.178053830347946"), eg("loggamma(1)", "0.0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(libm::lgamma)),
    },
    ScalarFn {
        def: FnDef {
            name: "erf",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the error function.",
            page: "erf-function",
            examples: &[eg("erf(1)", "0.842700792949715"), eg("erf(-3)", "-0.999977909503001")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(libm::erf)),
    },
    ScalarFn {
        def: FnDef {
            name: "erfc",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the complementary error function.",
            page: "erfc-function",
            examples: &[eg("erfc(3)", "0.0000220904969985854"), eg("erfc(0)", "1.0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(libm::erfc)),
    },
    ScalarFn {
        def: FnDef {
            name: "beta_cdf",
            overloads: &[sig(&[number("x"), number("alpha"), number("beta")], REAL)],
            doc: "Returns a standard beta cumulative distribution function.",
            page: "beta-cdf-function",
            examples: &[
                eg("beta_cdf(0.9, 10.0, 20.0)", "0.999999999999959"),
                eg("beta_cdf(1.5, 10.0, 20.0)", "real(nan)"),
                eg("beta_cdf(0.1, -1.0, 20.0)", "real(nan)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| row_of(call, beta_cdf)),
    },
    ScalarFn {
        def: FnDef {
            name: "beta_inv",
            overloads: &[sig(&[number("probability"), number("alpha"), number("beta")], REAL)],
            doc: "Returns the inverse of the beta cumulative probability density function.",
            page: "beta-inv-function",
            examples: &[
                eg("beta_inv(0.1, 10.0, 20.0)", "0.226415022388749"),
                eg("beta_inv(1.5, 10.0, 20.0)", "real(null)"),
                eg("beta_inv(0.1, -1.0, 20.0)", "real(nan)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| row_of(call, beta_inv)),
    },
    ScalarFn {
        def: FnDef {
            name: "beta_pdf",
            overloads: &[sig(&[number("x"), number("alpha"), number("beta")], REAL)],
            doc: "Returns the beta probability density function.",
            page: "beta-pdf-function",
            examples: &[
                eg("beta_pdf(0.5, 10.0, 20.0)", "0.746176019310951"),
                eg("beta_pdf(1.5, 10.0, 20.0)", "real(nan)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| row_of(call, beta_pdf)),
    },
    ScalarFn {
        def: FnDef {
            name: "welch_test",
            overloads: &[sig(
                &[
                    number("mean1"),
                    number("variance1"),
                    number("count1"),
                    number("mean2"),
                    number("variance2"),
                    number("count2"),
                ],
                REAL,
            )],
            doc: "Computes the p_value of the Welch-test.",
            page: "welch-test-function",
            examples: &[eg(
                "welch_test(20.82, 7.867428571428571, 15, 22.986666666666665, 3.8126666666666686, 15)",
                "0.021378001462866992",
            )],
            ..SCALAR
        },
        kernel: Some(|call| row_of(call, welch_test)),
    },
    ScalarFn {
        def: FnDef {
            name: "rand",
            overloads: &[sig(&[integer("number").optional()], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns a random number.",
            page: "rand-function",
            examples: &[eg("rand() < 1", "true"), eg("rand(1000) >= 0", "true")],
            deterministic: false,
            ..SCALAR
        },
        kernel: Some(rand),
    },
];

/// The arguments of a row as reals; `None` if one is null.
fn row_of<const N: usize>(
    call: &Call<'_>,
    f: fn([f64; N]) -> Option<f64>,
) -> Result<Column, EvalError> {
    let sources: Vec<_> = call.args.iter().map(Double::open).collect();
    call.rows(|row| {
        let mut numbers = [0.0; N];
        for (number, source) in numbers.iter_mut().zip(&sources) {
            let Some(value) = Double::get(source, row) else { return Ok(None) };
            *number = value;
        }
        Ok(f(numbers))
    })
}

/// The parameters that the pages of the beta distribution take.
fn is_parameter(alpha: f64) -> bool {
    alpha > 0.0 && alpha <= 10_000.0
}

fn beta_cdf([x, alpha, beta]: [f64; 3]) -> Option<f64> {
    let valid = (0.0..=1.0).contains(&x) && is_parameter(alpha) && is_parameter(beta);
    Some(if valid { beta_reg(alpha, beta, x) } else { f64::NAN })
}

/// A probability out of range gives null and a parameter out of range NaN: so the page's output; its note says the contrary.
fn beta_inv([probability, alpha, beta]: [f64; 3]) -> Option<f64> {
    if !(is_parameter(alpha) && is_parameter(beta)) {
        return Some(f64::NAN);
    }
    // The search for the inverse leaves its range where a parameter is no normal number.
    if !(alpha.is_normal() && beta.is_normal()) {
        return Some(f64::NAN);
    }
    let valid = probability > 0.0 && probability <= 1.0;
    valid.then(|| inv_beta_reg(alpha, beta, probability))
}

fn beta_pdf([x, alpha, beta]: [f64; 3]) -> Option<f64> {
    let valid = x > 0.0 && x < 1.0 && alpha > 0.0 && beta > 0.0;
    let density =
        || ((alpha - 1.0) * x.ln() + (beta - 1.0) * (-x).ln_1p() - ln_beta(alpha, beta)).exp();
    Some(if valid { density() } else { f64::NAN })
}

/// The two-sided p-value of Welch's t-test.
fn welch_test([mean1, variance1, count1, mean2, variance2, count2]: [f64; 6]) -> Option<f64> {
    let (error1, error2) = (variance1 / count1, variance2 / count2);
    let error = error1 + error2;
    let t2 = (mean1 - mean2).powi(2) / error;
    let freedom =
        error.powi(2) / (error1.powi(2) / (count1 - 1.0) + error2.powi(2) / (count2 - 1.0));
    let x = freedom / (freedom + t2);
    Some(if freedom > 0.0 && (0.0..=1.0).contains(&x) {
        beta_reg(freedom / 2.0, 0.5, x)
    } else {
        f64::NAN
    })
}

/// From 0 up to 1 without it; with a count one of 0.0, 1.0 .. count - 1.
fn rand(call: &Call<'_>) -> Result<Column, EvalError> {
    let mut random = Random::new();
    let Some(counts) = call.args.first().map(Null::<Long>::open) else {
        return call.rows(|_| Ok(random.unit()));
    };
    call.rows(|row| {
        let count = Null::<Long>::get(&counts, row).flatten();
        Ok(count.map(|count| {
            if count > 1 { (random.unit() * count as f64).floor() } else { random.unit() }
        }))
    })
}
