//! A time as people say it: `3 minutes ago`, `in 12 minutes`. What is far away is a date. A pure function of two times.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// Nearer than so many seconds is now: clocks differ, and so do the times at which a table is made and read.
const NOW: i64 = 5;
/// From so many days on, nobody counts them.
const FAR: i64 = 60;

/// `at` as it is seen from `now`; a date is that of UTC.
pub(super) fn from(at: Timestamp, now: Timestamp) -> String {
    let distance = at.duration_since(now);
    let seconds = distance.abs().as_secs();
    let (count, unit) = match seconds {
        0..NOW => return "now".to_owned(),
        NOW..60 => (seconds, "second"),
        60..3600 => (seconds / 60, "minute"),
        3600..86400 => (seconds / 3600, "hour"),
        _ if seconds < FAR * 86400 => (seconds / 86400, "day"),
        _ => return at.to_zoned(TimeZone::UTC).date().to_string(),
    };
    let plural = if count == 1 { "" } else { "s" };
    match distance < SignedDuration::ZERO {
        true => format!("{count} {unit}{plural} ago"),
        false => format!("in {count} {unit}{plural}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_near_or_far_before_or_after() {
        let now: Timestamp = "2026-06-05T18:33:39Z".parse().expect("a time");
        for (at, text) in [
            ("2026-06-05T18:33:39Z", "now"),
            ("2026-06-05T18:33:43.9Z", "now"),
            ("2026-06-05T18:33:34Z", "5 seconds ago"),
            ("2026-06-05T18:32:39Z", "1 minute ago"),
            ("2026-06-05T18:30:00Z", "3 minutes ago"),
            ("2026-06-05T18:45:39Z", "in 12 minutes"),
            ("2026-06-05T20:33:38.9Z", "in 1 hour"),
            ("2026-06-05T16:33:39Z", "2 hours ago"),
            ("2026-06-04T18:33:39Z", "1 day ago"),
            ("2026-08-04T18:33:38Z", "in 59 days"),
            ("2026-04-06T18:33:39Z", "2026-04-06"),
            ("2027-01-01T00:30:00+02:00", "2026-12-31"),
            ("-009999-01-02T01:59:59Z", "-009999-01-02"),
            ("9999-12-30T22:00:00Z", "9999-12-30"),
        ] {
            assert_eq!(from(at.parse().expect(at), now), text, "{at}");
        }
    }
}
