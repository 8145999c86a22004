//! How many of something: a whole number, and never none.

use std::num::NonZeroUsize;

/// As a person gives it.
pub fn parse(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "give a whole number, 1 or more".to_owned())
}
