//! Which device or location is meant: the one that was named, the profile's, the only one, or one picked from a list.
//!
//! Without a terminal a choice that is missing is an error that names the flag and the candidates.

use crate::api::{Client, Filter};
use crate::context::Context;
use crate::error::Error;
use crate::guard;
use crate::model::device::Device;
use crate::model::id::{DeviceId, LocationId, is_uuid};
use crate::model::location::Location;
use crate::model::named::{Match, Named, find, is_exact, narrower};
use crate::model::near::nearest;
use crate::output::harmless;
use std::fmt;

/// The most candidates that an error lists.
const MOST_CANDIDATES: usize = 10;
/// Longer than every name and id of the API.
const LONGEST_REFERENCE: usize = 200;

/// What `--dry-run` shows where the id would have to be looked up first.
const DEVICE_TO_BE_FOUND: &str = "DEVICE_ID";
/// The same for a location.
const LOCATION_TO_BE_FOUND: &str = "LOCATION_ID";

/// A phone that was chosen. What had to be read of it is kept; of a bare id nothing is known.
pub struct Phone {
    /// Its id.
    pub id: DeviceId,
    /// The whole, when it was looked up.
    pub device: Option<Device>,
}

impl Phone {
    /// The whole, read now if it was not before.
    pub async fn read(&self, client: &Client) -> Result<Device, Error> {
        match &self.device {
            Some(device) => Ok(device.clone()),
            None => Ok(client.device(&self.id).await?),
        }
    }

    /// Says what a beginning was taken for, before anything is done to it.
    pub fn tell(&self, ctx: &mut Context, reference: &str) {
        if !self.is_exactly(reference) {
            ctx.ui.note(&format!("device: `{reference}` is taken as {self}"));
        }
    }

    fn found(device: Device) -> Self {
        Self { id: device.id.clone(), device: Some(device) }
    }

    /// Whether it was called by its whole id or name.
    pub fn is_exactly(&self, reference: &str) -> bool {
        self.device.as_ref().is_none_or(|device| is_exact(device, reference))
    }

    fn bare(id: DeviceId) -> Self {
        Self { id, device: None }
    }
}

/// For people: the name with the id.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.device.as_ref().and_then(|device| device.name.as_ref()) {
            Some(name) => write!(f, "{name} ({})", self.id),
            None => write!(f, "{}", self.id),
        }
    }
}

/// The phone for a payment. With `--dry-run` nothing is looked up.
pub async fn device(
    ctx: &mut Context,
    client: Option<&Client>,
    given: Option<&str>,
    location: Option<&LocationId>,
) -> Result<Phone, Error> {
    let preferred = ctx.settings()?.device.as_ref().map(|device| device.value.clone());
    let given = given.map(str::to_owned).or(preferred);
    match (client, given) {
        (None, given) => shown_device(ctx, given.as_deref()).map(Phone::bare),
        (Some(client), Some(reference)) => {
            let phone = named_device(client, &reference).await?;
            phone.tell(ctx, &reference);
            Ok(phone)
        }
        (Some(client), None) => only_device(ctx, client, location).await.map(Phone::found),
    }
}

/// Holds a phone to the policy: where it is, and where it is to be used or to go.
pub async fn check_location(
    ctx: &mut Context,
    client: &Client,
    phone: &Phone,
    named: Option<&LocationId>,
) -> Result<(), Error> {
    let settings = ctx.settings()?;
    if settings.policy.locations.is_none() {
        return Ok(());
    }
    let own = phone.read(client).await?.location_id;
    [own.as_ref(), named.or(own.as_ref())]
        .into_iter()
        .try_for_each(|place| guard::check_location(&settings.policy, place))
}

/// What `--dry-run` shows for a device: its id, or a word that stands for it.
pub fn shown_device(ctx: &mut Context, given: Option<&str>) -> Result<DeviceId, Error> {
    if let Some(id) = given.filter(|reference| is_uuid(reference)) {
        return Ok(DeviceId::new(id));
    }
    given.map(check).transpose()?;
    ctx.ui.note(&format!(
        "{} would be looked up first; {DEVICE_TO_BE_FOUND} stands for its id",
        given.unwrap_or("the device")
    ));
    Ok(DeviceId::new(DEVICE_TO_BE_FOUND))
}

/// A phone by id, name or beginning.
pub async fn named_device(client: &Client, reference: &str) -> Result<Phone, Error> {
    if is_uuid(reference) {
        return Ok(Phone::bare(DeviceId::new(reference)));
    }
    check(reference)?;
    let devices = client.devices(&Filter::default()).all().await?;
    Ok(Phone::found(one(&devices, reference)?.clone()))
}

/// One of these phones by id, name or beginning.
pub fn among_devices<'a>(devices: &'a [Device], reference: &str) -> Result<&'a Device, Error> {
    check(reference)?;
    one(devices, reference)
}

/// A location by id, name or beginning; the object too, when it had to be looked up.
pub async fn named_location(client: &Client, reference: &str) -> Result<(LocationId, Option<Location>), Error> {
    if is_uuid(reference) {
        return Ok((LocationId::new(reference), None));
    }
    check(reference)?;
    let locations = client.locations(None).all().await?;
    let location = one(&locations, reference)?;
    Ok((location.id.clone(), Some(location.clone())))
}

/// The location that a flag or the settings name. With `--dry-run` nothing is looked up.
pub async fn location(
    ctx: &mut Context,
    client: Option<&Client>,
    given: Option<&str>,
) -> Result<Option<LocationId>, Error> {
    let preferred = ctx.settings()?.location.as_ref().map(|location| location.value.clone());
    let reference = given.map(str::to_owned).or(preferred);
    match client {
        Some(client) => filter_location(client, reference.as_deref()).await,
        None => shown_location(ctx, reference.as_deref()),
    }
}

/// What `--dry-run` shows for a location: its id, or a word that stands for it.
pub fn shown_location(ctx: &mut Context, given: Option<&str>) -> Result<Option<LocationId>, Error> {
    let Some(reference) = given else { return Ok(None) };
    check(reference)?;
    if is_uuid(reference) {
        return Ok(Some(LocationId::new(reference)));
    }
    ctx.ui.note(&format!("`{reference}` would be looked up first; {LOCATION_TO_BE_FOUND} stands for its id"));
    Ok(Some(LocationId::new(LOCATION_TO_BE_FOUND)))
}

/// Only locations that a flag names: lists are never narrowed by a default.
pub async fn filter_location(client: &Client, given: Option<&str>) -> Result<Option<LocationId>, Error> {
    match given {
        Some(reference) => Ok(Some(named_location(client, reference).await?.0)),
        None => Ok(None),
    }
}

async fn only_device(ctx: &mut Context, client: &Client, location: Option<&LocationId>) -> Result<Device, Error> {
    let filter = Filter { location_id: location.cloned(), ..Filter::default() };
    let mut devices = client.devices(&filter).all().await?;
    // That the API itself filters by location is assumed.
    devices
        .retain(|device| location.is_none() || device.location_id.is_none() || device.location_id.as_ref() == location);
    match devices.len() {
        0 => Err(Error::NotFound {
            what: "there is no device to take the payment: nothing was sent".to_owned(),
            hint: "pair a phone with `ipp enrollment create`, or make a simulated one with `ipp dev create-device`"
                .to_owned(),
        }),
        1 => Ok(devices.remove(0)),
        _ if ctx.is_interactive() => picked(ctx, devices),
        _ => Err(Error::DeviceNotNamed { candidates: candidates(&devices.iter().collect::<Vec<_>>()) }),
    }
}

fn picked(ctx: &mut Context, mut devices: Vec<Device>) -> Result<Device, Error> {
    let choices: Vec<String> = devices.iter().map(described).collect();
    match ctx.prompt.choose("Which device takes the payment?", &choices)? {
        Some(at) => Ok(devices.swap_remove(at)),
        None => Err(Error::Refused { what: "no device was picked: nothing was sent".to_owned(), hint: None }),
    }
}

/// The one that a reference stands for.
pub fn one<'a, T: Named>(items: &'a [T], reference: &str) -> Result<&'a T, Error> {
    match find(items, reference) {
        Match::One(item) => Ok(item),
        Match::None => Err(Error::NotFound {
            what: format!("there is no {} with the id, the name or a beginning `{reference}`", T::KIND),
            hint: format!("{}see them all with `ipp {} list`", meant(items, reference), T::KIND),
        }),
        Match::Many(items) => {
            let what = format!("`{reference}` could be more than one {}", T::KIND);
            Err(ambiguous(&what, narrower(&items, reference), &items))
        }
    }
}

/// The name that may have been mistyped.
fn meant<T: Named>(items: &[T], reference: &str) -> String {
    let nearest = nearest(reference, items.iter().filter_map(Named::name));
    nearest.map(|name| format!("did you mean `{}`? ", harmless(name))).unwrap_or_default()
}

pub(super) fn ambiguous<T: Named>(what: &str, hint: &str, items: &[&T]) -> Error {
    Error::Usage { what: format!("{what}: nothing was sent\n{}", candidates(items)), hint: Some(hint.to_owned()) }
}

/// A line for each, as long as they can be taken in.
fn candidates<T: Named>(items: &[&T]) -> String {
    let mut lines: Vec<String> =
        items.iter().take(MOST_CANDIDATES).map(|item| format!("  {}", described(*item))).collect();
    if items.len() > MOST_CANDIDATES {
        lines.push(format!("  and {} more", items.len() - MOST_CANDIDATES));
    }
    lines.join("\n")
}

/// For people: the id, then the name.
pub fn described<T: Named>(item: &T) -> String {
    let text = format!("{}  {}", item.id(), item.name().unwrap_or_default());
    harmless(text.trim_end())
}

/// A reference that no name and no id can be.
fn check(reference: &str) -> Result<(), Error> {
    let problem = match reference {
        "" => "is empty",
        _ if reference.chars().count() > LONGEST_REFERENCE => "is longer than any name",
        _ if reference.chars().any(char::is_control) => "holds control characters",
        _ => return Ok(()),
    };
    Err(Error::usage(format!("the id or name that was given {problem}")))
}
