//! The course of a run: the items in their order, those that were chosen and what they need; only the chosen ones are
//! reported.

use super::super::webhook::rows::Plan;
use super::contract::observation::Observation;
use super::ending::{Ending, Halt};
use super::item::Item;
use super::payment::{self, Paid};
use super::phone::{self, Wish};
use super::row::{Row, Trail, Verdict};
use super::stage::Stage;
use super::{cancel, decline, endpoint, order};
use crate::config::key::KeyCommand;
use crate::error::Error;
use crate::model::tap::TapOutcome;
use std::time::Instant;

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
}

impl Course {
    /// All of it; an error only where the run itself was ended.
    pub(super) async fn run(&self, stage: &mut Stage<'_>, done: &mut Done) -> Result<(), Error> {
        let mut paid = Paid::default();
        for item in Item::ALL.into_iter().filter(|item| self.takes(*item)) {
            let (started, mut trail) = (Instant::now(), Trail::default());
            stage.step = format!("{}/{} {}", item.number(), Item::ALL.len(), item.id());
            let ending = match self.step(item, stage, &mut paid, (&mut trail, &mut done.findings)).await {
                Ok(ending) | Err(Halt::Item(ending)) => ending,
                Err(Halt::Run(error)) => return Err(error),
            };
            if self.chosen.contains(&item) {
                done.rows.push(Row::new(item, trail, ending, started.elapsed()));
            }
        }
        let declined = done.rows.iter_mut().find(|row| row.id() == Item::Decline.id());
        match declined.filter(|row| row.result != Verdict::Failed) {
            Some(row) => match decline::again(stage, row).await {
                Err(Halt::Run(error)) => Err(error),
                _ => Ok(()),
            },
            None => Ok(()),
        }
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
