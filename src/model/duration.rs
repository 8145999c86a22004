//! Durations as people type them: `500ms`, `2s`, `3m`, `1h30m`.

use std::time::Duration;

/// Longest duration that makes sense for a command: a day.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a duration with its unit: more than zero, at most a day.
pub fn parse(text: &str) -> Result<Duration, String> {
    let example = "give a duration with its unit, such as 500ms, 30s or 3m";
    let span: jiff::SignedDuration = text.parse().map_err(|_| format!("`{text}` is not a duration; {example}"))?;
    let duration = Duration::try_from(span).map_err(|_| format!("`{text}` is negative; {example}"))?;
    match duration {
        Duration::ZERO => Err(format!("a duration of 0 leaves no time; {example}")),
        duration if duration > LONGEST => Err(format!("`{text}` is longer than a day")),
        duration => Ok(duration),
    }
}

/// The same, where 0 means never.
pub fn parse_or_zero(text: &str) -> Result<Duration, String> {
    match text.parse::<jiff::SignedDuration>() {
        Ok(span) if span.is_zero() => Ok(Duration::ZERO),
        _ if text == "0" => Ok(Duration::ZERO),
        _ => parse(text),
    }
}

/// For people: `1.5s`, `3m`.
pub fn show(duration: Duration) -> String {
    jiff::SignedDuration::try_from(duration)
        .map_or_else(|_| format!("{duration:?}"), |span| format!("{span:#}").replace(' ', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_needed_and_sense_is_kept() {
        assert_eq!(parse("2s"), Ok(Duration::from_secs(2)));
        assert_eq!(parse("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(parse("1h30m"), Ok(Duration::from_secs(5400)));
        for text in ["", "2", "-2s", "0s", "25h", "two", "99999999999999999999s"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
