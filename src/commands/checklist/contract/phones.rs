//! A simulated phone of the run's own: made, read, found by what it holds, and removed at the end.

use super::super::super::choose::{self, Phone};
use super::super::ending::Halt;
use super::super::phone::{MARK, MAY_BE_THERE, Wish};
use super::super::stage::{Rig, Stage};
use super::account::{self, content};
use super::answer::{answer, get, is_of_the_request, making, post};
use super::observation::Observation;
use crate::api::device;
use crate::error::Error;
use crate::guard;
use crate::model::assumed::DELETED_STATUS;
use crate::model::device::{Device, DeviceUpdate, NewSimulatedDevice};
use crate::model::id::{DeviceId, LocationId};
use crate::model::location::{Location, currency_of};
use crate::model::money::Currency;
use crate::model::session::Session;
use serde_json::{Map, Value};

/// Makes it, and gives the shop where it is.
pub(super) async fn make(
    stage: &mut Stage<'_>,
    wish: &Wish,
    locations: &[Location],
    seen: &mut Vec<Observation>,
) -> Result<Option<LocationId>, Halt> {
    let client = stage.client.clone();
    let named = choose::location(stage.ctx, Some(&client), wish.location.as_deref()).await?;
    let location_id = named.or_else(|| locations.first().map(|location| location.id.clone()));
    guard::check_location(&stage.ctx.settings()?.policy, location_id.as_ref())?;
    let shop = locations.iter().find(|location| Some(&location.id) == location_id.as_ref());
    let usual = || currency_of(shop).parse::<Currency>().map_err(|error| Error::Internal(error.to_string()));
    let amount = stage.agree_to(wish.currency.map_or_else(usual, Ok)?)?;
    let metadata = Map::from_iter([(MARK.to_owned(), Value::from(stage.name()))]);
    let new = NewSimulatedDevice { name: "ipp checklist".to_owned(), location_id: location_id.clone(), metadata };
    let made = making(stage, &post("/dev/devices", &new), MAY_BE_THERE).await?;
    let Some(id) = made.text("device_id").map(DeviceId::new).filter(|_| made.is_success()) else {
        if made.is_success() {
            stage.left.push(MAY_BE_THERE.to_owned());
        }
        seen.push(Observation::not_seen("simulated-status", made.said));
        return Ok(location_id);
    };
    seen.push(Observation::judged("simulated-status", made.status == 201, made.said));
    stage.made = Some(id.clone());
    stage.rig = Some(Rig { phone: Phone { id, device: None }, amount });
    Ok(location_id)
}

/// Reads it in every way.
pub(super) async fn look(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let id = stage.rig()?.phone.id.clone();
    let got = answer(stage, &device::get_request(&id)).await?;
    seen.push(got.succeeds("device-get"));
    let client = stage.client.clone();
    let own: Device = stage.ask("reading the phone", client.device(&id)).await?;
    let platform = own.platform.clone().unwrap_or_else(|| "(none)".to_owned());
    seen.push(Observation::judged("simulated-platform", platform == "ANDROID", format!("its platform is {platform}")));
    filter(stage, &id, seen).await?;
    account::order(stage, seen).await?;
    nameless(stage, own, seen).await
}

/// An empty name, which is refused for itself only where the phone's own name is taken.
async fn nameless(stage: &mut Stage<'_>, own: Device, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    const ID: &str = "device-name-empty";
    let update = DeviceUpdate { name: Some(String::new()), metadata: own.metadata, location_id: own.location_id };
    let empty = answer(stage, &device::update_request(&own.id, &update)).await?;
    let usual = answer(stage, &device::update_request(&own.id, &DeviceUpdate { name: own.name, ..update })).await?;
    let is_judged = empty.is_success() || (is_of_the_request(empty.status) && usual.is_success());
    seen.push(match is_judged {
        true => Observation::judged(ID, !empty.is_success(), empty.said),
        false => Observation::not_seen(ID, format!("{}; with the name that it has: {}", empty.said, usual.said)),
    });
    Ok(())
}

async fn filter(stage: &mut Stage<'_>, id: &DeviceId, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let by = |value: &str| get("/devices").with_query("metadata", format!("{MARK}:{value}"));
    let own = answer(stage, &by(&stage.name())).await?;
    let others = answer(stage, &by("nobody")).await?;
    let finds = content(&own)
        .is_some_and(|items| items.len() == 1 && items[0].get("id").and_then(Value::as_str) == Some(id.as_str()));
    let count = |items: Option<&Vec<Value>>| items.map_or(0, Vec::len);
    let said = format!("by its metadata {} were found, by another's {}", count(content(&own)), count(content(&others)));
    seen.push(Observation::judged("device-filter", finds && content(&others).is_some_and(Vec::is_empty), said));
    Ok(())
}

/// Removes it; what it was paid stays.
pub(super) async fn remove(
    stage: &mut Stage<'_>,
    paid: Option<&Session>,
    seen: &mut Vec<Observation>,
) -> Result<(), Halt> {
    let id = stage.rig()?.phone.id.clone();
    let removed = answer(stage, &device::remove_request(&id)).await?;
    if !removed.is_success() {
        return Ok(());
    }
    stage.made = None;
    if removed.status != DELETED_STATUS {
        seen.retain(|row| row.id != "deleted-status");
        seen.push(Observation::judged("deleted-status", false, removed.said));
    }
    let Some(paid) = paid else { return Ok(()) };
    const ID: &str = "device-remove";
    let said = |now: &str| format!("a session of the removed phone was {}, and {now}", paid.status);
    let read = stage.read(&paid.session_id).await;
    let status = stage.last_status();
    seen.push(match (read, status) {
        (Ok(read), _) => Observation::judged(ID, read.status == paid.status, said(&format!("is {}", read.status))),
        (Err(Halt::Item(_)), Some(status @ (404 | 410))) => {
            Observation::judged(ID, false, said(&format!("is answered with {status}")))
        }
        (Err(halt), _) => return Err(halt),
    });
    Ok(())
}
