//! Word that something has changed: the emulator has written its file, or a listener of this machine its record.
//!
//! It is only a reason to ask at once. What has changed, and whether it was this session, the API says.

use crate::context::Context;
use crate::emulator::world::FILE_NAME;
use crate::model::environment::Environment;
use crate::webhook::events::{Events, FOLDER};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often is looked: two files' sizes and times, which cost microseconds.
const EVERY: Duration = Duration::from_millis(50);

/// What changes on this machine when a session does.
pub struct Changes {
    /// What the emulator writes first; it is looked at where the sessions are the emulator's.
    log: Option<PathBuf>,
    events: Option<Events>,
    seen: Seen,
}

/// Sizes and times of what was there.
type Seen = [Option<(u64, SystemTime)>; 2];

impl Changes {
    /// Of the settings' environment. Without settings there is nothing to look at, and polling goes on.
    pub fn of(ctx: &mut Context) -> Self {
        let Ok(settings) = ctx.settings() else { return Self { log: None, events: None, seen: Seen::default() } };
        let is_emulator = settings.environment.value == Environment::Emulator;
        let log = is_emulator.then(|| settings.state_dir.join(format!("{FILE_NAME}-wal")));
        let events = Some(Events::new(settings.state_dir.join(FOLDER)));
        Self { log, events, seen: Seen::default() }
    }

    /// From here on is watched: to be called before the API is asked.
    pub fn begin(&mut self) {
        self.seen = self.look();
    }

    /// Until something has changed since [`Self::begin`].
    pub async fn next(&self) {
        while self.look() == self.seen {
            tokio::time::sleep(EVERY).await;
        }
    }

    fn look(&self) -> Seen {
        let today = self.events.as_ref().map(|events| events.file(Timestamp::now()));
        [self.log.as_deref().and_then(trace), today.as_deref().and_then(trace)]
    }
}

fn trace(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context as Waker, Poll};

    fn is_still(changes: &Changes) -> bool {
        let mut waker = Waker::from_waker(std::task::Waker::noop());
        matches!(pin!(changes.next()).poll(&mut waker), Poll::Pending)
    }

    #[tokio::test]
    async fn what_is_written_is_noticed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let (log, events) = (folder.path().join("log"), Events::new(folder.path().to_owned()));
        let today = events.file(Timestamp::now());
        let mut changes = Changes { log: Some(log.clone()), events: Some(events), seen: Seen::default() };
        changes.begin();
        assert!(is_still(&changes));
        for path in [log, today] {
            std::fs::write(&path, "a").expect("written");
            changes.next().await;
            changes.begin();
            assert!(is_still(&changes), "{}", path.display());
        }
    }
}
