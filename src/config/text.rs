//! Texts that people wrote into flags, variables, files and a key command's stderr, made fit to be kept or shown.
//!
//! Whatever an error repeats goes through [`safe`], so that a key in the wrong place is not printed from there.

use crate::secret;

/// The text with keys masked and control characters escaped.
pub(super) fn safe(text: &str) -> String {
    escape(&secret::without_keys(text))
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        match character.is_control() {
            true => shown.extend(character.escape_default()),
            false => shown.push(character),
        }
        shown
    })
}

/// Something that people read: not empty, one line.
pub(super) fn plain(text: &str) -> Result<String, String> {
    match text {
        _ if text.trim().is_empty() => Err("it is empty".to_owned()),
        _ if text.chars().any(char::is_control) => Err("it holds a line break or another control character".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

/// Something that goes into a header: visible ASCII.
pub(super) fn header(text: &str) -> Result<String, String> {
    let plain = plain(text)?;
    if plain.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(plain)
    } else {
        Err("only visible ASCII characters without spaces are allowed".to_owned())
    }
}

/// The name of the second form of authentication, which a colon would end.
pub(super) fn username(text: &str) -> Result<String, String> {
    if text.contains(':') { Err("a user name has no colon".to_owned()) } else { header(text) }
}

/// Longer than every word that is known, in bytes: what is longer is nobody's slip, and takes long to compare.
const LONGEST: usize = 64;

/// The known word that is nearest to `word`, if any is near enough to be what was meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let distance = |candidate: &str| strsim::damerau_levenshtein(word, candidate);
    let (least, nearest) = known.into_iter().map(|candidate| (distance(candidate), candidate)).min()?;
    (least <= nearest.len().max(word.len()) / 2).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_control_characters_are_not_repeated() {
        assert_eq!(safe("a kco_live_api_abc-D_9 b, kco_test_api_x"), "a kco_*** b, kco_***");
        assert_eq!(safe("red \u{1b}[31m\nå"), "red \\u{1b}[31m\\nå");
    }

    #[test]
    fn header_values_cannot_break_a_header() {
        for text in ["", " ", "a b", "a\r\nb", "å"] {
            assert!(header(text).is_err(), "{text:?}");
        }
        assert!(username("a:b").is_err());
        assert_eq!(username("DM1-shop"), Ok("DM1-shop".to_owned()));
    }

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("enviroment", ["environment", "device"]), Some("environment"));
        assert_eq!(nearest("zzz", ["environment", "device"]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), ["environment", "device"]), None);
    }
}
