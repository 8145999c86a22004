//! How much room text takes on a terminal: the only user of unicode-width. Letters of some scripts are two columns wide,
//! and marks that stand above a letter take none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// In columns, of text on one line.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Of its widest line.
pub(super) fn widest_line(text: &str) -> usize {
    text.split('\n').map(width).max().unwrap_or(0)
}

/// Of what cannot be broken at a blank.
pub(super) fn longest_word(text: &str) -> usize {
    text.split([' ', '\n']).map(width).max().unwrap_or(0)
}

/// In pieces that are at most so wide; a letter that is wider than that is a piece of its own.
pub(super) fn pieces(text: &str, most: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut taken = 0;
    for letter in text.chars() {
        let own = letter.width().unwrap_or(0);
        if taken > 0 && taken + own > most {
            pieces.push(String::new());
            taken = 0;
        }
        let last = pieces.len() - 1;
        pieces[last].push(letter);
        taken += own;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_letters_are_wide_and_some_take_no_room() {
        for (text, columns) in [("Kassa", 5), ("レジ", 4), ("e\u{301}", 1), ("👩", 2), ("", 0), ("مقهى", 4)] {
            assert_eq!(width(text), columns, "{text}");
        }
        assert_eq!(widest_line("レジ\nabc"), 4);
        assert_eq!(longest_word("a レジ bcd\ne"), 4);
    }

    #[test]
    fn pieces_fit_and_lose_nothing() {
        assert_eq!(pieces("レジレジ", 5), ["レジ", "レジ"]);
        assert_eq!(pieces("レジ", 1), ["レ", "ジ"]);
        assert_eq!(pieces("ae\u{301}b", 2), ["ae\u{301}", "b"]);
        assert_eq!(pieces("", 3), [""]);
    }
}
