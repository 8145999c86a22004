//! `ipp webhook`: callbacks verified, sent, and handlers proved.

mod check;
mod explain;
mod handlers;
mod secret;
mod send;
mod verify;
