//! Sessions that may be the one that is looked for: those that callbacks told of since the attempt.
//!
//! A callback need not be verified for this: what it names is only read, and known by the mark that the API gives back.

use crate::config::Error as ConfigError;
use crate::context::Context;
use crate::emulator::World;
use crate::emulator::world;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::model::id::SessionId;
use crate::webhook::events::Events;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The folder of recorded callbacks in the state folder.
const RECORD: &str = "events";

/// By how much a clock may have been set back between the attempt and its callback.
const SLACK: SignedDuration = SignedDuration::from_mins(10);

/// Each session once; those of the emulator's own events first, and then the newest.
pub(super) fn since(ctx: &mut Context, attempt: Timestamp, record: Option<&Path>) -> Result<Vec<SessionId>, Error> {
    let (settings, since) = (ctx.settings()?, attempt.saturating_sub(SLACK).unwrap_or(Timestamp::MIN));
    let mut ids = match settings.environment.value {
        Environment::Emulator => of_the_emulator(&settings.state_dir, since)?,
        Environment::Production | Environment::Playground => Vec::new(),
    };
    let record = record.map_or_else(|| settings.state_dir.join(RECORD), Path::to_owned);
    ids.extend(recorded(ctx, record, since)?);
    let mut known = HashSet::new();
    ids.retain(|id| known.insert(id.clone()));
    Ok(ids)
}

/// The state folder's own world, if there is one. Its clock never goes behind the machine's.
fn of_the_emulator(folder: &Path, since: Timestamp) -> Result<Vec<SessionId>, Error> {
    match folder.join(world::FILE_NAME).exists() {
        true => Ok(World::open(folder)?.sessions_told_since(since)?),
        false => Ok(Vec::new()),
    }
}

/// What `ipp webhook listen` has kept. A place that can't be read costs no other.
fn recorded(ctx: &mut Context, folder: PathBuf, since: Timestamp) -> Result<Vec<SessionId>, Error> {
    let unreadable = |source| ConfigError::Access { action: "read the record in", path: folder.clone(), source };
    let mut ids = Vec::new();
    for found in Events::new(folder.clone()).since(since).map_err(unreadable)? {
        match found {
            Ok(recorded) => ids.extend(recorded.received.summary().data.session_id.and_then(|id| id.parse().ok())),
            Err(damage) => ctx.ui.note(&format!("passed over: {damage}")),
        }
    }
    Ok(ids)
}
