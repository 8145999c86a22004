//! Item 7: the merchant's endpoint answers reliably: what Kustom (or the emulator) delivered in this run, and the rows of
//! `ipp webhook check`. The run's own receiver is nobody's endpoint, and proves nothing about one.

use super::super::webhook::row::Verdict;
use super::super::webhook::rows::Plan;
use super::ears::Ears;
use super::ending::{Ending, Halt};
use super::payment::answered;
use super::row::Trail;
use super::stage::Stage;
use crate::error::Error;
use crate::webhook::deliver::Outcome;
use crate::webhook::forward::shown;

/// What proves the endpoint, where there is one.
pub(super) async fn check(stage: &mut Stage<'_>, plan: Option<&Plan>, trail: &mut Trail) -> Result<Ending, Halt> {
    let Some(plan) = plan else {
        return Ok(Ending::not_run(
            "no handler was named: what answered was this command's own receiver",
            "give `--handler URL` with the address of your own endpoint",
        ));
    };
    let outcomes: Vec<Outcome> = stage.ears.all().into_iter().filter_map(|heard| heard.handled).collect();
    if stage.ears.has_handler() {
        trail.did(format!("handed {} callbacks to {}", outcomes.len(), shown(&plan.url)));
    }
    trail.did("ran the rows of `ipp webhook check`");
    let checked = stage.ask("checking the handler", async { Ok::<_, Halt>(plan.rows(|_| {}).await) }).await?;
    let failed: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.is_delivered()).collect();
    let slowest = outcomes.iter().map(|outcome| outcome.duration.as_millis()).max().unwrap_or_default();
    let delivered = format!("{} deliveries, {} failed, slowest {slowest} ms", outcomes.len(), failed.len());
    let rows = match checked {
        Ok(rows) => rows,
        Err(error @ Error::Unreached { .. }) => {
            let hint = error.hint().unwrap_or_default();
            return Ok(Ending::fail(format!("{delivered}; {error}"), hint));
        }
        Err(error) => return Err(Halt::Run(error)),
    };
    let advice: Vec<String> = rows
        .iter()
        .filter(|row| row.result == Verdict::Failed)
        .map(|row| format!("{}: {}", row.id, row.advice.clone().unwrap_or_default()))
        .collect();
    let not_run = rows.iter().filter(|row| row.result == Verdict::NotRun).count();
    let passed = rows.len() - advice.len() - not_run;
    let seen = format!("{delivered}; {passed} of {} rows of `ipp webhook check` passed", rows.len());
    Ok(match (failed.first(), advice.is_empty() && not_run == 0) {
        (_, false) => Ending::fail(seen, advice.join("; ")),
        (Some(first), true) => Ending::fail(
            format!("{seen}; the first that failed: {}", answered(first)),
            "answer every callback with 2xx within 15s: put it into a queue, answer, and do the work afterwards",
        ),
        (None, true) if outcomes.is_empty() => unseen(&stage.ears, seen),
        (None, true) => Ending::Pass(seen),
    })
}

/// Rightly built, and never seen at work.
fn unseen(ears: &Ears, seen: String) -> Ending {
    match ears {
        Ears::Relay { .. } => Ending::fail(
            format!("{seen}, but no delivery came"),
            "mend the row `callback` first: reliable is what has been seen to answer",
        ),
        Ears::Record { .. } => Ending::not_run(
            format!("{seen}, but deliveries go straight to it and cannot be seen from here"),
            "give `--listen` besides, and point the destination's tunnel to it: each callback is handed on to the handler",
        ),
    }
}
