//! From a pairing code to the phone that used it: shared by `device enroll` and `enrollment wait`.
//!
//! Nothing here says that a phone is paired before the API's list shows it, and a code is taken back only where a person
//! says so.

mod code;
mod find;
mod naming;
mod stop;
mod watch;

pub(super) use code::{Code, End, Look};
pub(super) use find::with_mark;
pub(super) use naming::{called, name};
pub(super) use stop::left_open;
pub(super) use watch::{Watched, watch};

use crate::api::Client;
use crate::context::Context;
use crate::error::{Error, PairingError};
use crate::interrupt::Interrupt;
use crate::model::device::Device;
use crate::model::enrollment::Enrollment;
use jiff::{SignedDuration, Timestamp};
use std::time::{Duration, Instant};

/// Ends what has to be ended, and gives the phone, if there is one.
pub(super) async fn settle(
    ctx: &mut Context,
    client: &Client,
    code: &mut Code,
    watched: Watched,
    interrupt: &mut Interrupt,
) -> Result<Device, Error> {
    let id = code.id().clone();
    match watched {
        Watched::Paired(device) => Ok(*device),
        Watched::Ended(End::Expired) => Err(PairingError::Expired(id).into()),
        Watched::Ended(End::Cancelled) => Err(PairingError::Cancelled(id).into()),
        Watched::Untold => Err(PairingError::Untold(id).into()),
        Watched::Lost(error) => Err(error.into()),
        Watched::TimeUp => Err(PairingError::TimeUp(id).into()),
        Watched::Interrupted => tokio::select! {
            result = stop::stop(ctx, client, code) => result,
            () = interrupt.next() => Err(left_open(&id)),
        },
    }
}

/// How much this machine's clock and the API's may differ before a code that is over is believed to be.
const DOUBT: SignedDuration = SignedDuration::from_mins(5);

/// Whether the time of a code is long over, whatever its status says: a wait must have an end.
pub(super) fn is_long_over(expires_at: Option<&str>) -> bool {
    let expires = expires_at.and_then(|text| text.parse::<Timestamp>().ok());
    expires.is_some_and(|expires| Timestamp::now().duration_since(expires) > DOUBT)
}

/// When a code runs out, as far as this machine's clock can tell.
pub(super) fn runs_out(enrollment: &Enrollment) -> Option<Instant> {
    let expires: Timestamp = enrollment.expires_at.as_deref()?.parse().ok()?;
    let left = expires.duration_since(Timestamp::now());
    Instant::now().checked_add(Duration::try_from(left).unwrap_or_default())
}
