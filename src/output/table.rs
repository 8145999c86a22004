//! Tables: the only user of comfy-table. A pure function of the records and a style.
//!
//! Ids are never broken over lines, because people copy them. Where a table cannot fit, the records stand below each other.

use super::escape::{TONE_END, TONE_MARKS, line};
use super::layout::{GAP, Lane, Layout, fit};
use super::measure::{longest_word, pieces, width};
use super::record::{Field, Record, Tone};
use super::terminal::{BAD, BUSY, GOOD, HEADING, Style};
use super::view::View;
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::borrow::Cow;

/// How far a value stands in when there is no room beside its name.
const INDENT: usize = 2;
/// A word that is longer, in bytes, is broken before comfy-table sees it, which measures all that is left of it again for
/// each of its lines: a server that gives a name of a megabyte would hold the command up for minutes.
const LONGEST_WORD: usize = 1_000;

/// A list, and the headings that there was no room for.
pub(super) fn list<T: Record>(records: &[T], view: &View<T>, style: Style) -> (String, Vec<String>) {
    let lanes = lanes(records, view, style);
    let Some(room) = style.width else { return (table(&lanes, None, style), Vec::new()) };
    match fit(lanes.clone(), room, view.spare()) {
        Layout::Table { lanes, widths, left_out } => (table(&lanes, Some(&widths), style), left_out),
        Layout::Blocks => (blocks(&lanes, style), Vec::new()),
    }
}

/// The columns, with harmless cells.
fn lanes<T: Record>(records: &[T], view: &View<T>, style: Style) -> Vec<Lane> {
    let lane = |heading| Lane { heading, cells: Vec::with_capacity(records.len()) };
    let mut lanes: Vec<Lane> = view.headings().into_iter().map(lane).collect();
    for record in records {
        for (lane, field) in lanes.iter_mut().zip(view.cells(record)) {
            let field = field.seen(style.now);
            lane.cells.push(Field { text: harmless(&field.text), ..field });
        }
    }
    lanes
}

fn table(lanes: &[Lane], widths: Option<&[usize]>, style: Style) -> String {
    let mut table = empty(style, 0);
    table.set_header(lanes.iter().map(|lane| &lane.heading));
    for row in 0..lanes.first().map_or(0, |lane| lane.cells.len()) {
        let room = |at| widths.and_then(|widths: &[usize]| widths.get(at).copied());
        table.add_row(lanes.iter().enumerate().map(|(at, lane)| cell(&lane.cells[row], room(at), style)));
    }
    for (at, width) in widths.into_iter().flatten().enumerate() {
        if let Some(column) = table.column_mut(at) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(columns(width + GAP))));
        }
    }
    let text = finished(&table);
    match text.split_once('\n') {
        Some((heading, rest)) if style.color => colored(&format!("{HEADING}{heading}{HEADING:#}\n{rest}"), style),
        _ => colored(&text, style),
    }
}

fn blocks(lanes: &[Lane], style: Style) -> String {
    let block = |row: usize| {
        let fields: Vec<_> = lanes.iter().map(|lane| (lane.heading.as_str(), lane.cells[row].clone())).collect();
        laid_out(&fields, style)
    };
    let rows = lanes.first().map_or(0, |lane| lane.cells.len());
    (0..rows).map(block).collect::<Vec<_>>().join("\n")
}

/// One record, a line for each field.
pub(super) fn details(fields: &[(&'static str, Field)], style: Style) -> String {
    let harmless = |field: &Field| Field { text: harmless(&field.text), ..field.clone() };
    let fields: Vec<_> = fields.iter().map(|(name, field)| (*name, harmless(field))).collect();
    laid_out(&fields, style)
}

/// A value with a word that is too long for the room beside its name stands below it.
fn laid_out(fields: &[(&str, Field)], style: Style) -> String {
    let fields: Vec<_> = fields.iter().filter(|(_, field)| !field.text.is_empty()).collect();
    let names = fields.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let beside = |field: &Field| {
        style.width.is_none_or(|width| names + GAP + longest_word(&field.text) <= width.max(names + GAP + 1))
    };
    let mut text = String::new();
    for run in fields.chunk_by(|one, other| beside(&one.1) && beside(&other.1)) {
        match run {
            [(name, field)] if !beside(field) => text.push_str(&below(name, field, style)),
            run => text.push_str(&rows(run, names, style)),
        }
    }
    colored(&text, style)
}

fn rows(fields: &[&(&str, Field)], names: usize, style: Style) -> String {
    let mut table = empty(style, 0);
    for (name, field) in fields {
        table.add_row([cell(&Field::from(name.to_lowercase()), None, style), cell(field, None, style)]);
    }
    if let Some(first) = table.column_mut(0) {
        first.set_constraint(ColumnConstraint::Absolute(Width::Fixed(columns(names + GAP))));
    }
    finished(&table)
}

fn below(name: &str, field: &Field, style: Style) -> String {
    let mut table = empty(style, INDENT);
    table.add_row([cell(field, style.width.map(|width| width.saturating_sub(INDENT)), style)]);
    let value = finished(&table).lines().map(|line| format!("{:INDENT$}{line}\n", "")).collect::<String>();
    format!("{}\n{value}", name.to_lowercase())
}

fn columns(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// As wide as the terminal without `indent`, and the blanks at both ends, which are taken away.
fn empty(style: Style, indent: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some(width) = style.width {
        table.set_width(columns(width.saturating_sub(indent) + GAP));
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table
}

/// `room` is how wide it will be, where that is known.
fn cell(field: &Field, room: Option<usize>, style: Style) -> Cell {
    let text = room.map_or(Cow::Borrowed(field.text.as_str()), |room| broken(&field.text, room));
    match tone_mark(field.tone).filter(|_| style.color) {
        Some(mark) => Cell::new(format!("{mark}{text}{TONE_END}")),
        None => Cell::new(text),
    }
}

/// The text, with words that are too long for anybody to read broken into lines.
fn broken(text: &str, room: usize) -> Cow<'_, str> {
    let is_long = |word: &str| word.len() > LONGEST_WORD;
    if !text.split([' ', '\n']).any(is_long) {
        return Cow::Borrowed(text);
    }
    let word = |word: &str| if is_long(word) { pieces(word, room.max(1)).join("\n") } else { word.to_owned() };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// Its own line breaks stay.
fn harmless(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn tone_mark(tone: Tone) -> Option<char> {
    match tone {
        Tone::Plain => None,
        Tone::Good => Some(TONE_MARKS[0]),
        Tone::Busy => Some(TONE_MARKS[1]),
        Tone::Bad => Some(TONE_MARKS[2]),
    }
}

fn finished(table: &Table) -> String {
    table.lines().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(&line).trim_end())).collect()
}

fn colored(text: &str, style: Style) -> String {
    if !style.color {
        return text.to_owned();
    }
    let tones = [GOOD, BUSY, BAD].map(|tone| tone.render().to_string());
    let marked = TONE_MARKS.iter().zip(tones).fold(text.to_owned(), |text, (mark, tone)| text.replace(*mark, &tone));
    marked.replace(TONE_END, "\u{1b}[0m")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize)]
    struct Phone {
        id: String,
        name: String,
    }

    impl Record for Phone {
        const PLURAL: &'static str = "phones";
        const COLUMNS: &'static [&'static str] = &["ID", "NAME"];
        const CSV: &'static [&'static str] = &["id", "name"];

        fn cells(&self) -> Vec<Field> {
            vec![self.id.clone().into(), Field::toned(self.name.clone(), Tone::Good)]
        }

        fn details(&self) -> Vec<(&'static str, Field)> {
            Self::COLUMNS.iter().copied().zip(self.cells()).collect()
        }

        fn id(&self) -> String {
            self.id.clone()
        }
    }

    fn phones(name: &str) -> Vec<Phone> {
        vec![Phone { id: "6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10".to_owned(), name: name.to_owned() }]
    }

    const PLAIN: Style = Style { color: false, width: None, terminal: false, now: None };

    fn shown(name: &str, style: Style) -> String {
        list(&phones(name), &View::default(), style).0
    }

    #[test]
    fn plain_tables_have_neither_colour_nor_trailing_blanks() {
        let text = shown("Till 1", PLAIN);
        assert_eq!(text, "ID                                    NAME\n6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10  Till 1\n");
    }

    #[test]
    fn ids_are_never_broken_and_lines_fit() {
        for width in [20, 38, 40, 60, 80] {
            let style = Style { width: Some(width), ..PLAIN };
            let text = shown(&"long name ".repeat(10), style);
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}: {text}");
            if width >= 38 {
                assert!(text.contains("6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10"), "{width}: {text}");
            }
        }
    }

    #[test]
    fn a_word_of_a_megabyte_is_shown_whole_and_soon() {
        let name = "レx".repeat(250_000);
        for width in [30, 80] {
            let style = Style { width: Some(width), ..PLAIN };
            let one = details(&phones(&name)[0].details(), style);
            for text in [shown(&name, style), one] {
                assert!(text.lines().all(|line| super::width(line) <= width), "{width}");
                assert_eq!(text.matches('レ').count(), 250_000, "{width}");
            }
        }
    }

    #[test]
    fn names_cannot_break_out_of_their_cell() {
        let text = shown("a\u{1b}[2Jb\u{202e}c", PLAIN);
        assert!(text.contains("a\\u{1b}[2Jb\\u{202e}c"), "{text}");
    }

    #[test]
    fn tones_become_colours() {
        let text = shown("Till 1", Style { color: true, ..PLAIN });
        assert!(text.contains("\u{1b}[32mTill 1\u{1b}[0m"), "{text:?}");
    }
}
