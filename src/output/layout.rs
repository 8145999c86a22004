//! How a list is laid out in the room that there is: as it is, with ids cut, without its least important columns, or as a
//! block a record. Pure: it knows widths, and neither colours nor characters between columns.
//!
//! Headings and ids are never broken over lines. Ids are cut only where that leaves them different from each other, and
//! only those that commands take by their beginning.

use super::measure::{longest_word, widest_line, width};
use super::record::{Field, Kind};
use crate::model::id::is_uuid;
use std::collections::HashSet;
use std::ops::Range;

/// Between two columns.
pub(super) const GAP: usize = 2;
/// Below so many columns, what does not fit as it is becomes a block a record.
const NARROWEST_TABLE: usize = 60;
/// What is not wider than this stays on one line.
const SHORT: usize = 16;
/// Text that goes over lines has at least, and its words at most, so much room.
const LINE: (usize, usize) = (12, 24);
/// How much is left of an id at least.
const SHORTEST_ID: usize = 8;
/// Stands for what was cut.
const CUT: char = '…';

/// A column: its heading and its cells, escaped.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    pub heading: String,
    pub cells: Vec<Field>,
}

/// What fits.
#[derive(Debug)]
pub(super) enum Layout {
    /// A table of these, so wide, and the headings that there is no room for.
    Table { lanes: Vec<Lane>, widths: Vec<usize>, left_out: Vec<String> },
    /// No table.
    Blocks,
}

/// The layout within `room` columns. `spare` are the headings that may go, the least important one first.
pub(super) fn fit(mut lanes: Vec<Lane>, room: usize, spare: &[&str]) -> Layout {
    let mut left_out = Vec::new();
    if needed(&lanes) > room && room < NARROWEST_TABLE {
        return Layout::Blocks;
    }
    for at in (0..lanes.len()).rev() {
        if needed(&lanes) > room {
            lanes[at].cut_ids();
        }
    }
    for heading in spare {
        if needed(&lanes) > room && lanes.len() > 2 {
            lanes.retain(|lane| lane.heading != *heading);
            left_out.push((*heading).to_owned());
        }
    }
    match needed(&lanes) > room {
        true => Layout::Blocks,
        false => Layout::Table { widths: shared(&lanes, room), lanes, left_out },
    }
}

impl Lane {
    /// What it cannot do without.
    fn least(&self, is_first: bool) -> usize {
        self.cells.iter().map(|cell| least(cell, is_first)).max().unwrap_or(0).max(width(&self.heading))
    }

    fn wanted(&self) -> usize {
        self.cells.iter().map(|cell| widest_line(&cell.text)).max().unwrap_or(0).max(width(&self.heading))
    }

    /// To the shortest beginning that is still nobody else's.
    fn cut_ids(&mut self) {
        let texts: HashSet<&str> = self.cells.iter().map(|cell| cell.text.as_str()).collect();
        let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let is_enough = |count: usize| {
            let mut beginnings = HashSet::new();
            texts.iter().all(|text| beginnings.insert(beginning(text, count)))
        };
        let Some(count) = first(SHORTEST_ID..longest, is_enough) else { return };
        for cell in &mut self.cells {
            if cell.kind == Kind::Id && cell.text.chars().count() > count + 1 {
                cell.text = format!("{}{CUT}", beginning(&cell.text, count));
            }
        }
    }
}

/// The first for which it holds, where it holds for all after that: a server may give ids that are alike for a megabyte.
fn first(range: Range<usize>, holds: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut from, mut to) = (range.start, range.end);
    while from < to {
        let middle = from + (to - from) / 2;
        match holds(middle) {
            true => to = middle,
            false => from = middle + 1,
        }
    }
    range.contains(&from).then_some(from)
}

fn beginning(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// What stands first names the row: one word is never broken there.
fn least(cell: &Field, is_first: bool) -> usize {
    let whole = widest_line(&cell.text);
    match cell.kind {
        Kind::Id | Kind::Time(_) => whole,
        Kind::Text if is_uuid(&cell.text) || (is_first && !cell.text.contains(' ')) => whole,
        Kind::Text if whole <= SHORT => whole,
        Kind::Text => longest_word(&cell.text).clamp(LINE.0, LINE.1),
    }
}

fn leasts(lanes: &[Lane]) -> Vec<usize> {
    lanes.iter().enumerate().map(|(at, lane)| lane.least(at == 0)).collect()
}

fn needed(lanes: &[Lane]) -> usize {
    leasts(lanes).iter().sum::<usize>() + GAP * lanes.len().saturating_sub(1)
}

/// What is left over goes to those that want more, to those first that want the least.
fn shared(lanes: &[Lane], room: usize) -> Vec<usize> {
    let mut widths = leasts(lanes);
    let mut wants: Vec<(usize, usize)> =
        lanes.iter().zip(&widths).map(|(lane, least)| lane.wanted() - least).zip(0..).collect();
    wants.sort_unstable();
    let mut left = room - needed(lanes);
    for (done, (want, at)) in wants.iter().enumerate() {
        let share = (*want).min(left / (wants.len() - done));
        widths[*at] += share;
        left -= share;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [&str; 2] = ["6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10", "6f2c1f2e-9c2b-4c57-8a44-0e1d7c5d3a10"];

    fn lane(heading: &str, cells: impl IntoIterator<Item = Field>) -> Lane {
        Lane { heading: heading.to_owned(), cells: cells.into_iter().collect() }
    }

    fn phones() -> Vec<Lane> {
        let names = ["Till 1, by the door to the yard", "レジ"].map(Field::from);
        vec![
            lane("ID", IDS.map(Field::id)),
            lane("NAME", names),
            lane("PLATFORM", ["ANDROID", "IOS"].map(Field::from)),
            lane("NEXT TRY", ["", ""].map(Field::from)),
        ]
    }

    fn at(room: usize, spare: &[&str]) -> (Vec<String>, Vec<usize>, String) {
        match fit(phones(), room, spare) {
            Layout::Table { lanes, widths, left_out } => (left_out, widths, lanes[0].cells[0].text.clone()),
            Layout::Blocks => Default::default(),
        }
    }

    #[test]
    fn a_table_is_whole_as_long_as_that_can_be() {
        assert_eq!(at(200, &[]), (vec![], vec![36, 31, 8, 8], IDS[0].to_owned()));
        assert_eq!(at(75, &[]), (vec![], vec![36, 17, 8, 8], IDS[0].to_owned()));
    }

    #[test]
    fn ids_are_cut_before_columns_go_and_stay_different() {
        assert_eq!(at(69, &["NEXT TRY"]), (vec![], vec![13, 31, 8, 8], "6f2c1f2e-9c1…".to_owned()));
    }

    #[test]
    fn ids_that_are_alike_for_long_take_no_longer() {
        let alike = "x".repeat(200_000);
        let mut lane = lane("ID", ["a", "b"].map(|end| Field::id(format!("{alike}{end}"))));
        lane.cut_ids();
        assert!(lane.cells.iter().all(|cell| cell.text.len() == 200_001), "nothing is left to cut");
        assert_eq!(first(8..20, |count| count >= 13), Some(13));
        assert_eq!((first(8..20, |_| true), first(8..20, |_| false), first(8..8, |_| true)), (Some(8), None, None));
    }

    #[test]
    fn the_least_important_columns_go_first() {
        let mut lanes = phones();
        lanes.push(lane("URL", ["http://127.0.0.1:8080/webhooks/kustom", ""].map(Field::from)));
        match fit(lanes, 60, &["URL", "PLATFORM"]) {
            Layout::Table { left_out, .. } => assert_eq!(left_out, ["URL"]),
            Layout::Blocks => panic!("it fits without the URL"),
        }
        assert!(matches!(fit(phones(), 59, &["URL", "NEXT TRY"]), Layout::Blocks));
    }

    #[test]
    fn no_width_is_too_small_and_no_table_is_too_wide() {
        for room in 0..120 {
            if let Layout::Table { lanes, widths, .. } = fit(phones(), room, &["NEXT TRY"]) {
                assert!(widths.iter().sum::<usize>() + GAP * (widths.len() - 1) <= room, "{room}: {widths:?}");
                let headings = lanes.iter().map(|lane| width(&lane.heading));
                assert!(headings.zip(&widths).all(|(heading, width)| heading <= *width), "{room}: {widths:?}");
            }
        }
    }

    #[test]
    fn what_commands_do_not_take_by_its_beginning_is_never_cut() {
        let lanes = vec![lane("SESSION", IDS.map(Field::from)), lane("URL", [Field::from("x".repeat(90)), "".into()])];
        match fit(lanes, 60, &[]) {
            Layout::Table { lanes, .. } => assert_eq!(lanes[0].cells[0].text, IDS[0]),
            Layout::Blocks => {}
        }
        let same = lane("ID", [IDS[0], IDS[0]].map(Field::id));
        let mut lanes = [same];
        lanes[0].cut_ids();
        assert_eq!(lanes[0].cells[1].text, "6f2c1f2e…");
    }
}
