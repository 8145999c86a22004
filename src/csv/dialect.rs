//! How a file separates its cells: found in its first line, and kept for files that are written beside it.

/// Separators that spreadsheets write: most of them commas, Swedish ones semicolons, some tabs.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Some programs begin a UTF-8 file with it, and some read umlauts only where it stands.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a line begins with that only names the separator.
const NAMED: &str = "sep=";

/// The habits of one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dialect {
    /// Between two cells.
    pub separator: char,
    /// Whether a byte order mark comes first.
    pub has_mark: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { separator: ',', has_mark: false }
    }
}

impl Dialect {
    /// What a file of this kind begins with.
    pub fn beginning(self) -> &'static str {
        if self.has_mark { "\u{feff}" } else { "" }
    }

    /// From the beginning of a file, and how many bytes of it are no rows: a byte order mark, a line that names the
    /// separator.
    pub(super) fn of(beginning: &[u8]) -> (Self, usize) {
        // What puts files together puts marks together, too.
        let mut rest = beginning;
        while let Some(after) = rest.strip_prefix(BYTE_ORDER_MARK) {
            rest = after;
        }
        let start = beginning.len() - rest.len();
        let has_mark = start > 0;
        if let Some((separator, length)) = named(rest) {
            return (Self { separator, has_mark }, start + length);
        }
        let count = |separator: &char| first_line(rest).iter().filter(|byte| **byte == *separator as u8).count();
        // Of several, `max_by_key` would take the last: a comma wins.
        let separator = SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(',');
        (Self { separator, has_mark }, start)
    }
}

/// `sep=;` and the length of its line.
fn named(text: &[u8]) -> Option<(char, usize)> {
    let separator = char::from(*text.strip_prefix(NAMED.as_bytes())?.first()?);
    let line = text.iter().position(|byte| *byte == b'\n')? + 1;
    let rest = &text[NAMED.len() + 1..line];
    (SEPARATORS.contains(&separator) && rest.trim_ascii().is_empty()).then_some((separator, line))
}

/// The first line with something on it, without what stands in quotes.
fn first_line(text: &[u8]) -> Vec<u8> {
    // A tab before the first name is a separator, not a blank.
    let blanks = text.len() - text.trim_ascii_start().len();
    let start = text[..blanks].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    let text = &text[start..];
    let mut quoted = false;
    let mut line = Vec::new();
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => line.push(*byte),
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, bool, usize) {
        let (dialect, start) = Dialect::of(text.as_bytes());
        (dialect.separator, dialect.has_mark, start)
    }

    #[test]
    fn the_first_line_tells() {
        assert_eq!(found("name,location\na;b;c;d\n"), (',', false, 0));
        assert_eq!(found("\u{feff}name;location\r\n"), (';', true, 3));
        assert_eq!(found("name\tlocation\n"), ('\t', false, 0));
        assert_eq!(found("\n\tname\n"), ('\t', false, 0));
        assert_eq!(found("\t\"a,l\"\n"), ('\t', false, 0));
        assert_eq!(found("\n\n\"a,b,c\";d\n"), (';', false, 0));
        assert_eq!(found("name\n"), (',', false, 0));
        assert_eq!(found(""), (',', false, 0));
    }

    #[test]
    fn a_line_may_name_the_separator() {
        assert_eq!(found("sep=;\r\nname,x;y\n"), (';', false, 7));
        assert_eq!(found("\u{feff}sep=,\nname;x;y\n"), (',', true, 9));
        assert_eq!(found("sep=name,location\n"), (',', false, 0));
    }
}
