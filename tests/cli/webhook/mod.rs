//! `ipp webhook`: callbacks verified, sent, and handlers proved.

mod check;
mod explain;
pub mod handlers;
mod list;
mod listen;
pub mod listening;
mod replay;
mod secret;
mod send;
mod verify;
