//! `ipp emulator destination`: where callbacks go. The Portal's part, which the API has no operation for.

use super::StateArgs;
use crate::context::Context;
use crate::emulator::world::{Destination, DestinationState};
use crate::error::Error;
use crate::output::{Field, Record, Tone, ViewArgs};
use clap::{Args, Subcommand};

/// Manage where callbacks go.
#[derive(Subcommand, Debug)]
pub enum DestinationCommand {
    /// Send callbacks of what happens from now on to a URL
    #[command(after_help = "Examples:\n  ipp emulator destination add http://127.0.0.1:8080/webhooks/kustom")]
    Add(AddArgs),
    /// List where callbacks go
    #[command(after_help = "Examples:\n  ipp emulator destination list --sort url")]
    List(ListArgs),
    /// Send nothing more to a URL; what still waits is given up
    #[command(after_help = "Examples:
  ipp emulator destination add http://127.0.0.1:8080/webhooks/kustom
  ipp emulator destination remove http://127.0.0.1:8080/webhooks/kustom")]
    Remove(RemoveArgs),
}

/// Of `emulator destination add`.
#[derive(Args, Debug)]
pub struct AddArgs {
    /// http or https
    url: String,
    #[command(flatten)]
    state: StateArgs,
}

/// Of `emulator destination list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    #[command(flatten)]
    view: ViewArgs,
    #[command(flatten)]
    state: StateArgs,
}

/// Of `emulator destination remove`.
#[derive(Args, Debug)]
pub struct RemoveArgs {
    /// The URL, or the destination's id
    #[arg(value_name = "URL")]
    destination: String,
    #[command(flatten)]
    state: StateArgs,
}

/// Runs one of them.
pub(super) async fn run(ctx: &mut Context, command: DestinationCommand) -> Result<(), Error> {
    match command {
        DestinationCommand::Add(args) => {
            let added = args.state.world()?.add_destination(&args.url)?;
            ctx.ui.emit(&added)
        }
        DestinationCommand::List(args) => list(ctx, &args).await,
        DestinationCommand::Remove(args) => remove(ctx, &args),
    }
}

async fn list(ctx: &mut Context, args: &ListArgs) -> Result<(), Error> {
    let view = args.view.view(&ctx.ui)?;
    let all = args.state.world()?.destinations()?;
    let mut all = (!all.is_empty()).then_some(all);
    ctx.ui.emit_view(&view, async || Ok(all.take())).await
}

fn remove(ctx: &mut Context, args: &RemoveArgs) -> Result<(), Error> {
    let mut world = args.state.world()?;
    let named = |destination: &Destination| [&destination.id, &destination.url].contains(&&args.destination);
    let destination = world.destinations()?.into_iter().find(named).ok_or_else(|| Error::NotFound {
        what: format!("no callbacks go to `{}`", args.destination),
        hint: "`ipp emulator destination list` says where they go".to_owned(),
    })?;
    world.remove_destination(&destination.id)?;
    ctx.ui.note(&format!("nothing more is sent to {}", destination.url));
    ctx.ui.emit(&Destination { state: DestinationState::Removed, ..destination })
}

impl Record for Destination {
    const PLURAL: &'static str = "destinations";
    const COLUMNS: &'static [&'static str] = &["ID", "STATE", "URL"];
    const CSV: &'static [&'static str] = &["id", "state", "url"];

    fn cells(&self) -> Vec<Field> {
        vec![self.id().into(), state(self.state), self.url.as_str().into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![("id", self.id().into()), ("url", self.url.as_str().into()), ("state", state(self.state))]
    }

    fn id(&self) -> String {
        self.id.clone()
    }
}

fn state(state: DestinationState) -> Field {
    match state {
        DestinationState::Active => Field::toned("active", Tone::Good),
        DestinationState::Stopped => Field::toned("stopped", Tone::Bad),
        DestinationState::Removed => "removed".into(),
    }
}
