//! `ipp emulator secret` and `ipp emulator rotate-secret`: the only places where a signing secret reaches the screen,
//! because it is what was asked for.

use super::StateArgs;
use crate::context::Context;
use crate::emulator::World;
use crate::error::Error;
use crate::output::{Field, Record};
use crate::secret::Secret;
use serde::Serialize;

/// A secret that was asked for.
#[derive(Serialize)]
struct Shown {
    secret: String,
    previous_secret: Option<String>,
}

pub(super) fn show(ctx: &mut Context, args: &StateArgs) -> Result<(), Error> {
    emit(ctx, &args.world()?)
}

pub(super) fn rotate(ctx: &mut Context, args: &StateArgs) -> Result<(), Error> {
    let mut world = args.world()?;
    let gives_up_one = world.secrets()?.len() > 1;
    world.rotate_secret()?;
    if gives_up_one {
        ctx.ui.alert("the rotation before was still under way: the secret that it replaced signs no more");
    }
    ctx.ui.note("callbacks are signed with both secrets for 10 minutes, then with the new one only");
    emit(ctx, &world)
}

fn emit(ctx: &mut Context, world: &World) -> Result<(), Error> {
    let secrets = world.secrets()?;
    let text = |secret: &Secret| secret.expose().to_owned();
    let secret = secrets.first().map(text).unwrap_or_default();
    ctx.ui.emit(&Shown { secret, previous_secret: secrets.get(1).map(text) })
}

impl Record for Shown {
    const PLURAL: &'static str = "secrets";
    const COLUMNS: &'static [&'static str] = &["SECRET"];
    const CSV: &'static [&'static str] = &["secret", "previous_secret"];

    fn cells(&self) -> Vec<Field> {
        vec![self.secret.clone().into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let previous = self.previous_secret.clone().unwrap_or_default();
        vec![("secret", self.secret.clone().into()), ("the one before", previous.into())]
    }

    fn id(&self) -> String {
        self.secret.clone()
    }
}
