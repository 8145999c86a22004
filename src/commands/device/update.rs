//! `ipp device update`: reads, merges and writes, because the API's write replaces, and loses what is left out.

use super::super::choose;
use crate::api::device::{get_request, update_request};
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::known::Reading;
use crate::model::device::{Device, DeviceUpdate, LONGEST_NAME};
use crate::model::id::{DeviceId, LocationId};
use crate::model::metadata::{self, MetadataEntry};
use crate::model::pairing;
use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;

/// Of `device update`.
#[derive(Args, Debug)]
pub struct UpdateArgs {
    /// Id, name, or the beginning of either
    device: String,
    /// The new name, at most 100 characters
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Option<String>,
    /// The new shop: id, name or beginning
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// Set this; repeatable
    #[arg(long, value_name = "KEY:VALUE")]
    metadata: Vec<MetadataEntry>,
    /// Take this away; repeatable
    #[arg(long, value_name = "KEY", conflicts_with = "replace")]
    remove_metadata: Vec<String>,
    /// Write only what is named here, and lose the rest
    #[arg(long)]
    replace: bool,
}

pub(super) fn name(text: &str) -> Result<String, String> {
    match text.chars().count() {
        0 => Err("a device cannot be without a name".to_owned()),
        count if count > LONGEST_NAME => {
            Err(format!("a name has at most {LONGEST_NAME} characters, and this has {count}"))
        }
        _ => Ok(text.to_owned()),
    }
}

/// What is to be different.
#[derive(Default)]
pub struct Changes {
    /// The new name.
    pub name: Option<String>,
    /// The new shop.
    pub location_id: Option<LocationId>,
    /// Metadata that is to be there.
    pub set: Map<String, Value>,
    /// Keys that are to go.
    pub remove: Vec<String>,
}

pub(super) async fn run(ctx: &mut Context, args: UpdateArgs) -> Result<(), Error> {
    let set = metadata::object(&args.metadata).map_err(Error::usage)?;
    if args.name.is_none() && args.location.is_none() && set.is_empty() && args.remove_metadata.is_empty() {
        let hint = "give `--name`, `--location`, `--metadata` or `--remove-metadata`".to_owned();
        return Err(Error::Usage { what: "nothing is to be changed: nothing was sent".to_owned(), hint: Some(hint) });
    }
    let mut changes = Changes { name: args.name, location_id: None, set, remove: args.remove_metadata };
    let mut write = Write { what: format!("change device {}", args.device), ..Write::default() };
    let Some(client) = ctx.client_for(&write).await? else {
        let id = choose::shown_device(ctx, Some(&args.device))?;
        changes.location_id = choose::shown_location(ctx, args.location.as_deref())?;
        return show(ctx, &id, changes, args.replace);
    };
    let phone = choose::named_device(&client, &args.device).await?;
    phone.tell(ctx, &args.device);
    changes.location_id = choose::filter_location(&client, args.location.as_deref()).await?;
    let device = phone.read(&client).await?;
    choose::check_location(ctx, &client, &phone, changes.location_id.as_ref()).await?;
    let update = if args.replace { changes.alone() } else { changes.merged(&device) };
    if !report(ctx, &device, &update) {
        ctx.ui.note("nothing changes: nothing was sent");
        return ctx.ui.emit(&device);
    }
    write.what = format!("change device {phone}");
    ctx.confirm(&write)?;
    let written = client.update_device(&phone.id, &update).await?;
    ctx.learn(Reading::of(&written));
    ctx.ui.emit(&written)
}

impl Changes {
    /// Only what is to be different.
    pub fn alone(self) -> DeviceUpdate {
        let metadata = (!self.set.is_empty()).then_some(self.set);
        DeviceUpdate { name: self.name, metadata, location_id: self.location_id }
    }

    /// All of the device, with what is to be different.
    pub fn merged(self, device: &Device) -> DeviceUpdate {
        let mut metadata = device.metadata.clone().unwrap_or_default();
        let is_name_set = pairing::name(Some(&self.set)).is_some();
        metadata.extend(self.set);
        metadata.retain(|key, _| !self.remove.contains(key));
        // Whoever names a phone means it: no watch gives it the name that its code brought along.
        if self.name.is_some() && self.name != device.name && !is_name_set {
            pairing::forget_name(&mut metadata);
        }
        DeviceUpdate {
            name: self.name.or_else(|| device.name.clone()),
            metadata: (!metadata.is_empty() || device.metadata.is_some()).then_some(metadata),
            location_id: self.location_id.or_else(|| device.location_id.clone()),
        }
    }

    /// The same as a program for jq, over the device as it was read.
    fn jq(&self) -> String {
        let mut steps = vec!["{name, metadata, location_id}".to_owned()];
        steps.extend(self.name.iter().map(|name| format!(".name = {}", Value::from(name.clone()))));
        steps.extend(self.location_id.iter().map(|id| format!(".location_id = {}", Value::from(id.as_str()))));
        steps.extend(self.set.iter().map(|(key, value)| format!(".metadata[{}] = {value}", Value::from(key.clone()))));
        steps.extend(self.remove.iter().map(|key| format!("del(.metadata[{}])", Value::from(key.clone()))));
        steps.push("del(.[] | nulls)".to_owned());
        steps.join(" | ")
    }
}

/// One thing that is to be different.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Difference {
    /// `name`, `location` or `metadata.KEY`.
    pub field: String,
    /// Nothing where there is none.
    pub before: Option<String>,
    /// Nothing where it goes.
    pub after: Option<String>,
}

/// As in `name: `A` -> nothing`.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |value: &Option<String>| value.as_ref().map_or("nothing".to_owned(), |value| format!("`{value}`"));
        let field = self.field.replacen("metadata.", "metadata ", 1);
        write!(f, "{field}: {} -> {}", text(&self.before), text(&self.after))
    }
}

/// Everything that changes.
pub fn differences(device: &Device, update: &DeviceUpdate) -> Vec<Difference> {
    let (empty, location) = (Map::new(), |id: &Option<LocationId>| id.as_ref().map(|id| id.to_string()));
    let (before, after) = (device.metadata.as_ref().unwrap_or(&empty), update.metadata.as_ref().unwrap_or(&empty));
    let mut all = vec![
        Difference { field: "name".to_owned(), before: device.name.clone(), after: update.name.clone() },
        Difference {
            field: "location".to_owned(),
            before: location(&device.location_id),
            after: location(&update.location_id),
        },
    ];
    let mut keys: Vec<&String> = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key))).collect();
    keys.sort();
    let value = |map: &Map<String, Value>, key: &String| {
        map.get(key).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    all.extend(keys.into_iter().map(|key| Difference {
        field: format!("metadata.{key}"),
        before: value(before, key),
        after: value(after, key),
    }));
    all.retain(|one| one.before != one.after);
    all
}

/// One line for each thing that changes; false when nothing does.
fn report(ctx: &mut Context, device: &Device, update: &DeviceUpdate) -> bool {
    let all = differences(device, update);
    all.iter().for_each(|difference| ctx.ui.note(&difference.to_string()));
    !all.is_empty()
}

/// Without reading the device, only the changes are known; for curl, jq does the merging.
fn show(ctx: &mut Context, id: &DeviceId, changes: Changes, replace: bool) -> Result<(), Error> {
    if replace {
        return ctx.preview(&update_request(id, &changes.alone())).map(drop);
    }
    let program = changes.jq();
    let write = update_request(id, &changes.alone());
    if ctx.preview_merge(&get_request(id), &program, &write)? {
        return Ok(());
    }
    ctx.ui.note("the device would be read first: what it has and is not named here is kept in the body");
    ctx.preview(&write).map(drop)
}
