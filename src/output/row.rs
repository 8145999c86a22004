//! One record of a stream on one line, where it fits; a pure function of its cells and a style.
//!
//! On a narrow terminal ids are shortened first, and then the line goes on in the next one, with whole ids: they are never
//! broken, because people copy them.

use super::escape;
use super::measure::{pieces, width};
use super::record::{Field, Tone};
use super::terminal::{BAD, BUSY, GOOD, Style};
use crate::model::id::is_uuid;

/// Between two cells.
const GAP: &str = "  ";
/// How much of an id is left when it is shortened.
const SHORT_ID: usize = 8;

/// The cells that are not empty, with the line's end.
pub(super) fn line(cells: &[Field], style: Style) -> String {
    let cells: Vec<Field> = cells
        .iter()
        .filter(|cell| !cell.text.is_empty())
        .map(|cell| Field { text: escape::line(&cell.text), ..cell.clone() })
        .collect();
    let fits = |cells: &[Field]| style.width.is_none_or(|width| length(cells) <= width);
    let rows = if fits(&cells) {
        vec![cells]
    } else {
        let short: Vec<Field> = cells.iter().map(shortened).collect();
        if fits(&short) { vec![short] } else { wrapped(cells, style.width.unwrap_or(usize::MAX)) }
    };
    let indented = |(number, row): (usize, &Vec<Field>)| {
        let indent = if number == 0 { "" } else { GAP };
        format!("{indent}{}\n", painted(row, style))
    };
    rows.iter().enumerate().map(indented).collect()
}

fn length(cells: &[Field]) -> usize {
    let gaps = GAP.len() * cells.len().saturating_sub(1);
    let padding = cells.last().map_or(0, |last| width(&last.text) - width(last.text.trim_end()));
    cells.iter().map(|cell| width(&cell.text)).sum::<usize>() + gaps - padding
}

fn shortened(cell: &Field) -> Field {
    match is_uuid(&cell.text) {
        true => Field { text: format!("{}…", &cell.text[..SHORT_ID]), ..cell.clone() },
        false => cell.clone(),
    }
}

/// As many cells in a row as fit; one that is longer than a row is broken.
fn wrapped(cells: Vec<Field>, width: usize) -> Vec<Vec<Field>> {
    let width = width.saturating_sub(GAP.len()).max(1);
    let mut rows: Vec<Vec<Field>> = vec![Vec::new()];
    for cell in cells {
        for text in pieces(&cell.text, width) {
            let part = Field { text, ..cell.clone() };
            let row = rows.len() - 1;
            rows[row].push(part);
            if length(&rows[row]) > width && rows[row].len() > 1 {
                let part = rows[row].pop();
                rows.push(part.into_iter().collect());
            }
        }
    }
    rows
}

fn painted(row: &[Field], style: Style) -> String {
    let texts: Vec<String> = row.iter().map(|cell| paint(cell, style)).collect();
    texts.join(GAP).trim_end().to_owned()
}

fn paint(cell: &Field, style: Style) -> String {
    let paint = match cell.tone {
        Tone::Good => GOOD,
        Tone::Busy => BUSY,
        Tone::Bad => BAD,
        Tone::Plain => return cell.text.clone(),
    };
    if style.color { format!("{paint}{}{paint:#}", cell.text) } else { cell.text.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";

    fn cells() -> Vec<Field> {
        let texts = ["18:33:39Z", "ipp.session.created  ", ID, "", "249.00 SEK"].map(Field::from);
        [texts.as_slice(), &[Field::toned("verified", Tone::Good)]].concat()
    }

    fn at(width: Option<usize>) -> String {
        line(&cells(), Style { color: false, width, terminal: width.is_some(), now: None })
    }

    #[test]
    fn a_line_is_one_line_as_long_as_that_can_be() {
        let whole = format!("18:33:39Z  ipp.session.created    {ID}  249.00 SEK  verified\n");
        assert_eq!(at(None), whole);
        assert_eq!(at(Some(whole.len() - 1)), whole);
        assert_eq!(at(Some(80)), "18:33:39Z  ipp.session.created    6f2c1f2e…  249.00 SEK  verified\n");
        assert_eq!(at(Some(40)), format!("18:33:39Z  ipp.session.created\n  {ID}\n  249.00 SEK  verified\n"));
    }

    #[test]
    fn nothing_is_wider_than_the_terminal_and_nothing_is_lost() {
        for width in 1..100 {
            let text = line(&cells(), Style { color: false, width: Some(width), terminal: true, now: None });
            assert!(text.lines().all(|line| super::width(line) <= width.max(3)), "{width}: {text}");
            let joined: String = text.split_whitespace().collect();
            assert!(width >= 60 || joined.contains(ID), "{width}: {text}");
        }
    }

    #[test]
    fn cells_are_harmless_and_painted() {
        let cells = [Field::from("a\u{1b}[2J\n"), Field::toned("b", Tone::Bad)];
        let text = line(&cells, Style { color: true, width: None, terminal: true, now: None });
        assert_eq!(text, "a\\u{1b}[2J\\n  \u{1b}[1m\u{1b}[31mb\u{1b}[0m\n");
    }
}
