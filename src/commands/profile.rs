//! `ipp profile`: the named sets of settings. None of these needs a key or the network.

use crate::config::edit::{self, NewKey, NewProfile};
use crate::config::{ConfigFile, Entry, Profile, ProfileName, Variables, file, paths};
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::model::environment::Environment;
use crate::model::tax::TaxRate;
use crate::output::{Field, Record};
use crate::secret::Secret;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::io::Read;

/// Manage the sets of settings: environment, key, defaults.
#[derive(Subcommand, Debug)]
pub enum ProfileCommand {
    /// List the profiles
    #[command(after_help = "Examples:\n  ipp profile list")]
    List,
    /// Show the settings in force, or those of one profile; keys are masked
    #[command(after_help = "Examples:\n  ipp profile show --env emulator --origin")]
    Show(ShowArgs),
    /// Add a profile; the first one becomes the default
    #[command(after_help = "Examples:
  ipp profile add demo --for emulator
  ipp profile add shop --for playground --merchant-id DM11917000 --api-key-command \"pass show kustom/playground\"
  pass show kustom/live | ipp profile add live --for production --api-key-stdin")]
    Add(Box<AddArgs>),
    /// Make a profile the default
    #[command(name = "use", after_help = "Examples:\n  ipp profile use demo")]
    Use(NameArgs),
    /// Remove a profile, with its key
    #[command(after_help = "Examples:\n  ipp profile remove demo --yes")]
    Remove(NameArgs),
}

/// Of `profile show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// Another profile than the one in force
    #[arg(value_name = "NAME", conflicts_with = "profile")]
    name: Option<String>,
    /// Say where each value comes from
    #[arg(long)]
    origin: bool,
}

/// Of `profile use` and `profile remove`.
#[derive(Args, Debug)]
pub struct NameArgs {
    /// The profile
    name: ProfileName,
}

/// Of `profile add`.
#[derive(Args, Debug)]
pub struct AddArgs {
    /// Letters, digits, `-` and `_`
    name: ProfileName,
    /// Where it works: production, playground or emulator
    #[arg(long = "for", value_name = "ENVIRONMENT")]
    environment: Environment,
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

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: ProfileCommand) -> Result<(), Error> {
    match command {
        ProfileCommand::List => list(ctx).await,
        ProfileCommand::Show(args) => show(ctx, args).await,
        ProfileCommand::Add(args) => add(ctx, *args).await,
        ProfileCommand::Use(args) => make_default(ctx, &args.name),
        ProfileCommand::Remove(args) => remove(ctx, &args.name),
    }
}

fn load() -> Result<ConfigFile, Error> {
    let paths = paths::find(&Variables::from_process()?)?;
    Ok(file::load(&paths.config_file)?)
}

async fn list(ctx: &mut Context) -> Result<(), Error> {
    let file = load()?;
    let default = file.default_profile.as_ref().map(|name| &name.value);
    let rows: Vec<Row> = file.profiles.iter().map(|(name, profile)| Row::new(name, profile, default == Some(name))).collect();
    let mut rows = (!rows.is_empty()).then_some(rows);
    ctx.ui.emit_list(async || Ok(rows.take())).await
}
