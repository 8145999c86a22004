//! One phone that is not as the file says.

use super::super::update::{Difference, differences};
use crate::model::device::{Device, DeviceUpdate};
use crate::model::id::{DeviceId, LocationId};
use crate::output::{Field, Record, Tone};
use serde::Serialize;
use std::collections::HashMap;

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// To write it.
    Update,
    /// To remove it: the file has no row for it.
    Remove,
}

/// A phone, and what is to be done to it.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// What is to be done.
    pub action: Action,
    /// As a spreadsheet counts it.
    pub row: Option<u64>,
    /// The phone.
    pub id: DeviceId,
    /// What it is called now.
    pub name: Option<String>,
    /// What is to be different.
    pub changes: Vec<Difference>,
    /// What the plan was made from.
    #[serde(skip)]
    pub before: DeviceUpdate,
    /// All that is to be written.
    #[serde(skip)]
    pub update: DeviceUpdate,
}

impl Change {
    /// Writes a phone, if anything of it is to be different.
    pub fn update(device: &Device, row: u64, update: DeviceUpdate) -> Option<Self> {
        let changes = differences(device, &update);
        let change = Self { action: Action::Update, row: Some(row), changes, update, ..Self::removal(device) };
        (!change.changes.is_empty()).then_some(change)
    }

    /// Removes a phone.
    pub fn removal(device: &Device) -> Self {
        Self {
            action: Action::Remove,
            row: None,
            id: device.id.clone(),
            name: device.name.clone(),
            changes: Vec::new(),
            before: state(device),
            update: DeviceUpdate::default(),
        }
    }

    /// Calls shops as the file does.
    pub fn name_shops(&mut self, names: &HashMap<LocationId, String>) {
        let called = |id: &String| names.get(&LocationId::new(id)).unwrap_or(id).clone();
        for difference in self.changes.iter_mut().filter(|difference| difference.field == "location") {
            difference.before = difference.before.as_ref().map(called);
            difference.after = difference.after.as_ref().map(called);
        }
    }

    /// For people: the name with the id.
    pub fn phone(&self) -> String {
        match &self.name {
            Some(name) => format!("{name} ({})", self.id),
            None => self.id.to_string(),
        }
    }

    /// For people: what is to be done.
    pub fn told(&self) -> String {
        match self.action {
            Action::Update => self.changes.iter().map(Difference::to_string).collect::<Vec<_>>().join("; "),
            Action::Remove => "remove".to_owned(),
        }
    }
}

/// What a write replaces, as a phone has it now.
pub fn state(device: &Device) -> DeviceUpdate {
    let update = DeviceUpdate {
        name: device.name.clone(),
        metadata: device.metadata.clone(),
        location_id: device.location_id.clone(),
    };
    settled(update)
}

/// No metadata, and metadata with nothing in it, are the same.
pub fn settled(mut update: DeviceUpdate) -> DeviceUpdate {
    update.metadata = update.metadata.filter(|metadata| !metadata.is_empty());
    update
}

impl Record for Change {
    const PLURAL: &'static str = "changes";
    const COLUMNS: &'static [&'static str] = &["ROW", "ID", "NAME", "CHANGES"];
    const CSV: &'static [&'static str] = &["row", "id", "name", "action", "changes"];

    fn cells(&self) -> Vec<Field> {
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        let tone = if self.action == Action::Remove { Tone::Bad } else { Tone::Plain };
        let told = Field::toned(self.told(), tone);
        vec![row.into(), self.id.as_str().into(), self.name.clone().unwrap_or_default().into(), told]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }
}
