//! `ipp`: the command line for Kustom In-Person Payments.
pub mod api;
pub mod emulator;
pub mod model;
pub mod secret;
