//! Settings: what the flags, the variables and the config file come to, and where each value came from.
//!
//! The way through: [`paths`] says where the file is, [`mod@file`] reads and checks it into [`profile`]s, [`resolve`] lays flags
//! and [`variables`] over the chosen profile and gives [`Settings`]. [`key`] fetches the API key, only when one is needed;
//! [`edit`] changes the file. Nothing here talks to the network, prints, or asks, and no error ever holds a key.

pub mod address;
mod choice;
pub mod edit;
pub mod error;
mod field;
pub mod file;
mod flags;
pub mod key;
pub mod name;
pub mod origin;
pub mod paths;
mod policy;
pub mod private;
pub mod profile;
pub mod resolve;
pub mod settings;
mod text;
pub mod variables;

pub use crate::model::near::nearest;
pub use error::Error;
pub use field::kind_of;
pub use flags::Flags;
pub use key::KeySource;
pub use name::ProfileName;
pub use origin::{Located, Origin, Place, Sourced};
pub use policy::Policy;
pub use settings::{Entry, Settings};
pub use variables::Variables;

/// The settings of this run: finds the config file, reads it, and resolves.
pub fn settings(flags: &Flags, variables: &Variables) -> Result<Settings, Error> {
    let paths = paths::find(variables)?;
    resolve::resolve(flags, variables, &file::load(&paths.config_file)?, &paths)
}
