//! Bad input: refused with the right code, and nothing sent.

mod config;
mod ids;
mod lines;
mod money;
mod orders;
mod streams;
mod texts;
