//! What people put before the body that is signed: `{id}.{timestamp}.`, and what it becomes by mistake.

use super::{Mistake, Way};

/// Seconds beyond this are taken for milliseconds: the year 5138.
const SECONDS_END: i64 = 100_000_000_000;

pub(super) fn ways(id: &str, timestamp: &str) -> Vec<Way<Vec<u8>>> {
    let seconds: Option<i64> = timestamp.parse().ok();
    let in_milliseconds = seconds.and_then(|seconds| seconds.checked_mul(1000)).map(|ms| format!("{id}.{ms}."));
    let in_seconds = seconds.filter(|ms| *ms >= SECONDS_END).map(|ms| format!("{id}.{}.", ms / 1000));
    let wrong = [
        (Some(format!("{timestamp}.{id}.")), swapped()),
        (in_milliseconds, signed_milliseconds()),
        (in_seconds, header_milliseconds()),
        (Some(format!("{timestamp}.")), no_id()),
        (Some(String::new()), body_only()),
    ];
    let right = std::iter::once(Way::right(format!("{id}.{timestamp}.").into_bytes()));
    right.chain(wrong.into_iter().filter_map(|(text, mistake)| Some(Way::wrong(text?.into_bytes(), mistake)))).collect()
}

/// A timestamp that was signed as it stands, and can't be seconds. It says so itself.
pub(super) fn milliseconds(timestamp: &str, found: &[Mistake]) -> Option<Mistake> {
    let is_known = found.iter().any(|mistake| mistake.id.contains("milliseconds"));
    let is_too_large = timestamp.parse().is_ok_and(|number: i64| number >= SECONDS_END);
    (is_too_large && !is_known).then(header_milliseconds)
}

fn swapped() -> Mistake {
    Mistake::new(
        "id-and-timestamp-swapped",
        "the id and the timestamp have changed places",
        "sign and verify `webhook-id`, a point, `webhook-timestamp`, a point, the body: in this order",
    )
}

fn signed_milliseconds() -> Mistake {
    Mistake::new(
        "milliseconds-signed",
        "the signature was made with the timestamp in milliseconds",
        "use the text of the header `webhook-timestamp` as it came, which is in seconds",
    )
}

fn header_milliseconds() -> Mistake {
    Mistake::new(
        "milliseconds",
        "the header `webhook-timestamp` is in milliseconds",
        "send Unix seconds: divide by 1000 and drop the rest",
    )
}

fn no_id() -> Mistake {
    Mistake::new(
        "id-left-out",
        "the signature was made without the id",
        "sign and verify `webhook-id`, a point, `webhook-timestamp`, a point, the body",
    )
}

fn body_only() -> Mistake {
    Mistake::new(
        "body-only",
        "the signature was made of the body alone",
        "sign and verify `webhook-id`, a point, `webhook-timestamp`, a point, the body",
    )
}
