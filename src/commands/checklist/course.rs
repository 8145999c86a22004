//! The course of a run: the items in their order, those that were chosen and what they need; only the chosen ones are
//! reported.

use super::super::webhook::rows::Plan;
use super::contract::observation::Observation;
use super::ending::{Ending, Halt, ended};
use super::item::Item;
use super::payment::{self, Paid};
use super::phone::{self, Wish};
use super::row::{Row, Trail};
use super::stage::Stage;
use super::{cancel, decline, endpoint, late, order};
use crate::config::key::KeyCommand;
use crate::error::Error;
use crate::model::id::SessionId;
use crate::model::tap::TapOutcome;
use std::time::{Duration, Instant};

/// What is to be run.
pub(super) struct Course {
    pub chosen: Vec<Item>,
    pub wish: Wish,
    pub outcomes: Vec<TapOutcome>,
    pub probe: Option<KeyCommand>,
    pub plan: Option<Plan>,
}

/// What a run has come to.
#[derive(Default)]
pub(super) struct Done {
    pub rows: Vec<Row>,
    pub findings: Vec<Observation>,
    /// What was not put away, or is not known: in words, with the way to do it.
    pub left: Vec<String>,
}

impl Done {
    /// With what is left behind, for the report.
    pub(super) fn leaving(self, left: &[String], unknown: &Option<Error>) -> Self {
        let unknown = unknown.iter().map(|error| format!("{error}; {}", error.hint().unwrap_or_default()));
        Self { left: unknown.chain(left.iter().cloned()).collect(), ..self }
    }
}

impl Course {
    /// All of it; an error only where the run itself was ended, and then with the rows so far.
    pub(super) async fn run(&self, stage: &mut Stage<'_>, done: &mut Done) -> Result<(), Error> {
        let (mut paid, mut asked) = (Paid::default(), Vec::new());
        for item in Item::ALL.into_iter().filter(|item| self.takes(*item)) {
            let (started, mut trail) = (Instant::now(), Trail::default());
            stage.step = format!("{}/{} {}", item.number(), Item::ALL.len(), item.id());
            let result = self.step(item, stage, &mut paid, (&mut trail, &mut done.findings)).await;
            asked.extend(trail.sessions.iter().map(|id| (item, SessionId::new(id))));
            let (ending, stop) = match result {
                Ok(ending) | Err(Halt::Item(ending)) => (ending, None),
                Err(Halt::Run(error)) => (Ending::not_run(ended(&error), ""), Some(error)),
            };
            if self.chosen.contains(&item) {
                let ending = ending.told(|text| stage.ctx.ui.in_place(text));
                done.rows.push(Row::new(item, trail, ending, started.elapsed()));
            }
            if let Some(error) = stop {
                let why = stage.ctx.ui.in_place(&ended(&error));
                late::unlooked(&mut done.rows, &why);
                self.complete(&mut done.rows, &why);
                return Err(error);
            }
        }
        let (why, result) = match late::look(stage, &asked, &mut done.rows).await {
            Ok(()) => return Ok(()),
            Err(Halt::Item(ending)) => (ending.text().to_owned(), Ok(())),
            Err(Halt::Run(error)) => (ended(&error), Err(error)),
        };
        late::unlooked(&mut done.rows, &stage.ctx.ui.in_place(&why));
        result
    }

    /// The items that a run did not get to.
    fn complete(&self, rows: &mut Vec<Row>, why: &str) {
        let rest: Vec<Item> =
            self.chosen.iter().copied().filter(|item| !rows.iter().any(|row| row.item == *item)).collect();
        let row = |item| Row::new(item, Trail::default(), Ending::not_run(why, ""), Duration::ZERO);
        rows.extend(rest.into_iter().map(row));
    }

    /// Whether it was chosen, or something that was chosen needs it.
    fn takes(&self, item: Item) -> bool {
        let needs = |chosen: &Item| *chosen == item || item == Item::Device || chosen.needs().contains(&item);
        self.chosen.iter().any(needs)
    }

    async fn step(
        &self,
        item: Item,
        stage: &mut Stage<'_>,
        paid: &mut Paid,
        (trail, findings): (&mut Trail, &mut Vec<Observation>),
    ) -> Result<Ending, Halt> {
        match item {
            Item::Device => phone::check(stage, &self.wish, trail).await,
            Item::Session => payment::create(stage, paid, trail).await,
            Item::Callback => payment::callback(stage, paid, trail).await,
            Item::Order => order::check(stage, paid, self.probe.as_ref(), (trail, findings)).await,
            Item::Decline => decline::check(stage, &self.outcomes, (trail, findings)).await,
            Item::Cancel => cancel::check(stage, (trail, findings)).await,
            Item::Endpoint => endpoint::check(stage, self.plan.as_ref(), trail).await,
        }
    }
}
