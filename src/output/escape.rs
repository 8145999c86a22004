//! Makes text from elsewhere harmless to a terminal: what could move the cursor, recolour, reorder or hide is shown as
//! an escape instead of being obeyed.

/// Invisible operators: zero columns wide, escaped wherever they come from outside, so that they can mark a tone
/// inside a table while its columns are measured.
pub(super) const TONE_MARKS: [char; 3] = ['\u{2061}', '\u{2062}', '\u{2063}'];
/// Ends what a tone mark begins.
pub(super) const TONE_END: char = '\u{2064}';

/// Controls, and the marks that turn the reading direction, join lines or take no room.
pub(super) fn is_dangerous(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether it is one line of text that is shown as it is.
pub fn is_harmless(text: &str) -> bool {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    text.bytes().all(is_plain) || !text.chars().any(is_dangerous)
}

/// One line of text: `\n` and `\t` are escaped as well.
pub fn line(text: &str) -> String {
    escaped(text, |_| false)
}

/// Text of several lines: its line breaks stay.
pub(super) fn lines(text: &str) -> String {
    escaped(text, |letter| letter == '\n')
}

fn escaped(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            _ if keep(letter) || !is_dangerous(letter) => clean.push(letter),
            '\n' => clean.push_str("\\n"),
            '\t' => clean.push_str("\\t"),
            '\r' => clean.push_str("\\r"),
            _ => clean.push_str(&format!("\\u{{{:x}}}", u32::from(letter))),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\u{9b}c"), "a\\u{1b}[31mb\\u{7}\\u{9b}c");
        assert_eq!(line("pay\u{202e}yap\nx\ty\r"), "pay\\u{202e}yap\\nx\\ty\\r");
        assert_eq!(line("\u{200b}\u{2061}\u{feff}"), "\\u{200b}\\u{2061}\\u{feff}");
        assert!(is_harmless("Kassa \u{e5} 3") && !is_harmless("a\n") && !is_harmless("\u{202e}"));
    }

    #[test]
    fn names_of_all_scripts_stay() {
        for name in ["Kassa Åäö", "مقهى", "レジ 3", "👩‍🍳"] {
            assert!(line(name).contains(name.chars().next().unwrap_or_default()), "{name}");
        }
        assert_eq!(line("مقهى レジ"), "مقهى レジ");
    }

    #[test]
    fn laid_out_text_keeps_its_lines() {
        assert_eq!(lines("a\nb\u{1b}[0m"), "a\nb\\u{1b}[0m");
    }
}
