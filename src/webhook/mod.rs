//! Callbacks on the wire: how they are signed, whether they are to be believed, how one is delivered, and how those that
//! came are kept.
//!
//! Knows neither the emulator nor the API: bytes, secrets and addresses come from outside.

pub mod claim;
pub mod deliver;
pub mod events;
pub mod forward;
pub mod message;
pub mod received;
pub mod receiver;
pub mod signature;
