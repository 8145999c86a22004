//! Why there was no connection, in words for people who don't know the layers below.

use rustls::{CertificateError, Error as TlsError};
use std::error::Error;
use std::{fmt, io};

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
        match certificate_error(cause) {
            Some(CertificateError::UnknownIssuer) => Self::UnknownAuthority,
            Some(_) => Self::WrongCertificate,
            None if cause.is_timeout() => Self::TimedOut,
            None => Self::Otherwise,
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

/// TLS errors travel inside I/O errors, which do not name them as their source.
fn certificate_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a CertificateError> {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match (error.downcast_ref::<TlsError>(), inner) {
        (Some(TlsError::InvalidCertificate(error)), _) => Some(error),
        (_, Some(inner)) => certificate_error(inner),
        _ => certificate_error(error.source()?),
    }
}
