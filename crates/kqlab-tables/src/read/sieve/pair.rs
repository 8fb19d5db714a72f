//! One ASCII text without regard to case: two of its rarest bytes are looked for at their distance, thirty-two places in
//! a step; where both are, the whole text is compared.

/// A text that is looked for.
#[derive(Debug)]
pub(crate) struct Pair {
    /// In lower case.
    text: Box<[u8]>,
    /// Where the two bytes stand in it, the first before the second.
    places: [usize; 2],
}

/// Bytes from the commonest on, as logs in JSON have them; those that are not here are rare.
const COMMON: &[u8] = b"e\"atoin:sr,cd0l1u2m-fp3b5498g6h7/.y_v{} wk";

/// How common a byte is.
fn frequency(byte: u8) -> usize {
    let place = COMMON.iter().position(|common| *common == byte);
    place.map_or(0, |place| COMMON.len() - place)
}

impl Pair {
    /// Looks for a text; `None` where the processor cannot, or the text is too short.
    pub(super) fn new(text: &str) -> Option<Self> {
        let text: Box<[u8]> = text.to_ascii_lowercase().into_bytes().into();
        let mut places: Vec<usize> = (0..text.len()).collect();
        places.sort_by_key(|at| frequency(text[*at]));
        let (first, second) = (*places.first()?, *places.get(1)?);
        let places = [first.min(second), first.max(second)];
        Self::is_supported().then_some(Self { text, places })
    }

    /// The text, in lower case.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    #[cfg(target_arch = "x86_64")]
    pub(super) fn is_supported() -> bool {
        std::is_x86_feature_detected!("avx2")
    }

    #[cfg(not(target_arch = "x86_64"))]
    pub(super) fn is_supported() -> bool {
        false
    }

    /// Where the first match from `from` on begins.
    pub(super) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let last = bytes.len().checked_sub(self.text.len())?;
        let mut at = from;
        loop {
            at = self.candidate(bytes, at)?;
            if at > last {
                return None;
            }
            if bytes[at..at + self.text.len()].eq_ignore_ascii_case(&self.text) {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The first place from `from` on where both bytes are as they have to be, or where fewer than thirty-two are left.
    #[cfg(target_arch = "x86_64")]
    fn candidate(&self, bytes: &[u8], from: usize) -> Option<usize> {
        #[expect(unsafe_code, reason = "a pair is only made where the processor has AVX2")]
        unsafe {
            self.candidate_vector(bytes, from)
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn candidate(&self, bytes: &[u8], from: usize) -> Option<usize> {
        (from < bytes.len()).then_some(from)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn candidate_vector(&self, bytes: &[u8], from: usize) -> Option<usize> {
        use std::arch::x86_64::{
            __m256i, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_or_si256,
            _mm256_set1_epi8,
        };
        #[expect(unsafe_code, reason = "thirty-two bytes are a vector of them")]
        let load = |bytes: &[u8; 32]| unsafe { std::mem::transmute::<[u8; 32], __m256i>(*bytes) };
        let all = |byte: u8| _mm256_set1_epi8(byte.cast_signed());
        let wanted = self.places.map(|place| self.text[place]);
        // A letter is compared in lower case; no other byte becomes a letter by that bit.
        let folds = wanted.map(|byte| all(if byte.is_ascii_lowercase() { 0x20 } else { 0 }));
        let wanted = wanted.map(all);
        let [first, second] = self.places;
        let mut at = from;
        while let (Some(one), Some(other)) = (
            bytes.get(at + first..).and_then(|rest| rest.first_chunk::<32>()),
            bytes.get(at + second..).and_then(|rest| rest.first_chunk::<32>()),
        ) {
            let one = _mm256_cmpeq_epi8(_mm256_or_si256(load(one), folds[0]), wanted[0]);
            let other = _mm256_cmpeq_epi8(_mm256_or_si256(load(other), folds[1]), wanted[1]);
            let both = _mm256_movemask_epi8(_mm256_and_si256(one, other));
            if both != 0 {
                return Some(at + both.trailing_zeros() as usize);
            }
            at += 32;
        }
        (at < bytes.len()).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Pair;

    /// Every place in texts of every length, upper and lower case, and near misses before.
    #[test]
    fn finds_the_first() {
        for needle in ["ipc", "Read BitLocker key", "a-b", "aa", "KeyGet"] {
            let Some(pair) = Pair::new(needle) else { return };
            for length in 0..100 {
                assert_eq!(pair.find(&vec![b'x'; length], 0), None, "{needle} {length}");
                for at in 0..=length {
                    let mut bytes = vec![b'x'; length];
                    let miss = needle[..needle.len() - 1].to_uppercase();
                    bytes.splice(at..at, needle.to_uppercase().bytes());
                    bytes.splice(0..0, miss.bytes().chain(*b"!"));
                    let expected = at + needle.len();
                    assert_eq!(pair.find(&bytes, 0), Some(expected), "{needle} {length} {at}");
                    assert_eq!(pair.find(&bytes, expected), Some(expected));
                    assert_eq!(pair.find(&bytes, expected + 1), None);
                }
            }
        }
    }
}
