//! The phone that used a code: by the mark that the enrollment handed to it, else the one new phone that fits.

use crate::api::{self, Client, Filter, Pages};
use crate::model::device::Device;
use crate::model::enrollment::Enrollment;
use crate::model::id::DeviceId;
use crate::model::pairing;
use std::collections::BTreeSet;

/// The status of a filter that a server does not know.
const REFUSED: u16 = 400;

/// The phone that carries the mark. That devices can be filtered is assumed, so a filter that finds nothing proves nothing.
pub(super) async fn marked(client: &Client, mark: &str) -> Result<Option<Device>, api::Error> {
    let carries = |device: &Device| pairing::mark(device.metadata.as_ref()) == Some(mark);
    let filter = Filter { metadata: vec![pairing::by_mark(mark)], ..Filter::default() };
    match first(client.devices(&filter), carries).await {
        Ok(None) => {}
        Err(error) if error.status() == Some(REFUSED) => {}
        result => return result,
    }
    first(client.devices(&Filter::default()), carries).await
}

/// The enrollment that carries the mark.
pub async fn with_mark(client: &Client, mark: &str) -> Result<Option<Enrollment>, api::Error> {
    let filter = Filter { metadata: vec![pairing::by_mark(mark)], ..Filter::default() };
    let mut pages = client.enrollments(&filter, true);
    while let Some(items) = pages.next().await? {
        let found = items.into_iter().find(|item| pairing::mark(item.metadata.as_ref()) == Some(mark));
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The phones that there are.
pub(super) async fn ids(client: &Client) -> Result<BTreeSet<DeviceId>, api::Error> {
    let mut ids = BTreeSet::new();
    let mut pages = client.devices(&Filter::default());
    while let Some(devices) = pages.next().await? {
        ids.extend(devices.into_iter().map(|device| device.id));
    }
    Ok(ids)
}

/// Of a code without a mark: the only phone at its shop that has all of its metadata, and was not there before. Where
/// neither tells a phone from others, there is none.
pub(super) async fn likely(
    client: &Client,
    enrollment: &Enrollment,
    before: Option<&BTreeSet<DeviceId>>,
) -> Result<Option<Device>, api::Error> {
    let metadata = enrollment.metadata.clone().unwrap_or_default();
    if before.is_none() && metadata.is_empty() {
        return Ok(None);
    }
    let fits = |device: &Device| {
        let own = device.metadata.as_ref();
        device.location_id == enrollment.location_id
            && metadata.iter().all(|(key, value)| own.and_then(|own| own.get(key)) == Some(value))
            && before.is_none_or(|before| !before.contains(&device.id))
    };
    let mut pages = client.devices(&Filter::default());
    let mut found = Vec::new();
    while let Some(devices) = pages.next().await? {
        found.extend(devices.into_iter().filter(fits));
    }
    let only = found.pop();
    Ok(only.filter(|_| found.is_empty()))
}

async fn first(mut pages: Pages<Device>, wanted: impl Fn(&Device) -> bool) -> Result<Option<Device>, api::Error> {
    while let Some(devices) = pages.next().await? {
        if let Some(device) = devices.into_iter().find(&wanted) {
            return Ok(Some(device));
        }
    }
    Ok(None)
}
