//! The phone's side: what a clerk does with the POS app, and what the network does to the phone.
//!
//! Nothing of this is part of the API. It stands here so that a test can play the clerk with the same transitions that
//! the API's own operations go through.

use super::rows::{self, Table};
use super::{Transition, World, WorldError, fields::check_name};
use crate::model::device::{Credentials, Device, Pairing, RegisteredDevice};
use crate::model::enrollment::Enrollment;
use crate::model::id::{DeviceId, SessionId};
use crate::model::platform::Platform;
use crate::model::session::Session;
use crate::model::tap::TapOutcome;
use rusqlite::OptionalExtension;

/// What a phone is called whose clerk gives it no name.
const UNNAMED: &str = "Paired phone";

impl World {
    /// Registers a phone with a pairing code (D). The code is used up by it.
    pub fn pair_device(&mut self, pairing: &Pairing) -> Result<RegisteredDevice, WorldError> {
        let name = pairing.name.as_deref().unwrap_or(UNNAMED);
        check_name(name)?;
        let platform = pairing.platform.as_deref().map_or(Ok(Platform::default()), str::parse);
        let platform = platform.map_err(|message| WorldError::invalid("platform", message))?;
        self.lapse_enrollments()?;
        self.transition(|step| {
            let enrollment = step.use_up(&pairing.enrollment_code)?;
            let hardware_id = pairing.hardware_id.clone().unwrap_or_else(|| step.ids.next().to_string());
            let device = Device {
                hardware_id: Some(hardware_id),
                location_id: enrollment.location_id,
                platform: Some(platform.name().to_owned()),
                metadata: enrollment.metadata,
                ..step.new_device(name)
            };
            rows::insert(step.store, Table::Devices, device.id.as_str(), &device, None)?;
            Ok(RegisteredDevice { device, credentials: step.new_credentials() })
        })
    }

    /// The sessions that the phone shows: the open ones, oldest first.
    pub fn open_sessions(&self, id: &DeviceId) -> Result<Vec<Session>, WorldError> {
        rows::require(&self.store, Table::Devices, id.as_str())?;
        let mut statement = self.store.prepare_cached(
            "SELECT object FROM sessions WHERE object ->> '$.device_id' = ?1 AND lapses_at > ?2 ORDER BY number",
        )?;
        let objects = statement.query_map((id.as_str(), self.now().as_millisecond()), |row| row.get::<_, String>(0))?;
        objects.map(|object| Ok(serde_json::from_str(&object?)?)).collect()
    }

    /// The clerk picks a method: the session becomes active (D). Which one is not kept, because the API never shows it;
    /// picking another one later is possible and changes nothing (A).
    pub fn choose_method(&mut self, id: &SessionId) -> Result<Session, WorldError> {
        self.on_phone(id, |step, session| step.activate(session))
    }

    /// The customer pays. Without a method the clerk has picked the card. `captured` says whether the order's money is
    /// taken at once; left out, as assumed.
    pub fn pay_session(&mut self, id: &SessionId, captured: Option<bool>) -> Result<Session, WorldError> {
        self.on_phone(id, |step, session| {
            let session = step.activate(session)?;
            step.pay(session, captured)
        })
    }

    /// The payment fails for a reason that is not success. The session stays open (D).
    pub fn decline_session(&mut self, id: &SessionId, reason: TapOutcome) -> Result<Session, WorldError> {
        if reason == TapOutcome::Success {
            return Err(WorldError::invalid("reason", "must not be SUCCESS"));
        }
        self.on_phone(id, |step, session| {
            let session = step.activate(session)?;
            step.decline(session, reason)
        })
    }

    /// Takes the phone off the network, or back. Assumed: offline, it only gets no new sessions.
    pub fn set_online(&mut self, id: &DeviceId, online: bool) -> Result<(), WorldError> {
        self.transition(|step| {
            rows::require(step.store, Table::Devices, id.as_str())?;
            step.store
                .prepare_cached("UPDATE devices SET offline = ?2 WHERE id = ?1")?
                .execute((id.as_str(), !online))?;
            Ok(())
        })
    }

    fn on_phone(
        &mut self,
        id: &SessionId,
        work: impl FnOnce(&mut Transition<'_>, Session) -> Result<Session, WorldError>,
    ) -> Result<Session, WorldError> {
        self.lapse_session(id)?;
        self.transition(|step| {
            let session = step.open_session(id)?;
            work(step, session)
        })
    }
}

impl Transition<'_> {
    /// The enrollment of the code, now consumed. Neither answer nor refusal holds the code.
    fn use_up(&self, code: &str) -> Result<Enrollment, WorldError> {
        let object: Option<String> = self
            .store
            .prepare_cached("SELECT object FROM enrollments WHERE object ->> '$.enrollment_code' = ?1")?
            .query_row([code], |row| row.get(0))
            .optional()?;
        let mut enrollment: Enrollment = serde_json::from_str(&object.ok_or(WorldError::UnknownCode)?)?;
        match enrollment.status.as_deref() {
            Some("PENDING") => {}
            status => return Err(WorldError::EnrollmentEnded { status: status.unwrap_or_default().to_owned() }),
        }
        enrollment.status = Some("CONSUMED".to_owned());
        rows::replace(self.store, Table::Enrollments, enrollment.enrollment_id.as_str(), &enrollment, true)?;
        Ok(enrollment)
    }

    /// Refuses a phone that is not there, or can't be reached (P).
    pub(super) fn reachable(&self, id: &DeviceId) -> Result<(), WorldError> {
        let offline: Option<bool> = self
            .store
            .prepare_cached("SELECT offline FROM devices WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        match offline {
            Some(false) => Ok(()),
            Some(true) => Err(WorldError::DeviceOffline),
            None => rows::require(self.store, Table::Devices, id.as_str()),
        }
    }

    /// A token that nothing asks for: here the phone's own operations take the account's key.
    fn new_credentials(&mut self) -> Credentials {
        let bearer_token = format!("{}{}", self.ids.next().simple(), self.ids.next().simple());
        Credentials { bearer_token, issued_at: self.now.to_string() }
    }
}
