//! The known word that somebody may have meant.

use crate::config::nearest;

/// `; did you mean ...?`, if one is near enough.
pub(in crate::commands::test) fn meant<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    before: &str,
    after: &str,
) -> String {
    match nearest(word, known) {
        Some(meant) => format!("; did you mean `{before}{meant}{after}`?"),
        None => String::new(),
    }
}
