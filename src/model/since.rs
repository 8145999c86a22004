//! A moment in the past as people type it: how long ago (`2h`, `7d`), a date, or a time.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use std::str::FromStr;

/// From when on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// So long ago.
    Ago(SignedDuration),
    /// From this moment on.
    At(Timestamp),
}

impl Since {
    /// The moment, seen from `now`.
    pub fn moment(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Ago(ago) => now.saturating_sub(ago).unwrap_or(Timestamp::MIN),
            Self::At(moment) => moment,
        }
    }
}

impl FromStr for Since {
    type Err = String;

    /// Days have 24 hours, and a date begins at midnight, both in UTC.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(moment) = text.parse() {
            return Ok(Self::At(moment));
        }
        if let Some(midnight) = text.parse::<Date>().ok().and_then(|date| date.to_zoned(TimeZone::UTC).ok()) {
            return Ok(Self::At(midnight.timestamp()));
        }
        let ago = text.parse::<Span>().and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()));
        match ago {
            Ok(ago) if ago.is_positive() => Ok(Self::Ago(ago)),
            _ => Err(format!("`{text}` is no time; give one such as 2h, 7d, 2026-06-05 or 2026-06-05T18:33:39Z")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_dates_and_times_are_moments() {
        let now: Timestamp = "2026-06-05T18:33:39Z".parse().expect("a time");
        for (text, moment) in [
            ("2h", "2026-06-05T16:33:39Z"),
            ("1d", "2026-06-04T18:33:39Z"),
            ("1w 2h", "2026-05-29T16:33:39Z"),
            ("90m", "2026-06-05T17:03:39Z"),
            ("2026-06-05", "2026-06-05T00:00:00Z"),
            ("2026-06-05T20:33:39+02:00", "2026-06-05T18:33:39Z"),
        ] {
            let since: Since = text.parse().expect(text);
            assert_eq!(since.moment(now).to_string(), moment, "{text}");
        }
        let longest: Since = "200000h".parse().expect("a span");
        assert!(longest.moment(now) < now);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "2", "-2h", "0h", "yesterday", "1mo", "1y", "2026-13-01", "99999999999999999999d", "P1M"] {
            assert!(text.parse::<Since>().is_err(), "{text}");
        }
    }
}
