//! One cell: harmless to a spreadsheet, the same when it comes back, and quoted where it has to be.

use std::borrow::Cow;

/// What makes a spreadsheet take a text for a formula: some read full-width signs, and what follows an empty line.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Marks a text as a text, in a spreadsheet and here.
const MARK: char = '\'';

/// A text as it is written: one that a spreadsheet would run, or that looks as if it had been marked, gets a mark.
pub fn text(text: &str) -> Cow<'_, str> {
    match is_formula(text) {
        true => Cow::Owned(format!("{MARK}{text}")),
        false => Cow::Borrowed(text),
    }
}

/// The text that was written; without its mark, if it has one.
pub(super) fn restored(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if is_formula(cell) => rest,
        _ => cell,
    }
}

/// With or without marks in front of it.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(MARK).starts_with(FORMULA)
}

/// A row as it stands in a file, with its line's end. The cells are written as they are: a [`text`] is made one before.
pub fn line<C: AsRef<str>>(cells: &[C], separator: char) -> String {
    let mut line = String::new();
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            line.push(separator);
        }
        // A row of one empty cell would be an empty row.
        quote(cell.as_ref(), separator, cells.len() == 1, &mut line);
    }
    line.push('\n');
    line
}

/// What separates cells anywhere makes quotes necessary, so that a spreadsheet of another country reads it as text, and a
/// name of a column with many tabs does not pass for the columns of another dialect.
fn quote(cell: &str, separator: char, is_alone: bool, line: &mut String) {
    let needs = cell.contains([',', ';', '\t', separator, '"', '\r', '\n']) || cell.trim() != cell;
    if needs || (is_alone && cell.is_empty()) {
        line.push('"');
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_texts() {
        for formula in
            ["=1+1", "+46", "-x", "@SUM(A1)", "\t=1", "\r=1", "'=1", "\n=1", "＝1+1", "＋46", "－x", "＠SUM(A1)"]
        {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for plain in ["Till 1", "'s-Hertogenbosch", "", "'", "1-2", "''"] {
            assert_eq!(text(plain), plain);
            assert_eq!(restored(plain), plain);
        }
        assert_eq!(restored("=1+1"), "=1+1", "what nobody marked stays");
    }

    #[test]
    fn quotes_stand_where_they_have_to() {
        assert_eq!(line(&["a", "b;c", "d\"e", " f", "g\nh", ""], ','), "a,\"b;c\",\"d\"\"e\",\" f\",\"g\nh\",\n");
        assert_eq!((line(&[""], ';'), line(&["", ""], ';')), ("\"\"\n".to_owned(), ";\n".to_owned()));
    }

    proptest! {
        #[test]
        fn what_goes_out_comes_back(original in "['=+@a\n＝＠-]{0,4}\\PC{0,4}") {
            let written = text(&original);
            prop_assert_eq!(restored(&written), &original);
            prop_assert!(!written.starts_with(FORMULA));
        }
    }
}
