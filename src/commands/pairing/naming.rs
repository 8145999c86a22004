//! Gives a paired phone its name: read, merged and written, because the API's write replaces.

use crate::api::Client;
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::model::device::{Device, DeviceUpdate};

/// Names the phone, unless it is called so already. The phone is paired whatever comes of it.
pub async fn name(client: &Client, device: &Device, name: &str) -> Result<Device, Error> {
    if device.name.as_deref() == Some(name) {
        return Ok(device.clone());
    }
    let update = DeviceUpdate {
        name: Some(name.to_owned()),
        metadata: device.metadata.clone(),
        location_id: device.location_id.clone(),
    };
    Ok(client.update_device(&device.id, &update).await?)
}

/// The phone under the name that its code brought along, where nobody has agreed to it yet: who may not write, or is not
/// there to be asked, is told how to do it.
pub async fn called(
    ctx: &mut Context,
    client: &Client,
    device: Device,
    wanted: Option<&str>,
) -> (Device, Option<Error>) {
    let Some(wanted) = wanted.filter(|wanted| device.name.as_deref() != Some(*wanted)) else { return (device, None) };
    let write = Write { what: format!("name device {} `{wanted}`", device.id), ..Write::default() };
    match ctx.asks(&write).and_then(|_| ctx.confirm(&write)) {
        Ok(()) => {}
        Err(error) => {
            ctx.ui.note(&format!("the phone is paired, and has not got its name `{wanted}`: {error}"));
            // Who was asked and did not want it has an answer; who pressed Ctrl-C has none.
            return (device, Some(error).filter(|error| !matches!(error, Error::Refused { .. })));
        }
    }
    match name(client, &device, wanted).await {
        Ok(named) => (named, None),
        Err(error) => {
            ctx.ui.alert(&format!("the phone is paired as device {}, but could not be named `{wanted}`", device.id));
            (device, Some(error))
        }
    }
}
