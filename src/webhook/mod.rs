//! Callbacks on the wire: how they are signed, and how one is delivered.
//!
//! Knows neither the emulator nor the API: bytes, secrets and addresses come from outside.

pub mod deliver;
pub mod events;
pub mod received;
pub mod signature;
