//! `ipp profile`: the named sets of settings. None of these needs a key or the network.

use crate::config::edit::{self, NewKey, NewProfile};
use crate::config::file::{self, ConfigFile};
use crate::config::profile::Profile;
use crate::config::{self, Entry, ProfileName, Settings, Variables, paths};
use crate::context::Context;
use crate::error::Error;
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
  ipp profile add demo --env emulator
  ipp profile add shop --env playground --merchant-id DM11917000 --api-key-command \"pass show kustom/playground\"
  pass show kustom/live | ipp profile add live --env production --api-key-stdin")]
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
    let reads = matches!(command, ProfileCommand::List | ProfileCommand::Show(_));
    if ctx.only_shows() && !reads {
        return Err(Error::usage(
            "`--dry-run` and `--curl` show a request, and this makes no request: nothing was written",
        ));
    }
    match command {
        ProfileCommand::List => list(ctx).await,
        ProfileCommand::Show(args) => show(ctx, args),
        ProfileCommand::Add(args) => add(ctx, *args),
        ProfileCommand::Use(args) => make_default(ctx, &args.name),
        ProfileCommand::Remove(args) => remove(ctx, &args.name),
    }
}

fn config_file() -> Result<ConfigFile, Error> {
    let paths = paths::find(&Variables::from_process()?)?;
    Ok(file::load(&paths.config_file)?)
}

async fn list(ctx: &mut Context) -> Result<(), Error> {
    let file = config_file()?;
    let default = file.default_profile.as_ref().map(|name| &name.value);
    let rows: Vec<Listed> =
        file.profiles.iter().map(|(name, profile)| Listed::new(name, profile, default == Some(name))).collect();
    let mut rows = (!rows.is_empty()).then_some(rows);
    ctx.ui.emit_list(async || Ok(rows.take())).await
}

fn show(ctx: &mut Context, args: ShowArgs) -> Result<(), Error> {
    let mut flags = ctx.flags().clone();
    flags.profile = args.name.or(flags.profile);
    let settings = config::settings(&flags, &Variables::from_process()?)?;
    ctx.ui.emit(&Shown::new(&settings, args.origin))
}

fn add(ctx: &mut Context, args: AddArgs) -> Result<(), Error> {
    let environment = ctx.flags().env.ok_or_else(|| Error::Usage {
        what: "a profile is for one environment, and none is named: nothing was written".to_owned(),
        hint: Some("give `--env production`, `--env playground` or `--env emulator`".to_owned()),
    })?;
    let mut profile = NewProfile::new(environment);
    profile.key = key(ctx, &args, environment)?;
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
fn key(ctx: &mut Context, args: &AddArgs, environment: Environment) -> Result<Option<NewKey>, Error> {
    if args.api_key_stdin {
        return Ok(Some(NewKey::Inline(key_from_stdin()?)));
    }
    let named = args.api_key_file.clone().map(NewKey::File).or(args.api_key_command.clone().map(NewKey::Command));
    if named.is_some() || environment == Environment::Emulator || !ctx.is_interactive() {
        return Ok(named);
    }
    let key = ctx.prompt.secret(&format!("API key for {environment} (Enter for none)"))?;
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

fn make_default(ctx: &mut Context, name: &ProfileName) -> Result<(), Error> {
    edit::use_profile(&config_file()?.path, name)?;
    tell(ctx, name)
}

fn remove(ctx: &mut Context, name: &ProfileName) -> Result<(), Error> {
    let file = config_file()?;
    let profile = file.profile(name)?;
    let removed = Listed::new(name, profile, false);
    ctx.confirm_removal(&format!("remove profile {name} and its key from {}", file.path.display()))?;
    edit::remove_profile(&file.path, name)?;
    ctx.ui.note(&format!("removed profile {name}"));
    ctx.ui.emit(&removed)
}

/// Shows a profile as it stands in the file now.
fn tell(ctx: &mut Context, name: &ProfileName) -> Result<(), Error> {
    let file = config_file()?;
    let is_default = file.default_profile.as_ref().is_some_and(|default| &default.value == name);
    ctx.ui.note(&format!("saved in {}", file.path.display()));
    ctx.ui.emit(&Listed::new(name, file.profile(name)?, is_default))
}

/// A profile in the list.
#[derive(Serialize)]
struct Listed {
    name: String,
    environment: Environment,
    default: bool,
    merchant_id: Option<String>,
    api_key: Option<String>,
}

impl Listed {
    fn new(name: &ProfileName, profile: &Profile, default: bool) -> Self {
        Self {
            name: name.to_string(),
            environment: profile.environment.value,
            default,
            merchant_id: profile.merchant_id.as_ref().map(|id| id.value.clone()),
            api_key: profile.key.as_ref().map(|key| key.value.describe()),
        }
    }
}

impl Record for Listed {
    const PLURAL: &'static str = "profiles";
    const COLUMNS: &'static [&'static str] = &["PROFILE", "ENVIRONMENT", "DEFAULT", "MERCHANT", "KEY"];
    const CSV: &'static [&'static str] = &["name", "environment", "default", "merchant_id", "api_key"];

    fn cells(&self) -> Vec<Field> {
        let default = if self.default { "yes" } else { "" };
        vec![
            self.name.as_str().into(),
            self.environment.name().into(),
            default.into(),
            self.merchant_id.clone().unwrap_or_default().into(),
            self.api_key.clone().unwrap_or_default().into(),
        ]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        Self::COLUMNS.iter().copied().zip(self.cells()).collect()
    }

    fn id(&self) -> String {
        self.name.clone()
    }
}

/// The settings, with their origins if those were asked for.
struct Shown {
    entries: Vec<Entry>,
    origin: bool,
}

impl Shown {
    fn new(settings: &Settings, origin: bool) -> Self {
        Self { entries: settings.entries(), origin }
    }
}

impl Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |entry: &Entry| match self.origin {
            true => serde_json::json!({ "value": entry.value, "origin": entry.origin }),
            false => serde_json::Value::from(entry.value.clone()),
        };
        serializer.collect_map(self.entries.iter().map(|entry| (entry.key, value(entry))))
    }
}

impl Record for Shown {
    const PLURAL: &'static str = "settings";
    const COLUMNS: &'static [&'static str] = &[];
    const CSV: &'static [&'static str] = &["profile", "environment", "api_key", "merchant_id", "location", "device"];

    fn cells(&self) -> Vec<Field> {
        Vec::new()
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let shown = |entry: &Entry| match self.origin {
            true => format!("{}  [{}]", entry.value, entry.origin),
            false => entry.value.clone(),
        };
        self.entries.iter().map(|entry| (entry.key, shown(entry).into())).collect()
    }

    fn id(&self) -> String {
        self.entries.iter().find(|entry| entry.key == "profile").map(|entry| entry.value.clone()).unwrap_or_default()
    }
}
