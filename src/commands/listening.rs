//! What every command that serves has in common: a port, and a file that says where it is.

use crate::config::private;
use crate::error::Error;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tokio::net::TcpListener;

/// More than any address has, in bytes.
const LONGEST_ADDRESS: u64 = 256;

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
    /// Removes the file that one which was killed has left: nobody should find an address that nobody answers at. A file
    /// that holds anything else is somebody's own, and refused.
    pub fn new(path: Option<PathBuf>) -> Result<Self, Error> {
        let absolute = |path: PathBuf| std::path::absolute(path).map_err(|error| Error::usage(error.to_string()));
        let path = path.map(absolute).transpose()?;
        if let Some(path) = &path {
            match holds_address(path) {
                Ok(true) => remove(path)?,
                Ok(false) => return Err(occupied(path)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::usage(format!("cannot read {}: {error}", path.display()))),
            }
        }
        Ok(Self(path))
    }

    /// Writes the address, at once and whole.
    pub fn announce(&self, address: &str) -> Result<(), Error> {
        match &self.0 {
            Some(path) => Ok(private::write(path, line(address).as_bytes())?),
            None => Ok(()),
        }
    }

    /// Removes it, unless it says something else by now.
    pub fn withdraw(&self, address: &str) -> Result<(), Error> {
        match &self.0 {
            Some(path) if std::fs::read_to_string(path).is_ok_and(|text| text == line(address)) => remove(path),
            _ => Ok(()),
        }
    }
}

fn line(address: &str) -> String {
    format!("{address}\n")
}

/// Whether there is a file with an address in it, and nothing else; an empty one has nothing to lose.
fn holds_address(path: &Path) -> io::Result<bool> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > LONGEST_ADDRESS {
        return Ok(false);
    }
    let bytes = std::fs::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let is_address = |line: &str| line.starts_with("http://") && !line.contains(char::is_whitespace);
    Ok(text.is_empty() || text.strip_suffix('\n').is_some_and(is_address))
}

fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::usage(format!("cannot remove {}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

fn occupied(path: &Path) -> Error {
    Error::Usage {
        what: format!(
            "{} is there already, and holds something else than an address; it was left as it is",
            path.display()
        ),
        hint: Some("name a file for `--ready-file` that is not there yet".to_owned()),
    }
}
