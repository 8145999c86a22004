//! `ipp checklist --contract`: what this project had to assume of the API, beside what can be seen of it from outside.
//! Whatever is made for it is put away; what cannot be seen is said to be so, with the reason.

mod account;
mod answer;
mod callbacks;
mod enrollments;
pub(super) mod observation;
pub(super) mod payments;
mod phones;
mod report;
mod sessions;
mod unseen;

pub(super) use report::{Contract, shown};

use super::ending::Halt;
use super::phone::Wish;
use super::stage::Stage;
use crate::error::Error;
use observation::Observation;
use unseen::UNSEEN;

/// Goes through all of it. An error only where nothing could be seen at all, or the run was ended.
pub(super) async fn run(stage: &mut Stage<'_>, wish: &Wish, seen: &mut Vec<Observation>) -> Result<(), Error> {
    let first = stage.client.clone().locations(None).all();
    let locations = tokio::select! {
        locations = first => locations?,
        () = stage.interrupt.next() => return Err(super::stage::stopped()),
    };
    ended(account::look(stage, seen).await)?;
    let location = match phones::make(stage, wish, &locations, seen).await {
        Err(Halt::Run(error)) => return Err(error),
        made => made.ok().flatten(),
    };
    ended(enrollments::look(stage, location.as_ref(), seen).await)?;
    if stage.rig.is_some() {
        ended(phones::look(stage, seen).await)?;
        let paid = match sessions::look(stage, seen).await {
            Err(Halt::Run(error)) => return Err(error),
            paid => paid.ok(),
        };
        ended(sessions::refused(stage, seen).await)?;
        ended(phones::remove(stage, paid.as_ref(), seen).await)?;
    }
    complete(seen);
    Ok(())
}

/// A group that does not go on leaves its other rows unseen; a run that was ended ends here.
fn ended(result: Result<(), Halt>) -> Result<(), Error> {
    match result {
        Err(Halt::Run(error)) => Err(error),
        Ok(()) | Err(Halt::Item(_)) => Ok(()),
    }
}

/// Every assumption has a row, in the order of the emulator's own table.
pub(super) fn complete(seen: &mut Vec<Observation>) {
    use crate::emulator::fidelity::{Mark, all};
    let behaviours = all();
    for behaviour in behaviours.iter().filter(|behaviour| behaviour.mark == Mark::Assumed) {
        if !seen.iter().any(|row| row.id == behaviour.id) {
            let known = UNSEEN.iter().find(|(id, _)| *id == behaviour.id);
            let why = known.map_or("what has to be there for it was not: see the rows before it", |(_, why)| why);
            seen.push(Observation::not_seen(behaviour.id, why));
        }
    }
    seen.sort_by_key(|row| behaviours.iter().position(|behaviour| behaviour.id == row.id));
}
