//! `ipp emulator`: served, over one state folder with commands, and with its callbacks.

mod callbacks;
mod examples;
mod folder;
mod killed;
mod manage;
mod run;
mod serve;
mod support;
