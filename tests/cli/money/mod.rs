//! The exit code tells the truth about the money, whatever happens on the way to the API and back.

mod cancel;
mod create;
mod doubt;
mod full;
mod hints;
mod interrupts;
mod pay;
mod wait;

use crate::support::server::{Answer, json};

const ID: &str = "0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const CREATE: &str = "POST /ipp/v1/sessions";
const READ: &str = "GET /ipp/v1/sessions/0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const CANCEL: &str = "PUT /ipp/v1/sessions/0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e/cancel";

/// The order of every test: 1.00 SEK on a phone whose id is known, so that nothing is looked up.
const ORDER: &str = "--amount 100 --currency SEK --device 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f";

/// The session of every test, in this status.
fn session(status: &str) -> Answer {
    json(200, &format!(r#"{{"session_id":"{ID}","status":"{status}","order_amount":100,"purchase_currency":"SEK"}}"#))
}
