//! Reads many sessions, several at a time.

use crate::api::{self, Client};
use crate::model::id::SessionId;
use crate::model::session::Session;
use std::vec::IntoIter;
use tokio::task::JoinSet;

/// As many requests as a server bears from one caller without taking it for an attack.
const AT_ONCE: usize = 8;

/// Sessions that are being read. Dropped, it asks for nothing more.
pub(super) struct Many {
    client: Client,
    waiting: IntoIter<SessionId>,
    reading: JoinSet<(SessionId, Result<Session, api::Error>)>,
}

impl Many {
    pub fn new(client: &Client, ids: Vec<SessionId>) -> Self {
        Self { client: client.clone(), waiting: ids.into_iter(), reading: JoinSet::new() }
    }

    /// The next answer, in no order.
    pub async fn next(&mut self) -> Option<(SessionId, Result<Session, api::Error>)> {
        for id in self.waiting.by_ref().take(AT_ONCE.saturating_sub(self.reading.len())) {
            let client = self.client.clone();
            self.reading.spawn(async move {
                let session = client.session(&id).await;
                (id, session)
            });
        }
        loop {
            match self.reading.join_next().await? {
                Ok(answer) => return Some(answer),
                // One that panicked has said so on stderr.
                Err(_) => continue,
            }
        }
    }
}
