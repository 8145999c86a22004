//! Pairing codes: made, listed, taken back, and lapsed by the world's clock.
//!
//! A code is a credential: it is in the answers and in the file, and must never be in an error.

use super::list::{self, EnrollmentFilter, PageRequest};
use super::rows::{self, Table};
use super::{Transition, World, WorldError};
use crate::model::assumed;
use crate::model::enrollment::{Enrollment, NewEnrollment, Ttl};
use crate::model::id::{EnrollmentId, LocationId};
use crate::model::page::Page;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use uuid::Uuid;

/// What a code is typed with: no letter or digit that can be taken for another.
const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// How many of them a typed code has (D/P: 8 and 9 were seen).
const CODE_LENGTH: usize = 8;

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

    /// Writes down which codes have lapsed, so that what was once seen as expired stays so on every clock.
    fn lapse_enrollments(&mut self) -> Result<(), WorldError> {
        let now = self.clock.now().as_millisecond();
        let due = self.store.prepare_cached("SELECT 1 FROM enrollments WHERE lapses_at <= ?1")?.exists([now])?;
        if !due {
            return Ok(());
        }
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

/// Metadata holds texts only (D).
pub(super) fn check_texts(metadata: &Map<String, Value>) -> Result<(), WorldError> {
    let wrong: Vec<_> = metadata
        .iter()
        .filter(|(_, value)| !value.is_string())
        .map(|(key, _)| (format!("metadata.{key}"), "must be a text".to_owned()))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(WorldError::Invalid(wrong)) }
}

/// How long a code lives without `ttl` and `expires_in`.
pub(super) fn default_lifetime() -> SignedDuration {
    SignedDuration::from_secs(assumed::ENROLLMENT_LIFETIME.as_secs().cast_signed())
}

/// Assumed: of the two fields `ttl` is the newer one, and wins.
fn lifetime(new: &NewEnrollment) -> Result<SignedDuration, WorldError> {
    let milliseconds = new.expires_in.map(positive).transpose()?;
    match new.ttl.as_deref() {
        Some(name) => named(name),
        None => Ok(milliseconds.map_or_else(default_lifetime, SignedDuration::from_millis)),
    }
}

fn positive(milliseconds: i64) -> Result<i64, WorldError> {
    match milliseconds {
        1.. => Ok(milliseconds),
        _ => Err(WorldError::invalid("expires_in", "must be greater than 0")),
    }
}

fn named(name: &str) -> Result<SignedDuration, WorldError> {
    let ttl = Ttl::ALL.into_iter().find(|ttl| ttl.name() == name);
    let known = || format!("must be one of {}", Ttl::ALL.map(Ttl::name).join(", "));
    ttl.map(|ttl| SignedDuration::from_secs(ttl.duration().as_secs().cast_signed()))
        .ok_or_else(|| WorldError::invalid("ttl", known()))
}

fn expiry(now: Timestamp, lifetime: SignedDuration) -> Result<Timestamp, WorldError> {
    now.checked_add(lifetime).map_err(|_| WorldError::invalid("expires_in", "is too large"))
}

/// Short where it is typed; where it lives longer it is copied, and has the form of a UUID (D/P).
fn code(id: Uuid, lifetime: SignedDuration) -> String {
    if lifetime > default_lifetime() {
        return id.to_string();
    }
    let mut rest = id.as_u128();
    let base = LETTERS.len() as u128;
    let mut letters = String::with_capacity(CODE_LENGTH);
    for _ in 0..CODE_LENGTH {
        letters.push(char::from(LETTERS[(rest % base) as usize]));
        rest /= base;
    }
    letters
}
