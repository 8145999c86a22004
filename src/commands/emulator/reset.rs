//! `ipp emulator reset`: the world as it was at its beginning. What goes is gone, so somebody has to agree.

use super::{StateArgs, status};
use crate::context::{Context, emulators_account};
use crate::emulator::World;
use crate::error::Error;
use crate::journal::Journal;
use crate::known::Known;

pub(super) fn run(ctx: &mut Context, args: &StateArgs) -> Result<(), Error> {
    let folder = args.folder()?;
    let mut world = World::open(&folder)?;
    ctx.confirm_removal(&format!(
        "remove every session, device, enrollment, delivery and fault in {}",
        folder.display()
    ))?;
    world.reset()?;
    // What the old world was asked for stands in nobody's way any more.
    let forgotten = Journal::open_existing(&folder).and_then(|journal| match journal {
        Some(journal) => journal.forget_emulator(),
        None => Ok(()),
    });
    ctx.remembered(forgotten.map_err(Error::from));
    Known::forget(&folder, &emulators_account());
    ctx.ui.note("the emulator is as it was at its beginning");
    let summary = status::summary(&world, &folder)?;
    ctx.ui.emit(&summary)
}
