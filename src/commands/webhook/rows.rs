//! Runs the rows of a handler's check: posts, looks how it was answered, and asks the probe. Prints nothing.

use super::probe::{Counted, Probe};
use super::row::Row;
use crate::error::Error;
use crate::secret::Secret;
use crate::webhook::check::{CASES, Case, Effects, Expected, Seen, Step, judge};
use crate::webhook::deliver::{Answer, Deliverer, Post};
use crate::webhook::forward::shown;
use crate::webhook::made::{self, Made, Subject};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use url::Url;

/// After so many rows without any answer the rest is not run: each would take its whole time.
const PATIENCE: usize = 3;

/// What is checked, and with what.
pub(in crate::commands) struct Plan {
    /// The handler.
    pub url: Url,
    /// What signs.
    pub secrets: Vec<Secret>,
    /// How long it has to answer.
    pub limit: Duration,
    /// Whose events they are.
    pub merchant_id: String,
    /// A session that the handler knows.
    pub known: Option<Subject>,
    /// What counts its effects.
    pub probe: Option<Probe>,
    /// What posts.
    pub deliverer: Arc<Deliverer>,
}

impl Plan {
    /// Every row, in order; `tell` hears the id of each before it is run. An error if nobody is there at all.
    pub(in crate::commands) async fn rows(&self, mut tell: impl FnMut(&str)) -> Result<Vec<Row>, Error> {
        let mut beginning = None;
        if let Some(probe) = &self.probe {
            // A probe that does not work is better known before anything is sent.
            let subject = self.subject(true);
            let count = probe.count(&subject.event("").id, &subject.session_id).await?;
            beginning = self.known.is_some().then_some(count);
        }
        let mut rows = Vec::with_capacity(CASES.len());
        let mut silent = 0;
        for case in &CASES {
            if silent >= PATIENCE {
                rows.push(Row::not_waited_for(case));
                continue;
            }
            tell(case.id);
            let (row, answers) = self.row(case, beginning).await?;
            if rows.is_empty() && answers.iter().all(|answer| answer.is_unreached) {
                let why = answers.into_iter().find_map(|answer| answer.outcome.error).unwrap_or_default();
                return Err(Error::Unreached { url: shown(&self.url), why });
            }
            silent = if answers.iter().all(|answer| answer.outcome.status.is_none()) { silent + 1 } else { 0 };
            rows.push(row);
        }
        if silent < PATIENCE {
            doubt(&mut rows);
        }
        Ok(rows)
    }

    async fn row(&self, case: &Case, beginning: Option<u64>) -> Result<(Row, Vec<Answer>), Error> {
        let mut answers = Vec::new();
        let mut counted = Counted::default();
        if case.at_once > 1 {
            answers = self.burst(case).await?;
        } else {
            let subject = self.subject(case.is_of_known_session);
            let probe = self.probe.as_ref().filter(|_| case.effects != Effects::Any);
            let mut previous: Option<Made> = None;
            for step in case.steps {
                let made = self.make(step, &subject, previous.as_ref())?;
                if let Some(probe) = probe.filter(|_| previous.is_none()) {
                    counted.add(probe.count(&made.id, &subject.session_id).await?);
                }
                answers.push(self.post(&made).await);
                if let Some(probe) = probe {
                    counted.add(probe.count(&made.id, &subject.session_id).await?);
                }
                previous = Some(made);
            }
        }
        let seen: Vec<Seen> = answers.iter().map(seen).collect();
        let counts = counted.counts(beginning.filter(|_| case.is_of_known_session));
        let row = Row::new(case, &answers, judge(case, &seen, counts, self.limit), counts.is_some());
        Ok((row, answers))
    }

    async fn burst(&self, case: &Case) -> Result<Vec<Answer>, Error> {
        let mut posts = JoinSet::new();
        for step in case.steps.iter().cycle().take(case.at_once * case.steps.len()) {
            let made = self.make(step, &self.subject(false), None)?;
            let (deliverer, url, limit) = (Arc::clone(&self.deliverer), self.url.clone(), self.limit);
            posts.spawn(async move {
                deliverer.ask(&Post { url: &url, headers: &made.headers, body: &made.body, limit }).await
            });
        }
        Ok(posts.join_all().await)
    }

    async fn post(&self, made: &Made) -> Answer {
        let post = Post { url: &self.url, headers: &made.headers, body: &made.body, limit: self.limit };
        self.deliverer.ask(&post).await
    }

    /// A session that the handler knows, or one that nobody does.
    fn subject(&self, known: bool) -> Subject {
        let known = self.known.as_ref().filter(|_| known).cloned();
        known.unwrap_or_else(|| Subject::made_up(&self.merchant_id))
    }

    fn make(&self, step: &Step, subject: &Subject, previous: Option<&Made>) -> Result<Made, Error> {
        let (id, body) = match previous.filter(|_| step.is_repeated) {
            Some(previous) => (previous.id.clone(), previous.body.clone()),
            None => {
                let event = step.event(subject);
                (event.id.clone(), made::body(&event))
            }
        };
        made::make(&self.secrets, &id, &body, step.flaw, Timestamp::now().as_second())
            .map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Where all that is right was refused, a refusal proves nothing; and where it was not believed, that is one mistake with as
/// many faces as there are rows.
fn doubt(rows: &mut [Row]) {
    let all = |is: fn(u16) -> bool| {
        let mut right = CASES.iter().zip(&*rows).filter(|(case, _)| case.expected == Expected::Accepted);
        right.all(|(_, row)| row.was_answered(is))
    };
    let (refuses, believes_nothing) =
        (all(|status| (400..500).contains(&status)), all(|status| matches!(status, 400 | 401 | 403)));
    for (case, row) in CASES.iter().zip(rows).skip(1).filter(|_| refuses) {
        match case.expected {
            Expected::Refused => row.proves_nothing(),
            Expected::Accepted if believes_nothing => row.fails_like_all(),
            Expected::Accepted => {}
        }
    }
}

fn seen(answer: &Answer) -> Seen {
    let outcome = &answer.outcome;
    Seen { status: outcome.status, error: outcome.error.clone(), duration: outcome.duration }
}
