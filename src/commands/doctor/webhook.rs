//! Whether a handler of callbacks answers, and refuses what nobody signed. Needs no secret, and proves no more than that:
//! `ipp webhook check` does.

use super::DoctorArgs;
use super::finding::{Checked, Finding};
use crate::context::Context;
use crate::emulator::World;
use crate::emulator::world::{DestinationState, FILE_NAME};
use crate::error::Error;
use crate::model::environment::Environment;
use crate::webhook::deliver::{Answer, Deliverer, Post, USER_AGENT};
use crate::webhook::forward::shown;
use crate::webhook::made::{self, Flaw, MERCHANT_ID, Subject};
use jiff::Timestamp;
use std::time::{Duration, Instant};
use url::Url;

/// The least that an event can mean, should a handler believe it.
const EVENT: &str = "ipp.session.created";

/// What is going to be asked.
pub(super) struct Plan {
    urls: Result<Vec<Url>, Finding>,
    /// They are the emulator's destinations, and nobody has named them.
    are_destinations: bool,
    deliverer: Deliverer,
}

/// The handlers that a flag names, or the emulator's destinations.
pub(super) fn plan(ctx: &mut Context, args: &DoctorArgs) -> Plan {
    let settings = ctx.settings().ok();
    let (ca_file, proxy) = match &settings {
        Some(settings) => (
            settings.ca_file.as_ref().map(|path| path.value.clone()),
            settings.proxy.as_ref().map(|proxy| proxy.value.expose().to_string()),
        ),
        None => (ctx.flags().ca_file.clone(), ctx.flags().proxy.clone()),
    };
    let own = || match settings.filter(|settings| settings.environment.value == Environment::Emulator) {
        Some(settings) => destinations(&settings.state_dir),
        None => Err(Finding::skipped("no handler is named, and the API does not list them: give `--webhook URL`")),
    };
    let urls = if args.webhook.is_empty() { own() } else { Ok(args.webhook.clone()) };
    let are_destinations = args.webhook.is_empty();
    Plan { urls, are_destinations, deliverer: Deliverer::new(USER_AGENT, ca_file).through(proxy) }
}

fn destinations(state: &std::path::Path) -> Result<Vec<Url>, Finding> {
    if !state.join(FILE_NAME).is_file() {
        return Err(none());
    }
    let world = World::open(state).map_err(|error| Finding::of(&Error::from(error)))?;
    let all = world.destinations().map_err(|error| Finding::of(&Error::from(error)))?;
    let active = all.iter().filter(|destination| destination.state == DestinationState::Active);
    let urls: Vec<Url> = active.filter_map(|destination| Url::parse(&destination.url).ok()).collect();
    if urls.is_empty() { Err(none()) } else { Ok(urls) }
}

fn none() -> Finding {
    Finding::skipped(
        "the emulator has no destination: `ipp emulator destination add URL` makes one, or give `--webhook URL`",
    )
}

impl Plan {
    /// Asks each of them, one after the other; the worst answer is the row's.
    pub(super) async fn run(self, limit: Duration) -> Checked {
        let started = Instant::now();
        let urls = match &self.urls {
            Ok(urls) => urls,
            Err(finding) => return Checked::at_once("webhook", finding.clone()),
        };
        let mut findings = Vec::new();
        for url in urls {
            findings.push(self.ask(url, limit).await);
        }
        Checked::since("webhook", started, worst(findings))
    }

    async fn ask(&self, url: &Url, limit: Duration) -> Finding {
        let event = Subject::made_up(MERCHANT_ID).event(EVENT);
        let (id, now) = (event.id.clone(), Timestamp::now().as_second());
        match made::make(&[], &id, &made::body(&event), Flaw::BadSignature, now) {
            Ok(made) => {
                let answer = self.deliverer.ask(&Post { url, headers: &made.headers, body: &made.body, limit }).await;
                answer.outcome.status.map_or_else(|| self.silent(url, &answer), |status| judge(url, status))
            }
            Err(error) => Finding::of(&Error::Internal(error.to_string())),
        }
    }

    /// Nobody is there; of a destination that a listener has left behind nobody is to be there any more.
    fn silent(&self, url: &Url, answer: &Answer) -> Finding {
        const RUNS: &str = "see that the handler runs, and that the address and its certificate are right";
        let (shown, why) = (shown(url), answer.outcome.error.as_deref().unwrap_or("nothing came"));
        // What may be a secret is shown by no check.
        let named = if shown == url.as_str() { &shown } else { "URL" };
        let mend = match self.are_destinations {
            true => format!("{RUNS}; where nobody is to listen any more, `ipp emulator destination remove {named}`"),
            false => RUNS.to_owned(),
        };
        Finding::fail(format!("{shown} did not answer: {why}"), mend)
    }
}

fn judge(url: &Url, status: u16) -> Finding {
    const VERIFY: &str = "verify `webhook-signature` before anything else, and answer 401 when none matches; \
                          `ipp webhook check` goes through all that a handler has to do";
    let url = shown(url);
    match status {
        404 | 405 | 410 => Finding::warn(
            format!(
                "{url} answered {status} to a callback that nobody signed: perhaps nothing handles callbacks there"
            ),
            "check the path; `ipp webhook check` sends what is signed rightly, too",
        ),
        400..=499 => Finding::Pass(format!(
            "{url} refuses what nobody signed ({status}); that it takes what is right, `ipp webhook check` proves"
        )),
        200..=299 => Finding::fail(format!("{url} believed a callback that nobody signed ({status})"), VERIFY),
        300..=399 => Finding::fail(
            format!("{url} answered with a redirect ({status}), which is never followed"),
            "give the address where the handler itself answers",
        ),
        _ => Finding::fail(format!("{url} broke on a callback that nobody signed ({status})"), VERIFY),
    }
}

fn worst(findings: Vec<Finding>) -> Finding {
    let failed = findings.iter().find(|finding| finding.has_failed());
    let warned = findings.iter().find(|finding| matches!(finding, Finding::Warn { .. }));
    let passed = findings.first();
    failed.or(warned).or(passed).cloned().unwrap_or_else(none)
}
