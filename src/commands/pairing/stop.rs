//! Ctrl-C while a phone is waited for: asks, on a terminal, whether the code is to be taken back. A phone may be faster, so
//! what is said of the code is what was read afterwards, and not what the cancel was answered.

use super::code::Code;
use crate::api::{self, Client};
use crate::context::Context;
use crate::error::{Error, PairingError};
use crate::guard::Write;
use crate::model::device::Device;
use crate::model::id::EnrollmentId;
use std::time::Duration;

/// How often a used code is looked at before its phone counts as not to be told.
const LOOKS: u32 = 3;
/// Between two looks.
const PAUSE: Duration = Duration::from_secs(1);

/// What is read after a cancel.
enum Found {
    /// A phone was faster.
    Phone(Box<Device>),
    /// A phone was faster, and nothing tells which.
    Untold,
    /// It is listed as before: its status.
    Open(String),
    /// Its time ran out.
    Expired,
    /// No longer listed, as cancelled codes are (D).
    Gone,
}

/// What has become of it; the phone, if one has used it all the same.
pub(super) async fn stop(ctx: &mut Context, client: &Client, code: &mut Code) -> Result<Device, Error> {
    let id = code.id().clone();
    if !wants_cancel(ctx, &id)? {
        return Err(left_open(&id));
    }
    let answer = client.cancel_enrollment(&id).await;
    if let Err(error) = &answer {
        ctx.ui.note(&format!("the cancel did not go through: {error}"));
    }
    let end = match read_back(client, code).await {
        Ok(Found::Phone(device)) => return Ok(*device),
        Ok(Found::Untold) => return Err(PairingError::Untold(id).into()),
        Ok(Found::Open(_)) if answer.is_err() => return Err(left_open(&id)),
        Ok(Found::Open(status)) => {
            ctx.ui.alert(&format!("the cancel was accepted, and pairing code {id} is {status} all the same"));
            return Err(left_open(&id));
        }
        Ok(Found::Expired) => "has expired: no phone can use it".to_owned(),
        Ok(Found::Gone) => "was cancelled: no phone can use it".to_owned(),
        Err(error) => format!("could not be read back, so a phone may have used it: {error}"),
    };
    Err(Error::Interrupted { what: format!("pairing code {id} {end}"), session: None })
}

/// How the code stands after the cancel.
async fn read_back(client: &Client, code: &Code) -> Result<Found, api::Error> {
    for look in 0..LOOKS {
        if look > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        let status = code.status(client).await?;
        if let Some(device) = code.phone(client).await? {
            return Ok(Found::Phone(Box::new(device)));
        }
        match status.as_deref() {
            Some("CONSUMED") => {}
            Some("EXPIRED") => return Ok(Found::Expired),
            None | Some("CANCELLED") => return Ok(Found::Gone),
            Some(status) => return Ok(Found::Open(status.to_owned())),
        }
    }
    Ok(Found::Untold)
}

/// In a script nobody is asked, and the code stays: it is no money.
fn wants_cancel(ctx: &mut Context, id: &EnrollmentId) -> Result<bool, Error> {
    let write = Write { what: format!("cancel pairing code {id}"), ..Write::default() };
    if !ctx.is_interactive() || ctx.check_policy(&write).is_err() {
        return Ok(false);
    }
    ctx.prompt.confirm(&format!("pairing code {id} can still be used: cancel it?")).map_err(|_| left_open(id))
}

/// The code is as it was.
pub fn left_open(id: &EnrollmentId) -> Error {
    PairingError::LeftOpen(id.clone()).into()
}
