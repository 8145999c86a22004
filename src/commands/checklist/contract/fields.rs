//! Fields of a create that may be returned, or refused.

use super::super::ending::{Ending, Halt};
use super::super::row::Trail;
use super::super::stage::Stage;
use super::observation::Observation;
use super::refusals::{UNKNOWN, control, put_away, tried};
use crate::model::id::SessionId;
use crate::model::session::NewSession;
use serde_json::Value;

/// What may be returned of a create.
#[derive(Clone, Copy)]
struct Fields {
    reference2: bool,
    unknown: bool,
}

fn with_fields(stage: &mut Stage<'_>, fields: Fields) -> Result<(NewSession, String), Halt> {
    let (mut new, second) = (stage.order("fields")?, format!("{}-second", stage.name()));
    new.merchant_reference2 = fields.reference2.then(|| second.clone());
    if fields.unknown {
        new.extra.insert(UNKNOWN.to_owned(), Value::from(true));
        new.order_items[0].extra.insert(UNKNOWN.to_owned(), Value::from(true));
    }
    Ok((new, second))
}

/// Reads back which of them are returned.
async fn returned(
    stage: &mut Stage<'_>,
    (id, fields, second): (&SessionId, Fields, &str),
    seen: &mut Vec<Observation>,
) -> Result<(), Halt> {
    let read = stage.read(id).await?;
    if fields.reference2 {
        let is_so = read.merchant_reference2.as_deref() == Some(second);
        seen.push(Observation::judged("session-reference2", is_so, format!("it was taken, and {}", told(is_so))));
    }
    if fields.unknown {
        let own = read.extra.contains_key(UNKNOWN);
        let of_line = read.order_items.iter().any(|line| line.extra.contains_key(UNKNOWN));
        let said =
            format!("one of the order was taken, and {}; one of a line was taken, and {}", told(own), told(of_line));
        seen.push(Observation::judged("session-unknown-fields", !own && of_line, said));
    }
    Ok(())
}

/// One with everything that may be returned. Where both together are refused, each by itself, and a plain one is left open.
pub(super) async fn look(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<SessionId, Halt> {
    const IDS: [(&str, Fields); 2] = [
        ("session-reference2", Fields { reference2: true, unknown: false }),
        ("session-unknown-fields", Fields { reference2: false, unknown: true }),
    ];
    let both = Fields { reference2: true, unknown: true };
    let (new, second) = with_fields(stage, both)?;
    if let Ok(session) = tried(stage, new).await? {
        returned(stage, (&session.session_id, both, &second), seen).await?;
        return Ok(session.session_id);
    }
    if let Some(why) = control(stage).await? {
        seen.extend(IDS.map(|(id, _)| Observation::not_seen(id, why.clone())));
        return Err(Halt::Item(Ending::not_run(why, "")));
    }
    for (id, fields) in IDS {
        let (new, second) = with_fields(stage, fields)?;
        match tried(stage, new).await? {
            Ok(session) => {
                returned(stage, (&session.session_id, fields, &second), seen).await?;
                put_away(stage, &session.session_id).await?;
            }
            Err((_, said)) => seen.push(Observation::judged(id, false, said)),
        }
    }
    Ok(stage.create("cancel", &mut Trail::default()).await?.session_id)
}

fn told(is_returned: bool) -> &'static str {
    if is_returned { "returned" } else { "not returned" }
}
