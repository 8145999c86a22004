//! One scenario from its first step to its end: what it has left open is cancelled and read back, and the phones that it
//! has made are removed.

use super::board::Board;
use super::callbacks::Callbacks;
use super::conclusion;
use super::done::{Done, Way};
use super::file::{Place, Scenario};
use super::hand::Hand;
use super::row::{Row, Verdict};
use super::stage::{Memory, Phone, Stage};
use crate::api::Client;
use crate::commands::session::watch::Watch;
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::model::id::{DeviceId, SessionId};
use std::cell::{Cell, RefCell};
use std::time::Instant;

/// What all scenarios of a run share.
pub(super) struct Theatre<'a> {
    pub client: Client,
    pub board: &'a RefCell<Board>,
    pub callbacks: &'a Callbacks,
    pub run: &'a str,
    pub creates: &'a Cell<u32>,
    pub is_interrupted: &'a Cell<bool>,
    /// Simulated phones that are there, or may be: for whoever quits in the middle.
    pub phones: &'a RefCell<Vec<Phone>>,
}

/// Plays it. An error is one of `ipp` itself; what steps come to is on the board.
pub(super) async fn play(ctx: &Context, theatre: &Theatre<'_>, file: &str, scenario: &Scenario) -> Result<(), Error> {
    let stage = Stage {
        file,
        scenario,
        client: theatre.client.clone(),
        board: theatre.board,
        callbacks: theatre.callbacks,
        run: theatre.run,
        creates: theatre.creates,
        memory: RefCell::new(Memory::default()),
        is_over: Cell::new(false),
        is_interrupted: theatre.is_interrupted,
        phones: theatre.phones,
    };
    let played = match Hand::new(ctx, &stage) {
        Ok(mut hand) => hand.steps(&scenario.steps).await.map(|()| hand.current),
        Err(error) => Err(error),
    };
    let tidied = tidy(ctx, &stage, played.as_ref().ok().copied().flatten()).await;
    conclusion::first([played.map(drop), tidied], |text| stage.board.borrow_mut().alert(text))
}

/// The steps that are always done, and then everything that was left.
async fn tidy(ctx: &Context, stage: &Stage<'_>, current: Option<usize>) -> Result<(), Error> {
    let mut hand = Hand::last(ctx, stage, current)?;
    let finally = hand.steps(&stage.scenario.finally).await;
    let (sessions, phones) = stage.memory.borrow().left();
    for id in sessions {
        let began = Instant::now();
        if let Some(done) = hand.close(&id).await {
            tell(stage, "cancel what was left open", &done, began);
        }
    }
    for id in phones {
        let began = Instant::now();
        match hand.remove(&id).await {
            Ok(()) => stage.phones.borrow_mut().retain(|phone| phone.id.as_ref() != Some(&id)),
            Err(error) => {
                let hint = Some(format!("`ipp device remove {id}` removes it"));
                tell(stage, "remove the simulated phone", &Done { hint, ..Done::error(&error) }, began);
            }
        }
    }
    for number in stage.memory.borrow().unknown() {
        hand.remind(number);
    }
    finally
}

fn tell(stage: &Stage<'_>, what: &str, done: &Done, began: Instant) {
    let Place { line, column } = stage.scenario.place;
    let result = if done.code == 0 && done.way == Way::Ended { Verdict::Passed } else { Verdict::Failed };
    let place = ("end".to_owned(), Place { line, column });
    let row = Row::not_run(stage.file, &stage.scenario.name, place, what, "");
    stage.board.borrow_mut().add(Row { result, ..row }.with(done, began.elapsed()));
}

impl Hand<'_> {
    /// Reads a session; one that is still open is cancelled and read back. `None`: it had ended.
    async fn close(&mut self, id: &SessionId) -> Option<Done> {
        let client = self.stage.client.clone();
        let watch = Watch { client: &client, id, by: super::acts::BY, is_new: false };
        match watch.read_back(&mut self.ctx).await {
            Ok(session) if session.is_settled() => None,
            Ok(_) => Some(Done::or(self.cancel_it(id).await).of(id)),
            Err(error) => Some(Done::error(&error).of(id)),
        }
    }

    /// An outcome that was expected to be unknown, and still is.
    fn remind(&mut self, number: i64) {
        let attempt = self.ctx.journal().ok().and_then(|journal| journal.attempt(number).ok().flatten());
        if attempt.is_some_and(|attempt| attempt.standing.is_unknown()) {
            self.stage.board.borrow_mut().alert(&format!(
                "attempt {number} is still unknown: `ipp session recover {number}` finds out what became of it"
            ));
        }
    }

    async fn remove(&mut self, id: &DeviceId) -> Result<(), Error> {
        self.ctx.check_policy(&Write { what: format!("remove device {id}"), ..Write::default() })?;
        match self.stage.client.remove_device(id).await {
            // The scenario has done it itself.
            Err(error) if error.status() == Some(404) => Ok(()),
            removed => Ok(removed?),
        }
    }
}
