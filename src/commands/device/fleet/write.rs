//! Makes changes, some at the same time: each phone is read again right before its write, written whole, and read back.
//!
//! The API has no write on condition, so between that reading and the write somebody else could still be faster: what the
//! reading shows to be changed is not written, and what the read-back shows to be different is named.

use super::super::told::Told;
use super::change::{Action, Change, settled, state};
use super::failure::Failure;
use crate::api::{self, Client};
use crate::context::Context;
use crate::error::{Error, FleetError};
use crate::interrupt::Interrupt;
use tokio::task::JoinSet;

/// After so many failures without a success in between, the rest is not tried.
const MOST_IN_A_ROW: usize = 20;
/// What is gone.
const NOT_FOUND: u16 = 404;

/// How it went.
#[derive(Default)]
pub struct Written {
    /// How many were made.
    pub made: usize,
    /// What failed.
    pub failures: Vec<Failure>,
    /// How many, from the beginning, were tried.
    pub tried: usize,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

/// Makes them, in their order. At a signal no more are begun, and those under way are waited for.
pub async fn write(
    ctx: &mut Context,
    client: &Client,
    changes: &[Change],
    parallel: usize,
    interrupt: &mut Interrupt,
) -> Result<Written, Error> {
    let (mut written, mut told, mut tasks) = (Written::default(), Told::default(), JoinSet::new());
    let (mut in_a_row, mut ends) = (0, false);
    let bar = ctx.ui.bar(changes.len());
    loop {
        while tasks.len() < parallel && written.tried < changes.len() && !ends {
            tasks.spawn(make(client.clone(), changes[written.tried].clone(), written.tried));
            written.tried += 1;
        }
        let joined = tokio::select! {
            joined = tasks.join_next() => joined,
            () = interrupt.next() => {
                if std::mem::replace(&mut written.stopped, true) {
                    return Err(FleetError::Stopped.into());
                }
                bar.aside(|| ctx.ui.alert("stopping: what was sent is waited for; once more quits at once"));
                ends = true;
                continue;
            }
        };
        let Some(joined) = joined else { return Ok(written) };
        let (at, result) = joined.map_err(|error| Error::Internal(format!("a change was not made: {error}")))?;
        match result {
            Ok(()) => (written.made, in_a_row) = (written.made + 1, 0),
            Err(error) => {
                in_a_row += 1;
                ends |= in_a_row >= MOST_IN_A_ROW || is_hopeless(&error);
                written.failures.push(Failure::new(&changes[at], &error));
            }
        }
        let done = written.made + written.failures.len();
        bar.show(done, written.failures.len());
        told.tell(ctx, &bar, done, changes.len(), written.failures.len());
    }
}

async fn make(client: Client, change: Change, at: usize) -> (usize, Result<(), Error>) {
    let result = match change.action {
        Action::Update => update(&client, &change).await,
        Action::Remove => remove(&client, &change).await,
    };
    (at, result)
}

async fn update(client: &Client, change: &Change) -> Result<(), Error> {
    if state(&client.device(&change.id).await?) != change.before {
        return Err(FleetError::ChangedMeanwhile.into());
    }
    let answer = client.update_device(&change.id, &change.update).await;
    if let Err(error) = &answer
        && !error.may_have_happened()
    {
        return answer.map(drop).map_err(Error::from);
    }
    match (client.device(&change.id).await, answer) {
        (Ok(device), _) if state(&device) == settled(change.update.clone()) => Ok(()),
        (_, Err(error)) => Err(error.into()),
        (Ok(_), Ok(_)) => Err(FleetError::Differs.into()),
        (Err(error), Ok(_)) => Err(FleetError::NotReadBack(error).into()),
    }
}

/// A phone that is gone already is as it was to be.
async fn remove(client: &Client, change: &Change) -> Result<(), Error> {
    match client.device(&change.id).await {
        Ok(device) if state(&device) != change.before => return Err(FleetError::ChangedMeanwhile.into()),
        Ok(_) => {}
        Err(error) if is_gone(&error) => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    match client.remove_device(&change.id).await {
        Err(error) if error.may_have_happened() => match client.device(&change.id).await {
            Err(now) if is_gone(&now) => Ok(()),
            _ => Err(error.into()),
        },
        Err(error) if is_gone(&error) => Ok(()),
        answer => Ok(answer?),
    }
}

fn is_gone(error: &api::Error) -> bool {
    error.status() == Some(NOT_FOUND)
}

/// What every other change would meet as well.
fn is_hopeless(error: &Error) -> bool {
    let Error::Api(error) = error else { return false };
    matches!(error, api::Error::Setup { .. } | api::Error::NotSent { .. }) || matches!(error.status(), Some(401 | 403))
}
