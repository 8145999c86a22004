//! `ipp emulator status`: what is in the world, and what is waiting to be delivered.

use super::StateArgs;
use crate::context::Context;
use crate::emulator::world::{Counts, Destination, DestinationState, Status};
use crate::emulator::{Presence, World};
use crate::error::Error;
use crate::output::{Field, Record, Tone};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The world in numbers, and what is around it.
#[derive(Serialize)]
pub(super) struct Summary {
    state_dir: PathBuf,
    served: bool,
    destinations: Vec<Destination>,
    next_delivery_in_ms: Option<u64>,
    #[serde(flatten)]
    status: Status,
}

pub(super) fn run(ctx: &mut Context, args: &StateArgs) -> Result<(), Error> {
    let folder = args.folder()?;
    let summary = summary(&World::open(&folder)?, &folder)?;
    ctx.ui.emit(&summary)
}

pub(super) fn summary(world: &World, folder: &Path) -> Result<Summary, Error> {
    let in_milliseconds = |wait: Duration| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    Ok(Summary {
        state_dir: folder.to_owned(),
        served: Presence::is_announced(folder),
        destinations: world.destinations()?,
        next_delivery_in_ms: world.next_due_in()?.map(in_milliseconds),
        status: world.status()?,
    })
}

fn numbers(counts: &Counts) -> Field {
    let total: i64 = counts.values().sum();
    let parts: Vec<String> =
        counts.iter().map(|(status, count)| format!("{count} {}", status.to_lowercase())).collect();
    match parts.is_empty() {
        true => "0".into(),
        false => format!("{total} ({})", parts.join(", ")).into(),
    }
}

fn reached(destination: &Destination) -> String {
    match destination.state {
        DestinationState::Active => destination.url.clone(),
        DestinationState::Stopped => format!("{} (stopped: it answered 410)", destination.url),
        DestinationState::Removed => format!("{} (removed)", destination.url),
    }
}

/// Nothing to say of the machine's own time.
pub(super) fn pace(scale: i32) -> Field {
    match scale {
        1 => "".into(),
        scale => Field::toned(format!("goes {scale} times as fast; `ipp emulator reset` ends that"), Tone::Busy),
    }
}

impl Record for Summary {
    const PLURAL: &'static str = "emulators";
    const COLUMNS: &'static [&'static str] = &["STATE FOLDER", "SESSIONS", "DELIVERIES"];
    const CSV: &'static [&'static str] = &["state_dir", "served", "locations", "devices", "faults"];

    fn cells(&self) -> Vec<Field> {
        vec![self.id().into(), numbers(&self.status.sessions), numbers(&self.status.deliveries)]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let next = self.next_delivery_in_ms.map(|wait| match wait {
            0 => "now".to_owned(),
            wait => format!("in {} s", wait.div_ceil(1000)),
        });
        let next = match (self.served, next) {
            (false, Some(when)) => Some(format!("{when}, once `ipp emulator serve` or another command runs")),
            (_, next) => next,
        };
        let faults = match self.status.faults {
            0 => String::new(),
            count => format!("{count} in force: `ipp emulator fault list` says which"),
        };
        vec![
            ("state folder", self.id().into()),
            ("served", if self.served { "yes" } else { "no" }.into()),
            ("locations", self.status.locations.to_string().into()),
            ("devices", self.status.devices.to_string().into()),
            ("enrollments", numbers(&self.status.enrollments)),
            ("sessions", numbers(&self.status.sessions)),
            ("deliveries", numbers(&self.status.deliveries)),
            ("next delivery", next.unwrap_or_default().into()),
            ("faults", Field::toned(faults, Tone::Bad)),
            ("destinations", self.destinations.iter().map(reached).collect::<Vec<_>>().join("\n").into()),
            ("time", pace(self.status.time_scale)),
        ]
    }

    fn id(&self) -> String {
        self.state_dir.display().to_string()
    }
}
