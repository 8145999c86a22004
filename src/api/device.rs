//! Phones: `/devices`, and the simulated ones of the playground: `/dev/devices`.

use super::enrollment::Filter;
use super::request::segment;
use super::{Client, Error, Method, Pages, Request};
use crate::model::device::{Device, DeviceUpdate, NewSimulatedDevice, SimulatedDevice};
use crate::model::id::DeviceId;

fn path(id: &DeviceId) -> String {
    format!("/devices/{}", segment(id.as_str()))
}

/// The request that lists the devices, without its pages.
pub fn list_request(filter: &Filter) -> Request {
    filter.request("/devices")
}

/// The request that writes a device's name, metadata and location.
pub fn update_request(id: &DeviceId, update: &DeviceUpdate) -> Request {
    Request::new(Method::PUT, &path(id)).with_body(update)
}

/// The request that reads one device.
pub fn get_request(id: &DeviceId) -> Request {
    Request::new(Method::GET, &path(id))
}

/// The request that removes a device.
pub fn remove_request(id: &DeviceId) -> Request {
    Request::new(Method::DELETE, &path(id))
}

/// The request that makes a simulated device.
pub fn create_simulated_request(new: &NewSimulatedDevice) -> Request {
    Request::new(Method::POST, "/dev/devices").with_body(new)
}

impl Client {
    /// The devices that `filter` lets through.
    pub fn devices(&self, filter: &Filter) -> Pages<Device> {
        Pages::new(self, list_request(filter), filter.limit)
    }

    /// One device. Reading one is not documented: where the server doesn't know how, it is found in the list (A).
    pub async fn device(&self, id: &DeviceId) -> Result<Device, Error> {
        let request = get_request(id);
        match self.send(&request).await {
            Err(error) if matches!(error.status(), Some(404 | 405)) => self.device_in_list(id).await?.ok_or(error),
            answer => answer?.json(&request),
        }
    }

    async fn device_in_list(&self, id: &DeviceId) -> Result<Option<Device>, Error> {
        let mut pages = self.devices(&Filter::default());
        while let Some(devices) = pages.next().await? {
            if let Some(device) = devices.into_iter().find(|device| &device.id == id) {
                return Ok(Some(device));
            }
        }
        Ok(None)
    }

    /// Writes a device. It replaces: what `update` leaves out is lost (P).
    pub async fn update_device(&self, id: &DeviceId, update: &DeviceUpdate) -> Result<Device, Error> {
        let request = update_request(id, update);
        self.send(&request).await?.json(&request)
    }

    /// Removes a device.
    pub async fn remove_device(&self, id: &DeviceId) -> Result<(), Error> {
        self.send(&remove_request(id)).await.map(drop)
    }

    /// Makes a simulated device (playground and emulator only).
    pub async fn create_simulated_device(&self, new: &NewSimulatedDevice) -> Result<SimulatedDevice, Error> {
        let request = create_simulated_request(new);
        self.send(&request).await?.json(&request)
    }
}
