//! What this project had to assume of the API (mark A of the contract), in one place.
//!
//! The client and the emulator both take these facts from here, so an assumption that turns out to be wrong is turned
//! by changing one line. Nothing documented belongs here.

use super::session::SessionStatus;
use std::time::Duration;

/// The path of one enrollment: used to cancel it. The operation is documented, its path is not.
pub fn enrollment_path(enrollment_id: &str) -> String {
    format!("/enrollments/{enrollment_id}")
}

/// The status of a cancel, or of a tap, that comes after the session has ended.
pub const ENDED_SESSION_STATUS: u16 = 409;

/// The status of a successful delete of a device or an enrollment: no content.
pub const DELETED_STATUS: u16 = 204;

/// How long the emulator keeps a session open before it is `EXPIRED`. The API has such a limit; its length is unknown.
pub const SESSION_LIFETIME: Duration = Duration::from_secs(15 * 60);

/// How long an enrollment lives when neither `ttl` nor `expires_in` is sent: the documented two hours, for both fields.
pub const ENROLLMENT_LIFETIME: Duration = Duration::from_secs(2 * 60 * 60);

/// The largest page that a list gives. Documented for enrollments; taken to hold for every list.
pub const LARGEST_PAGE: u32 = 100;

/// How many lines an order may have. Kustom's limit is unknown; this is what its checkout documents for an order.
pub const MOST_ORDER_LINES: usize = 1000;

/// Where a declined tap leaves a session: open, so that the clerk may try again (that it stays open is documented).
pub const STATUS_AFTER_DECLINE: SessionStatus = SessionStatus::Active;

/// How long after a failed attempt a callback is delivered again: the first entry is the first attempt's own wait. After
/// the last one it is given up. Kustom's schedule is unknown; this is the advice of Standard Webhooks.
pub const DELIVERY_SCHEDULE: [Duration; 10] = {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    [
        Duration::ZERO,
        Duration::from_secs(5),
        Duration::from_secs(5 * MINUTE),
        Duration::from_secs(30 * MINUTE),
        Duration::from_secs(2 * HOUR),
        Duration::from_secs(5 * HOUR),
        Duration::from_secs(10 * HOUR),
        Duration::from_secs(14 * HOUR),
        Duration::from_secs(20 * HOUR),
        Duration::from_secs(24 * HOUR),
    ]
};

/// How long a destination gets to answer a callback, by the advice of Standard Webhooks.
pub const ANSWER_LIMIT: Duration = Duration::from_secs(15);

/// The answer to a callback that stops its destination for good: gone, by the advice of Standard Webhooks.
pub const STOPPING_STATUS: u16 = 410;

/// Whether the order of a paid session is captured at once. Documented for orders that the POS app makes by itself, and
/// taken to hold for those of sessions, which the same app takes the money for.
pub const ORDERS_ARE_CAPTURED: bool = true;

/// The path that releases what is left of an order's authorization. The operation is documented, its path is not.
pub fn release_path(order_id: &str) -> String {
    format!("/orders/{order_id}/release-remaining-authorization")
}

/// Keys of metadata that an enrollment may hand to the device beside those of people: a mark, the sheet that it belongs to,
/// and a name. That metadata is copied is documented; that such keys and texts are allowed, and stay, is not.
pub const PAIRING_KEYS: [&str; 3] = ["ipp_mark", "ipp_batch", "ipp_name"];
