//! Reads what a person hands over as a file or on stdin (`-`): JSON, or bytes as they are, up to a limit.

use crate::csv::Reader;
use crate::error::Error;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use tokio::sync::oneshot;

/// The same limit as for answers of the API.
const LARGEST: u64 = 10 * 1024 * 1024;

/// How much of a sheet is read at a time; its first line is in the first of it.
const AHEAD: usize = 64 * 1024;

/// Some editors begin a UTF-8 file with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads JSON of the shape `T` from the file, or from stdin for `-`.
pub async fn json<T: DeserializeOwned>(path: &str) -> Result<T, Error> {
    let shown = if path == "-" { "stdin" } else { path };
    let bytes = raw(path).await?;
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::usage(format!("{shown} is empty")));
    }
    let is_object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    match serde_json::from_slice(bytes) {
        Ok(value) if is_object => Ok(value),
        Err(error) if is_object || error.is_syntax() || error.is_eof() => {
            Err(Error::usage(format!("{shown} cannot be used: {error}")))
        }
        _ => Err(Error::usage(format!("{shown} cannot be used: it holds no JSON object"))),
    }
}

/// Reads a sheet with a header row: a file row by row, and what is no file, such as stdin for `-`, in one piece.
pub async fn sheet(path: &str) -> Result<Reader, Error> {
    let shown = if path == "-" { "stdin" } else { path };
    let is_file = path != "-" && std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    match is_file {
        true => {
            let file = File::open(path).map_err(|error| Error::usage(format!("cannot read {shown}: {error}")))?;
            Reader::new(shown, Box::new(BufReader::with_capacity(AHEAD, file)))
        }
        false => Reader::new(shown, Box::new(Cursor::new(raw(path).await?))),
    }
}

/// Reads bytes as they are, from the file or from stdin for `-`.
pub async fn raw(path: &str) -> Result<Vec<u8>, Error> {
    let shown = if path == "-" { "stdin" } else { path };
    let bytes = bytes(path).await.map_err(|error| Error::usage(format!("cannot read {shown}: {error}")))?;
    match bytes.len() as u64 > LARGEST {
        true => Err(Error::usage(format!("{shown} is larger than {} MiB", LARGEST / 1024 / 1024))),
        false => Ok(bytes),
    }
}

async fn bytes(path: &str) -> io::Result<Vec<u8>> {
    match path {
        "-" => stdin(LARGEST + 1).await,
        path => {
            let mut bytes = Vec::new();
            File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

/// Reads stdin on a thread of its own, which nobody has to wait for: a signal ends the command, not the input.
pub async fn stdin(most: u64) -> io::Result<Vec<u8>> {
    let (tell, read) = oneshot::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        tell.send(io::stdin().lock().take(most).read_to_end(&mut bytes).map(|_| bytes))
    });
    read.await.unwrap_or_else(|_| Err(io::ErrorKind::UnexpectedEof.into()))
}
