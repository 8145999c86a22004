//! `ipp device export`: every phone as a row, and every key of metadata as a column.
//!
//! The list is read once. The columns are those of the phones that were read, so nothing of a row can be without a column;
//! what could not come back as it was is left out and named, because `apply` keeps what has no column.

use super::super::sheets::METADATA;
use super::spool::{Spool, Spooled};
use crate::api::{Client, Filter, device};
use crate::context::Context;
use crate::csv::{Dialect, line, text};
use crate::error::Error;
use crate::model::device::Device;
use crate::model::id::{DeviceId, LocationId};
use crate::model::location::Location;
use crate::model::named::{Match, find};
use crate::model::pairing::reserved;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

pub(in crate::commands::device) const HELP: &str = "\
A row a phone: `id`, `name`, `location` and a column `metadata.KEY` for each
key that a phone has. Edit it in a spreadsheet; `ipp device plan` shows what
that would change, and `ipp device apply` does it. Keys that `ipp` itself uses
to pair phones are left out. With `-o json`, `jsonl` or `id` the phones are
printed as `ipp device list` prints them.

Examples:
  ipp device export --env emulator > fleet.csv
  ipp device export --env emulator -o jsonl";

/// How much is printed at a time.
const CHUNK: usize = 64 * 1024;

/// Runs it.
pub(in crate::commands::device) async fn export(ctx: &mut Context) -> Result<(), Error> {
    ctx.ui.refuse_report()?;
    if ctx.only_shows() {
        return ctx.preview(&device::list_request(&Filter::default())).map(drop);
    }
    let client = ctx.client().await?;
    if !ctx.ui.prints_sheets() {
        let mut pages = client.devices(&Filter::default());
        return ctx.ui.emit_list(async || Ok(pages.next().await?)).await;
    }
    let (phones, keys) = read(&client).await?;
    let names = names(&client.locations(None).all().await?);
    let keys = columns(ctx, keys);
    print(ctx, phones, &keys, &names)
}

/// All phones, each once, though a list that changes while it is read may repeat one.
async fn read(client: &Client) -> Result<(Spooled, BTreeSet<String>), Error> {
    let (mut spool, mut keys, mut seen) = (Spool::new()?, BTreeSet::new(), HashSet::<DeviceId>::new());
    let mut pages = client.devices(&Filter::default());
    while let Some(devices) = pages.next().await? {
        for device in devices.into_iter().filter(|device| seen.insert(device.id.clone())) {
            keys.extend(device.metadata.iter().flatten().map(|(key, _)| key.clone()));
            spool.add(&device)?;
        }
    }
    Ok((spool.read()?, keys))
}

/// Shops whose names mean them and nothing else.
pub(super) fn names(locations: &[Location]) -> HashMap<LocationId, String> {
    let means = |location: &Location, name: &str| {
        name.trim() == name && matches!(find(locations, name), Match::One(found) if found.id == location.id)
    };
    let named = |location: &Location| Some((location.id.clone(), location.name.clone()?));
    let all = locations.iter().filter(|location| location.name.as_deref().is_some_and(|name| means(location, name)));
    all.filter_map(named).collect()
}

/// The keys that can be columns: a spreadsheet's names are the same in every case, and without blanks around them.
fn columns(ctx: &mut Context, keys: BTreeSet<String>) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for key in &keys {
        *counts.entry(key.to_ascii_lowercase()).or_default() += 1;
    }
    let is_alone = |key: &String| counts.get(&key.to_ascii_lowercase()) == Some(&1);
    let (kept, left): (Vec<String>, Vec<String>) =
        keys.into_iter().partition(|key| is_alone(key) && key.trim() == key && !key.is_empty());
    if !left.is_empty() {
        let left = left.join("`, `");
        ctx.ui
            .note(&format!("the metadata keys `{left}` cannot be columns: they are left out, and `apply` keeps them"));
    }
    kept.into_iter().filter(|key| reserved(std::iter::once(key)).is_none()).collect()
}

fn print(
    ctx: &mut Context,
    mut phones: Spooled,
    keys: &[String],
    names: &HashMap<LocationId, String>,
) -> Result<(), Error> {
    let separator = Dialect::default().separator;
    let header = ["id", "name", "location"].map(str::to_owned).into_iter();
    let header: Vec<String> = header.chain(keys.iter().map(|key| format!("{METADATA}{key}"))).collect();
    let mut lines = line(&header, separator);
    while let Some(device) = phones.next()? {
        lines.push_str(&line(&cells(&device, keys, names), separator));
        if lines.len() > CHUNK {
            ctx.ui.emit_foreign_text(&std::mem::take(&mut lines))?;
        }
    }
    ctx.ui.emit_foreign_text(&lines)
}

fn cells<'a>(device: &'a Device, keys: &[String], names: &'a HashMap<LocationId, String>) -> Vec<Cow<'a, str>> {
    let id = device.location_id.as_ref();
    let location = id.map(|id| names.get(id).map_or(id.as_str(), String::as_str)).unwrap_or_default();
    let value = |key: &String| device.metadata.as_ref().and_then(|metadata| metadata.get(key)).map(shown);
    let first = [device.id.as_str(), device.name.as_deref().unwrap_or_default(), location].map(text);
    first.into_iter().chain(keys.iter().map(|key| neutral(value(key).unwrap_or_default()))).collect()
}

/// A value of metadata as a cell holds it. The API knows only texts; another is shown as JSON.
pub(super) fn shown(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

fn neutral(value: Cow<'_, str>) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(value) => text(value),
        Cow::Owned(value) => Cow::Owned(text(&value).into_owned()),
    }
}
