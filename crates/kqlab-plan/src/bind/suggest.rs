//! Names close to one that is not there.

/// The nearest of `names`, if it is near: a third of the letters may differ, upper and lower case not counted.
pub(super) fn near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let lower = wanted.to_lowercase();
    let most = (wanted.chars().count() / 3).max(1);
    names
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= most && *name != wanted)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_name_with_a_slip_is_near_and_another_is_not() {
        let columns = ["OperationName", "Operation", "Result"];
        assert_eq!(near("OperatonName", columns.into_iter()), Some("OperationName".to_owned()));
        assert_eq!(near("operationname", columns.into_iter()), Some("OperationName".to_owned()));
        assert_eq!(near("Category", columns.into_iter()), None);
    }
}
