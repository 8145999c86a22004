//! What can be said of phones from their list: how many, and what about them will confuse somebody. Pure. Whether a phone
//! is online cannot be known: the API has no word for it, so nothing here claims it.

use super::Seen;
use super::finding::{Checked, Finding, count, listed};
use crate::model::device::Device;
use crate::model::location::Location;
use std::collections::BTreeMap;

/// The rows of the phones of one shop, or of all.
pub(super) fn rows(devices: Seen<Vec<Device>>, locations: &[Location], shop: Option<&Location>) -> Vec<Checked> {
    let devices = match devices {
        Ok(devices) => devices,
        Err(finding) => return vec![Checked::at_once("devices", finding)],
    };
    let here: Vec<&Device> =
        devices.iter().filter(|device| shop.is_none_or(|shop| device.location_id.as_ref() == Some(&shop.id))).collect();
    let checks = [
        ("device-names", names as fn(&[&Device]) -> Finding),
        ("device-hardware", hardware),
        ("cash-register", registers),
    ];
    let none = || Finding::skipped("there is no phone");
    let check = |check: fn(&[&Device]) -> Finding| if here.is_empty() { none() } else { check(&here) };
    let mut rows: Vec<Checked> = checks.into_iter().map(|(id, one)| Checked::at_once(id, check(one))).collect();
    let places = if here.is_empty() { none() } else { places(&here, locations) };
    rows.push(Checked::at_once("device-locations", places));
    rows.push(Checked::at_once("devices", number(&here)));
    rows
}

fn is_simulated(device: &Device) -> bool {
    let mark = device.metadata.as_ref().and_then(|metadata| metadata.get("simulated"));
    mark.is_some_and(|mark| mark.as_str() == Some("true") || mark.as_bool() == Some(true))
}

fn called(device: &Device) -> String {
    let name = device.name.as_deref().filter(|name| !name.trim().is_empty());
    name.unwrap_or(device.id.as_str()).to_owned()
}

fn number(devices: &[&Device]) -> Finding {
    let simulated = devices.iter().filter(|device| is_simulated(device)).count();
    let all = match (devices.len(), simulated) {
        (0, _) => return Finding::warn("no phone is paired", "make a pairing code with `ipp enrollment create`"),
        (all, 0) => count(all, "phone"),
        (all, simulated) if all == simulated => count(all, "simulated phone"),
        (all, simulated) => format!("{}, {simulated} of them simulated", count(all, "phone")),
    };
    Finding::Pass(format!("{all}; whether one is online, the API does not say"))
}

fn names(devices: &[&Device]) -> Finding {
    let is_named = |device: &&&Device| device.name.as_deref().is_some_and(|name| !name.trim().is_empty());
    let unnamed: Vec<String> =
        devices.iter().filter(|device| !is_named(device)).map(|device| device.id.to_string()).collect();
    let doubled = doubled(devices.iter().filter(is_named).filter_map(|device| device.name.clone()));
    match (unnamed.is_empty(), doubled.is_empty()) {
        (true, true) => Finding::Pass("each has a name of its own".to_owned()),
        (false, _) => Finding::warn(
            format!("{} without a name: {}", count(unnamed.len(), "phone"), listed(&unnamed)),
            "`ipp device update ID --name NAME` gives one",
        ),
        (true, false) => Finding::warn(
            format!("more than one phone is called {}", listed(&doubled)),
            "`ipp device update ID --name NAME` renames one; until then name them by their ids",
        ),
    }
}

fn hardware(devices: &[&Device]) -> Finding {
    let known: Vec<String> = devices.iter().filter_map(|device| device.hardware_id.clone()).collect();
    if known.is_empty() {
        return Finding::skipped("the API tells no phone's hardware id");
    }
    let twice = doubled(known.into_iter());
    match twice.is_empty() {
        true => Finding::Pass("no phone is paired twice".to_owned()),
        false => {
            let is_twice =
                |device: &&&Device| device.hardware_id.as_ref().is_some_and(|id| twice.contains(&format!("`{id}`")));
            let names: Vec<String> = devices.iter().filter(is_twice).map(|device| called(device)).collect();
            Finding::warn(
                format!("the same phone is paired more than once: {}", listed(&names)),
                "remove the ones that are not used with `ipp device remove ID`",
            )
        }
    }
}

fn places(devices: &[&Device], locations: &[Location]) -> Finding {
    let is_known =
        |device: &&&Device| locations.iter().any(|location| Some(&location.id) == device.location_id.as_ref());
    let nowhere: Vec<String> =
        devices.iter().filter(|device| device.location_id.is_none()).map(|it| called(it)).collect();
    let strange: Vec<String> = devices
        .iter()
        .filter(|device| device.location_id.is_some() && !is_known(device))
        .map(|device| called(device))
        .collect();
    const MEND: &str = "`ipp device update ID --location LOCATION` moves one";
    match (nowhere.is_empty(), strange.is_empty()) {
        (true, true) => Finding::Pass("each is at a shop that the key can see".to_owned()),
        (false, _) => Finding::warn(format!("at no shop: {}", listed(&nowhere)), MEND),
        (true, false) => Finding::warn(format!("at a shop that the key cannot see: {}", listed(&strange)), MEND),
    }
}

fn registers(devices: &[&Device]) -> Finding {
    let real: Vec<&&Device> = devices.iter().filter(|device| !is_simulated(device)).collect();
    let closed: Vec<String> =
        real.iter().filter(|device| device.open_cash_register_id.is_none()).map(|device| called(device)).collect();
    match (real.len(), closed.len()) {
        (0, _) => Finding::skipped("there are simulated phones only"),
        (_, 0) => Finding::Pass("a cash register is open on each phone".to_owned()),
        (all, closed) if all == closed => Finding::warn(
            "no cash register is open on any phone",
            "a clerk opens one in the POS app, where the shop keeps one",
        ),
        (all, _) => {
            Finding::Pass(format!("open on {} of {all} phones; not on {}", all - closed.len(), listed(&closed)))
        }
    }
}

/// What there is more than once of, in backticks.
fn doubled(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(text, _)| format!("`{text}`")).collect()
}

#[cfg(test)]
mod tests;
