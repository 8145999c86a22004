//! `ipp profile add`: the key comes from stdin, a file, a command or a question; never from an argument.

use super::{config_file, tell};
use crate::config::ProfileName;
use crate::config::edit::{self, NewKey, NewProfile};
use crate::context::Context;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::model::tax::TaxRate;
use crate::secret::Secret;
use clap::Args;
use std::io::Read;

/// Of `profile add`.
#[derive(Args, Debug)]
pub struct AddArgs {
    /// Letters, digits, `-` and `_`
    name: ProfileName,
    /// Read the key from stdin and keep it in the config file
    #[arg(long, group = "key")]
    api_key_stdin: bool,
    /// Read the key from this file, each time
    #[arg(long, group = "key", value_name = "FILE")]
    api_key_file: Option<String>,
    /// Ask a password manager's command for the key, each time
    #[arg(long, group = "key", value_name = "COMMAND")]
    api_key_command: Option<String>,
    /// User name of the key, such as DM11917000-shop
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// The merchant id, such as DM11917000
    #[arg(long, value_name = "ID")]
    merchant_id: Option<String>,
    /// The shop, where none is named: id, name or beginning
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// The phone, where none is named: id, name or beginning
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
    /// Tax of lines without a rate, such as 25%
    #[arg(long, value_name = "RATE")]
    tax_rate: Option<TaxRate>,
    /// Refuse every write
    #[arg(long)]
    read_only: bool,
}

pub(super) async fn run(ctx: &mut Context, args: AddArgs) -> Result<(), Error> {
    let environment = ctx.flags().env.ok_or_else(|| Error::Usage {
        what: "a profile is for one environment, and none is named: nothing was written".to_owned(),
        hint: Some("give `--env production`, `--env playground` or `--env emulator`".to_owned()),
    })?;
    let mut profile = NewProfile::new(environment);
    profile.key = key(ctx, &args, environment).await?;
    profile.base_url = ctx.flags().base_url.clone();
    profile.username = args.username;
    profile.merchant_id = args.merchant_id;
    profile.location = args.location;
    profile.device = args.device;
    profile.tax_rate = args.tax_rate;
    profile.read_only = args.read_only;
    edit::add_profile(&config_file()?.path, &args.name, &profile)?;
    tell(ctx, &args.name)
}

/// From a flag; else from the person at the terminal, except for the emulator, which needs none.
async fn key(ctx: &mut Context, args: &AddArgs, environment: Environment) -> Result<Option<NewKey>, Error> {
    if args.api_key_stdin {
        return Ok(Some(NewKey::Inline(key_from_stdin()?)));
    }
    let named = args.api_key_file.clone().map(NewKey::File).or(args.api_key_command.clone().map(NewKey::Command));
    if named.is_some() || environment == Environment::Emulator || !ctx.is_interactive() {
        return Ok(named);
    }
    let key = ctx.prompt.secret(&format!("API key for {environment} (Enter for none)")).await?;
    Ok((!key.expose().is_empty()).then_some(NewKey::Inline(key)))
}

/// The longest key that is read.
const LONGEST_KEY: u64 = 4096;

fn key_from_stdin() -> Result<Secret, Error> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(LONGEST_KEY).read_to_string(&mut text);
    read.map_err(|error| Error::usage(format!("cannot read the key from stdin: {error}")))?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(Error::usage("there is no key on stdin: nothing was written")),
        key => Ok(Secret::new(key)),
    }
}
