//! The phone of the run: one that is named, a simulated one that is there, or one that is made. A real phone is only asked
//! where somebody names it: it would ring at the counter.

use super::super::choose::{self, Phone};
use super::super::finding::{count, listed};
use super::ending::{Ending, Halt};
use super::row::Trail;
use super::stage::{Rig, Stage};
use crate::api::{self, Filter};
use crate::error::Error;
use crate::model::device::{Device, NewSimulatedDevice};
use crate::model::id::DeviceId;
use crate::model::location::{Location, currency_of};
use crate::model::money::Currency;
use serde_json::{Map, Value};
use std::time::Duration;
use tokio::time::Instant;

/// How often the list is read that has not got the new phone yet.
const EVERY: Duration = Duration::from_millis(500);

/// What a phone is called that was made here.
pub(super) const NAME: &str = "ipp checklist";

/// Of the metadata of a phone that is removed at the end of its run: the run's name, by which a later one knows it.
pub(super) const MARK: &str = "ipp_checklist";

/// What is to be said where nobody knows whether one was made.
pub(super) const MAY_BE_THERE: &str = "a simulated phone called `ipp checklist` may have been made: `ipp device list` shows it, \
                                       and `ipp device remove ID` removes it";

/// Which phone, and what with.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    pub device: Option<String>,
    pub location: Option<String>,
    pub currency: Option<Currency>,
    /// One that is made is removed at the end.
    pub is_removed: bool,
}

/// Finds the phone, or makes one, and sees that it is in the list.
pub(super) async fn check(stage: &mut Stage<'_>, wish: &Wish, trail: &mut Trail) -> Result<Ending, Halt> {
    trail.did("read the device list");
    let client = stage.client.clone();
    let filter = Filter::default();
    let mut devices = stage.ask("reading the device list", client.devices(&filter).all()).await?;
    let named = wish.device.clone().or_else(|| Some(stage.ctx.settings().ok()?.device.as_ref()?.value.clone()));
    let id = match named {
        Some(reference) => choose::one(&devices, &reference)?.id.clone(),
        None => match devices.iter().find(|device| is_simulated(device)) {
            Some(device) => device.id.clone(),
            None => {
                let (id, deadline) = (make(stage, wish, trail).await?, stage.deadline());
                loop {
                    devices = stage.ask("reading the device list", client.devices(&filter).all()).await?;
                    if devices.iter().any(|device| device.id == id) || Instant::now() >= deadline {
                        break id;
                    }
                    stage.pause("waiting for the phone to be listed", Instant::now() + EVERY).await?;
                }
            }
        },
    };
    let Some(device) = devices.iter().find(|device| device.id == id) else {
        return Ok(Ending::fail(
            format!("device {id} was made, and is not in the list of {}", count(devices.len(), "phone")),
            "wait a little and try again; if it stays away, ask Kustom with the id of the device",
        ));
    };
    let locations = stage.ask("reading the shops", client.locations(None).all()).await?;
    let seen = seen(device, devices.len(), &locations);
    take(stage, device.clone(), wish, &locations).await?;
    Ok(Ending::Pass(seen))
}

/// From here on the run asks this phone.
async fn take(stage: &mut Stage<'_>, device: Device, wish: &Wish, locations: &[Location]) -> Result<(), Halt> {
    let shop = locations.iter().find(|location| Some(&location.id) == device.location_id.as_ref());
    let usual = || currency_of(shop).parse::<Currency>().map_err(|error| Error::Internal(error.to_string()));
    let currency = wish.currency.map_or_else(usual, Ok)?;
    let phone = Phone { id: device.id.clone(), device: Some(device) };
    let client = stage.client.clone();
    choose::check_location(stage.ctx, &client, &phone, None).await?;
    let amount = stage.agree_to(currency)?;
    stage.rig = Some(Rig { phone, amount });
    Ok(())
}

async fn make(stage: &mut Stage<'_>, wish: &Wish, trail: &mut Trail) -> Result<DeviceId, Halt> {
    trail.did("made a simulated phone");
    let client = stage.client.clone();
    let location_id = choose::location(stage.ctx, Some(&client), wish.location.as_deref()).await?;
    crate::guard::check_location(&stage.ctx.settings()?.policy, location_id.as_ref())?;
    let mark = wish.is_removed.then(|| (MARK.to_owned(), Value::from(stage.name())));
    let new = NewSimulatedDevice { name: NAME.to_owned(), location_id, metadata: Map::from_iter(mark) };
    let work = async { Ok::<_, Halt>(client.create_simulated_device(&new).await) };
    // Whoever stops the run meanwhile does not know either.
    let before = stage.left.len();
    stage.left.push(MAY_BE_THERE.to_owned());
    let made = stage.ask("making a simulated phone", work).await?;
    if !made.as_ref().is_err_and(api::Error::may_have_happened) {
        stage.left.truncate(before);
    }
    let made = made?;
    stage.made = Some(made.device_id.clone());
    Ok(made.device_id)
}

/// One that no clerk holds in hand (D).
pub(super) fn is_simulated(device: &Device) -> bool {
    let mark = device.metadata.as_ref().and_then(|metadata| metadata.get("simulated"));
    matches!(mark, Some(Value::String(text)) if text == "true") || mark == Some(&Value::Bool(true))
}

fn seen(device: &Device, total: usize, locations: &[Location]) -> String {
    let name = device.name.as_deref().unwrap_or("a phone without a name");
    let shop = locations.iter().find(|location| Some(&location.id) == device.location_id.as_ref());
    let shop: Vec<String> = shop.and_then(|shop| shop.name.clone()).into_iter().collect();
    let at = if shop.is_empty() { String::new() } else { format!(" at {}", listed(&shop)) };
    let kind = if is_simulated(device) { "simulated" } else { "real" };
    format!("{name} {}, {kind}{at}, is in the list of {}", device.id, count(total, "phone"))
}
