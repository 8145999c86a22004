//! Where steps are told of, as soon as they have ended; several hands share it.
//!
//! That a row cannot be printed ends nothing: sessions may be open. It is said at the end.

use super::row::{Row, Verdict};
use crate::error::Error;
use crate::output::Ui;

/// The rows so far.
pub(super) struct Board {
    pub ui: Ui,
    pub rows: Vec<Row>,
    unprinted: Option<Error>,
}

impl Board {
    pub fn new(ui: Ui) -> Self {
        Self { ui, rows: Vec::new(), unprinted: None }
    }

    /// Tells of a step.
    pub fn add(&mut self, row: Row) {
        if self.unprinted.is_none() {
            self.unprinted = self.ui.emit_row(&row).err();
        }
        self.rows.push(row);
    }

    /// The rows of the scenario that began when there were so many.
    pub fn has_failed(&self, from: usize) -> bool {
        self.rows[from..].iter().any(|row| row.result == Verdict::Failed)
    }

    /// What could not be printed.
    pub fn printed(&mut self) -> Result<(), Error> {
        self.unprinted.take().map_or(Ok(()), Err)
    }
}
