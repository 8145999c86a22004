//! What the key can see: whether it is taken, whether In-Person Payments is there, and shops, phones and codes.

use super::finding::{Checked, Finding, count, listed, within};
use super::{Seen, codes, phones};
use crate::api::{self, Client, Filter};
use crate::config::Settings;
use crate::error::Error;
use crate::model::device::Device;
use crate::model::enrollment::Enrollment;
use crate::model::location::Location;
use crate::model::named::{Match, Named, find, narrower};
use jiff::Timestamp;
use std::time::{Duration, Instant};

/// The lists of an account, or why there are none.
pub(super) struct Account {
    locations: Result<Vec<Location>, Unread>,
    took: Duration,
    /// The shop that was asked for, by its place in the list.
    chosen: Result<Option<usize>, Finding>,
    devices: Seen<Vec<Device>>,
    enrollments: Seen<Vec<Enrollment>>,
}

/// Why the first list could not be read.
enum Unread {
    NotAsked(Finding),
    Refused(api::Error),
}

/// Reads all of it; what needs the first list waits for it, the rest is read at once.
pub(super) async fn look(limit: Duration, client: Result<Client, Finding>, wanted: Option<&str>) -> Account {
    let (started, unseen) = (Instant::now(), || Finding::skipped("the shops could not be read"));
    let (client, locations) = match client {
        Err(why) => (None, Err(Unread::NotAsked(why))),
        Ok(client) => {
            let read = within(limit, client.locations(None).all()).await;
            (Some(client), read.map_err(Unread::NotAsked).and_then(|read| read.map_err(Unread::Refused)))
        }
    };
    let took = started.elapsed();
    let (Some(client), Ok(known)) = (client, &locations) else {
        return Account { locations, took, chosen: Ok(None), devices: Err(unseen()), enrollments: Err(unseen()) };
    };
    let chosen = wanted.map(|wanted| place(known, wanted)).transpose();
    let filter = Filter::default();
    let (devices, enrollments) = tokio::join!(
        within(limit, client.devices(&filter).all()),
        within(limit, client.enrollments(&filter, false).all())
    );
    Account { locations, took, chosen, devices: seen(devices), enrollments: seen(enrollments) }
}

fn seen<T>(read: Result<Result<T, api::Error>, Finding>) -> Seen<T> {
    read?.map_err(|error| Finding::of(&Error::Api(error)))
}

fn place(locations: &[Location], wanted: &str) -> Result<usize, Finding> {
    match find(locations, wanted) {
        Match::One(found) => Ok(locations.iter().position(|location| location.id == found.id).unwrap_or_default()),
        Match::None => {
            Err(Finding::fail(format!("there is no shop `{wanted}`"), "see them all with `ipp location list`"))
        }
        Match::Many(items) => {
            Err(Finding::fail(format!("`{wanted}` could be more than one shop"), narrower(&items, wanted)))
        }
    }
}

impl Account {
    /// Its rows; `connected` says whether anybody answered at all.
    pub(super) fn rows(self, settings: &Settings, connected: bool) -> Vec<Checked> {
        let at = |id, finding| Checked { id, finding, duration: self.took };
        let locations = match self.locations {
            Ok(locations) => locations,
            Err(unread) => {
                let (authentication, product) = unread.findings(connected);
                return vec![at("authentication", authentication), at("product", product)];
            }
        };
        let mut rows = vec![
            at("authentication", Finding::Pass("the API takes the key".to_owned())),
            at("product", Finding::Pass("In-Person Payments is there".to_owned())),
        ];
        let shop = match self.chosen {
            Ok(chosen) => chosen.and_then(|at| locations.get(at)),
            Err(finding) => {
                rows.push(Checked::at_once("locations", finding));
                return rows;
            }
        };
        rows.push(Checked::at_once("locations", of_locations(&locations, shop)));
        rows.push(Checked::at_once("defaults", defaults(settings, &locations, &self.devices)));
        rows.extend(phones::rows(self.devices, &locations, shop));
        rows.push(codes::row(self.enrollments, shop, Timestamp::now()));
        rows
    }
}

impl Unread {
    /// Of the key, and of the product: what the answer says of each, and no more.
    fn findings(self, connected: bool) -> (Finding, Finding) {
        let error = match self {
            Self::NotAsked(finding @ Finding::Skipped(_)) => return (finding.clone(), finding),
            Self::NotAsked(_) | Self::Refused(api::Error::NotSent { .. }) if !connected => {
                let why = Finding::skipped("there is no connection");
                return (why.clone(), why);
            }
            Self::NotAsked(finding) => return (Finding::skipped("it was not answered"), finding),
            Self::Refused(error) => error,
        };
        let (status, is_page) = match &error {
            api::Error::Refused(refusal) => (refusal.status, refusal.excerpt.is_some()),
            _ => (0, false),
        };
        let failed = Finding::of(&Error::Api(error));
        match (status, is_page) {
            (401, _) => (failed, Finding::skipped("the key was not taken")),
            (403, true) => (Finding::skipped("a firewall answered instead of the API"), failed),
            (403 | 404, _) => (Finding::skipped(format!("{status} does not say whether it is the key")), failed),
            _ => (Finding::skipped("the API gave no answer that tells"), failed),
        }
    }
}

fn of_locations(locations: &[Location], shop: Option<&Location>) -> Finding {
    let names: Vec<String> = locations.iter().map(|it| it.name.clone().unwrap_or_else(|| it.id.to_string())).collect();
    let mut doubled: Vec<String> = names
        .iter()
        .enumerate()
        .filter(|(at, name)| names[..*at].contains(name))
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    doubled.dedup();
    match shop {
        _ if locations.is_empty() => {
            Finding::fail("there is no shop", "make one in the Kustom Portal: phones are paired to a shop")
        }
        _ if !doubled.is_empty() => Finding::warn(
            format!("more than one shop is called {}", listed(&doubled)),
            "name them by their ids, which `ipp location list` shows, or rename one in the Kustom Portal",
        ),
        Some(shop) => Finding::Pass(format!("{} is there", shop.name.as_deref().unwrap_or(shop.id.as_str()))),
        None => Finding::Pass(format!("{}: {}", count(locations.len(), "shop"), listed(&names))),
    }
}

/// Whether what the settings name is there.
fn defaults(settings: &Settings, locations: &[Location], devices: &Seen<Vec<Device>>) -> Finding {
    let missing = |what: &str, value: &str, origin: &dyn std::fmt::Display| {
        Finding::fail(format!("the {what} `{value}` of {origin} cannot be found"), "name another with `ipp setup`")
    };
    let mut found = Vec::new();
    if let Some(location) = &settings.location {
        if !is_one(locations, &location.value) {
            return missing("shop", &location.value, &location.origin);
        }
        found.push("the shop");
    }
    match (&settings.device, devices) {
        (Some(device), Ok(devices)) if !is_one(devices, &device.value) => {
            return missing("phone", &device.value, &device.origin);
        }
        (Some(_), Ok(_)) => found.push("the phone"),
        (Some(_), Err(_)) => return Finding::skipped("the phones could not be read"),
        (None, _) => {}
    }
    match found.is_empty() {
        true => Finding::Pass("none is set: each command names its own, or takes the only one".to_owned()),
        false => Finding::Pass(format!("{} that the settings name can be found", found.join(" and "))),
    }
}

fn is_one<T: Named>(items: &[T], reference: &str) -> bool {
    matches!(find(items, reference), Match::One(_))
}
