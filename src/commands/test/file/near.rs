//! The known word that somebody may have meant.

use crate::config::nearest;

/// Longer than every word that is known, in bytes.
const LONGEST: usize = 64;

/// `; did you mean ...?`, if one is near enough.
pub(in crate::commands::test) fn meant<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    before: &str,
    after: &str,
) -> String {
    let nearest = (word.len() <= LONGEST).then(|| nearest(word, known)).flatten();
    match nearest {
        Some(meant) => format!("; did you mean `{before}{meant}{after}`?"),
        None => String::new(),
    }
}
