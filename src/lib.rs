//! `ipp`: the command line for Kustom In-Person Payments.
pub mod config;
pub mod model;
pub mod secret;
