//! Ctrl-C while a phone is waited for: asks, on a terminal, whether the code is to be taken back. A phone may be faster.

use super::code::Code;
use crate::api::Client;
use crate::context::Context;
use crate::error::{Error, PairingError};
use crate::guard::Write;
use crate::model::device::Device;
use crate::model::id::EnrollmentId;

/// What has become of it; the phone, if one has used it all the same.
pub(super) async fn stop(ctx: &mut Context, client: &Client, code: &mut Code) -> Result<Device, Error> {
    let id = code.id().clone();
    if !wants_cancel(ctx, &id)? {
        return Err(left_open(&id));
    }
    let Err(error) = client.cancel_enrollment(&id).await else {
        let what = format!("pairing code {id} was cancelled: no phone can use it");
        return Err(Error::Interrupted { what, session: None });
    };
    ctx.ui.note(&format!("the cancel did not go through: {error}"));
    match code.phone(client).await? {
        Some(device) => Ok(device),
        None => Err(left_open(&id)),
    }
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
