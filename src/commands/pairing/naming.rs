//! Gives a paired phone its name, once: read, merged and written, because the API's write replaces.
//!
//! The name that a code brings along stands in the phone's metadata until it is given: from then on the phone is called
//! what people call it.

use crate::api::Client;
use crate::config::Policy;
use crate::context::Context;
use crate::error::Error;
use crate::guard::{Write, check_location};
use crate::model::device::{Device, DeviceUpdate};
use crate::model::pairing;

/// Names the phone, unless it has got a name since it was paired. It is read again right before: whoever changed it in
/// the meantime keeps the change. The phone is paired whatever comes of it.
pub async fn name(client: &Client, policy: &Policy, device: &Device, name: &str) -> Result<Device, Error> {
    if !wants(device, name) {
        return Ok(device.clone());
    }
    let device = client.device(&device.id).await?;
    if !wants(&device, name) {
        return Ok(device);
    }
    check_location(policy, device.location_id.as_ref())?;
    let mut metadata = device.metadata;
    if let Some(metadata) = &mut metadata {
        pairing::forget_name(metadata);
    }
    let update = DeviceUpdate { name: Some(name.to_owned()), metadata, location_id: device.location_id };
    Ok(client.update_device(&device.id, &update).await?)
}

/// Whether the phone is still called what it was paired as.
fn wants(device: &Device, name: &str) -> bool {
    let own = device.name.as_deref().unwrap_or_default();
    own != name && (own.is_empty() || pairing::name(device.metadata.as_ref()).is_some())
}

/// The phone under the name that its code brought along, where nobody has agreed to it yet: who may not write, or is not
/// there to be asked, is told how to do it.
pub async fn called(
    ctx: &mut Context,
    client: &Client,
    device: Device,
    wanted: Option<&str>,
) -> (Device, Option<Error>) {
    let Some(wanted) = wanted.filter(|wanted| wants(&device, wanted)) else { return (device, None) };
    let write = Write { what: format!("name device {} `{wanted}`", device.id), ..Write::default() };
    let allowed = ctx.settings().and_then(|settings| {
        check_location(&settings.policy, device.location_id.as_ref())?;
        ctx.asks(&write).and_then(|_| ctx.confirm(&write)).map(|()| settings)
    });
    let settings = match allowed {
        Ok(settings) => settings,
        Err(error) => {
            ctx.ui.note(&format!("the phone is paired, and has not got its name `{wanted}`: {error}"));
            // Who was asked and did not want it has an answer; who pressed Ctrl-C has none.
            return (device, Some(error).filter(|error| !matches!(error, Error::Refused { .. })));
        }
    };
    match name(client, &settings.policy, &device, wanted).await {
        Ok(named) => (named, None),
        Err(error) => {
            ctx.ui.alert(&format!("the phone is paired as device {}, but could not be named `{wanted}`", device.id));
            (device, Some(error))
        }
    }
}
