//! Where steps are told of, as soon as they have ended; several hands share it.
//!
//! That a row cannot be printed ends nothing: sessions may be open. It is said at the end.

use super::kept::Kept;
use super::row::{Row, Verdict};
use crate::error::Error;
use crate::output::{Progress, Ui};

/// The rows so far.
pub(super) struct Board {
    pub ui: Ui,
    pub rows: Vec<Row>,
    /// What is not repeated.
    pub kept: Kept,
    /// Where the rows of each scenario begin. Not by their names: two that are shown may be the same.
    begun: Vec<usize>,
    unprinted: Option<Error>,
    progress: Option<Progress>,
}

impl Board {
    pub fn new(ui: Ui, kept: Kept) -> Self {
        let progress = Some(ui.progress("beginning"));
        Self { ui, rows: Vec::new(), kept, begun: Vec::new(), unprinted: None, progress }
    }

    /// The rows from here on are those of the next scenario.
    pub fn begin_scene(&mut self) {
        self.begun.push(self.rows.len());
    }

    /// What goes on now.
    pub fn begin(&self, scenario: &str, what: &str) {
        if let Some(progress) = &self.progress {
            progress.say(&self.kept.masked(&format!("{scenario}: {what}")));
        }
    }

    /// Says what nobody may overlook. Whatever goes on from here shows no progress.
    pub fn alert(&mut self, text: &str) {
        self.progress = None;
        self.ui.alert(&self.kept.masked(text));
    }

    /// Tells of a step.
    pub fn add(&mut self, row: Row) {
        let hint = row.hint.as_deref().map(|hint| self.ui.in_place(hint));
        let row = self.kept.row(Row { hint, ..row });
        if self.unprinted.is_none() {
            let ui = &mut self.ui;
            self.unprinted = match &self.progress {
                Some(progress) => progress.aside(|| ui.emit_row(&row)).err(),
                None => ui.emit_row(&row).err(),
            };
        }
        self.rows.push(row);
    }

    /// The rows of each scenario that has some.
    pub fn scenes(&self) -> Vec<&[Row]> {
        let ends = self.begun.iter().skip(1).copied().chain([self.rows.len()]);
        let scenes = self.begun.iter().zip(ends).map(|(from, to)| &self.rows[*from..to]);
        scenes.filter(|rows| !rows.is_empty()).collect()
    }

    /// Whether the scenario that goes on has a step that failed.
    pub fn has_failed(&self) -> bool {
        self.last().iter().any(|row| row.result == Verdict::Failed)
    }

    /// Whether its rows show that it did not get to its end.
    pub fn has_ended_badly(&self) -> bool {
        self.last().iter().any(|row| matches!(row.result, Verdict::Failed | Verdict::Interrupted))
    }

    fn last(&self) -> &[Row] {
        &self.rows[self.begun.last().copied().unwrap_or_default()..]
    }

    /// What could not be printed.
    pub fn printed(&mut self) -> Result<(), Error> {
        self.progress = None;
        self.unprinted.take().map_or(Ok(()), Err)
    }
}
