//! One who does steps, one after the other. What goes on in parallel has a hand of its own each, with its own way to be
//! interrupted; they share the stage.
//!
//! A step that was begun gets its answer: what was sent may happen. A hand never begins another once it is over.

use super::done::{Done, UNKNOWN, Way, beginning};
use super::file::{Action, Step, Words};
use super::join;
use super::row::{Row, Verdict};
use super::stage::Stage;
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::model::duration;
use crate::model::id::DeviceId;
use crate::secret::without_keys;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};

/// One who does steps.
pub(super) struct Hand<'a> {
    pub ctx: Context,
    pub stage: &'a Stage<'a>,
    pub interrupt: Interrupt,
    /// The session that was made last.
    pub current: Option<usize>,
    /// The simulated phone that was made last.
    pub phone: Option<DeviceId>,
    round: Option<u32>,
    /// It tidies up: neither a signal nor a step that fails keeps it from the next step.
    is_last: bool,
    /// What came of the step before.
    before: Done,
}

impl<'a> Hand<'a> {
    pub fn new(ctx: &Context, stage: &'a Stage<'a>) -> Result<Self, Error> {
        let (ctx, interrupt) = (ctx.fork(), Interrupt::listen()?);
        Ok(Self {
            ctx,
            stage,
            interrupt,
            current: None,
            phone: None,
            round: None,
            is_last: false,
            before: Done::default(),
        })
    }

    /// One who tidies up after another.
    pub fn last(ctx: &Context, stage: &'a Stage<'a>, current: Option<usize>) -> Result<Self, Error> {
        Ok(Self { current, is_last: true, ..Self::new(ctx, stage)? })
    }

    /// Until somebody wants to stop.
    pub async fn stop(&mut self) {
        match self.is_last {
            true => std::future::pending().await,
            false => self.interrupt.next().await,
        }
    }

    /// Another who goes on from here.
    fn fork(&self) -> Result<Self, Error> {
        let new = Self::new(&self.ctx, self.stage)?;
        Ok(Self { current: self.current, phone: self.phone.clone(), round: self.round, is_last: self.is_last, ..new })
    }

    /// Does steps until one fails. Boxed, because steps hold steps.
    pub fn steps<'b>(&'b mut self, steps: &'b [Step]) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'b>> {
        Box::pin(async move {
            for (index, step) in steps.iter().enumerate() {
                if self.is_over().await {
                    break;
                }
                let is_judged = matches!(steps.get(index + 1).map(|next| &next.action), Some(Action::Ended { .. }));
                self.step(step, is_judged).await?;
            }
            Ok(())
        })
    }

    /// Also looks whether a signal has come meanwhile.
    async fn is_over(&mut self) -> bool {
        if self.is_last {
            return false;
        }
        let came = tokio::select! {
            biased;
            () = self.interrupt.next() => true,
            () = std::future::ready(()) => false,
        };
        if came || self.stage.is_interrupted.get() {
            self.stage.is_interrupted.set(true);
            self.stage.is_over.set(true);
        }
        self.stage.is_over.get()
    }

    async fn step(&mut self, step: &Step, is_judged: bool) -> Result<(), Error> {
        match &step.action {
            Action::Repeat { count, steps } => self.repeat(*count, steps).await,
            Action::Parallel { branches } => self.parallel(branches).await,
            _ => {
                let (began, what, is_secret) = (Instant::now(), self.what(step), self.is_secret(step));
                self.stage.board.borrow().begin(&self.stage.scenario.name, &what);
                let done = self.act(step).await;
                let done = if is_secret { done.masked() } else { done };
                self.tell(step, &what, &done, (began.elapsed(), is_judged));
                self.before = done;
                Ok(())
            }
        }
    }

    /// How the step is shown, with the values that are known by now.
    fn what(&self, step: &Step) -> String {
        step.action.shown(&mut |words| self.shown(words))
    }

    /// A text with everything that is known by now and may be shown.
    pub fn shown(&self, words: &Words) -> String {
        let memory = self.stage.memory.borrow();
        words.shown(&mut |later| match memory.is_secret(later) {
            true => None,
            false => memory.value(later, self.current, self.round).ok().map(|value| one_line(&self.masked(&value))),
        })
    }

    /// Whether what comes of it may repeat a value that may be a secret. Who judges an output repeats nothing of it.
    fn is_secret(&self, step: &Step) -> bool {
        if matches!(step.action, Action::Ended { .. }) {
            return false;
        }
        let memory = self.stage.memory.borrow();
        step.action.texts().iter().flat_map(|words| words.later()).any(|later| memory.is_secret(later))
    }

    async fn repeat(&mut self, count: u32, steps: &[Step]) -> Result<(), Error> {
        let outer = self.round;
        for round in 1..=count {
            self.round = Some(round);
            self.steps(steps).await?;
            if self.is_over().await {
                break;
            }
        }
        self.round = outer;
        Ok(())
    }

    async fn parallel(&mut self, branches: &[Vec<Step>]) -> Result<(), Error> {
        let mut hands = branches.iter().map(|_| self.fork()).collect::<Result<Vec<_>, _>>()?;
        let work = hands.iter_mut().zip(branches).map(|(hand, branch)| hand.steps(branch)).collect();
        join::all(work).await.into_iter().collect()
    }

    /// Writes the row, and ends everything when the step has failed.
    fn tell(&self, step: &Step, what: &str, done: &Done, (took, is_judged): (Duration, bool)) {
        let result = match (done.code, done.way) {
            (0, Way::Ended) => Verdict::Passed,
            (_, Way::Stopped) => Verdict::Interrupted,
            (_, Way::Skipped) => Verdict::NotRun,
            (_, Way::Ended) if is_judged => Verdict::Observed,
            _ => Verdict::Failed,
        };
        if result == Verdict::Failed && !self.is_last {
            self.stage.is_over.set(true);
        }
        if done.way == Way::Stopped {
            self.stage.is_interrupted.set(true);
        }
        let place = (step.number.clone(), step.place);
        let row = Row::not_run(self.stage.file, &self.stage.scenario.name, place, what, "");
        self.stage.board.borrow_mut().add(Row { result, round: self.round, ..row }.with(done, took));
    }

    async fn act(&mut self, step: &Step) -> Done {
        match &step.action {
            // These look at the clock, and at signals, themselves.
            Action::Create(create) => return self.create(create, step.limit).await,
            Action::Run { words, label } => return self.run(words, label.as_deref(), step.limit).await,
            Action::Wait { timeout, session } => return self.wait(session.as_deref(), *timeout).await,
            Action::Status { any_of, within, session } => {
                return self.expect_status(session.as_deref(), any_of, *within).await;
            }
            Action::Callback { kind, count, within, session } => {
                return self.expect_callback(session.as_deref(), kind, *count, *within).await;
            }
            Action::Ended { codes, out } => return self.expect_end(codes, out.as_ref()),
            _ => {}
        }
        let write = async {
            match &step.action {
                Action::Phone { name, label } => self.make_phone(name, label.as_ref()).await,
                Action::Tap { outcome, session } => self.tap(session.as_deref(), *outcome).await,
                Action::Cancel { session } => self.cancel(session.as_deref()).await,
                _ => Done::default(),
            }
        };
        let done = tokio::time::timeout(step.limit, write).await;
        let late = format!("there was no answer within {}", duration::show(step.limit));
        match (done, &step.action) {
            (Ok(done), _) => done,
            (Err(_), Action::Phone { name, .. }) => self.phone_lost(&self.shown(name), &late),
            (Err(_), action) => {
                // A phone may have been told: whose session it is says more than that something may have happened.
                let id =
                    action.session().and_then(|label| self.session(label.map(String::as_str)).ok()).map(|(id, _)| id);
                let hint = match &id {
                    Some(id) => format!("`ipp session get {id}` shows how it stands"),
                    None => "`ipp session list` shows what this machine asked for".to_owned(),
                };
                Done { session_id: id, ..Done::unknown(format!("{late}: it may have happened"), &hint) }
            }
        }
    }

    /// What the step before came to, against what was expected of it.
    fn expect_end(&mut self, codes: &[u8], out: Option<&Words>) -> Done {
        let code = self.before.code;
        if self.before.way == Way::Skipped {
            return Done::failed("the step before it was not run, and has no code");
        }
        if !codes.contains(&code) {
            let found =
                Done { hint: self.before.hint.clone(), ..Done::failed(format!("exit {code}: {}", self.before.found)) };
            return if code == UNKNOWN { Done { code, attempt: self.before.attempt, ..found } } else { found };
        }
        match out {
            None => Done::well(format!("exit {code}")),
            Some(out) => self.expect_out(code, out),
        }
    }

    /// Whether the step before has printed the text.
    fn expect_out(&self, code: u8, out: &Words) -> Done {
        let text = match self.filled(out) {
            Ok(text) => text,
            Err(problem) => return Done::failed(problem),
        };
        if let Some(problem) = out.proves_nothing(&text) {
            return Done::failed(format!("exit {code}, and {problem}"));
        }
        match self.before.out.contains(&text) {
            true => Done::well(format!("exit {code}, with the text")),
            false if self.before.is_shown => Done::failed(format!(
                "exit {code}, and the text is not in what was printed, which begins: {}",
                beginning(&self.masked(&self.before.out))
            )),
            // Of other commands it is not repeated: it may be a pairing code.
            false => Done {
                hint: Some("run the command by itself to see what it prints".to_owned()),
                ..Done::failed(format!("exit {code}, and the text is not in what was printed"))
            },
        }
    }

    /// A text with everything that is known by now.
    pub fn filled(&self, words: &Words) -> Result<String, String> {
        let memory = self.stage.memory.borrow();
        words.filled(&mut |later| memory.value(later, self.current, self.round))
    }

    /// A text without what is not shown. Before it is cut, as a half is not known again.
    fn masked(&self, text: &str) -> String {
        self.stage.board.borrow().kept.masked(text)
    }

    /// A text needs what nobody has found out. Who tidies up has nothing to tidy up then.
    pub fn missing(&self, problem: String) -> Done {
        if self.is_last { Done::skipped(problem) } else { Done::failed(problem) }
    }
}

/// As much as is shown of one value, in characters.
const LONGEST: usize = 80;

/// A value as a part of one line.
fn one_line(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}...", &line[..at]),
        None => line,
    }
}

impl Row {
    /// What came of it.
    pub(super) fn with(self, done: &Done, took: Duration) -> Self {
        Self {
            found: without_keys(&done.found.lines().collect::<Vec<_>>().join("; ")),
            hint: done.hint.clone(),
            code: done.code,
            duration_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            session_id: done.session_id.clone(),
            attempt: done.attempt,
            ..self
        }
    }
}
