//! Random numbers, seeded by the process's own hash keys: no clock, no environment.

use std::hash::{BuildHasher, RandomState};

/// A generator (splitmix64).
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// A generator that no other equals.
    pub(crate) fn new() -> Self {
        Self(RandomState::new().hash_one(0_u64))
    }

    /// 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        crate::sketch::distinct::hash_bits(self.0)
    }

    /// A number from 0 up to 1 without it.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
