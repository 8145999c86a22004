//! What went wrong between a connection and its encryption, in words for people who don't know the layers below.

use rustls::{CertificateError, Error};

/// Why a connection could not be encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TlsFault {
    /// The certificate's time is over.
    Expired,
    /// The certificate's time has not begun.
    NotYetValid,
    /// The certificate is somebody else's.
    OtherName,
    /// It comes from an authority that is not known here.
    UnknownAuthority,
    /// It was taken back.
    Revoked,
    /// Something else is wrong with it.
    BadCertificate,
    /// One side speaks only what the other does not.
    NoCommonVersion,
    /// What answers does not speak TLS.
    NotTls,
    /// Anything else.
    Other,
}

impl TlsFault {
    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::InvalidCertificate(problem) => of_certificate(problem),
            Error::PeerIncompatible(_) | Error::AlertReceived(_) => Self::NoCommonVersion,
            Error::InvalidMessage(_) => Self::NotTls,
            _ => Self::Other,
        }
    }

    /// What is wrong; goes on after the name of the host.
    pub fn words(self) -> &'static str {
        match self {
            Self::Expired => "its certificate has expired, by this machine's clock",
            Self::NotYetValid => "its certificate is not valid yet, by this machine's clock",
            Self::OtherName => "its certificate is for another name",
            Self::UnknownAuthority => "its certificate comes from an authority that is not known here",
            Self::Revoked => "its certificate was taken back",
            Self::BadCertificate => "its certificate cannot be trusted",
            Self::NoCommonVersion => "it would not agree on how to encrypt: TLS 1.2 or later is needed",
            Self::NotTls => "what answers there does not speak TLS",
            Self::Other => "the connection could not be encrypted",
        }
    }

    /// What a person can do about it.
    pub fn mend(self) -> &'static str {
        match self {
            Self::Expired | Self::NotYetValid => {
                "set this machine's date and time; if they are right, the server's owner has to renew its certificate"
            }
            Self::OtherName => {
                "somebody else answers there: sign in to the network if it has a start page, and check the base URL and \
                 the proxy"
            }
            Self::UnknownAuthority => {
                "a proxy or a virus scanner may open what is encrypted: if you trust its authority, such as your company's \
                 own, name its file with `--ca-file`"
            }
            Self::Revoked | Self::BadCertificate => "do not go on until you know who answers there",
            Self::NoCommonVersion | Self::NotTls | Self::Other => {
                "check the base URL and its port, and whether a proxy or a firewall stands between"
            }
        }
    }
}

fn of_certificate(problem: &CertificateError) -> TlsFault {
    use CertificateError as Wrong;
    match problem {
        Wrong::Expired | Wrong::ExpiredContext { .. } => TlsFault::Expired,
        Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => TlsFault::NotYetValid,
        Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => TlsFault::OtherName,
        Wrong::UnknownIssuer => TlsFault::UnknownAuthority,
        Wrong::Revoked => TlsFault::Revoked,
        _ => TlsFault::BadCertificate,
    }
}
