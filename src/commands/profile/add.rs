//! `ipp profile add`: the key comes from stdin, a file, a command or a question; never from an argument.

use super::key::KeyArgs;
use super::{config_file, tell};
use crate::config::ProfileName;
use crate::config::edit::{self, NewKey, NewProfile};
use crate::context::Context;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::model::tax::TaxRate;
use clap::Args;

/// Of `profile add`.
#[derive(Args, Debug)]
pub struct AddArgs {
    /// Letters, digits, `-` and `_`
    name: ProfileName,
    #[command(flatten)]
    key: KeyArgs,
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
    let flags = ctx.flags();
    profile.proxy = flags.proxy.clone();
    profile.ca_file = flags.ca_file.as_ref().map(|path| path.display().to_string());
    profile.connect_timeout = flags.connect_timeout;
    profile.request_timeout = flags.request_timeout;
    profile.retries = flags.retries;
    edit::add_profile(&config_file()?.path, &args.name, &profile)?;
    tell(ctx, &args.name)
}

/// From a flag; else from the person at the terminal, except for the emulator, which needs none.
async fn key(ctx: &mut Context, args: &AddArgs, environment: Environment) -> Result<Option<NewKey>, Error> {
    let named = args.key.given(ctx).await?;
    if named.is_some() || environment == Environment::Emulator || !ctx.is_interactive() {
        return Ok(named);
    }
    let key = ctx.prompt.secret(&format!("API key for {environment} (Enter for none)")).await?;
    Ok((!key.expose().is_empty()).then_some(NewKey::Inline(key)))
}
