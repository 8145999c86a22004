//! Item 7: the merchant's endpoint answers reliably: what Kustom (or the emulator) delivered in this run, and the rows of
//! `ipp webhook check`. The run's own receiver is nobody's endpoint, and proves nothing about one.

use super::super::webhook::row::{self, Verdict};
use super::super::webhook::rows::Plan;
use super::ears::Ears;
use super::ending::{Ending, Halt};
use super::payment::{answered, remedy};
use super::row::Trail;
use super::stage::Stage;
use crate::error::Error;
use crate::webhook::deliver::Answer;
use crate::webhook::forward::shown;

/// What proves the endpoint, where there is one.
pub(super) async fn check(stage: &mut Stage<'_>, plan: Option<&Plan>, trail: &mut Trail) -> Result<Ending, Halt> {
    let Some(plan) = plan else {
        return Ok(Ending::not_run(
            "no handler was named: what answered was this command's own receiver",
            "give `--handler URL` with the address of your own endpoint",
        ));
    };
    trail.did("ran the rows of `ipp webhook check`");
    let checked = stage.ask("checking the handler", async { Ok::<_, Halt>(plan.rows(|_| {}).await) }).await?;
    let deliveries = Deliveries { pending: stage.settle().await?, answers: answers(stage) };
    if stage.ears.has_handler() {
        trail.did(format!("handed {} callbacks to {}", deliveries.count(), shown(&plan.url)));
    }
    let delivered = deliveries.told();
    let rows = match checked {
        Ok(rows) => rows,
        Err(error @ Error::Unreached { .. }) => {
            let hint = error.hint().unwrap_or_default();
            return Ok(Ending::fail(format!("{delivered}; {error}"), hint));
        }
        Err(error) => return Err(Halt::Run(error)),
    };
    let (is_proved, checked, advice) = summary(&rows);
    let seen = format!("{delivered}; {checked}");
    Ok(match (deliveries.failure(), is_proved) {
        (_, false) => Ending::fail(seen, advice),
        (Some((saw, mend)), true) => Ending::fail(format!("{seen}; {saw}"), mend),
        (None, true) if deliveries.count() == 0 => unseen(&stage.ears, seen),
        (None, true) => Ending::Pass(seen),
    })
}

/// At the end of the run: a delivery that has failed since.
pub(super) fn again(stage: &Stage<'_>) -> Option<Ending> {
    let deliveries = Deliveries { pending: 0, answers: answers(stage) };
    let (saw, mend) = deliveries.failure()?;
    Some(Ending::fail(format!("{}; {saw}", deliveries.told()), mend))
}

/// Whether all rows of the check have passed, how they went, and what to do.
fn summary(rows: &[row::Row]) -> (bool, String, String) {
    let count = |verdict: Verdict| rows.iter().filter(|row| row.result == verdict).count();
    let (passed, not_run) = (count(Verdict::Passed), count(Verdict::NotRun));
    let rest = if not_run == 0 { String::new() } else { format!(", {not_run} were not run") };
    let seen = format!("{passed} of {} rows of `ipp webhook check` passed{rest}", rows.len());
    (passed == rows.len(), seen, advice(rows))
}

/// What to do about those that failed: the same of several is said once.
fn advice(rows: &[row::Row]) -> String {
    let mut advice: Vec<(Vec<&str>, &str)> = Vec::new();
    for row in rows.iter().filter(|row| row.result == Verdict::Failed && !row.is_of_another) {
        let text = row.advice.as_deref().unwrap_or_default();
        match advice.iter_mut().find(|(_, known)| *known == text) {
            Some((ids, _)) => ids.push(row.id),
            None => advice.push((vec![row.id], text)),
        }
    }
    let advice: Vec<String> = advice.into_iter().map(|(ids, text)| format!("{}: {text}", ids.join(", "))).collect();
    advice.join("; ")
}

fn answers(stage: &Stage<'_>) -> Vec<Answer> {
    stage.ears.all().into_iter().filter_map(|heard| heard.handled).collect()
}

/// What was handed on in this run.
struct Deliveries {
    answers: Vec<Answer>,
    /// Not answered within the time that they were waited for.
    pending: usize,
}

impl Deliveries {
    fn count(&self) -> usize {
        self.answers.len() + self.pending
    }

    fn failed(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(|answer| !answer.outcome.is_delivered())
    }

    fn told(&self) -> String {
        let slowest = self.answers.iter().map(|answer| answer.outcome.duration.as_millis()).max().unwrap_or_default();
        let failed = self.failed().count() + self.pending;
        format!("{} deliveries, {failed} failed, slowest {slowest} ms", self.count())
    }

    /// The first that failed, and what to do.
    fn failure(&self) -> Option<(String, String)> {
        match (self.failed().next(), self.pending) {
            (Some(first), _) => {
                Some((format!("the first that failed: the handler {}", answered(first, "")), remedy(first)))
            }
            (None, 0) => None,
            (None, pending) => Some((
                format!("{pending} were not answered at all"),
                "answer every callback at once, and do the work afterwards".to_owned(),
            )),
        }
    }
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
