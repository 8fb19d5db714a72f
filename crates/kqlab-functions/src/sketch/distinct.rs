//! Counting distinct values: a set of their hashes up to a limit, HyperLogLog registers past it.
//!
//! Kusto estimates from the first value on (dcount-aggregation-function); the exact count is within its error.
//! Hashes are 64 bits with a fixed seed, so a query gives the same answer every time.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use serde_json::Value as Json;
use xxhash_rust::xxh3::xxh3_64;

/// A set of hashes that are hashes already.
type Hashes = HashSet<u64, BuildHasherDefault<Same>>;

/// The hasher of what is a hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("invariant: only u64 are hashed");
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// So many hashes are kept as they are found before a table is made.
const FEW: usize = 16;

/// The distinct values of a group.
#[derive(Clone, Debug)]
pub(crate) enum Distinct {
    /// In order of appearance.
    Few(Vec<u64>),
    /// A table.
    Many(Hashes),
    /// HyperLogLog.
    Registers(Box<[u8]>),
}

/// The size of a count: up to how many values it is exact, and the registers past that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Precision {
    /// Exact up to so many; `usize::MAX` is always.
    pub(crate) exact: usize,
    /// 2 to this number is the number of registers.
    pub(crate) bits: u8,
}

impl Precision {
    /// The registers of an accuracy from 0 to 4: 1.6, 0.8, 0.4, 0.28 and 0.2 % (hll-if-aggregation-function).
    pub(crate) fn of_accuracy(accuracy: i64, exact: usize) -> Option<Self> {
        let bits = *[12, 14, 16, 17, 18].get(usize::try_from(accuracy).ok()?)?;
        Some(Self { exact, bits })
    }
}

/// The hash of a number or of ticks: a mixing that no two values share (splitmix64).
pub(crate) fn hash_bits(bits: u64) -> u64 {
    let mut hash = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The hash of a text.
pub(crate) fn hash_text(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

impl Distinct {
    /// No values.
    pub(crate) const fn new() -> Self {
        Self::Few(Vec::new())
    }

    /// Adds the value of that hash.
    pub(crate) fn insert(&mut self, hash: u64, precision: Precision) {
        match self {
            Self::Few(hashes) => {
                if hashes.contains(&hash) {
                    return;
                }
                hashes.push(hash);
                if hashes.len() > FEW {
                    *self = Self::Many(hashes.drain(..).collect());
                }
            }
            Self::Many(hashes) => {
                hashes.insert(hash);
                if hashes.len() > precision.exact {
                    let mut registers = vec![0; 1 << precision.bits].into_boxed_slice();
                    for hash in hashes.drain() {
                        register(&mut registers, hash, precision.bits);
                    }
                    *self = Self::Registers(registers);
                }
            }
            Self::Registers(registers) => register(registers, hash, precision.bits),
        }
    }

    /// Adds another's values.
    pub(crate) fn merge(&mut self, other: Self, precision: Precision) {
        match (&mut *self, other) {
            (_, Self::Few(hashes)) => {
                hashes.into_iter().for_each(|hash| self.insert(hash, precision));
            }
            (_, Self::Many(hashes)) => {
                hashes.into_iter().for_each(|hash| self.insert(hash, precision));
            }
            (Self::Registers(registers), Self::Registers(others)) => {
                for (register, other) in registers.iter_mut().zip(others) {
                    *register = (*register).max(other);
                }
            }
            (_, others @ Self::Registers(_)) => {
                let hashes = std::mem::replace(self, others);
                self.merge(hashes, precision);
            }
        }
    }

    /// Whether there are no values.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Few(hashes) if hashes.is_empty())
    }

    /// How many values there are.
    pub(crate) fn count(&self) -> i64 {
        match self {
            Self::Few(hashes) => hashes.len() as i64,
            Self::Many(hashes) => hashes.len() as i64,
            Self::Registers(registers) => estimate(registers).round() as i64,
        }
    }

    /// `[[exact, bits], [hashes], [registers]]`, the shape of the page's output (hll-aggregation-function).
    pub(crate) fn to_json(&self, precision: Precision) -> Json {
        let text = |hash: &u64| Json::from((*hash as i64).to_string());
        let (hashes, registers): (Vec<Json>, Vec<Json>) = match self {
            Self::Few(hashes) => (hashes.iter().map(text).collect(), Vec::new()),
            Self::Many(hashes) => (hashes.iter().map(text).collect(), Vec::new()),
            Self::Registers(registers) => {
                (Vec::new(), registers.iter().map(|register| Json::from(*register)).collect())
            }
        };
        Json::from(vec![
            Json::from(vec![Json::from(precision.exact), Json::from(precision.bits)]),
            Json::from(hashes),
            Json::from(registers),
        ])
    }

    /// What [`Self::to_json`] wrote.
    pub(crate) fn from_json(json: &Json) -> Option<(Self, Precision)> {
        let [shape, hashes, registers] = json.as_array()?.as_slice() else { return None };
        let exact = usize::try_from(shape.get(0)?.as_u64()?).ok()?;
        let bits = u8::try_from(shape.get(1)?.as_u64()?).ok().filter(|bits| *bits <= 18)?;
        let precision = Precision { exact, bits };
        let registers = registers.as_array()?;
        if !registers.is_empty() {
            let registers: Option<Box<[u8]>> =
                registers.iter().map(|register| u8::try_from(register.as_u64()?).ok()).collect();
            return registers
                .filter(|registers| registers.len() == 1 << bits)
                .map(|registers| (Self::Registers(registers), precision));
        }
        let mut distinct = Self::new();
        for hash in hashes.as_array()? {
            distinct.insert(hash.as_str()?.parse::<i64>().ok()? as u64, precision);
        }
        Some((distinct, precision))
    }
}

fn register(registers: &mut [u8], hash: u64, bits: u8) {
    let index = (hash >> (64 - bits)) as usize;
    let rank = ((hash << bits) | (1 << (bits - 1))).leading_zeros() as u8 + 1;
    registers[index] = registers[index].max(rank);
}

/// The improved raw estimator, without bias over the whole range (O. Ertl, "New cardinality estimation algorithms
/// for HyperLogLog sketches", 2017, algorithm 6).
fn estimate(registers: &[u8]) -> f64 {
    let count = registers.len() as f64;
    let rest = 64 - registers.len().trailing_zeros() as usize;
    let mut histogram = vec![0.0; rest + 2];
    for register in registers {
        histogram[usize::from(*register).min(rest + 1)] += 1.0;
    }
    let mut sum = count * tau(1.0 - histogram[rest + 1] / count);
    for level in (1..=rest).rev() {
        sum = 0.5 * (sum + histogram[level]);
    }
    sum += count * sigma(histogram[0] / count);
    count / (2.0 * std::f64::consts::LN_2) * count / sum
}

fn sigma(mut x: f64) -> f64 {
    if x == 1.0 {
        return f64::INFINITY;
    }
    let (mut power, mut sum) = (1.0, x);
    loop {
        x *= x;
        let before = sum;
        sum += x * power;
        power += power;
        if sum == before {
            return sum;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x == 0.0 || x == 1.0 {
        return 0.0;
    }
    let (mut power, mut sum) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = sum;
        power *= 0.5;
        sum -= (1.0 - x).powi(2) * power;
        if sum == before {
            return sum / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Distinct, Precision, hash_bits};

    fn counted(range: std::ops::Range<u64>, precision: Precision) -> Distinct {
        let mut distinct = Distinct::new();
        range.for_each(|value| distinct.insert(hash_bits(value), precision));
        distinct
    }

    #[test]
    fn exact_up_to_the_limit_and_within_the_error_past_it() {
        // The errors are those of hll-if-aggregation-function; three of them bound what a fixed seed gives.
        for (accuracy, error) in [(0, 0.016), (1, 0.008), (2, 0.004), (3, 0.0028), (4, 0.002)] {
            let precision = Precision::of_accuracy(accuracy, 1000).expect("an accuracy");
            assert_eq!(counted(0..1000, precision).count(), 1000);
            for size in [1001_u64, 20_000, 300_000] {
                let count = counted(0..size, precision).count() as f64;
                assert!(
                    (count / size as f64 - 1.0).abs() < 3.0 * error,
                    "{accuracy} {size} {count}"
                );
            }
        }
    }

    #[test]
    fn a_merge_counts_what_both_saw_once() {
        let precision = Precision { exact: 100, bits: 14 };
        for (left, right) in
            [(0..10, 5..15), (0..10, 0..5000), (0..5000, 0..10), (0..3000, 2000..5000)]
        {
            let all = left.start..left.end.max(right.end);
            let mut merged = counted(left, precision);
            merged.merge(counted(right, precision), precision);
            assert_eq!(merged.count(), counted(all, precision).count());
            let (back, _) = Distinct::from_json(&merged.to_json(precision)).expect("its own text");
            assert_eq!(back.count(), merged.count());
        }
    }
}
