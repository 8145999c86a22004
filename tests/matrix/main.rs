//! The fault matrix: the real binary against a server that fails at every point, judged by what the server really did.
//!
//! `support/property.rs` holds what has to be true of every case; the files beside this one only say what goes wrong.
//! `IPP_MATRIX_EVERY=1` takes every byte where a stride would do, and `IPP_MATRIX_SEED` repeats a random schedule.

mod answers;
mod callbacks;
mod emulator_faults;
mod kills;
mod nobody;
mod pauses;
mod races;
mod random;
mod requests;
mod statuses;
mod support;
mod writes;
