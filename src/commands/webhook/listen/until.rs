//! `--until`: counts the events that are waited for, each once, and only those that were verified and handled, and that
//! did not happen or come before the listener was ready. Remembers what stood in the way of the others.

use super::shown::Shown;
use crate::model::pattern::EventPattern;
use crate::webhook::forward::Forwarded;
use jiff::Timestamp;
use std::collections::BTreeSet;
use tokio::sync::watch;

/// How many events that are not taken are remembered: the oldest.
const MOST: usize = 100;

/// What is waited for, and how far it has come.
pub(super) struct Until {
    pattern: EventPattern,
    count: usize,
    ids: BTreeSet<String>,
    untaken: Vec<Untaken>,
    tell: watch::Sender<Progress>,
}

/// An event that was handed to the handlers, and that one of them has not taken: no answer, or none that is well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Untaken {
    id: String,
    is_awaited: bool,
    /// Its type and its id.
    pub name: String,
    /// When it came for the first time.
    pub since: Timestamp,
}

/// What has come.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Progress {
    /// Verified and handled, each once.
    pub came: usize,
    /// Verified and refused by a handler, or not recorded.
    pub failed: usize,
    /// What the handler made of the last of these.
    pub refusal: Option<Forwarded>,
    /// The oldest event, of whatever type, that a handler has not taken.
    pub untaken: Option<Untaken>,
    /// One that is waited for has come, was verified, and is with a handler.
    pub is_with_a_handler: bool,
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
        (Self { pattern, count, ids: BTreeSet::new(), untaken: Vec::new(), tell }, progress)
    }

    /// One is on its way to the handlers.
    pub fn hand_on(&mut self, shown: &Shown) {
        if self.untaken.len() < MOST && !self.untaken.iter().any(|earlier| earlier.id == shown.id) {
            let is_awaited = self.awaits(shown) && shown.is_verified() && !shown.is_earlier;
            let (id, name, since) = (shown.id.clone(), shown.name(), shown.received_at);
            self.untaken.push(Untaken { id, is_awaited, name, since });
        }
        self.tell_untaken();
    }

    /// One that is chosen has been answered.
    pub fn take(&mut self, shown: &Shown) {
        // What is waited for is counted with what the handler made of it.
        if shown.is_answered_well() || self.awaits(shown) {
            self.untaken.retain(|earlier| earlier.id != shown.id);
        }
        self.tell_untaken();
        if self.awaits(shown) {
            self.count(shown);
        }
    }

    fn awaits(&self, shown: &Shown) -> bool {
        shown.kind.as_deref().is_some_and(|kind| self.pattern.matches(kind))
    }

    fn tell_untaken(&self) {
        self.tell.send_modify(|progress| {
            progress.untaken = self.untaken.first().cloned();
            progress.is_with_a_handler = self.untaken.iter().any(|event| event.is_awaited);
        });
    }

    fn count(&mut self, shown: &Shown) {
        let (verified, well) = (shown.is_verified(), shown.is_answered_well());
        if verified && well && !shown.is_earlier && self.ids.len() < self.count {
            self.ids.insert(shown.id.clone());
        }
        let came = self.ids.len();
        self.tell.send_modify(|progress| {
            progress.came = came;
            let is_meant = verified && !shown.is_earlier;
            progress.failed += usize::from(is_meant && !well);
            if let Some(refusal) = shown.handlers.iter().find(|forwarded| is_meant && !forwarded.is_handled()) {
                progress.refusal = Some(refusal.clone());
            }
            progress.unverified += usize::from(!verified);
            progress.earlier += usize::from(verified && shown.is_earlier);
            progress.is_done = came >= self.count;
        });
    }
}
