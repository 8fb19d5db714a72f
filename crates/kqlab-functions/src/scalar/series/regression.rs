//! Least squares: lines and polynomials through points.

/// A polynomial through points, and how well it fits.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// From the highest power down.
    pub(super) coefficients: Vec<f64>,
    /// Of the points, as of a sample.
    pub(super) variance: f64,
    /// Of what is left of the points, as of a sample.
    pub(super) residual_variance: f64,
    /// The share of the variance that the polynomial explains.
    pub(super) r_square: f64,
    /// The polynomial at the points.
    pub(super) fitted: Vec<f64>,
}

/// The value of a polynomial.
pub(super) fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |value, coefficient| value * x + coefficient)
}

/// The positions 1, 2 .. of a series (series-fit-poly-function).
pub(super) fn positions(len: usize) -> Vec<f64> {
    (1..=len).map(|position| position as f64).collect()
}

/// The polynomial of that degree that is nearest to the points; `None` if they are too few or their x too alike.
pub(super) fn fit(x: &[f64], y: &[f64], degree: usize) -> Option<Fit> {
    if x.len() != y.len() || x.len() <= degree {
        return None;
    }
    let coefficients = solve(x, y, degree)?;
    let fitted: Vec<f64> = x.iter().map(|x| polynomial(&coefficients, *x)).collect();
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let total: f64 = y.iter().map(|y| (y - mean).powi(2)).sum();
    let residual: f64 = y.iter().zip(&fitted).map(|(y, fitted)| (y - fitted).powi(2)).sum();
    let freedom = (y.len() as f64 - 1.0).max(1.0);
    Some(Fit {
        variance: total / freedom,
        residual_variance: residual / freedom,
        r_square: if total > 0.0 { 1.0 - residual / total } else { 1.0 },
        coefficients,
        fitted,
    })
}

/// Householder's QR decomposition of the powers of x: it loses fewer digits than the normal equations.
fn solve(x: &[f64], y: &[f64], degree: usize) -> Option<Vec<f64>> {
    let columns = degree + 1;
    let mut rows: Vec<Vec<f64>> = x
        .iter()
        .zip(y)
        .map(|(x, y)| {
            let powers = (0..columns).map(|power| x.powi((degree - power) as i32));
            powers.chain([*y]).collect()
        })
        .collect();
    for column in 0..columns {
        let norm = rows[column..].iter().map(|row| row[column].powi(2)).sum::<f64>().sqrt();
        if norm == 0.0 || !norm.is_finite() {
            return None;
        }
        let alpha = if rows[column][column] > 0.0 { -norm } else { norm };
        let mut mirror: Vec<f64> = rows[column..].iter().map(|row| row[column]).collect();
        mirror[0] -= alpha;
        let length: f64 = mirror.iter().map(|part| part * part).sum();
        for target in column..=columns {
            let shadow: f64 =
                mirror.iter().zip(&rows[column..]).map(|(part, row)| part * row[target]).sum();
            for (part, row) in mirror.iter().zip(&mut rows[column..]) {
                row[target] -= 2.0 * shadow / length * part;
            }
        }
    }
    let mut coefficients = vec![0.0; columns];
    for column in (0..columns).rev() {
        let known: f64 =
            (column + 1..columns).map(|other| rows[column][other] * coefficients[other]).sum();
        coefficients[column] = (rows[column][columns] - known) / rows[column][column];
        if !coefficients[column].is_finite() {
            return None;
        }
    }
    Some(coefficients)
}

/// The two lines that explain most of a series together, and where the second begins.
pub(super) struct TwoLines {
    /// How many points the left line has.
    pub(super) split: usize,
    /// Both lines together.
    pub(super) whole: Fit,
    /// Each over positions of its own, from 1.
    pub(super) left: Fit,
    /// The same.
    pub(super) right: Fit,
}

/// Tries every split that leaves two points on each side and takes the first of the best (series-fit-2lines-function).
pub(super) fn two_lines(y: &[f64]) -> Option<TwoLines> {
    let line = |y: &[f64]| fit(&positions(y.len()), y, 1);
    let squares = |fit: &Fit, len: usize| fit.residual_variance * (len as f64 - 1.0).max(1.0);
    let mut best: Option<(f64, usize, Fit, Fit)> = None;
    for split in 2..=y.len().checked_sub(2)? {
        let (left, right) = (line(&y[..split])?, line(&y[split..])?);
        let residual = squares(&left, split) + squares(&right, y.len() - split);
        if best.as_ref().is_none_or(|(least, ..)| residual < *least) {
            best = Some((residual, split, left, right));
        }
    }
    let (residual, split, left, right) = best?;
    let single = line(y)?;
    let freedom = (y.len() as f64 - 1.0).max(1.0);
    let total = single.variance * freedom;
    let whole = Fit {
        coefficients: Vec::new(),
        variance: single.variance,
        residual_variance: residual / freedom,
        r_square: if total > 0.0 { 1.0 - residual / total } else { 1.0 },
        fitted: left.fitted.iter().chain(&right.fitted).copied().collect(),
    };
    Some(TwoLines { split, whole, left, right })
}
