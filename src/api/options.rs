//! How a client is to behave, and what follows from it.

use crate::model::host::is_loopback;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// What a client needs to know besides the key.
#[derive(Clone, Debug)]
pub struct Options {
    /// Scheme, host and port.
    pub base_url: Url,
    /// Makes the second form of authentication.
    pub username: Option<String>,
    /// Sent as `x-merchant-id` on every call.
    pub merchant_id: Option<String>,
    /// For one connection.
    pub connect_timeout: Duration,
    /// For one call, resending included.
    pub request_timeout: Duration,
    /// How many times a call may be sent again.
    pub retries: u32,
    /// Trusted besides the system's certificates.
    pub ca_file: Option<PathBuf>,
    /// Used instead of the one that the variables name.
    pub proxy: Option<String>,
}

impl Options {
    /// Ends before the whole call's time does, so that a connection that never came is known as such.
    pub(super) fn connect_limit(&self) -> Duration {
        self.connect_timeout.min(self.request_timeout * 9 / 10)
    }

    /// Whether anything is encrypted on the way.
    pub(super) fn needs_tls(&self) -> bool {
        let proxy = self.proxy.as_deref().unwrap_or_default();
        self.base_url.scheme() == "https" || proxy.starts_with("https:")
    }

    /// Whether it stays on this machine.
    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(&self.base_url)
    }
}
