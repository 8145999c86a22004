//! `ipp webhook check`: proves a handler of callbacks, row by row.

use super::probe::Probe;
use super::row::{Row, Verdict};
use super::rows::Plan;
use super::secret::SecretArgs;
use super::sending;
use crate::context::Context;
use crate::error::Error;
use crate::model::assumed::ANSWER_LIMIT;
use crate::model::duration;
use crate::model::id::SessionId;
use crate::webhook::check::CASES;
use clap::Args;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

pub(super) const EXAMPLES: &str = "\
Examples:
  # What would be sent and what is expected, without sending it
  ipp webhook check http://127.0.0.1:8080/webhooks/kustom --dry-run

  # As test cases for a pipeline, and with the effects counted
  ipp webhook check http://127.0.0.1:8080/webhooks/kustom --env emulator \\
    --dry-run -o junit --probe 'psql -tAc \"SELECT count(*) FROM paid\"' \\
    > report.xml

The probe prints how many effects the events of one session have had so far,
as a whole number on its first line. It is run without a shell, has 10
seconds, and finds the session in IPP_SESSION_ID and the id of the callback in
IPP_WEBHOOK_ID. A count over all sessions does as well, as long as nothing
else is handled meanwhile.
The exit code is 30 if a row fails, and 7 if nobody listens at the address.";

/// Of `webhook check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The handler's address
    #[arg(value_parser = sending::address)]
    url: Url,
    /// Count the handler's effects with this command: a callback and its duplicate must have one, refused ones none
    #[arg(long, value_name = "CMD")]
    probe: Option<Probe>,
    /// A session that the handler knows, for the rows that ought to have an effect [default: made up]
    #[arg(long, value_name = "ID")]
    session: Option<SessionId>,
    #[command(flatten)]
    secret: SecretArgs,
    /// How long the handler has to answer each callback [default: 15s]
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    timeout: Option<Duration>,
}

impl CheckArgs {
    /// Whether it starts a program of the caller's.
    pub(in crate::commands) fn runs_a_probe(&self) -> bool {
        self.probe.is_some()
    }
}

pub(super) async fn run(ctx: &mut Context, args: CheckArgs) -> Result<(), Error> {
    ctx.refuse_curl("a check makes many requests")?;
    if ctx.only_shows() {
        return ctx.ui.emit_report("ipp webhook check", CASES.iter().map(Row::not_run).collect()).await;
    }
    let plan = plan(ctx, args).await?;
    let progress = ctx.ui.progress("checking");
    let is_counted = plan.probe.is_some();
    let rows = plan.rows(|id| progress.say(id)).await;
    drop(progress);
    let rows = rows?;
    let count = |verdict: Verdict| rows.iter().filter(|row| row.result == verdict).count();
    let (not_run, total) = (count(Verdict::NotRun), rows.len());
    let why = match rows.iter().any(|row| row.is_of_another) {
        true => "the handler refuses everything",
        false => "the handler does not answer",
    };
    let failed_ids: Vec<&str> = rows.iter().filter(|row| row.result == Verdict::Failed).map(|row| row.id).collect();
    ctx.ui.emit_report("ipp webhook check", rows).await?;
    if !is_counted {
        ctx.ui.note(
            "effects were not counted: `--probe` shows whether a duplicate is booked twice, or a refused one at all",
        );
    }
    match failed_ids.len() + not_run {
        0 => Ok(()),
        _ => Err(failure(&failed_ids, not_run, total, why)),
    }
}

/// Names the rows: a long table may have scrolled away by now.
fn failure(failed: &[&str], not_run: usize, total: usize, why: &str) -> Error {
    let named = if failed.is_empty() { String::new() } else { format!(": {}", failed.join(", ")) };
    let rest = if not_run > 0 { format!("; {not_run} were not run: {why}") } else { String::new() };
    Error::rows_failed(format!("{} of {total} rows failed{named}{rest}", failed.len()))
}

async fn plan(ctx: &mut Context, args: CheckArgs) -> Result<Plan, Error> {
    sending::agree(ctx, &args.url, "send made-up callbacks", &args.secret)?;
    let secrets = args.secret.secrets(ctx).await?.into_iter().map(|known| known.secret).collect();
    let known = match &args.session {
        Some(session) => Some(sending::subject(ctx, session).await?),
        None => None,
    };
    Ok(Plan {
        url: args.url,
        secrets,
        limit: args.timeout.unwrap_or(ANSWER_LIMIT),
        merchant_id: sending::merchant(ctx)?,
        known,
        probe: args.probe.map(|probe| probe.without(args.secret.variable())),
        deliverer: Arc::new(sending::deliverer(ctx)?.fresh()),
    })
}
