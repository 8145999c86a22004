//! The fleet as a file: `ipp device export`, edited in a spreadsheet, `plan`, `apply`.
//!
//! What the file does not name is never touched: a key without a column, a phone without a row.

mod apply;
mod change;
mod export;
mod failure;
mod plan;
mod sheet;
mod spool;
mod write;

pub(super) use apply::{ApplyArgs, HELP as APPLY_HELP, run as apply};
pub(super) use export::{HELP as EXPORT_HELP, export};
pub(super) use plan::{HELP as PLAN_HELP, PlanArgs, run as plan};
