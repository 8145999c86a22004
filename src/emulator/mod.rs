//! The API of the contract in-process: an account of one's own, without key or network.
//!
//! Three rooms: `http` (requests, problem details; the only user of axum) and `outbox` (sends callbacks) call `world`
//! (state and transitions over one SQLite file; knows nothing of HTTP). Never import the API's client here, so that the two are
//! written from the contract twice and check each other.

pub mod fidelity;
pub mod http;
pub mod outbox;
mod presence;
mod server;
mod shared;
pub mod world;

pub use http::{Plays, router, serve};
pub use outbox::Outbox;
pub use presence::Presence;
pub use server::Server;
pub use shared::Shared;
pub use world::{OpenError, World, WorldError};

/// The key that a client of the emulator brings when it has none; any other of the right form passes as well.
pub const API_KEY: &str = "kco_test_api_emulator";

/// The same where the emulator plays production.
pub const LIVE_API_KEY: &str = "kco_live_api_emulator";

/// The merchant id that everything in the emulator belongs to: the one of the API's documentation (D).
pub const MERCHANT_ID: &str = "DM11917000";

/// What the emulator calls itself when it sends callbacks.
pub const USER_AGENT: &str = concat!("ipp-emulator/", env!("CARGO_PKG_VERSION"));
