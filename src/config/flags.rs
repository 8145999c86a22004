//! The global flags, as the command line gives them to the settings. A device or a location of one command stays with it.

use crate::model::environment::Environment;
use std::path::PathBuf;
use std::time::Duration;

/// The flags that settings are made of, as they were given. Texts are checked here. Not `Debug`: a proxy may hold a password.
#[derive(Clone, Default)]
pub struct Flags {
    /// `--profile`
    pub profile: Option<String>,
    /// `--env`
    pub env: Option<Environment>,
    /// `--base-url`
    pub base_url: Option<String>,
    /// `--proxy`
    pub proxy: Option<String>,
    /// `--ca-file`
    pub ca_file: Option<PathBuf>,
    /// `--connect-timeout`
    pub connect_timeout: Option<Duration>,
    /// `--request-timeout`
    pub request_timeout: Option<Duration>,
    /// `--retries`
    pub retries: Option<u32>,
}
