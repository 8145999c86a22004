//! What stands between the binary and the truth: a real emulator, a faulty way to it, and the one place that judges.

pub mod batch;
pub mod case;
pub mod connection;
pub mod deed;
#[path = "../../cli/support/folder.rs"]
pub mod folder;
pub mod journal;
pub mod plan;
pub mod process;
pub mod property;
pub mod proxy;
pub mod told;
pub mod wire;
pub mod words;
pub mod world;
