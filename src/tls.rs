//! TLS: which provider, and whom to trust. Costs nothing until an `https` address is used.
//!
//! The provider is `ring`: the other one makes the first handshake of a process thirty milliseconds slower.

mod fault;

pub use fault::TlsFault;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct TlsError(String);

/// A configuration that trusts nobody: for plain `http` to this machine.
pub fn for_plain_http() -> Result<ClientConfig, TlsError> {
    configuration(RootCertStore::empty())
}

/// A configuration that trusts the system's roots and those of `ca_file`. The text is worth a line of `-v`.
pub fn for_https(ca_file: Option<&Path>) -> Result<(ClientConfig, Option<&'static str>), TlsError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let note =
        roots.is_empty().then_some("this system has no certificates of its own: the built-in ones of Mozilla are used");
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    if let Some(path) = ca_file {
        add_file(&mut roots, path)?;
    }
    Ok((configuration(roots)?, note))
}

/// Why a certificate was not trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Distrust {
    /// It comes from an authority that is not known here.
    UnknownAuthority,
    /// It is expired, for another name, or wrong otherwise.
    WrongCertificate,
}

/// Why a certificate was not trusted, if that is what an error is about.
pub fn distrust(error: &(dyn std::error::Error + 'static)) -> Option<Distrust> {
    match behind(error)? {
        rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => Some(Distrust::UnknownAuthority),
        rustls::Error::InvalidCertificate(_) => Some(Distrust::WrongCertificate),
        _ => None,
    }
}

/// Why a connection could not be encrypted, if that is what an error is about.
pub fn fault(error: &(dyn std::error::Error + 'static)) -> Option<TlsFault> {
    behind(error).map(TlsFault::of)
}

/// TLS errors travel inside I/O errors, which do not name them as their source.
fn behind<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match (error.downcast_ref(), inner) {
        (Some(found), _) => Some(found),
        (_, Some(inner)) => behind(inner),
        _ => behind(error.source()?),
    }
}

fn add_file(roots: &mut RootCertStore, path: &Path) -> Result<(), TlsError> {
    let wrong = |why: String| TlsError(format!("cannot use the certificates in {}: {why}", path.display()));
    let certificates = CertificateDer::pem_file_iter(path).map_err(|error| wrong(error.to_string()))?;
    let mut count = 0;
    for certificate in certificates {
        let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
        roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
        count += 1;
    }
    if count == 0 {
        return Err(wrong("there is no PEM certificate in it".to_owned()));
    }
    Ok(())
}

fn configuration(roots: RootCertStore) -> Result<ClientConfig, TlsError> {
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map(|builder| builder.with_root_certificates(roots).with_no_client_auth())
        .map_err(|error| TlsError(format!("cannot set up TLS: {error}")))
}
