//! `--until`: counts the events that are waited for, each once, and only those that were verified and handled, and that
//! did not happen or come before the listener was ready.

use super::shown::Shown;
use crate::model::pattern::EventPattern;
use std::collections::BTreeSet;
use tokio::sync::watch;

/// What is waited for, and how far it has come.
pub(super) struct Until {
    pattern: EventPattern,
    count: usize,
    ids: BTreeSet<String>,
    tell: watch::Sender<Progress>,
}

/// What has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Progress {
    /// Verified and handled, each once.
    pub came: usize,
    /// Verified and refused by a handler, or not recorded.
    pub failed: usize,
    /// Not verified.
    pub unverified: usize,
    /// Of before the listener, or on record already.
    pub earlier: usize,
    /// Whether all that was waited for is there.
    pub is_done: bool,
}

impl Until {
    /// Nothing has come yet. The other end learns of everything that does.
    pub fn new(pattern: EventPattern, count: usize) -> (Self, watch::Receiver<Progress>) {
        let (tell, progress) = watch::channel(Progress::default());
        (Self { pattern, count, ids: BTreeSet::new(), tell }, progress)
    }

    /// One that is chosen has been answered.
    pub fn take(&mut self, shown: &Shown) {
        if !shown.kind.as_deref().is_some_and(|kind| self.pattern.matches(kind)) {
            return;
        }
        let (verified, well) = (shown.is_verified(), shown.is_answered_well());
        if verified && well && !shown.is_earlier && self.ids.len() < self.count {
            self.ids.insert(shown.id.clone());
        }
        let came = self.ids.len();
        self.tell.send_modify(|progress| {
            progress.came = came;
            progress.failed += usize::from(verified && !well);
            progress.unverified += usize::from(!verified);
            progress.earlier += usize::from(verified && shown.is_earlier);
            progress.is_done = came >= self.count;
        });
    }
}
