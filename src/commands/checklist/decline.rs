//! Item 5: after a declined tap the session stays open, nobody is told that it was paid, and a second tap pays.

use super::contract::observation::Observation;
use super::contract::payments;
use super::ending::{self, Ending, Halt};
use super::late::{LULL, told_paid, twice};
use super::payment::{hear, missing};
use super::row::Trail;
use super::stage::Stage;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::session::{Session, SessionStatus};
use crate::model::tap::TapOutcome;
use clap::ValueEnum;
use tokio::time::Instant;

/// Which outcomes of a tap are gone through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Outcomes {
    /// All ten, the payment at once among them
    All,
    /// The nine declines
    Declines,
}

impl Outcomes {
    /// Without a flag, the one that Kustom's list names (D).
    pub(super) fn chosen(of: Option<Self>) -> Vec<TapOutcome> {
        let mut all = TapOutcome::ALL.to_vec();
        match of {
            None => vec![TapOutcome::DeclinedGeneric],
            Some(Self::Declines) => {
                all.retain(|outcome| *outcome != TapOutcome::Success);
                all
            }
            Some(Self::All) => all,
        }
    }
}

pub(super) async fn check(
    stage: &mut Stage<'_>,
    outcomes: &[TapOutcome],
    (trail, findings): (&mut Trail, &mut Vec<Observation>),
) -> Result<Ending, Halt> {
    let (mut seen, mut unheard) = (Vec::new(), None);
    for outcome in outcomes {
        let mut own = Trail::default();
        let ending = one(stage, *outcome, (&mut own, findings)).await;
        trail.sessions.append(&mut own.sessions);
        // Ten times the same would hide what is different.
        if trail.did.is_empty() || ending.is_err() {
            trail.did.append(&mut own.did);
        }
        match ending? {
            Ending::Pass(saw) => seen.push(saw),
            Ending::Fail { saw, mend } => return Ok(Ending::fail(format!("{outcome}: {saw}"), mend)),
            Ending::NotRun { why, mend } => {
                seen.push(why);
                unheard = Some(mend);
            }
        }
    }
    if outcomes.len() > 1 {
        trail.did(format!("the same for each of {} outcomes", outcomes.len()));
    }
    let saw = seen.join("; ");
    Ok(match unheard {
        None => Ending::Pass(saw),
        Some(mend) => Ending::not_run(saw, mend),
    })
}

async fn one(
    stage: &mut Stage<'_>,
    outcome: TapOutcome,
    (trail, findings): (&mut Trail, &mut Vec<Observation>),
) -> Result<Ending, Halt> {
    let id = stage.create("decline", trail).await?.session_id;
    if outcome != TapOutcome::Success {
        stage.tap(&id, outcome, trail).await?;
        let declined = stage.read(&id).await?;
        if !findings.iter().any(|finding| finding.id == payments::DECLINED) {
            findings.push(payments::declined(&declined.status));
        }
        stage.pause("listening whether it is told to be paid", Instant::now() + LULL.min(stage.limit)).await?;
        if let Some(ending) = refused(stage, &declined, outcome) {
            return Ok(ending);
        }
    }
    stage.tap(&id, TapOutcome::Success, trail).await?;
    let paid = stage.read_until(&id, &SessionStatus::Finalized).await?;
    match paid.status {
        SessionStatus::Finalized => told_once(stage, &id, outcome).await,
        status => Ok(Ending::fail(
            format!("the tap of a good card was taken, and session {id} is {status}"),
            format!("`ipp session get {id}` shows it; the clerk has to be able to try again after a decline"),
        )),
    }
}

/// What a decline must not have done.
fn refused(stage: &Stage<'_>, declined: &Session, outcome: TapOutcome) -> Option<Ending> {
    let id = &declined.session_id;
    if declined.status.has_ended() {
        return Some(Ending::fail(
            format!("session {id} is {} after {outcome}: it should stay open", declined.status),
            "report it to Kustom with the id of the session; until then, take an ended session as it is, and ask anew",
        ));
    }
    if declined.may_be_paid() {
        return Some(ending::doubtful(declined));
    }
    let told = !told_paid(stage, id).is_empty();
    told.then(|| {
        Ending::fail(
            format!("session {id} was declined, and {} was told", EventType::SessionFinalized),
            "read the session back before you hand anything out, and report it to Kustom with the id of the session",
        )
    })
}

/// The one callback is of the second tap.
async fn told_once(stage: &mut Stage<'_>, id: &SessionId, outcome: TapOutcome) -> Result<Ending, Halt> {
    let seen = match outcome {
        TapOutcome::Success => format!("{outcome}: session {id} was paid at once"),
        _ => format!("{outcome}: session {id} stayed open, and a second tap paid"),
    };
    if let Err(heard) = hear(stage, id, EventType::SessionFinalized).await? {
        return Ok(match missing(stage, &EventType::SessionFinalized, &heard) {
            Ending::NotRun { mend, .. } => {
                Ending::not_run(format!("{seen}, but whether it was told before cannot be seen from here"), mend)
            }
            other => other,
        });
    }
    Ok(twice(stage, id).unwrap_or_else(|| Ending::Pass(format!("{seen}, told once"))))
}
