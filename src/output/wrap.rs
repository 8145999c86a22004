//! Breaks what is said at a terminal between words, which the terminal itself would break anywhere. What is to be copied,
//! a command in backticks or an address, is never broken here, also where it is wider than the terminal.

use super::measure::width;
use std::borrow::Cow;

/// What stands before the rest of a line that was broken, besides the line's own beginning.
const INDENT: usize = 2;

/// The same text in lines that fit, as far as they can.
pub(super) fn between_words(text: &str, columns: usize) -> Cow<'_, str> {
    match text.split('\n').all(|line| seen(line) <= columns) {
        true => text.into(),
        false => text.split('\n').map(|line| broken(line, columns)).collect::<Vec<_>>().join("\n").into(),
    }
}

fn broken(line: &str, columns: usize) -> String {
    let indent = line.chars().take_while(|letter| *letter == ' ').count() + INDENT;
    let (mut lines, mut taken) = (String::new(), 0);
    for piece in pieces(line) {
        let own = seen(piece);
        if taken > 0 && taken + 1 + own > columns {
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            taken = indent;
        } else if !lines.is_empty() {
            lines.push(' ');
            taken += 1;
        }
        lines.push_str(piece);
        taken += own;
    }
    lines
}

/// What stays together: words, and all between two backticks. The blanks that a line begins with go with its first word.
fn pieces(line: &str) -> Vec<&str> {
    let has_pairs = line.matches('`').count().is_multiple_of(2);
    let (mut pieces, mut begin, mut is_quoted, mut has_begun) = (Vec::new(), 0, false, false);
    for (at, letter) in line.char_indices() {
        is_quoted ^= letter == '`' && has_pairs;
        if letter == ' ' && !is_quoted && has_begun {
            pieces.push(&line[begin..at]);
            begin = at + 1;
        }
        has_begun |= letter != ' ';
    }
    pieces.push(&line[begin..]);
    pieces
}

/// In columns, without colours.
fn seen(text: &str) -> usize {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().map_or(0, width);
    first + parts.map(|part| part.split_once('m').map_or(0, |(_, shown)| width(shown))).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_what_is_copied_stays_whole() {
        for (text, columns, expected) in [
            ("short\n", 20, "short\n"),
            ("one two three\n", 9, "one two\n  three\n"),
            ("  caused by: a reason\n", 14, "  caused by: a\n    reason\n"),
            ("see `ipp session list` now\n", 12, "see\n  `ipp session list`\n  now\n"),
            ("at http://127.0.0.1:4010/ipp/v1 it is\n", 10, "at\n  http://127.0.0.1:4010/ipp/v1\n  it is\n"),
            ("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m two\n", 10, "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m two\n"),
            ("an odd ` stays\n", 8, "an odd `\n  stays\n"),
            ("レジ レジ\n", 6, "レジ\n  レジ\n"),
            ("a  b\n", 3, "a \n  b\n"),
            ("", 3, ""),
        ] {
            assert_eq!(between_words(text, columns), expected);
        }
    }
}
