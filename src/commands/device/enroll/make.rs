//! Makes the codes of a sheet, some at the same time, and writes each down before it makes more. A code whose answer was
//! lost is looked for by its mark, now or in the next run: it is never made twice.

use super::super::told::Told;
use super::doubles::{self, Doubles};
use super::failure::Failure;
use super::phones::{Phone, Phones};
use super::sheet::Sheet;
use crate::api::{self, Client, Filter};
use crate::context::Context;
use crate::error::{Error, PairingError};
use crate::interrupt::Interrupt;
use crate::model::enrollment::{Enrollment, NewEnrollment};
use crate::model::pairing;
use crate::output::Bar;
use std::collections::HashMap;
use tokio::task::JoinSet;

/// After so many failures without a success in between, the rest is not tried.
const MOST_IN_A_ROW: usize = 20;

/// What the codes have in common, and how they are made.
pub struct Maker<'a> {
    /// What to send it with.
    pub client: &'a Client,
    /// The body, without shop and metadata.
    pub new: NewEnrollment,
    /// How many at the same time.
    pub parallel: usize,
}

/// How it went.
#[derive(Default)]
pub struct Made {
    /// How many were made now.
    pub made: usize,
    /// How many were made before, and found again by their marks.
    pub found: usize,
    /// What was made twice: by a run that was killed, and whose requests were still under way.
    pub doubles: Doubles,
    /// What failed.
    pub failures: Vec<Failure>,
    /// How many were not tried.
    pub untried: usize,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

impl Maker<'_> {
    /// Makes what the sheet lacks.
    pub async fn make(
        &self,
        ctx: &mut Context,
        phones: &Phones,
        sheet: &mut Sheet,
        interrupt: &mut Interrupt,
    ) -> Result<Made, Error> {
        let mut made = Made::default();
        if !sheet.is_new() {
            made.found = self.find(phones, sheet).await?;
        }
        let todo: Vec<&Phone> = phones.all.iter().filter(|phone| !sheet.has(&phone.mark)).collect();
        let bar = ctx.ui.bar(todo.len());
        let result = self.all(ctx, phones, sheet, &todo, &bar, interrupt, &mut made).await;
        drop(bar);
        result?;
        let is_doubtful = made.failures.iter().any(|failure| failure.code() == 24);
        if is_doubtful {
            made.found += self.find(phones, sheet).await.unwrap_or_default();
            made.failures.retain(|failure| !sheet.has(failure.mark()));
        }
        if is_doubtful || !sheet.is_new() {
            made.doubles = doubles::cancel(self.client, sheet).await;
        }
        Ok(made)
    }

    #[expect(clippy::too_many_arguments, reason = "they are the state of one loop, which has no other home")]
    async fn all(
        &self,
        ctx: &mut Context,
        phones: &Phones,
        sheet: &mut Sheet,
        todo: &[&Phone],
        bar: &Bar,
        interrupt: &mut Interrupt,
        made: &mut Made,
    ) -> Result<(), Error> {
        let (mut next, mut in_a_row, mut ends, mut tasks) = (0, 0, false, JoinSet::new());
        let mut told = Told::default();
        loop {
            while tasks.len() < self.parallel && next < todo.len() && !ends {
                tasks.spawn(create(self.client.clone(), self.body(todo[next], sheet), next));
                next += 1;
            }
            let joined = tokio::select! {
                joined = tasks.join_next() => joined,
                () = interrupt.next() => {
                    if std::mem::replace(&mut made.stopped, true) {
                        return Err(PairingError::Stopped.into());
                    }
                    bar.aside(|| ctx.ui.alert("stopping: what was sent is waited for; once more quits at once"));
                    ends = true;
                    continue;
                }
            };
            let Some(joined) = joined else { break };
            let mut answers = vec![joined];
            answers.extend(std::iter::from_fn(|| tasks.try_join_next()));
            let mut rows = Vec::new();
            for answer in answers {
                let (at, result) = answer.map_err(|error| Error::Internal(format!("a code was not made: {error}")))?;
                match result {
                    Ok(enrollment) => rows.push((todo[at], enrollment)),
                    Err(error) => {
                        in_a_row += 1;
                        ends |= in_a_row >= MOST_IN_A_ROW || is_hopeless(&error);
                        made.failures.push(Failure::new(todo[at], &error.into()));
                    }
                }
            }
            in_a_row = if rows.is_empty() { in_a_row } else { 0 };
            made.made += rows.len();
            sheet.add(&rows.iter().map(|(phone, code)| (*phone, code)).collect::<Vec<_>>(), &phones.columns)?;
            bar.show(made.made + made.failures.len(), made.failures.len());
            told.tell(ctx, bar, made.made + made.failures.len(), todo.len(), made.failures.len());
        }
        made.untried = todo.len() - next;
        Ok(())
    }

    fn body(&self, phone: &Phone, sheet: &Sheet) -> NewEnrollment {
        let location_id = Some(phone.shop.id.clone());
        NewEnrollment { location_id, metadata: phone.tagged(sheet.batch()), ..self.new.clone() }
    }

    /// Codes of this sheet that were made and have no row: the process was killed in between, or the answer was lost. One
    /// whose code is not listed can't be handed out, and is taken back.
    async fn find(&self, phones: &Phones, sheet: &mut Sheet) -> Result<usize, Error> {
        let missing: HashMap<&str, &Phone> = phones
            .all
            .iter()
            .filter(|phone| !sheet.has(&phone.mark))
            .map(|phone| (phone.mark.as_str(), phone))
            .collect();
        if missing.is_empty() {
            return Ok(0);
        }
        let filter = Filter { metadata: vec![pairing::by_batch(sheet.batch().as_str())], ..Filter::default() };
        let mut pages = self.client.enrollments(&filter, true);
        let mut found: HashMap<&str, (&Phone, Enrollment)> = HashMap::new();
        while let Some(items) = pages.next().await? {
            for item in items {
                let phone = pairing::mark(item.metadata.as_ref()).and_then(|mark| missing.get(mark));
                let (Some(phone), false) = (phone, has_ended(&item)) else { continue };
                let is_used = item.status.as_deref() == Some("CONSUMED");
                if is_used || item.enrollment_code.is_some() {
                    // Of several with one mark, the one that a phone has used; what is left over goes at the end.
                    if is_used || !found.contains_key(phone.mark.as_str()) {
                        found.insert(phone.mark.as_str(), (*phone, item));
                    }
                } else {
                    self.client.cancel_enrollment(&item.enrollment_id).await?;
                }
            }
        }
        let rows: Vec<_> = found.values().map(|(phone, item)| (*phone, item)).collect();
        sheet.add(&rows, &phones.columns)?;
        Ok(rows.len())
    }
}

async fn create(client: Client, new: NewEnrollment, at: usize) -> (usize, Result<Enrollment, api::Error>) {
    (at, client.create_enrollment(&new).await)
}

fn has_ended(enrollment: &Enrollment) -> bool {
    matches!(enrollment.status.as_deref(), Some("EXPIRED" | "CANCELLED"))
}

/// What every other code would meet as well.
fn is_hopeless(error: &api::Error) -> bool {
    matches!(error, api::Error::Setup { .. } | api::Error::NotSent { .. }) || matches!(error.status(), Some(401 | 403))
}
