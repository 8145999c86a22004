//! What every command that serves has in common: a port, and a file that says where it is.

use crate::config::private;
use crate::error::Error;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;

/// A port of this machine, or of what `--listen` names.
pub async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Error> {
    let refused = |error: io::Error| Error::Usage {
        what: match error.kind() {
            io::ErrorKind::AddrInUse => format!("port {} of {} is in use", address.port(), address.ip()),
            _ => format!("cannot listen on {address}: {error}"),
        },
        hint: Some("`--port 0` takes a free port, and `--ready-file` says which".to_owned()),
    };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    Ok((listener, bound))
}

/// The file of `--ready-file`: there as long as somebody answers at the address in it.
pub struct ReadyFile(Option<PathBuf>);

impl ReadyFile {
    /// Removes the file that one which was killed has left: nobody should find an address that nobody answers at.
    pub fn new(path: Option<PathBuf>) -> Result<Self, Error> {
        let absolute = |path: PathBuf| std::path::absolute(path).map_err(|error| Error::usage(error.to_string()));
        let file = Self(path.map(absolute).transpose()?);
        file.withdraw()?;
        Ok(file)
    }

    /// Writes the address, at once and whole.
    pub fn announce(&self, address: &str) -> Result<(), Error> {
        match &self.0 {
            Some(path) => Ok(private::write(path, format!("{address}\n").as_bytes())?),
            None => Ok(()),
        }
    }

    /// Removes it.
    pub fn withdraw(&self) -> Result<(), Error> {
        let Some(path) = &self.0 else { return Ok(()) };
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::usage(format!("cannot remove {}: {error}", path.display())))
            }
            _ => Ok(()),
        }
    }
}
