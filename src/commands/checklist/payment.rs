//! A session that is created, paid, and told of: items 2 and 3.

use super::ears::Ears;
use super::ending::{Ending, Halt};
use super::relay::Heard;
use super::row::Trail;
use super::stage::{Rig, Stage};
use crate::model::duration;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::session::{Session, SessionStatus};
use crate::model::tap::TapOutcome;
use crate::webhook::deliver::Answer;

/// What came of the run's first session.
#[derive(Default)]
pub(super) struct Paid {
    pub session: Option<Session>,
    /// What it was asked for with, whatever came back.
    pub reference: String,
    /// Read back, and it is paid.
    pub is_paid: bool,
    /// To be believed.
    pub callback: Option<Heard>,
}

/// Item 2: created, dispatched, and the same when it is read back.
pub(super) async fn create(stage: &mut Stage<'_>, paid: &mut Paid, trail: &mut Trail) -> Result<Ending, Halt> {
    let new = stage.order("pay")?;
    paid.reference = new.merchant_reference1.clone().unwrap_or_default();
    let created = stage.send(new, trail).await?;
    paid.session = Some(created.clone());
    trail.did("read it back");
    let read = stage.read(&created.session_id).await?;
    let lacks = difference(&read, stage.rig()?, &paid.reference);
    let id = &created.session_id;
    // A real phone may be quick: what is ACTIVE has been dispatched.
    let is_open = |status: &SessionStatus| matches!(status, SessionStatus::Created | SessionStatus::Active);
    Ok(match (&created.status, &read.status) {
        (answered, now) if !is_open(answered) || !is_open(now) => Ending::fail(
            format!("session {id} was answered as {answered}, and is {now}: it should be CREATED"),
            "look at the phone: see that the app is open, signed in and connected, and try again",
        ),
        _ if lacks.is_some() => Ending::fail(
            format!("session {id}, when it was read back, {}", lacks.unwrap_or_default()),
            "report it to Kustom with the id of the session",
        ),
        (answered, now) => {
            Ending::Pass(format!("session {id} was answered as {answered}, and is {now} when read back"))
        }
    })
}

/// The first field that is not there, or not as it was asked for: what is not told is not proved.
fn difference(read: &Session, asked: &Rig, reference: &str) -> Option<String> {
    let fields = [
        ("device_id", read.device_id.as_ref().map(ToString::to_string), asked.phone.id.to_string()),
        ("order_amount", read.order_amount.map(|amount| amount.to_string()), asked.amount.minor.to_string()),
        ("purchase_currency", read.purchase_currency.clone(), asked.amount.currency.to_string()),
        ("merchant_reference1", read.merchant_reference1.clone(), reference.to_owned()),
    ];
    fields.into_iter().find_map(|(name, told, asked)| match told.filter(|told| !told.is_empty()) {
        None => Some(format!("names no `{name}`")),
        Some(told) if told.eq_ignore_ascii_case(&asked) => None,
        Some(told) => Some(format!("is another: `{name}` is {told}, and {asked} was asked")),
    })
}

/// Item 3: paid by a simulated card, and the callback of it heard, verified and answered.
pub(super) async fn callback(stage: &mut Stage<'_>, paid: &mut Paid, trail: &mut Trail) -> Result<Ending, Halt> {
    let id = paid.session.as_ref().map(|session| session.session_id.clone()).ok_or_else(|| not_there("a session"))?;
    stage.tap(&id, TapOutcome::Success, trail).await?;
    let session = stage.read_until(&id, &SessionStatus::Finalized).await?;
    paid.is_paid = session.status == SessionStatus::Finalized;
    paid.session = Some(session.clone());
    if !paid.is_paid {
        return Ok(Ending::fail(
            format!("the tap was taken, and session {id} is {}", session.status),
            format!("`ipp session get {id}` shows it; try again, and ask Kustom if it stays so"),
        ));
    }
    trail.did(format!("waited for {}", EventType::SessionFinalized));
    match hear(stage, &id, EventType::SessionFinalized).await? {
        Ok(heard) => {
            let ending = judge(&heard, stage.ears.hides_answers());
            paid.callback = Some(heard);
            Ok(ending)
        }
        Err(heard) => Ok(missing(stage, &EventType::SessionFinalized, &heard)),
    }
}

/// What hinders everything that comes after it.
pub(super) fn not_there(what: &str) -> Halt {
    Halt::Item(Ending::not_run(format!("{what} is not there"), "mend the first row that failed"))
}

/// Waits for an event of a session that is to be believed.
pub(super) async fn hear(
    stage: &mut Stage<'_>,
    id: &SessionId,
    kind: EventType,
) -> Result<Result<Heard, Vec<Heard>>, Halt> {
    let deadline = stage.hearing_deadline();
    let _progress = stage.progress(&format!("waiting for {kind}"));
    let heard = tokio::select! {
        heard = stage.ears.wait(id, &kind, deadline) => heard,
        () = stage.interrupt.next() => return Err(Halt::Run(super::stage::stopped())),
    };
    stage.is_deaf = heard.is_err() && stage.ears.all().is_empty();
    Ok(heard)
}

fn judge(heard: &Heard, hides_answers: bool) -> Ending {
    let received = format!("{} {} was received and verified", heard.kind, heard.id);
    match &heard.handled {
        None if hides_answers => Ending::not_run(
            format!("{received} by a listener; what the handler answered cannot be seen from here"),
            "give `--listen` besides, and point the destination's tunnel to it: each callback is handed on to the handler",
        ),
        None => Ending::Pass(format!("{received}; no handler was asked")),
        Some(answer) if answer.outcome.is_delivered() => {
            Ending::Pass(format!("{received}, and the handler {}", answered(answer, "")))
        }
        Some(answer) => Ending::fail(format!("{received}, but the handler {}", answered(answer, "")), remedy(answer)),
    }
}

/// What a handler did with `what`, which may be nothing to be named: `answered 200 in 12 ms`.
pub(super) fn answered(answer: &Answer, what: &str) -> String {
    let (outcome, why) = (&answer.outcome, answer.outcome.error.as_deref().unwrap_or("nothing came"));
    let (of, to) = match what {
        "" => (String::new(), String::new()),
        what => (format!(" {what}"), format!(" to {what}")),
    };
    match outcome.status {
        Some(status) => format!("answered {status}{to} in {} ms", outcome.duration.as_millis()),
        None if answer.is_unreached && what.is_empty() => format!("could not be reached ({why})"),
        None if answer.is_unreached => format!("could not be reached with {what} ({why})"),
        None => format!("did not answer{of} ({why})"),
    }
}

/// What a handler has to do that does not answer with 2xx, or where none is.
pub(super) fn remedy(answer: &Answer) -> String {
    match answer.outcome.status {
        None if answer.is_unreached => {
            "see that it listens there, at the address that `--handler` names, and that no firewall is between".to_owned()
        }
        None => "answer every callback at once, with 2xx where it is rightly signed, and do the work afterwards: one that takes \
                 too long, or closes the connection, is delivered again"
            .to_owned(),
        Some(_) => "answer every callback that is rightly signed with 2xx, at once, and do the work afterwards; \
                    `ipp webhook check URL` goes through all that a handler has to do"
            .to_owned(),
    }
}

/// An event that did not come, or not so that it could be believed.
pub(super) fn missing(stage: &mut Stage<'_>, kind: &EventType, heard: &[Heard]) -> Ending {
    let (limit, is_emulated) = (duration::show(stage.limit), stage.is_emulated());
    let unhandled = stage.ears.all().into_iter().find_map(|heard| Some((heard.kind, heard.handled?)));
    if let Some((other, answer)) = unhandled.filter(|(_, answer)| !answer.outcome.is_delivered()) {
        let other = format!("{other} before");
        return Ending::fail(
            format!("{kind} did not come within {limit}: the handler {}", answered(&answer, &other)),
            remedy(&answer),
        );
    }
    match (heard.iter().find_map(|heard| heard.problem.clone()), &stage.ears) {
        (Some(problem), _) => Ending::fail(
            format!("{kind} came, and is not to be believed: {problem}"),
            "verify with the signing secret of this very destination (test and live have different ones); \
             `ipp webhook verify --explain` names the usual mistakes",
        ),
        (None, Ears::Relay { .. }) if is_emulated => Ending::fail(
            format!("{kind} did not come within {limit}"),
            "see that no fault takes it away (`ipp emulator fault list`), and that what serves the emulator has the same state \
             folder (`ipp emulator status`)",
        ),
        (None, Ears::Relay { .. }) => Ending::fail(
            format!("{kind} did not come within {limit}"),
            "see that the destination (Kustom Portal, Integrations -> Webhooks) is of the test environment, has this event, \
             and points to the tunnel, and that the tunnel points here; or give more time with `--timeout`",
        ),
        (None, Ears::Record { .. }) => Ending::not_run(
            format!("{kind} was not seen: nothing on this machine received it within {limit}"),
            "give `--listen`, and point the destination's tunnel to it; callbacks that go straight to a handler elsewhere \
             cannot be seen from here",
        ),
    }
}
