//! Where a profile's key comes from, as flags say it: stdin, a file, a command; never an argument.

use super::super::input;
use crate::config::edit::NewKey;
use crate::context::Context;
use crate::error::Error;
use crate::secret::Secret;
use clap::Args;

/// The longest key that is read.
const LONGEST_KEY: u64 = 4096;

/// Of `profile add` and `setup`.
#[derive(Args, Debug)]
pub struct KeyArgs {
    /// Read the key from stdin and keep it in the config file
    #[arg(long, group = "key")]
    api_key_stdin: bool,
    /// Read the key from this file, each time
    #[arg(long, group = "key", value_name = "FILE")]
    api_key_file: Option<String>,
    /// Ask a password manager's command for the key, each time; it is run without a shell: no pipes, no variables
    #[arg(long, group = "key", value_name = "COMMAND")]
    api_key_command: Option<String>,
}

impl KeyArgs {
    /// What the flags say. Not from stdin when that is a terminal: a person who types the key must not see it.
    pub(in crate::commands) async fn given(&self, ctx: &Context) -> Result<Option<NewKey>, Error> {
        if self.api_key_stdin && !ctx.is_interactive() {
            return Ok(Some(NewKey::Inline(key_from_stdin().await?)));
        }
        let file = self.api_key_file.as_deref().map(whole_path).transpose()?;
        Ok(file.map(NewKey::File).or(self.api_key_command.clone().map(NewKey::Command)))
    }
}

/// The file is sought from the config folder later, and named from the current one now.
pub(in crate::commands) fn whole_path(path: &str) -> Result<String, Error> {
    if path.starts_with("~/") {
        return Ok(path.to_owned());
    }
    let wrong = |error: std::io::Error| Error::usage(format!("cannot use {path} as the file of the key: {error}"));
    let whole = std::fs::canonicalize(path).map_err(wrong)?;
    whole.into_os_string().into_string().map_err(|_| Error::usage("the path of the key's file is not UTF-8"))
}

async fn key_from_stdin() -> Result<Secret, Error> {
    let bytes = input::stdin(LONGEST_KEY).await;
    let bytes = bytes.map_err(|error| Error::usage(format!("cannot read the key from stdin: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| Error::usage("what is on stdin is no key: nothing was written"))?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(Error::usage("there is no key on stdin: nothing was written")),
        key => Ok(Secret::new(key)),
    }
}
