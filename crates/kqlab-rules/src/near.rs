//! Words that are nearly others.

/// The candidate that is most like `word`, if it is at least so much like it (1 is equal).
pub(crate) fn near<'a>(word: &str, candidates: &[&'a str], least: f64) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let score = |candidate: &str| strsim::jaro_winkler(&lower, &candidate.to_lowercase());
    let scored = candidates.iter().map(|candidate| (score(candidate), *candidate));
    let best = scored.filter(|(score, _)| *score >= least).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_word_is_not() {
        let keys = ["queryFrequency", "queryPeriod", "query"];
        assert_eq!(near("queryFrequncy", &keys, 0.94), Some("queryFrequency"));
        assert_eq!(near("qeury", &["query"], 0.9), Some("query"));
        assert_eq!(near("tactics", &keys, 0.9), None);
    }
}
