//! The two kinds of secrets that have sources: what they are called, and how listings mask them.

use super::{masked, signing};
use crate::secret::Secret;

/// How a kind of secret is spoken of.
#[derive(Debug)]
pub struct Kind {
    /// In sentences.
    pub what: &'static str,
    /// No source at all.
    pub nothing: &'static str,
    /// The environment variable.
    pub variable: &'static str,
    /// The key of the config file that holds it.
    pub inline: &'static str,
    /// What names a file.
    pub file: &'static str,
    /// What names a command.
    pub command: &'static str,
    pub(super) reading: &'static str,
    pub(super) masked: fn(&Secret) -> String,
}

/// The API key.
pub const API_KEY: Kind = Kind {
    what: "API key",
    nothing: "no key",
    variable: "IPP_API_KEY",
    inline: "api_key",
    file: "api_key_file",
    command: "api_key_command",
    reading: "read the API key from",
    masked,
};

/// The signing secret of callbacks.
pub const SIGNING_SECRET: Kind = Kind {
    what: "signing secret",
    nothing: "no signing secret",
    variable: "IPP_WEBHOOK_SECRET",
    inline: "webhook_secret",
    file: "webhook_secret_file",
    command: "webhook_secret_command",
    reading: "read the signing secret from",
    masked: signing::masked,
};

/// The same, of a source that a flag names.
pub const NAMED_SECRET: Kind =
    Kind { file: "--secret-from file:", command: "--secret-from command:", ..SIGNING_SECRET };
