//! Phones: listed, read, replaced, removed, and the playground's simulated ones made.

use super::enrollments::lifetime::default_lifetime;
use super::fields::{check_name, check_texts};
use super::list::{self, Filter, PageRequest};
use super::rows::{self, Table};
use super::{Transition, World, WorldError};
use crate::emulator::MERCHANT_ID;
use crate::model::device::{Device, DeviceUpdate, NewSimulatedDevice, SimulatedDevice};
use crate::model::id::{DeviceId, LocationId};
use crate::model::page::Page;
use crate::model::platform::Platform;
use serde_json::{Map, Value};

impl World {
    /// One page of the phones.
    pub fn devices(&self, filter: &Filter, page: PageRequest) -> Result<Page<Device>, WorldError> {
        let (location, metadata) = filter.parameters();
        list::page(&self.store, Table::Devices, list::MATCHES, &[&location, &metadata], page)
    }

    /// One phone (A).
    pub fn device(&self, id: &DeviceId) -> Result<Device, WorldError> {
        rows::read(&self.store, Table::Devices, id.as_str())
    }

    /// Replaces name, metadata and shop: what is left out is lost (P).
    pub fn update_device(&mut self, id: &DeviceId, update: &DeviceUpdate) -> Result<Device, WorldError> {
        self.transition(|step| {
            let mut device: Device = rows::read(step.store, Table::Devices, id.as_str())?;
            update.name.as_deref().map_or(Ok(()), check_name)?;
            let metadata = update.metadata.clone().unwrap_or_default();
            check_texts(&metadata)?;
            device.location_id = update.location_id.as_ref().map(|id| step.known_location(id)).transpose()?;
            device.name = update.name.clone();
            device.metadata = Some(metadata);
            rows::replace(step.store, Table::Devices, id.as_str(), &device, true)?;
            Ok(device)
        })
    }

    /// Removes a phone from the account. Assumed: its sessions stay as they are.
    pub fn remove_device(&mut self, id: &DeviceId) -> Result<(), WorldError> {
        self.transition(|step| rows::remove(step.store, Table::Devices, id.as_str()))
    }

    /// Makes an enrollment and registers a simulated phone with it at once (D).
    pub fn create_simulated_device(&mut self, new: &NewSimulatedDevice) -> Result<SimulatedDevice, WorldError> {
        check_name(&new.name)?;
        check_texts(&new.metadata)?;
        self.transition(|step| {
            let location = step.location_for(new.location_id.as_ref())?;
            step.enroll("CONSUMED", default_lifetime(), location.clone(), new.metadata.clone())?;
            let device_id = step.register_simulated(&new.name, location, new.metadata.clone())?;
            Ok(SimulatedDevice { device_id, extra: Map::new() })
        })
    }
}

impl Transition<'_> {
    /// Adds a simulated phone, marked as such in its metadata (D).
    pub(super) fn register_simulated(
        &mut self,
        name: &str,
        location: LocationId,
        mut metadata: Map<String, Value>,
    ) -> Result<DeviceId, WorldError> {
        metadata.insert("simulated".to_owned(), Value::from("true"));
        let device = Device {
            hardware_id: Some(self.ids.next().to_string()),
            location_id: Some(location),
            // Assumed: the documents do not say what a simulated phone claims to be.
            platform: Some(Platform::Android.name().to_owned()),
            metadata: Some(metadata),
            ..self.new_device(name)
        };
        rows::insert(self.store, Table::Devices, device.id.as_str(), &device, None)?;
        Ok(device.id)
    }

    /// A phone of which only name and owner are known.
    pub(super) fn new_device(&mut self, name: &str) -> Device {
        Device {
            id: DeviceId::new(self.ids.next().to_string()),
            hardware_id: None,
            merchant_id: Some(MERCHANT_ID.to_owned()),
            location_id: None,
            name: Some(name.to_owned()),
            platform: None,
            metadata: None,
            created_at: Some(self.now.to_string()),
            open_cash_register_id: None,
            extra: Map::new(),
        }
    }
}
