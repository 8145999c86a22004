//! Keys, pairing codes, signing secrets: texts that must not reach a screen, a log or a process list.
//!
//! `Debug` prints `***`, there is no `Display`, and the memory is wiped. `expose` is called where a secret is sent, and nowhere else.

use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// A text that is not shown.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The last four characters, which a person may see to tell keys apart; fewer of a short secret.
    pub fn last_four(&self) -> &str {
        let text = self.expose();
        let shown = if text.len() < 16 { 0 } else { 4 };
        text.char_indices().rev().nth(shown.max(1) - 1).filter(|_| shown > 0).map_or("", |(at, _)| &text[at..])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Whether a key may hold it.
pub fn is_key_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

/// The text with every key and every signing secret in it replaced, wherever somebody put one.
pub fn without_keys(text: &str) -> String {
    let is_base64 = |character| is_key_character(character) || matches!(character, '+' | '/' | '=');
    // A key may be a part of a signing secret, but no `+` or `/` of a secret is a part of a key: it would be left over.
    without(&without(text, "whsec_", is_base64), "kco_", is_key_character)
}

/// The text with everything in it that may be a card's number replaced: 13 digits or more, also in groups. What a server
/// says in words may hold one.
pub fn without_cards(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let in_it = |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '-' | '.');
        let (run, after) = from.split_at(from.find(|letter| !in_it(letter)).unwrap_or(from.len()));
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        shown.push_str(before);
        shown.push_str(if digits >= SHORTEST_CARD { "***" } else { run });
        rest = after;
    }
    shown + rest
}

/// How many digits the shortest number of a payment card has.
const SHORTEST_CARD: usize = 13;

fn without(text: &str, beginning: &str, belongs: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(beginning) {
        let after = rest[at..].trim_start_matches(&belongs);
        shown.push_str(&rest[..at]);
        shown.push_str(beginning);
        shown.push_str(if rest[at..].len() - after.len() > beginning.len() { "***" } else { "" });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_card_is_replaced_and_nothing_else() {
        for (text, shown) in [
            ("card 4111111111111111, declined", "card ***, declined"),
            ("4111-1111-1111-1111", "***"),
            ("4111 1111 1111 1111: no", "***: no"),
            ("4111.1111.1111.1111", "***"),
            ("4111\u{a0}1111\u{202f}1111\t1111", "***"),
            ("at 2026-06-05 18:33:39, 240000 SEK", "at 2026-06-05 18:33:39, 240000 SEK"),
            ("", ""),
        ] {
            assert_eq!(without_cards(text), shown);
        }
    }

    #[test]
    fn nothing_of_a_secret_shows_but_its_end() {
        let secret = Secret::new("kco_live_api_abcd1234");
        assert_eq!(format!("{secret:?}"), "***");
        assert_eq!(secret.last_four(), "1234");
        assert_eq!(Secret::new("short").last_four(), "");
    }

    #[test]
    fn keys_go_from_any_text() {
        assert_eq!(without_keys("key kco_live_api_aB-9_z, and kco_test_api_x."), "key kco_***, and kco_***.");
        assert_eq!(without_keys("kco_ is how they begin"), "kco_ is how they begin");
        assert_eq!(without_keys("whsec_aB+/9-_= `whsec_` whsec_x"), "whsec_*** `whsec_` whsec_***");
        assert_eq!(without_keys("kco_xwhsec_aB+/9= whsec_akco_b+/c="), "kco_****** whsec_***");
    }
}
