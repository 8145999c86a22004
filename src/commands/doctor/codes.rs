//! Pairing codes that nobody has used. The codes themselves are never looked at.

use super::Seen;
use super::finding::{Checked, Finding, count};
use crate::model::enrollment::Enrollment;
use crate::model::location::Location;
use jiff::Timestamp;

/// The codes of one shop, or of all.
pub(super) fn row(enrollments: Seen<Vec<Enrollment>>, shop: Option<&Location>, now: Timestamp) -> Checked {
    let finding = match enrollments {
        Ok(enrollments) => of(&enrollments, shop, now),
        Err(finding) => finding,
    };
    Checked::at_once("enrollments", finding)
}

fn of(enrollments: &[Enrollment], shop: Option<&Location>, now: Timestamp) -> Finding {
    let is_here = |it: &&Enrollment| shop.is_none_or(|shop| it.location_id.as_ref() == Some(&shop.id));
    let is_over = |it: &Enrollment| {
        let end = it.expires_at.as_deref().and_then(|end| end.parse::<Timestamp>().ok());
        it.status.as_deref() == Some("EXPIRED") || end.is_some_and(|end| end <= now)
    };
    let unused =
        enrollments.iter().filter(is_here).filter(|it| matches!(it.status.as_deref(), Some("PENDING" | "EXPIRED")));
    let (expired, waiting): (Vec<&Enrollment>, Vec<&Enrollment>) = unused.partition(|it| is_over(it));
    match (expired.as_slice(), waiting.len()) {
        ([], 0) => Finding::Pass("no pairing code is waiting".to_owned()),
        ([], waiting) => Finding::Pass(format!("{} waiting for a phone", count(waiting, "pairing code"))),
        ([first, ..], waiting) => Finding::warn(
            format!("{} expired unused, {waiting} waiting", count(expired.len(), "pairing code")),
            format!(
                "make a new one with `ipp enrollment create` where a phone is still to be paired; `ipp enrollment cancel {}` \
                 clears an old one",
                first.enrollment_id
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn judged(values: &[(&str, &str)]) -> Finding {
        let all: Vec<Enrollment> = values
            .iter()
            .map(
                |(status, end)| json!({"enrollment_id": "e1", "status": status, "expires_at": end, "location_id": "a"}),
            )
            .map(|value| serde_json::from_value(value).expect("an enrollment"))
            .collect();
        of(&all, None, "2026-06-05T12:00:00Z".parse().expect("a time"))
    }

    #[test]
    fn a_code_that_is_over_is_expired_whatever_its_status_says() {
        const LATER: &str = "2026-06-05T13:00:00Z";
        const BEFORE: &str = "2026-06-05T11:00:00Z";
        assert_eq!(judged(&[("CONSUMED", BEFORE)]), Finding::Pass("no pairing code is waiting".to_owned()));
        assert_eq!(judged(&[("PENDING", LATER)]), Finding::Pass("1 pairing code waiting for a phone".to_owned()));
        for old in [("PENDING", BEFORE), ("EXPIRED", LATER)] {
            let finding = judged(&[old, ("PENDING", LATER)]);
            assert!(
                matches!(finding, Finding::Warn { found, .. } if found == "1 pairing code expired unused, 1 waiting")
            );
        }
    }
}
