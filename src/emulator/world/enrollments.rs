//! Pairing codes: made, listed, taken back, and lapsed by the world's clock.
//!
//! A code is a credential: it is in the answers and in the file, and must never be in an error.

pub(super) mod lifetime;

use super::fields::check_texts;
use super::list::{self, EnrollmentFilter, PageRequest};
use super::rows::{self, Table};
use super::{Transition, World, WorldError};
use crate::model::enrollment::{Enrollment, NewEnrollment};
use crate::model::id::{EnrollmentId, LocationId};
use crate::model::page::Page;
use jiff::SignedDuration;
use lifetime::{code, expiry, lifetime};
use serde_json::{Map, Value};

impl World {
    /// Makes a pairing code.
    pub fn create_enrollment(&mut self, new: &NewEnrollment) -> Result<Enrollment, WorldError> {
        let lifetime = lifetime(new)?;
        check_texts(&new.metadata)?;
        self.transition(|step| {
            let location = step.location_for(new.location_id.as_ref())?;
            step.enroll("PENDING", lifetime, location, new.metadata.clone())
        })
    }

    /// One page of the codes. Cancelled ones are never listed (D).
    pub fn enrollments(
        &mut self,
        filter: &EnrollmentFilter,
        page: PageRequest,
    ) -> Result<Page<Enrollment>, WorldError> {
        self.lapse_enrollments()?;
        let (location, metadata) = filter.common.parameters();
        let condition = format!(
            "{} AND object ->> '$.status' <> 'CANCELLED' AND (?3 OR object ->> '$.status' <> 'CONSUMED')",
            list::MATCHES
        );
        let parameters: &[&dyn rusqlite::ToSql] = &[&location, &metadata, &filter.include_consumed];
        list::page(&self.store, Table::Enrollments, &condition, parameters, page)
    }

    /// Takes a code back (D: a soft delete). Assumed: one that has lapsed may be taken back, too; a used one may not.
    pub fn cancel_enrollment(&mut self, id: &EnrollmentId) -> Result<Enrollment, WorldError> {
        self.transition(|step| {
            let mut enrollment: Enrollment = rows::read(step.store, Table::Enrollments, id.as_str())?;
            if let Some(status @ ("CONSUMED" | "CANCELLED")) = enrollment.status.as_deref() {
                return Err(WorldError::EnrollmentEnded { status: status.to_owned() });
            }
            enrollment.status = Some("CANCELLED".to_owned());
            rows::replace(step.store, Table::Enrollments, id.as_str(), &enrollment, true)?;
            Ok(enrollment)
        })
    }

    /// Whether a code has lapsed that is not written down as such.
    pub fn have_enrollments_lapsed(&self) -> Result<bool, WorldError> {
        let now = self.now().as_millisecond();
        Ok(self.store.prepare_cached("SELECT 1 FROM enrollments WHERE lapses_at <= ?1")?.exists([now])?)
    }

    /// Writes down which codes have lapsed, so that what was once seen as expired stays so on every clock.
    pub fn lapse_enrollments(&mut self) -> Result<(), WorldError> {
        if !self.have_enrollments_lapsed()? {
            return Ok(());
        }
        let now = self.now().as_millisecond();
        self.transition(|step| {
            step.store
                .prepare_cached(
                    "UPDATE enrollments SET lapses_at = NULL, object = json_set(object, '$.status', 'EXPIRED')
                     WHERE lapses_at <= ?1",
                )?
                .execute([now])?;
            Ok(())
        })
    }
}

impl Transition<'_> {
    /// Adds a code that ends after `lifetime`, unless it has already been used.
    pub(super) fn enroll(
        &mut self,
        status: &str,
        lifetime: SignedDuration,
        location: LocationId,
        metadata: Map<String, Value>,
    ) -> Result<Enrollment, WorldError> {
        let expires_at = expiry(self.now, lifetime)?;
        let enrollment = Enrollment {
            enrollment_id: EnrollmentId::new(self.ids.next().to_string()),
            enrollment_code: Some(code(self.ids.next(), lifetime)),
            expires_at: Some(expires_at.to_string()),
            status: Some(status.to_owned()),
            location_id: Some(location),
            metadata: Some(metadata),
            extra: Map::new(),
        };
        let lapses_at = (status == "PENDING").then_some(expires_at);
        rows::insert(self.store, Table::Enrollments, enrollment.enrollment_id.as_str(), &enrollment, lapses_at)?;
        Ok(enrollment)
    }
}
