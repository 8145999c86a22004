//! A `create` step as the flags of `session create`, so that it means the same, and is checked by the same rules.

use super::file::{Create, Words};
pub(super) use crate::commands::order::OrderArgs as Args;
use crate::model::id::DeviceId;
use clap::{Args as _, FromArgMatches};

/// The flags, as one would type them. A create without a reference gets one of its own, so that no run stands in the way of
/// the next.
pub(super) fn words(
    create: &Create,
    phone: Option<&DeviceId>,
    reference: &str,
    mut filled: impl FnMut(&Words) -> Result<String, String>,
) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    for flag in &create.flags {
        words.push(format!("--{}={}", flag.name, filled(&flag.words)?));
    }
    if !create.has("ref") {
        words.push(format!("--ref={reference}"));
    }
    if let Some(phone) = phone.filter(|_| !create.has("device")) {
        words.push(format!("--device={phone}"));
    }
    if create.allow_duplicate {
        words.push("--allow-duplicate".to_owned());
    }
    Ok(words)
}

/// The flags, read.
pub(super) fn args(words: &[String]) -> Result<Args, String> {
    let command = Args::augment_args(clap::Command::new("create").no_binary_name(true));
    let matches = command.try_get_matches_from(words);
    matches.and_then(|matches| Args::from_arg_matches(&matches)).map_err(|error| said(&error))
}

/// The first paragraph of what clap says, without its own words around it.
pub(super) fn said(error: &clap::Error) -> String {
    let text = error.to_string();
    let first: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    first.join(" ").trim_start_matches("error: ").to_owned()
}
