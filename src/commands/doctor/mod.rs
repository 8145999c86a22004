//! `ipp doctor`: what is wrong between this machine and a payment, a row a check, each with its mend. Only reads, but for
//! one callback that nobody signed. A check that could not be run is never one that has passed.

mod account;
mod codes;
mod key;
mod local;
mod network;
mod phones;
mod proxy;
mod report;
mod row;
mod webhook;

use super::finding::{self, Checked, Finding};
use crate::config::{Settings, Sourced};
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use clap::Args;
use report::Report;
use row::Verdict;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// What `ipp doctor --help` ends with.
pub const EXAMPLES: &str = "\
Examples:
  ipp doctor --env emulator

  # For a pipeline: the ids of the checks stay the same
  ipp doctor --env emulator --webhook http://127.0.0.1:8080/webhooks/kustom \\
    --dry-run -o json

Checks: config-file, file-modes, environment, key, proxy, dns, connection,
tls, firewall, clock, authentication, product, locations, defaults, devices,
device-names, device-hardware, device-locations, enrollments, cash-register,
webhook.
Each passes, warns, fails, or is skipped with the reason. The exit code is 30
if one fails, and 0 if some only warn.";

/// How long each check may take.
const LIMIT: Duration = Duration::from_secs(10);

/// Of `doctor`.
#[derive(Args, Debug)]
pub struct DoctorArgs {
    /// Look at the phones and codes of this shop only: id, name or beginning
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// Send a callback that nobody signed to this handler, which has to refuse it; repeatable [default on the emulator: its destinations]
    #[arg(long, value_name = "URL", value_parser = super::webhook::address)]
    webhook: Vec<Url>,
    /// How long each check may take [default: 10s]
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    timeout: Option<Duration>,
}

/// Every check; an error if one of them fails.
pub async fn run(ctx: &mut Context, args: DoctorArgs) -> Result<(), Error> {
    ctx.refuse_curl("this makes several requests")?;
    let mut report = Report::new(args.timeout.unwrap_or(LIMIT));
    if ctx.only_shows() {
        report.skip_the_rest("nothing is sent or looked at with `--dry-run`");
    } else {
        let progress = ctx.ui.progress("checking");
        check(ctx, &args, &mut report).await;
        drop(progress);
    }
    let rows = report.into_rows();
    let (failed, total) = (rows.iter().filter(|row| row.result == Verdict::Fail).count(), rows.len());
    ctx.ui.emit_report("ipp doctor", rows).await?;
    if failed == 0 { Ok(()) } else { Err(Error::rows_failed(format!("{failed} of {total} rows failed"))) }
}

/// In the order in which they need each other; those that do not are run at once.
async fn check(ctx: &mut Context, args: &DoctorArgs, report: &mut Report) {
    let limit = report.limit();
    let Some(settings) = settings(ctx, report) else {
        if !args.webhook.is_empty() {
            let checked = webhook::plan(ctx, args).run(limit).await;
            report.take(vec![checked]);
        }
        return report.skip_the_rest("no environment is known, so there is nothing to ask");
    };
    local::modes(report, &settings);
    ctx.try_out(impatient(&settings, limit));
    let client = key::check(ctx, report, &settings).await;
    let keyless = match (ctx.keyless_client(), &client) {
        (Ok(keyless), _) => Ok(keyless),
        (Err(_), Err(why)) if why.has_failed() => Err(why.clone()),
        (Err(error), _) => Err(Finding::of(&error)),
    };
    let handlers = webhook::plan(ctx, args);
    let (network, account, handlers) = tokio::join!(
        network::check(limit, &settings, keyless),
        account::look(limit, client, args.location.as_deref()),
        handlers.run(limit)
    );
    let is_cut_off =
        |row: &Checked| ["proxy", "dns", "connection", "tls"].contains(&row.id) && row.finding.has_failed();
    let is_connected = !network.iter().any(is_cut_off);
    report.take(network);
    report.take(account.rows(&settings, is_connected));
    report.take(vec![handlers]);
    report.skip_the_rest("what it needs is not known");
}

/// What is asked once tells more than what is asked until it works.
fn impatient(settings: &Settings, limit: Duration) -> Settings {
    Settings {
        request_timeout: Sourced::default(limit.min(settings.request_timeout.value)),
        retries: Sourced::default(0),
        ..settings.clone()
    }
}

/// The settings, if there are any.
fn settings(ctx: &mut Context, report: &mut Report) -> Option<Rc<Settings>> {
    let file = local::config_file();
    let is_readable = !matches!(file, Finding::Fail { .. });
    report.add("config-file", file);
    if !is_readable {
        report.add("environment", Finding::Skipped("the config file cannot be read".to_owned()));
        return None;
    }
    match ctx.settings() {
        Ok(settings) => {
            report.add("environment", local::environment(&settings));
            Some(settings)
        }
        Err(error) => {
            report.add("environment", Finding::of(&error));
            None
        }
    }
}

/// What could be read of the account.
type Seen<T> = Result<T, Finding>;
