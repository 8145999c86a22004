//! Waits until a phone has used a code, by asking: the API has no callback for it.

use super::code::{Code, End, Look};
use crate::api::{self, Client};
use crate::interrupt::Interrupt;
use crate::model::device::Device;
use std::time::Duration;
use tokio::time::Instant;

/// How often the screen is looked after between two looks.
const SLICE: Duration = Duration::from_millis(200);

/// Why the wait is over.
pub enum Watched {
    /// A phone used it.
    Paired(Box<Device>),
    /// The code ended without a phone.
    Ended(End),
    /// It was used, by whom cannot be told.
    Untold,
    /// The time was up.
    TimeUp,
    /// A signal.
    Interrupted,
    /// The API refuses to say how it stands.
    Lost(api::Error),
}

/// Asks until a phone has used the code, the code has ended, the time is up, or a signal comes. `tick` is called often,
/// with what there is to say when it is new.
pub async fn watch(
    client: &Client,
    code: &mut Code,
    deadline: Option<Instant>,
    interrupt: &mut Interrupt,
    mut tick: impl FnMut(Option<&str>),
) -> Watched {
    let started = Instant::now();
    loop {
        let look = tokio::select! {
            look = code.look(client) => look,
            () = until(deadline) => return Watched::TimeUp,
            () = interrupt.next() => return Watched::Interrupted,
        };
        match look {
            Ok(Look::Paired(device)) => return Watched::Paired(device),
            Ok(Look::Ended(end)) => return Watched::Ended(end),
            Ok(Look::Untold) => return Watched::Untold,
            Ok(Look::Waiting(status)) => tick(Some(&format!("waiting for the phone ({status})"))),
            Ok(Look::Absent) => tick(Some("waiting for the phone (not listed)")),
            Err(error) if error.is_passing() => tick(Some(&error.to_string())),
            Err(error) => return Watched::Lost(error),
        }
        let next = Instant::now() + interval(started.elapsed());
        while Instant::now() < next {
            tokio::select! {
                () = tokio::time::sleep(SLICE) => tick(None),
                () = until(deadline) => return Watched::TimeUp,
                () = interrupt.next() => return Watched::Interrupted,
            }
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

/// Often while somebody stands there with the phone, seldom when it drags on.
fn interval(waited: Duration) -> Duration {
    match waited.as_secs() {
        0..300 => Duration::from_secs(1),
        300..3600 => Duration::from_secs(3),
        _ => Duration::from_secs(10),
    }
}
