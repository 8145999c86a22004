//! A served emulator, a handler of its callbacks, and a client that is not `ipp`'s own.

pub mod client;
pub mod handler;
pub mod kills;
pub mod serving;
