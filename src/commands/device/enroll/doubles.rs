//! Codes that were made twice: a run that was killed has requests under way, which the next run cannot see yet, and makes
//! again. Looked for when everything is made; the code that stands in the sheet is never touched.

use super::sheet::Sheet;
use crate::api::{self, Client, Filter};
use crate::context::Context;
use crate::model::enrollment::Enrollment;
use crate::model::id::EnrollmentId;
use crate::model::pairing;

/// What became of them.
#[derive(Default)]
pub struct Doubles {
    cancelled: usize,
    /// Those that are still there.
    left: Vec<EnrollmentId>,
    /// Why nobody knows whether there are more.
    problem: Option<api::Error>,
}

/// Cancels the codes of this batch that share a mark with a row of the sheet, and are not the row's own.
pub async fn cancel(client: &Client, sheet: &Sheet) -> Doubles {
    let mut doubles = Doubles::default();
    let extras = match extras(client, sheet).await {
        Ok(extras) => extras,
        Err(error) => return Doubles { problem: Some(error), ..doubles },
    };
    for extra in extras {
        let is_used = extra.status.as_deref() == Some("CONSUMED");
        match is_used || client.cancel_enrollment(&extra.enrollment_id).await.is_err() {
            true => doubles.left.push(extra.enrollment_id),
            false => doubles.cancelled += 1,
        }
    }
    doubles
}

async fn extras(client: &Client, sheet: &Sheet) -> Result<Vec<Enrollment>, api::Error> {
    let filter = Filter { metadata: vec![pairing::by_batch(sheet.batch().as_str())], ..Filter::default() };
    let is_extra = |item: &Enrollment| {
        let kept = pairing::mark(item.metadata.as_ref()).and_then(|mark| sheet.enrollment(mark));
        let has_ended = matches!(item.status.as_deref(), Some("EXPIRED" | "CANCELLED"));
        !has_ended && kept.is_some_and(|kept| kept != item.enrollment_id.as_str())
    };
    let mut pages = client.enrollments(&filter, true);
    let mut extras = Vec::new();
    while let Some(items) = pages.next().await? {
        extras.extend(items.into_iter().filter(is_extra));
    }
    Ok(extras)
}

impl Doubles {
    /// Says what there was, if there was anything.
    pub fn tell(&self, ctx: &mut Context) {
        match self.cancelled {
            0 => {}
            1 => ctx.ui.note("1 code that was made twice is cancelled: nobody had been given it"),
            count => {
                ctx.ui.note(&format!("{count} codes that were made twice are cancelled: nobody had been given them"))
            }
        }
        for id in &self.left {
            ctx.ui.alert(&format!(
                "pairing code `{id}` was made twice and could not be cancelled: see `ipp enrollment list`"
            ));
        }
        if let Some(error) = &self.problem {
            ctx.ui
                .alert(&format!("whether codes were made twice is not known ({error}): the same command looks again"));
        }
    }
}
