//! The known word that somebody may have meant: one letter too few, two that changed places.

/// Longer than every word that is known, in bytes. What is longer is no slip, and would take long to compare.
const LONGEST: usize = 64;

/// The known word that is nearest to `word`, if any is near enough to be what was meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let distance = |candidate: &str| strsim::damerau_levenshtein(word, candidate);
    let short = known.into_iter().filter(|candidate| candidate.len() <= LONGEST);
    let (least, nearest) = short.map(|candidate| (distance(candidate), candidate)).min()?;
    let longer = nearest.len().max(word.len());
    (least < longer && least <= longer.div_ceil(3)).then_some(nearest)
}

/// `; did you mean ...?` for the end of an error, if one is near enough.
pub(in crate::model) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("enviroment", ["environment", "device"]), Some("environment"));
        assert_eq!(nearest("zzz", ["environment", "device"]), None);
        assert_eq!(nearest("amount", ["round", "run"]), None);
        assert_eq!(nearest("y", ["x"]), None);
        assert_eq!(nearest("", ["environment"]), None);
        assert_eq!(nearest(&"e".repeat(LONGEST + 1), ["e"]), None);
    }
}
