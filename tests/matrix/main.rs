//! The fault matrix: the real binary against a server that fails at every point, judged by what the server really did.
//!
//! `property.rs` holds what has to be true of every case; the files beside this one only say what goes wrong.

mod answers;
mod support;
