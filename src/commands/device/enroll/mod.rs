//! `ipp device enroll`: a phone gets a pairing code, uses it, and gets its name.
//!
//! The code is a credential, and showing it is what this is for: to the person who asked, and to no log.

mod one;
mod shop;
mod trial;

use super::update;
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::model::enrollment::Ttl;
use crate::model::metadata::MetadataEntry;
use clap::Args;
use std::time::Duration;

pub(super) const HELP: &str = "\
Without a terminal nothing is asked, the code is told on stderr, and the phone is the answer on stdout.
Exit codes: 0 paired, 20 the code was cancelled, 21 it expired, 23 the time was up and the code can still be used.
Ctrl-C on a terminal asks whether the code is to be cancelled; a second one quits at once.

Examples:
  ipp device enroll --env emulator --name \"Till 2\" --no-wait
  ipp device enroll --env emulator --location \"My Store\" --expires-in 24h --metadata floor:2 --dry-run
  ipp device enroll --env emulator --no-wait -q -o json | jq -r .enrollment_code | ipp emulator phone pair - -q";

/// Of `device enroll`.
#[derive(Args, Debug)]
pub struct EnrollArgs {
    /// The shop: id, name or beginning [default: the profile's, or the only one]
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// What the phone will be called, at most 100 characters
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Option<String>,
    /// Kept on the phone; repeatable
    #[arg(long, value_name = "KEY:VALUE")]
    metadata: Vec<MetadataEntry>,
    /// How long the code can be used: 2h, 24h, 48h or 72h; from 24h on it is long, and copied rather than typed
    #[arg(long, value_name = "LIFETIME", default_value = "2h", alias = "ttl")]
    expires_in: Ttl,
    /// Print the enrollment and end, without waiting for the phone
    #[arg(long, help_heading = "Waiting")]
    no_wait: bool,
    /// How long to wait for the phone [default: until the code runs out]
    #[arg(long, value_parser = duration::parse, value_name = "DURATION", conflicts_with = "no_wait", help_heading = "Waiting")]
    timeout: Option<Duration>,
    /// Then take a payment of 1.00 with a simulated card, and print its session; playground and emulator only
    #[arg(long, conflicts_with = "no_wait", help_heading = "Waiting")]
    test_payment: bool,
}

/// A name that a phone can have, and that a screen can show.
fn name(text: &str) -> Result<String, String> {
    match text.chars().any(char::is_control) {
        true => Err("a name holds no control characters".to_owned()),
        false => update::name(text.trim()),
    }
}

/// Runs it.
pub(super) async fn run(ctx: &mut Context, args: EnrollArgs) -> Result<(), Error> {
    one::run(ctx, args).await
}
