//! Why there was no connection, in words for people who don't know the layers below.

use crate::tls::{self, Distrust};
use std::fmt;

/// Why nothing could be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreached {
    /// Nobody answered in time.
    TimedOut,
    /// The certificate comes from an authority that is not known here.
    UnknownAuthority,
    /// The certificate is expired, for another name, or wrong otherwise.
    WrongCertificate,
    /// What the causes say.
    Otherwise,
}

impl Unreached {
    pub(super) fn of(cause: &reqwest::Error) -> Self {
        let otherwise = if cause.is_timeout() { Self::TimedOut } else { Self::Otherwise };
        match tls::distrust(cause) {
            Some(Distrust::UnknownAuthority) => Self::UnknownAuthority,
            Some(Distrust::WrongCertificate) => Self::WrongCertificate,
            None => otherwise,
        }
    }
}

/// Goes on after the name of the host.
impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TimedOut => ", the connection timed out",
            Self::UnknownAuthority => ", its certificate is not trusted: the authority behind it is not known here",
            Self::WrongCertificate => ", its certificate is not trusted",
            Self::Otherwise => "",
        })
    }
}
