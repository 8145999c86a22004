//! Callbacks on the wire: how they are signed, whether they are to be believed, why not, how one is received, delivered
//! and forwarded, how those that came are kept, and how a handler of them is proved.
//!
//! Knows neither the emulator nor the API: bytes, secrets and addresses come from outside.

pub mod check;
pub mod claim;
pub mod deliver;
pub mod events;
pub mod explain;
pub mod forward;
pub mod made;
pub mod message;
pub mod received;
pub mod receiver;
pub mod signature;
