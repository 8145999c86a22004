//! Phones on their way into a file whose columns are known only after the last of them: kept on disk, so that memory stays
//! flat, in a file without a name, which goes with the process.

use crate::error::Error;
use crate::model::device::Device;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// Being written.
pub struct Spool(BufWriter<File>);

/// Being read.
pub struct Spooled(BufReader<File>);

impl Spool {
    /// An empty one.
    pub fn new() -> Result<Self, Error> {
        tempfile::tempfile().map(|file| Self(BufWriter::new(file))).map_err(|error| failed(&error))
    }

    /// Adds one.
    pub fn add(&mut self, device: &Device) -> Result<(), Error> {
        serde_json::to_writer(&mut self.0, device)
            .map_err(io::Error::from)
            .and_then(|()| self.0.write_all(b"\n"))
            .map_err(|error| failed(&error))
    }

    /// From the first on.
    pub fn read(self) -> Result<Spooled, Error> {
        let mut file = self.0.into_inner().map_err(|error| failed(error.error()))?;
        file.rewind().map_err(|error| failed(&error))?;
        Ok(Spooled(BufReader::new(file)))
    }
}

impl Spooled {
    /// The next one; `None` after the last.
    pub fn next(&mut self) -> Result<Option<Device>, Error> {
        let mut line = String::new();
        match self.0.read_line(&mut line).map_err(|error| failed(&error))? {
            0 => Ok(None),
            _ => serde_json::from_str(&line).map(Some).map_err(|error| failed(&error.into())),
        }
    }
}

fn failed(error: &io::Error) -> Error {
    Error::Internal(format!("the phones could not be kept in a temporary file: {error}"))
}
