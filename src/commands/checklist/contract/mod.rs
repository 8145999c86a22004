//! `ipp checklist --contract`: what this project had to assume of the API, beside what can be seen of it from outside.
//! Whatever is made for it is put away; what cannot be seen is said to be so, with the reason.

mod account;
pub(super) mod answer;
mod callbacks;
mod enrollments;
mod fields;
pub(super) mod observation;
pub(super) mod payments;
mod phones;
mod refusals;
mod report;
mod sessions;
mod unseen;

pub(super) use report::{Contract, unseen};

use super::ending::{Halt, ended};
use super::phone::Wish;
use super::stage::Stage;
use crate::error::Error;
use observation::Observation;
use unseen::UNSEEN;

/// Goes through all of it. An error only where nothing could be seen at all, or the run was ended.
pub(super) async fn run(stage: &mut Stage<'_>, wish: &Wish, seen: &mut Vec<Observation>) -> Result<(), Error> {
    let ran = go(stage, wish, seen).await;
    if let Err(error) = &ran {
        complete(seen, Some(&ended(error)));
    }
    ran
}

async fn go(stage: &mut Stage<'_>, wish: &Wish, seen: &mut Vec<Observation>) -> Result<(), Error> {
    let first = stage.client.clone().locations(None).all();
    let locations = tokio::select! {
        locations = first => locations?,
        () = stage.interrupt.next() => return Err(super::stage::stopped()),
    };
    let mut trouble = Trouble::default();
    trouble.after(account::look(stage, seen).await)?;
    let location = trouble.after(phones::make(stage, wish, &locations, seen).await)?.flatten();
    trouble.after(enrollments::look(stage, location.as_ref(), seen).await)?;
    if stage.rig.is_some() {
        trouble.after(phones::look(stage, seen).await)?;
        let paid = trouble.after(sessions::look(stage, location.as_ref(), seen).await)?;
        trouble.after(refusals::look(stage, seen).await)?;
        trouble.after(phones::remove(stage, paid.as_ref(), seen).await)?;
    }
    complete(seen, trouble.0.as_deref());
    Ok(())
}

/// The first thing that kept something from being seen.
#[derive(Default)]
struct Trouble(Option<String>);

impl Trouble {
    /// A group that does not go on leaves its other rows unseen; a run that was ended ends here.
    fn after<T>(&mut self, result: Result<T, Halt>) -> Result<Option<T>, Error> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Halt::Run(error)) => Err(error),
            Err(Halt::Item(ending)) => {
                self.0.get_or_insert_with(|| ending.text().to_owned());
                Ok(None)
            }
        }
    }
}

/// Every assumption has a row, in the order of the emulator's own table.
pub(super) fn complete(seen: &mut Vec<Observation>, trouble: Option<&str>) {
    use crate::emulator::fidelity::{Mark, all};
    let behaviours = all();
    for behaviour in behaviours.iter().filter(|behaviour| behaviour.mark == Mark::Assumed) {
        if !seen.iter().any(|row| row.id == behaviour.id) {
            let known = UNSEEN.iter().find(|(id, _)| *id == behaviour.id);
            let why = known.map(|(_, why)| (*why).to_owned());
            let unreached = || format!("it was not got so far: {}", trouble.unwrap_or("what it needs was not there"));
            seen.push(Observation::not_seen(behaviour.id, why.unwrap_or_else(unreached)));
        }
    }
    seen.sort_by_key(|row| behaviours.iter().position(|behaviour| behaviour.id == row.id));
}
