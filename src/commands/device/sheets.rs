//! What all sheets of phones have in common: columns of metadata, and one error for all the rows that cannot be meant.

use crate::error::Error;

/// Columns that hold metadata begin with it.
pub const METADATA: &str = "metadata.";
/// The most problems that an error lists.
const MOST_PROBLEMS: usize = 10;

/// The key whose values a column holds.
pub fn metadata_key(column: &str) -> Option<&str> {
    let start = column.get(..METADATA.len())?;
    start.eq_ignore_ascii_case(METADATA).then(|| &column[METADATA.len()..])
}

/// The first rows that were wrong, and how many more there are.
pub fn refused(problems: Vec<String>) -> Error {
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    let mut lines: Vec<String> = problems.into_iter().take(MOST_PROBLEMS).collect();
    if more > 0 {
        lines.push(format!("and {more} rows more"));
    }
    Error::Usage {
        what: lines.join("\n"),
        hint: Some("mend the rows and run it again; `ipp location list` shows the locations".to_owned()),
    }
}
