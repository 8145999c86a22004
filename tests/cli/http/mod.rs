//! The one HTTP funnel, seen from both sides: what a person or a script reads, and what the server was asked.

mod answers;
mod auth;
mod deadlines;
mod pages;
mod proxy;
mod redirects;
mod retries;
mod tls;
mod verbose;

use crate::support::server::{Answer, json};

/// A session's id, and reading it.
const SESSION: &str = "0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const GET_SESSION: &str = "session get 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const SESSION_PATH: &str = "/ipp/v1/sessions/0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";

/// An open session.
fn session() -> Answer {
    json(200, &format!(r#"{{"session_id":"{SESSION}","status":"ACTIVE"}}"#))
}

/// A page with this much of a list in it.
fn page(content: &str, rest: &str) -> Answer {
    json(200, &format!(r#"{{"content":[{content}]{rest}}}"#))
}
