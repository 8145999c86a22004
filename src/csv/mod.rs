//! Sheets of comma-separated values that people make in spreadsheets: read a row at a time, written a row at a time.
//!
//! Spreadsheets disagree on separators, byte order marks and line ends; [`Reader`] takes them all, and says row and line
//! of what it cannot take. A cell that a spreadsheet would run is neutralised on the way out ([`text`]) and restored on
//! the way in, so that a text that goes out and comes back is the same. Nothing here knows what a column means.

mod cell;
mod dialect;
mod reader;
mod record;

pub use cell::{line, text};
pub use dialect::Dialect;
pub use reader::{Place, Reader, Row};
