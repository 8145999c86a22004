//! Reads what a person hands over as a file or on stdin (`-`): JSON, up to a limit.

use crate::error::Error;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{self, Read};

/// The same limit as for answers of the API.
const LARGEST: u64 = 10 * 1024 * 1024;

/// Reads JSON of the shape `T` from the file, or from stdin for `-`.
pub fn json<T: DeserializeOwned>(path: &str) -> Result<T, Error> {
    let shown = if path == "-" { "stdin" } else { path };
    let bytes = bytes(path).map_err(|error| Error::usage(format!("cannot read {shown}: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::usage(format!("{shown} is larger than {} MiB", LARGEST / 1024 / 1024)));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::usage(format!("{shown} is empty")));
    }
    let is_object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    match serde_json::from_slice(&bytes) {
        Ok(value) if is_object => Ok(value),
        Err(error) if is_object || error.is_syntax() || error.is_eof() => {
            Err(Error::usage(format!("{shown} cannot be used: {error}")))
        }
        _ => Err(Error::usage(format!("{shown} cannot be used: it holds no JSON object"))),
    }
}

fn bytes(path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match path {
        "-" => io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)?,
        path => File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?,
    };
    Ok(bytes)
}
