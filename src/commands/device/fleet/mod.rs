//! The fleet as a file: `ipp device export`, edited in a spreadsheet.
//!
//! What the file does not name is never touched: a key without a column, a phone without a row.

mod export;
mod spool;

pub(super) use export::{HELP as EXPORT_HELP, export};
