//! `ipp emulator`: served, over one state folder with commands, and with its callbacks.

mod callbacks;
mod dry;
mod faults;
mod fidelity;
mod folder;
mod killed;
mod manage;
mod phone;
mod room;
mod run;
mod serve;
mod signature;
pub mod support;
mod turns;
