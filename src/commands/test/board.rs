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
    unprinted: Option<Error>,
    progress: Option<Progress>,
}

impl Board {
    pub fn new(ui: Ui, kept: Kept) -> Self {
        let progress = Some(ui.progress("beginning"));
        Self { ui, rows: Vec::new(), kept, unprinted: None, progress }
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
        let row = self.kept.row(row);
        if self.unprinted.is_none() {
            let ui = &mut self.ui;
            self.unprinted = match &self.progress {
                Some(progress) => progress.aside(|| ui.emit_row(&row)).err(),
                None => ui.emit_row(&row).err(),
            };
        }
        self.rows.push(row);
    }

    /// The rows of the scenario that began when there were so many.
    pub fn has_failed(&self, from: usize) -> bool {
        self.rows[from..].iter().any(|row| row.result == Verdict::Failed)
    }

    /// Whether they show that it did not get to its end.
    pub fn has_ended_badly(&self, from: usize) -> bool {
        self.rows[from..].iter().any(|row| matches!(row.result, Verdict::Failed | Verdict::Interrupted))
    }

    /// What could not be printed.
    pub fn printed(&mut self) -> Result<(), Error> {
        self.progress = None;
        self.unprinted.take().map_or(Ok(()), Err)
    }
}
