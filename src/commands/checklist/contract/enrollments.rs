//! Pairing codes: which fields are taken, how long they live, how one is read and cancelled. Each that is made is cancelled.
//! A code is a credential: only its form is ever told.

use super::super::ending::Halt;
use super::super::stage::Stage;
use super::account::content;
use super::answer::{Answer, answer, get, making, post};
use super::observation::Observation;
use crate::api::{Method, Request, enrollment};
use crate::model::assumed::{DELETED_STATUS, ENROLLMENT_LIFETIME};
use crate::model::enrollment::Ttl;
use crate::model::id::{EnrollmentId, LocationId};
use crate::webhook::made::{MERCHANT_ID, Subject};
use jiff::Timestamp;
use serde_json::{Value, json};

/// What is to be said where nobody knows whether one was made.
const MAY_BE_THERE: &str =
    "a pairing code may have been made: `ipp enrollment list` shows it, and `ipp enrollment cancel ID` ends it";

pub(super) async fn look(
    stage: &mut Stage<'_>,
    location: Option<&LocationId>,
    seen: &mut Vec<Observation>,
) -> Result<(), Halt> {
    let mut made = Vec::new();
    let looked = fields(stage, location, (&mut made, seen)).await;
    let one = match (&looked, made.first().cloned()) {
        (Ok(()), Some(first)) => one(stage, &first, seen).await,
        _ => Ok(()),
    };
    for made in &made {
        match made.text("enrollment_id").map(EnrollmentId::new) {
            Some(id) => cancel(stage, &id).await?,
            None => stage.left.push(MAY_BE_THERE.to_owned()),
        }
    }
    looked.and(one)
}

/// Puts one away. One that is cancelled already is refused, and that is as well.
async fn cancel(stage: &mut Stage<'_>, id: &EnrollmentId) -> Result<(), Halt> {
    let (why, is_gone) = match answer(stage, &enrollment::cancel_request(id)).await {
        Ok(cancelled) if cancelled.is_success() => return Ok(()),
        Ok(refused) => (refused.said, [404, 409, 410].contains(&refused.status)),
        Err(Halt::Item(ending)) => (ending.text().to_owned(), false),
        Err(halt) => return Err(halt),
    };
    let known = match listed(stage, id).await {
        Err(Halt::Run(error)) => return Err(Halt::Run(error)),
        listed => listed.ok().flatten(),
    };
    let status = known.as_ref().and_then(|known| known.get("status")).and_then(Value::as_str);
    if status.map_or(!is_gone, |status| status == "PENDING") {
        stage
            .left
            .push(format!("the pairing code {id} was not cancelled: {why}; `ipp enrollment cancel {id}` does it"));
    }
    Ok(())
}

/// Which fields say how long a code lives.
async fn fields(
    stage: &mut Stage<'_>,
    location: Option<&LocationId>,
    (made, seen): (&mut Vec<std::rc::Rc<Answer>>, &mut Vec<Observation>),
) -> Result<(), Halt> {
    let two_hours = json!({ "ttl": Ttl::TwoHours.name() });
    let by_ttl = make(stage, location, two_hours.clone(), made).await?;
    seen.push(lives("enrollment-ttl", &by_ttl, Ttl::TwoHours));
    if let Some(code) = by_ttl.text("enrollment_code") {
        let is_so = code.chars().count() == 8 && code.chars().all(|letter| letter.is_ascii_alphabetic());
        let said =
            format!("a code of {} characters{}", code.chars().count(), if is_so { ", letters only" } else { "" });
        seen.push(Observation::judged("enrollment-code-letters", is_so, said));
    }
    let milliseconds = json!({ "expires_in": 7_200_000 });
    let by_expiry = make(stage, location, milliseconds, made).await?;
    seen.push(lives("enrollment-lifetime", &by_expiry, Ttl::TwoHours));
    let both = json!({ "ttl": Ttl::TwentyFourHours.name(), "expires_in": 7_200_000 });
    let by_both = make(stage, location, both, made).await?;
    seen.push(lives("enrollment-both", &by_both, Ttl::TwentyFourHours));
    let neither = make(stage, location, json!({}), made).await?;
    seen.push(judged_life("enrollment-default", &neither, i64::try_from(ENROLLMENT_LIFETIME.as_secs()).unwrap_or(0)));
    let mut null = two_hours.clone();
    null["metadata"] = Value::Null;
    let null = make(stage, location, null, made).await?;
    seen.push(null.succeeds("null-fields"));
    let nowhere = LocationId::new(Subject::made_up(MERCHANT_ID).session_id);
    let nowhere = make(stage, Some(&nowhere), two_hours, made).await?;
    seen.push(nowhere.refuses("wrong-location", 400));
    Ok(())
}

async fn make(
    stage: &mut Stage<'_>,
    location: Option<&LocationId>,
    mut body: Value,
    made: &mut Vec<std::rc::Rc<Answer>>,
) -> Result<std::rc::Rc<Answer>, Halt> {
    if let Some(location) = location {
        body["location_id"] = json!(location);
    }
    let answer = std::rc::Rc::new(making(stage, &post("/enrollments", &body), MAY_BE_THERE).await?);
    if answer.is_success() {
        made.push(std::rc::Rc::clone(&answer));
    }
    Ok(answer)
}

fn lives(id: &'static str, answer: &Answer, ttl: Ttl) -> Observation {
    judged_life(id, answer, i64::try_from(ttl.duration().as_secs()).unwrap_or(0))
}

/// Whether it was made, and ends after so many seconds, give or take ten minutes for clocks.
fn judged_life(id: &'static str, answer: &Answer, seconds: i64) -> Observation {
    if !answer.is_success() {
        return Observation::judged(id, false, answer.said.clone());
    }
    let ends: Option<Timestamp> = answer.text("expires_at").and_then(|end| end.parse().ok());
    match ends.map(|ends| ends.as_second() - Timestamp::now().as_second()) {
        Some(left) => {
            let said = format!("it was made, and ends in {} minutes", (left + 30) / 60);
            Observation::judged(id, (left - seconds).abs() < 600, said)
        }
        None => Observation::not_seen(id, "it was made, and its end cannot be read"),
    }
}

/// One code: in the list, by itself, cancelled, and cancelled once more.
async fn one(stage: &mut Stage<'_>, made: &Answer, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let Some(id) = made.text("enrollment_id").map(EnrollmentId::new) else { return Ok(()) };
    let listed = listed(stage, &id).await?;
    seen.push(match &listed {
        None => Observation::not_seen("enrollment-items", "the new one is not on the list's first page"),
        Some(item) => {
            let same = |name: &str| item.get(name).is_some() && item.get(name) == made.body.get(name);
            let lacks: Vec<&str> = ["enrollment_code", "expires_at", "status", "location_id"]
                .into_iter()
                .filter(|name| !same(name))
                .collect();
            let said = if lacks.is_empty() {
                "the same fields".to_owned()
            } else {
                format!("not the same: {}", lacks.join(", "))
            };
            Observation::judged("enrollment-items", lacks.is_empty(), said)
        }
    });
    let read = Request { method: Method::GET, ..enrollment::cancel_request(&id) };
    let got = answer(stage, &read).await?;
    seen.push(got.refuses("enrollment-get", 405));
    let cancelled = answer(stage, &enrollment::cancel_request(&id)).await?;
    seen.push(cancelled.succeeds("enrollment-path"));
    if cancelled.is_success() {
        seen.push(Observation::judged("deleted-status", cancelled.status == DELETED_STATUS, cancelled.said));
        let again = answer(stage, &enrollment::cancel_request(&id)).await?;
        seen.push(again.refuses("enrollment-cancel", 409));
    }
    Ok(())
}

async fn listed(stage: &mut Stage<'_>, id: &EnrollmentId) -> Result<Option<Value>, Halt> {
    let list = answer(stage, &get("/enrollments").with_query("page_size", "100")).await?;
    let own = |item: &&Value| item.get("enrollment_id").and_then(Value::as_str) == Some(id.as_str());
    Ok(content(&list).and_then(|items| items.iter().find(own).cloned()))
}
