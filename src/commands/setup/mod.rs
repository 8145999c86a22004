//! `ipp setup`: the first run, and each one after it. Asks as little as it can, checks each answer at once, and writes
//! the profile in one piece at the very end: whoever stops before that leaves the file as it was.
//!
//! Without a terminal nothing is asked and nothing is guessed: what the flags say is checked and written.

mod account;
mod defaults;
mod draft;
mod key;
mod record;
mod target;

use super::profile::key::KeyArgs;
use crate::config::edit;
use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use crate::model::environment::Environment;
use account::Account;
use clap::Args;
use draft::Draft;
use record::Saved;

/// What `ipp setup --help` ends with.
pub const EXAMPLES: &str = "\
Examples:
  # On a terminal: asks what it needs to know
  ipp setup --env emulator

  # In a script: what the flags say is written; without `--no-check` only if
  # the API takes it
  ipp setup --profile shop --env playground \\
    --api-key-command \"pass show kustom/playground\" --merchant-id DM11917000 \\
    --no-check

Run again, it changes the profile: what is not answered anew stays, and so do
comments. The key is never an argument.";

/// Of `setup`.
#[derive(Args, Debug)]
pub struct SetupArgs {
    #[command(flatten)]
    key: KeyArgs,
    /// The merchant id, such as DM11917000
    #[arg(long, value_name = "ID")]
    merchant_id: Option<String>,
    /// The shop, where none is named: id, name or beginning
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// The phone, where none is named: id, name or beginning
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
    /// Write without asking the API
    #[arg(long)]
    no_check: bool,
}

/// Runs it; a signal at any question leaves the file as it was.
pub async fn run(ctx: &mut Context, args: SetupArgs) -> Result<(), Error> {
    ctx.refuse_to_show()?;
    let writing = ctx.writing();
    match interrupt::or(&writing, set_up(ctx, args)).await {
        Err(Error::Interrupted { .. }) => Err(stopped()),
        ended => ended,
    }
}

fn stopped() -> Error {
    Error::Interrupted { what: "nothing was written, the config file is as it was".to_owned(), session: None }
}

async fn set_up(ctx: &mut Context, args: SetupArgs) -> Result<(), Error> {
    let mut draft = target::choose(ctx).await?;
    draft.take(ctx, &args).await?;
    let account = match args.no_check {
        true => None,
        false => account::look(ctx, &mut draft).await.inspect_err(|error| tell_of_no_check(ctx, error))?,
    };
    let account = account::merchant(ctx, &mut draft, account).await?;
    let phones = match &account {
        Some(account) => Some(defaults::choose(ctx, &mut draft, account, &args).await?),
        None => defaults::keep(&mut draft, &args),
    };
    write(ctx, &draft, account.as_ref(), phones).await
}

/// An error of the API does not know what it was asked for.
fn tell_of_no_check(ctx: &mut Context, error: &Error) {
    if matches!(error, Error::Api(_)) {
        ctx.ui.note("the API did not take it, so nothing was written; `--no-check` writes without asking");
    }
}

async fn write(
    ctx: &mut Context,
    draft: &Draft,
    account: Option<&Account>,
    phones: Option<usize>,
) -> Result<(), Error> {
    let changes = draft.show(ctx)?;
    if changes && !agreed(ctx, draft).await? {
        return Err(Error::Refused { what: "not confirmed: nothing was written".to_owned(), hint: None });
    }
    if changes {
        edit::put_profile(draft.path(), &draft.name, &draft.profile)?;
    }
    let saved = Saved::read(draft)?;
    match changes {
        true => ctx.ui.note(&format!("saved in {}", draft.path().display())),
        false => ctx.ui.note(&format!("nothing to change in {}", draft.path().display())),
    }
    draft.tell_of_variables(ctx);
    if account.is_none() {
        ctx.ui.note("none of it was checked: `ipp doctor` does");
    }
    ctx.ui.suggest(&saved.next(phones));
    ctx.ui.emit(&saved)
}

/// Whether a person wants it written. Of the emulator there is nothing to ask.
async fn agreed(ctx: &mut Context, draft: &Draft) -> Result<bool, Error> {
    if !ctx.is_interactive() || ctx.agrees_to_all() || draft.profile.environment == Environment::Emulator {
        return Ok(true);
    }
    let choices = vec!["yes".to_owned(), "no: leave the file as it is".to_owned()];
    Ok(ctx.prompt.pick("Write this?", choices).await? == Some(0))
}
