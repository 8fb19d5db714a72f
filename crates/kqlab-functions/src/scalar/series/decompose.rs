//! A series as season, trend and rest (series-decompose-function).

use super::regression;
use crate::core::{Call, EvalError};

/// How the trend is extracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trend {
    /// The mean.
    Average,
    /// A line.
    Line,
    /// Not at all.
    None,
}

impl Trend {
    /// The trend of that name.
    pub(super) fn parse(name: &str) -> Result<Self, EvalError> {
        match name {
            "avg" => Ok(Self::Average),
            "linefit" => Ok(Self::Line),
            "none" => Ok(Self::None),
            _ => Err(EvalError::argument(format!("expected a trend, found '{name}'"))
                .with_hint("the trends are 'avg', 'linefit' and 'none'")),
        }
    }
}

/// The components, each as long as the series.
pub(super) struct Components {
    /// Season and trend.
    pub(super) baseline: Vec<f64>,
    /// What repeats.
    pub(super) seasonal: Vec<f64>,
    /// What remains without the season.
    pub(super) trend: Vec<f64>,
    /// The series without the baseline.
    pub(super) residual: Vec<f64>,
}

/// A period has at least so many points, and is at most half of the series (series-periods-detect-function).
const SHORTEST: usize = 4;

/// The least score of a period that counts (series-decompose-function).
pub(super) const LEAST_SCORE: f64 = 0.6;

/// The period that an argument asks for, 0 for none. For -1 it is looked for; how Kusto looks is not published, so what
/// is found is an assumption.
pub(super) fn period(call: &Call<'_>, known: &[f64], asked: i64, least: f64) -> usize {
    let is_constant = known.windows(2).all(|pair| pair[0] == pair[1]);
    match usize::try_from(asked) {
        Ok(period) => period,
        Err(_) if asked != -1 || is_constant || known.len() < 2 * SHORTEST => 0,
        Err(_) => {
            call.assume(
                "the period of a series is found by its autocorrelation: Kusto's own way is not published",
                "give the period in bins, such as 24 for a day of hours, or 0 for none",
            );
            find_period(known, least).unwrap_or(0)
        }
    }
}

/// The shortest period whose correlation is nearly the highest of all, if that reaches the least score. The
/// series is taken without its linear trend.
fn find_period(known: &[f64], least: f64) -> Option<usize> {
    const NEARLY: f64 = 0.9;
    let positions = regression::positions(known.len());
    let line = regression::fit(&positions, known, 1)?;
    let rest: Vec<f64> = known
        .iter()
        .zip(&positions)
        .map(|(value, x)| value - regression::polynomial(&line.coefficients, *x))
        .collect();
    let longest = known.len() / 2;
    let correlations: Vec<f64> =
        (0..=longest + 1).map(|lag| correlation(&rest[..rest.len() - lag], &rest[lag..])).collect();
    let is_peak = |lag: &usize| {
        correlations[*lag] >= correlations[lag - 1] && correlations[*lag] >= correlations[lag + 1]
    };
    let peaks: Vec<usize> = (SHORTEST..=longest).filter(is_peak).collect();
    let best = peaks.iter().map(|lag| correlations[*lag]).max_by(f64::total_cmp)?;
    if best < least {
        return None;
    }
    peaks.into_iter().find(|lag| correlations[*lag] >= best * NEARLY)
}

/// Pearson's correlation; 0 where one of the two does not vary.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let count = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / count, b.iter().sum::<f64>() / count);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        ab += (a - mean_a) * (b - mean_b);
        aa += (a - mean_a) * (a - mean_a);
        bb += (b - mean_b) * (b - mean_b);
    }
    if aa > 0.0 && bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}

/// The median of the points of each phase, over the first `known` points; `None` if a phase has none.
pub(super) fn seasonal(values: &[f64], known: usize, period: usize) -> Option<Vec<f64>> {
    if period == 0 {
        return Some(vec![0.0; values.len()]);
    }
    if period > known {
        return None;
    }
    let phases: Vec<f64> = (0..period)
        .map(|phase| median(values[..known].iter().skip(phase).step_by(period).copied().collect()))
        .collect();
    Some((0..values.len()).map(|index| phases[index % period]).collect())
}

/// Of an even number of values the mean of the middle two (series-seasonal-function).
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        (values[middle - 1] + values[middle]) / 2.0
    } else {
        values[middle]
    }
}

/// Season first, then the trend of what remains; the points past `known` are forecast.
pub(super) fn components(
    values: &[f64],
    known: usize,
    period: usize,
    trend: Trend,
) -> Option<Components> {
    let seasonal = seasonal(values, known, period)?;
    let rest: Vec<f64> =
        values.iter().zip(&seasonal).take(known).map(|(value, season)| value - season).collect();
    let positions = regression::positions(values.len());
    let trend: Vec<f64> = match trend {
        Trend::None => vec![0.0; values.len()],
        Trend::Average => {
            let mean = (known > 0).then(|| rest.iter().sum::<f64>() / known as f64)?;
            vec![mean; values.len()]
        }
        Trend::Line => {
            let line = regression::fit(&positions[..known], &rest, 1)?;
            positions.iter().map(|x| regression::polynomial(&line.coefficients, *x)).collect()
        }
    };
    let baseline: Vec<f64> =
        seasonal.iter().zip(&trend).map(|(season, trend)| season + trend).collect();
    let residual = values.iter().zip(&baseline).map(|(value, base)| value - base).collect();
    Some(Components { baseline, seasonal, trend, residual })
}
