//! The config file: read whole, checked whole. A mistake anywhere in it is an error that names its line.
//!
//! Only [`super::edit`] writes it. The text of the file is never repeated, as keys may stand in it.

use super::error::Error;
use super::field::{Document, Field};
use super::name::ProfileName;
use super::origin::Located;
use super::paths;
use super::private;
use super::profile::Profile;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// The largest config file, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// What the config file says.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// The default profile. It may not be there.
    pub default_profile: Option<Located<ProfileName>>,
    /// The profiles, by name.
    pub profiles: BTreeMap<ProfileName, Profile>,
}

/// A file's text, and whether others than its owner can read it.
#[derive(Default)]
pub(super) struct Content {
    pub text: String,
    pub exposed: bool,
}

/// Reads and checks the file. One that does not exist is empty.
pub fn load(path: &Path) -> Result<ConfigFile, Error> {
    parse(&read(path)?, path)
}

pub(super) fn read(path: &Path) -> Result<Content, Error> {
    let file = match open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::default()),
        opened => opened.map_err(Error::access("read", path))?,
    };
    let exposed = private::is_exposed(&file.metadata().map_err(Error::access("read", path))?);
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(Error::access("read", path))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::file(path, None, "it is larger than 1 MiB"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let lines = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        Error::file(path, Some(lines + 1), "it is not UTF-8")
    })?;
    Ok(Content { text, exposed })
}

/// Opens what can be read to its end: a pipe would wait for a writer.
fn open(path: &Path) -> io::Result<File> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"))
    } else if !kind.is_file() && path != Path::new("/dev/null") {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"))
    } else {
        File::open(path)
    }
}

pub(super) fn parse(content: &Content, path: &Path) -> Result<ConfigFile, Error> {
    let text = content.text.as_str();
    let home = paths::home();
    let document = Document::new(path, text, home.as_deref(), content.exposed);
    let root = DeTable::parse(text)
        .map_err(|error| Error::file(path, error.span().map(|span| document.line(span.start)), error.message()))?;
    let mut file = ConfigFile { path: path.to_owned(), default_profile: None, profiles: BTreeMap::new() };
    document.fields(root.get_ref()).iter().try_for_each(|field| file.take(field))?;
    Ok(file)
}

impl ConfigFile {
    fn take(&mut self, field: &Field<'_>) -> Result<(), Error> {
        match field.key {
            "profile" if field.value.is_table() => {
                Err(field.expected("the name of the default profile (a profile itself is written [profiles.NAME])"))
            }
            "profile" => {
                self.default_profile = Some(field.parsed(str::parse)?);
                Ok(())
            }
            "profiles" => field.document.fields(field.table()?).iter().try_for_each(|field| self.take_profile(field)),
            _ => Err(field.unknown(&["profile", "profiles"])),
        }
    }

    fn take_profile(&mut self, field: &Field<'_>) -> Result<(), Error> {
        let name: ProfileName = field.key.parse().map_err(|problem: String| field.wrong(&problem))?;
        let profile = Profile::read(field.document, field.place.clone(), field.table()?)?;
        self.profiles.insert(name, profile);
        Ok(())
    }

    /// A profile by its name, or an error that lists the names there are.
    pub fn profile(&self, name: &ProfileName) -> Result<&Profile, Error> {
        self.profiles.get(name).ok_or_else(|| Error::no_profile(name, self.profiles.keys()))
    }
}

#[cfg(test)]
mod tests;
