//! Whether the key can be fetched and is one of the environment. That the API takes it is another check.

use super::finding::{Checked, Finding, within};
use super::report::Report;
use crate::api::Client;
use crate::config::key::API_KEY;
use crate::config::{KeySource, Settings};
use crate::context::Context;
use crate::error::Error;
use std::time::Instant;

/// The client with the key, or why there is none.
pub(super) async fn check(ctx: &mut Context, report: &mut Report, settings: &Settings) -> Result<Client, Finding> {
    let started = Instant::now();
    let made = within(report.limit(), ctx.client()).await;
    let (finding, client) = match made {
        Ok(Ok(client)) => (known(settings), Ok(client)),
        Ok(Err(error @ Error::Config(_))) => {
            (Finding::of(&error), Err(Finding::skipped("there is no key to ask with")))
        }
        // What it needs besides the key: certificates, a proxy, the emulator's file.
        Ok(Err(error)) => (known(settings), Err(Finding::of(&error))),
        Err(late) => (late, Err(Finding::skipped("there is no key to ask with"))),
    };
    report.take(vec![Checked::since("key", started, finding)]);
    client
}

fn known(settings: &Settings) -> Finding {
    if matches!(settings.key.value, KeySource::Emulator) {
        return Finding::Pass("the emulator has its own".to_owned());
    }
    let (key, origin) = (settings.key.value.describe(&API_KEY), &settings.key.origin);
    Finding::Pass(format!("{key} of {origin} has the form of one for {}", settings.environment.value))
}
