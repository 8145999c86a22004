//! `--report`: the report as a file, whole or not at all. What is there stays until the run begins; from then on there is
//! one that says so, until the new one is written or the run has failed to get so far.

use crate::config::private;
use crate::error::Error;
use crate::output::{Document, Form, rendered};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A file that can be written, and in which form.
pub(super) struct Target {
    path: PathBuf,
    form: Form,
}

impl Target {
    /// Looked at before anything is asked: a run whose report has no place would be for nothing.
    pub(super) fn new(path: &Path) -> Result<Self, Error> {
        let form = form(path)?;
        let path = std::path::absolute(path).map_err(|error| Error::usage(error.to_string()))?;
        match path.parent() {
            Some(folder) if !folder.is_dir() => {
                Err(Error::usage(format!("`--report`: {} is no folder; nothing was done", folder.display())))
            }
            _ if path.is_dir() => {
                Err(Error::usage(format!("`--report`: {} is a folder; nothing was done", path.display())))
            }
            _ => {
                private::check(&path)?;
                Ok(Self { path, form })
            }
        }
    }

    pub(super) fn write(&self, document: &impl Document) -> Result<(), Error> {
        Ok(private::write(&self.path, rendered(document, self.form).as_bytes())?)
    }

    /// A run that got to no report leaves no earlier one either, which would be taken for its own.
    pub(super) fn discard(&self) -> Result<(), Error> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Error::usage(format!("`--report`: the earlier {} cannot be removed: {error}", self.path.display())))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn shown(&self) -> String {
        self.path.display().to_string()
    }
}

fn form(path: &Path) -> Result<Form, Error> {
    match path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("md" | "markdown") => Ok(Form::Markdown),
        Some("xml") => Ok(Form::Junit),
        Some("json") => Ok(Form::Json),
        _ => Err(Error::Usage {
            what: format!("`--report`: the form of {} is not known; nothing was done", path.display()),
            hint: Some("let its name end in .md for people, .xml for JUnit, or .json".to_owned()),
        }),
    }
}
