//! `ipp profile`: the named sets of settings. None of these needs a key or the network.

mod add;
pub(super) mod key;
mod record;

use crate::config::file::{self, ConfigFile};
use crate::config::{self, ProfileName, Variables, edit, paths};
use crate::context::Context;
use crate::error::Error;
use crate::output::ViewArgs;
use clap::{Args, Subcommand};
use record::{Listed, Shown};

/// Manage the sets of settings: environment, key, defaults.
#[derive(Subcommand, Debug)]
pub enum ProfileCommand {
    /// List the profiles
    #[command(after_help = "Examples:\n  ipp profile list\n  ipp profile list --sort environment,name")]
    List(ViewArgs),
    /// Show the settings in force, or those of one profile; keys are masked
    #[command(after_help = "Examples:\n  ipp profile show --env emulator --origin")]
    Show(ShowArgs),
    /// Add a profile; the first one becomes the default
    #[command(after_help = "Examples:
  ipp profile add demo --env emulator
  ipp profile add shop --env playground --merchant-id DM11917000 \\
    --api-key-command \"pass show kustom/playground\"
  pass show kustom/live | ipp profile add live --env production \\
    --api-key-stdin")]
    Add(Box<add::AddArgs>),
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

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: ProfileCommand) -> Result<(), Error> {
    if !matches!(command, ProfileCommand::List(_) | ProfileCommand::Show(_)) {
        ctx.refuse_to_show()?;
    }
    match command {
        ProfileCommand::List(args) => list(ctx, &args).await,
        ProfileCommand::Show(args) => show(ctx, args),
        ProfileCommand::Add(args) => add::run(ctx, *args).await,
        ProfileCommand::Use(args) => make_default(ctx, &args.name),
        ProfileCommand::Remove(args) => remove(ctx, &args.name),
    }
}

fn config_file() -> Result<ConfigFile, Error> {
    let paths = paths::find(&Variables::from_process()?)?;
    Ok(file::load(&paths.config_file)?)
}

async fn list(ctx: &mut Context, args: &ViewArgs) -> Result<(), Error> {
    let view = args.view(&ctx.ui)?;
    let file = config_file()?;
    let default = file.default_profile.as_ref().map(|name| &name.value);
    let rows: Vec<Listed> =
        file.profiles.iter().map(|(name, profile)| Listed::new(name, profile, default == Some(name))).collect();
    let mut rows = (!rows.is_empty()).then_some(rows);
    ctx.ui.emit_view(&view, async || Ok(rows.take())).await
}

fn show(ctx: &mut Context, args: ShowArgs) -> Result<(), Error> {
    let mut flags = ctx.flags().clone();
    flags.profile = args.name.or(flags.profile);
    let settings = config::settings(&flags, &Variables::from_process()?)?;
    ctx.ui.emit(&Shown::new(&settings, args.origin))
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
    ctx.ui.emit(&Listed::new(name, file.profile(name)?, is_default))?;
    let profile = if is_default { String::new() } else { format!(" --profile {name}") };
    ctx.ui.suggest(&format!("ipp doctor{profile}"));
    Ok(())
}
