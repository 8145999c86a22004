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
    Plan { urls, deliverer: Deliverer::new(USER_AGENT, ca_file).through(proxy) }
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
                judge(url, &self.deliverer.ask(&Post { url, headers: &made.headers, body: &made.body, limit }).await)
            }
            Err(error) => Finding::of(&Error::Internal(error.to_string())),
        }
    }
}

fn judge(url: &Url, answer: &Answer) -> Finding {
    const VERIFY: &str = "verify `webhook-signature` before anything else, and answer 401 when none matches; \
                          `ipp webhook check` goes through all that a handler has to do";
    let url = shown(url);
    match (answer.outcome.status, &answer.outcome.error) {
        (Some(status @ (404 | 405 | 410)), _) => Finding::warn(
            format!(
                "{url} answered {status} to a callback that nobody signed: perhaps nothing handles callbacks there"
            ),
            "check the path; `ipp webhook check` sends what is signed rightly, too",
        ),
        (Some(status @ 400..=499), _) => Finding::Pass(format!(
            "{url} refuses what nobody signed ({status}); that it takes what is right, `ipp webhook check` proves"
        )),
        (Some(status @ 200..=299), _) => {
            Finding::fail(format!("{url} believed a callback that nobody signed ({status})"), VERIFY)
        }
        (Some(status @ 300..=399), _) => Finding::fail(
            format!("{url} answered with a redirect ({status}), which is never followed"),
            "give the address where the handler itself answers",
        ),
        (Some(status), _) => Finding::fail(format!("{url} broke on a callback that nobody signed ({status})"), VERIFY),
        (None, error) => Finding::fail(
            format!("{url} did not answer: {}", error.as_deref().unwrap_or("nothing came")),
            "see that the handler runs, and that the address and its certificate are right",
        ),
    }
}

fn worst(findings: Vec<Finding>) -> Finding {
    let failed = findings.iter().find(|finding| finding.has_failed());
    let warned = findings.iter().find(|finding| matches!(finding, Finding::Warn { .. }));
    let passed = findings.first();
    failed.or(warned).or(passed).cloned().unwrap_or_else(none)
}
