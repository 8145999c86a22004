//! What an event does not say, or says without proof: the session is read back (D), where a key is there without asking
//! for it. Its amount is shown, and the journal is told how it stands.
//!
//! Only for the eye: it comes after the answer to the sender, takes at most a second, and rests for a while when it fails.

use super::shown::Shown;
use super::worker::Line;
use crate::api::Client;
use crate::config::{KeySource, Settings};
use crate::context::Context;
use crate::model::environment::Environment;
use crate::model::id::SessionId;
use crate::model::session::Session;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;

/// How long a line may wait for its amount.
const LIMIT: Duration = Duration::from_secs(1);

/// How long nothing is asked after a failure.
const REST: Duration = Duration::from_secs(30);

/// How many sessions are remembered: an amount does not change, and a status is read again when an event tells another.
const MOST: usize = 1024;

/// How many lines wait for amounts; those behind them go without.
const QUEUE: usize = 64;

/// The client, where it costs no question and runs no password manager.
pub(super) async fn client(ctx: &mut Context, settings: Option<&Settings>) -> Option<Client> {
    let settings = settings?;
    let has_key = match settings.key.value {
        KeySource::None | KeySource::Command(_) => settings.environment.value == Environment::Emulator,
        KeySource::Emulator | KeySource::Variable(_) | KeySource::Inline { .. } | KeySource::File(_) => true,
    };
    if !has_key {
        return None;
    }
    match ctx.client().await {
        Ok(client) => Some(client),
        Err(error) => {
            ctx.ui.note(&format!("amounts are not shown: {error}"));
            None
        }
    }
}

/// Adds the amounts to the lines that pass through, and keeps their order.
pub(super) async fn add(client: Client, mut lines: mpsc::Receiver<Line>, print: mpsc::Sender<Line>) {
    let mut desk = Desk { client, known: HashMap::new(), rests_until: Instant::now() };
    while let Some(mut line) = lines.recv().await {
        if let Line::Event(shown) = &mut line {
            let has_time = lines.len() < QUEUE;
            desk.complete(shown, has_time).await;
        }
        if print.send(line).await.is_err() {
            return;
        }
    }
}

struct Desk {
    client: Client,
    known: HashMap<SessionId, Session>,
    rests_until: Instant,
}

impl Desk {
    async fn complete(&mut self, shown: &mut Shown, has_time: bool) {
        let Some(id) = shown.session() else { return };
        let is_told = |known: &Session| shown.told().is_none_or(|told| told == known.status);
        if !self.known.get(&id).is_some_and(is_told) && has_time && Instant::now() >= self.rests_until {
            shown.read = self.read(&id).await;
        }
        if let Some(session) = self.known.get(&id) {
            shown.costs(session);
        }
    }

    async fn read(&mut self, id: &SessionId) -> Option<Session> {
        match tokio::time::timeout(LIMIT, self.client.session(id)).await {
            Ok(Ok(session)) => {
                if self.known.len() >= MOST {
                    self.known.clear();
                }
                self.known.insert(id.clone(), session.clone());
                Some(session)
            }
            Ok(Err(error)) if error.status() == Some(404) => None,
            _ => {
                self.rests_until = Instant::now() + REST;
                None
            }
        }
    }
}
