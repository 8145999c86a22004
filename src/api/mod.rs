//! The API over HTTP: one [`Client`], one funnel ([`Client::send`]), one short file per resource.
//!
//! Knows JSON and nothing of columns, flags or terminals. The only user of reqwest besides the delivery of callbacks.
//! A request is a plain value ([`Request`]) before it is sent, so that `--dry-run` and `--curl` show the very same one.

mod auth;
mod client;
mod curl;
mod decode;
pub mod device;
pub mod enrollment;
pub use enrollment::Filter;
mod error;
pub mod location;
mod options;
mod page;
mod reach;
mod redact;
mod request;
mod retry;
pub mod session;
mod trace;
mod unreached;

pub use client::Client;
pub use decode::Response;
pub use error::{Error, Refusal};
pub use options::Options;
pub use page::Pages;
pub use reach::Reached;
pub use redact::credentials;
pub use request::{Effect, Request, header};
pub use reqwest::Method;
pub use trace::{Exchange, Observer, Sight};
pub use unreached::Unreached;

pub use crate::tls::TlsFault;
