//! What the arguments say of the output before they are parsed: for the words about arguments that cannot be.

use crate::output::{Color, Format};
use clap::ValueEnum;
use std::ffi::OsString;

/// The format that errors are to have.
pub fn asked_format(arguments: &[OsString]) -> Format {
    let words = words(arguments);
    if words.contains(&"--json") {
        return Format::Json;
    }
    let joined =
        ["--output=", "-o=", "-o"].iter().find_map(|flag| words.iter().find_map(|word| word.strip_prefix(flag)));
    let parted = words.windows(2).find_map(|pair| matches!(pair[0], "-o" | "--output").then_some(pair[1]));
    parted.or(joined).and_then(|word| Format::from_str(word, false).ok()).unwrap_or_default()
}

/// Whether there is to be colour.
pub fn asked_color(arguments: &[OsString]) -> Color {
    let words = words(arguments);
    let joined = words.iter().find_map(|word| word.strip_prefix("--color="));
    let parted = words.windows(2).find_map(|pair| (pair[0] == "--color").then_some(pair[1]));
    joined.or(parted).and_then(|word| Color::from_str(word, false).ok()).unwrap_or_default()
}

/// Those before `--`.
fn words(arguments: &[OsString]) -> Vec<&str> {
    arguments.iter().filter_map(|argument| argument.to_str()).take_while(|word| *word != "--").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_ways_to_ask_for_json() {
        for text in
            ["ipp x --json", "ipp -o json x", "ipp x --output=json", "ipp -ojson", "ipp -o=json", "ipp --output json"]
        {
            assert_eq!(asked_format(&line(text)), Format::Json, "{text}");
        }
        for text in ["ipp x", "ipp -o table", "ipp x -- --json", "ipp -o"] {
            assert_eq!(asked_format(&line(text)), Format::Table, "{text}");
        }
    }

    #[test]
    fn the_ways_to_ask_for_colour() {
        assert_eq!(asked_color(&line("ipp --color always x")), Color::Always);
        assert_eq!(asked_color(&line("ipp x --color=never")), Color::Never);
        assert_eq!(asked_color(&line("ipp x")), Color::Auto);
    }
}
