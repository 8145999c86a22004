//! What is expected of a session within a time: a status, or callbacks. Both are asked for again and again, and at once when
//! something has changed on this machine.

use super::acts::BY;
use super::callbacks::Heard;
use super::done::Done;
use super::hand::Hand;
use crate::api;
use crate::commands::session::{amount, changes::Changes};
use crate::model::duration;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::money::Money;
use crate::model::session::{Session, SessionStatus};
use std::time::Duration;
use tokio::time::Instant;

/// How often is asked, when nothing is told.
const EVERY: Duration = Duration::from_millis(250);

/// How much longer is listened for one too many.
const LULL: Duration = Duration::from_millis(500);

/// How much longer is listened for anything at all, where nothing shows so far that callbacks are heard.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is wrong with a callback that nobody can believe.
const UNVERIFIED: &str = "could not be verified";

impl Hand<'_> {
    /// Well as soon as the session has one of these; a paid one of another amount is not well.
    pub(super) async fn expect_status(
        &mut self,
        label: Option<&str>,
        any_of: &[SessionStatus],
        within: Duration,
    ) -> Done {
        let (id, asked) = match self.session(label) {
            Ok(found) => found,
            Err(done) => return done,
        };
        let (deadline, client) = (Instant::now() + within, self.stage.client.clone());
        let mut changes = Changes::of(&mut self.ctx);
        let mut last = "it could not be read".to_owned();
        loop {
            changes.begin();
            let look = tokio::select! {
                look = client.session(&id) => look,
                () = tokio::time::sleep_until(deadline) => return late(&last, within).of(&id),
                () = self.stop() => return Done::stopped().of(&id),
            };
            match self.judge(look, any_of, asked) {
                Ok(done) => return done.of(&id),
                Err(found) => last = found,
            }
            if let Some(done) = self.rest(&changes, deadline).await {
                return done.unwrap_or_else(|| late(&last, within)).of(&id);
            }
        }
    }

    /// The end, or what was seen on the way to it.
    fn judge(
        &mut self,
        look: Result<Session, api::Error>,
        any_of: &[SessionStatus],
        asked: Option<Money>,
    ) -> Result<Done, String> {
        let session = match look {
            Ok(session) => session,
            Err(error) if error.is_passing() => return Err(error.to_string()),
            Err(error) => return Ok(Done::failed(format!("it cannot be read: {error}"))),
        };
        self.ctx.saw(&session, BY);
        let done = self.saw(&session);
        let status = session.status.clone();
        match any_of.contains(&status) {
            true if status == SessionStatus::Finalized => match asked.map(|asked| amount::check(&session, asked)) {
                Some(Err(error)) => Ok(Done::error(&error)),
                _ => Ok(done),
            },
            true => Ok(done),
            false if status.has_ended() => Ok(Done::failed(format!("it is {status}, and that is final"))),
            false => Err(format!("it is {status}")),
        }
    }

    /// Well once so many have come, and none too many within a moment more; `count` 0: well if none comes, and one would
    /// have been heard.
    pub(super) async fn expect_callback(
        &mut self,
        label: Option<&str>,
        kind: &EventType,
        count: usize,
        within: Duration,
    ) -> Done {
        let id = match self.session(label) {
            Ok((id, _)) => id,
            Err(done) => return done,
        };
        let deadline = Instant::now() + within;
        let mut settled = None;
        let mut changes = Changes::of(&mut self.ctx);
        loop {
            changes.begin();
            let heard = match self.stage.callbacks.heard(&id, kind) {
                Ok(heard) => heard,
                Err(error) => return Done::error(&error).of(&id),
            };
            if let Some(problem) = too_much(&heard, count) {
                return Done::failed(problem).of(&id);
            }
            let until = match (count, heard.verified == count) {
                // Who has heard nothing so far may only be slow to hear.
                (0, _) if !heard.hears => deadline + PATIENCE,
                (0, _) | (_, false) => deadline,
                (_, true) => *settled.get_or_insert_with(|| Instant::now() + LULL),
            };
            if let Some(done) = self.rest(&changes, until).await {
                return done.unwrap_or_else(|| self.heard_in_time(&id, &heard, count, within)).of(&id);
            }
        }
    }

    /// The time is up.
    fn heard_in_time(&self, id: &SessionId, heard: &Heard, count: usize, within: Duration) -> Done {
        let time = duration::show(within);
        match (count, heard.verified, &heard.unverified) {
            (0, ..) if heard.hears => Done::well(format!("none came within {time}")),
            (0, ..) => Done {
                hint: self.stage.callbacks.advice(),
                ..Done::failed(format!(
                    "it could not be seen whether one comes: nothing at all came for session {id}, so nothing shows that \
                     callbacks are heard here"
                ))
            },
            (_, 0, Some(why)) => Done::failed(format!("one came for session {id}, and {UNVERIFIED}: {why}")),
            (_, 0, None) => {
                let found = format!("none came for session {id} within {time}");
                Done { hint: self.stage.callbacks.advice(), ..Done::failed(found) }
            }
            (count, came, _) if came == count => Done::well(told(count)),
            (count, came, _) => Done::failed(format!("{came} of {count} came within {time}")),
        }
    }

    /// Until it is time to look again. `Some(None)`: the time is up.
    async fn rest(&mut self, changes: &Changes, deadline: Instant) -> Option<Option<Done>> {
        let next = (Instant::now() + EVERY).min(deadline);
        tokio::select! {
            () = tokio::time::sleep_until(next) => {}
            () = changes.next() => {}
            () = self.stop() => return Some(Some(Done::stopped())),
        }
        (Instant::now() >= deadline).then_some(None)
    }
}

/// Why what was heard is too much already.
fn too_much(heard: &Heard, count: usize) -> Option<String> {
    match (count, &heard.unverified) {
        (0, _) if heard.verified > 0 => Some(format!("{} came", heard.verified)),
        (0, Some(why)) => Some(format!("one came, and {UNVERIFIED}: {why}")),
        (1, _) if heard.verified > 1 => Some(format!("{} came, and 1 was expected", heard.verified)),
        _ if heard.verified > count => Some(format!("{} came, and {count} were expected", heard.verified)),
        _ => None,
    }
}

fn told(count: usize) -> String {
    if count == 1 { "it came, verified".to_owned() } else { format!("{count} came, verified") }
}

fn late(last: &str, within: Duration) -> Done {
    Done::failed(format!("{last} after {}", duration::show(within)))
}
