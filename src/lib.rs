//! `ipp`: the command line for Kustom In-Person Payments.
pub mod api;
pub mod model;
pub mod secret;
