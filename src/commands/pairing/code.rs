//! One pairing code, looked at again and again in the list of enrollments: one by itself cannot be read (A).

use super::find;
use crate::api::{self, Client, Filter};
use crate::model::device::Device;
use crate::model::enrollment::Enrollment;
use crate::model::id::{DeviceId, EnrollmentId};
use crate::model::pairing;
use std::collections::BTreeSet;

/// How often in a row it has to be missing before it counts as cancelled: a list that changes while it is read may skip one.
const MISSES: u32 = 3;
/// How often a used code is looked at before its phone counts as not to be told.
const LOOKS_FOR_PHONE: u32 = 10;

/// A code, and what is known of it.
pub struct Code {
    id: EnrollmentId,
    known: Option<Enrollment>,
    /// The phones that were there before: of a code without a mark, the phone is the one that is new.
    before: Option<BTreeSet<DeviceId>>,
    misses: u32,
    looks_for_phone: u32,
}

/// How a code ends without a phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Its time ran out.
    Expired,
    /// Somebody took it back.
    Cancelled,
}

/// What one look shows.
pub enum Look {
    /// It can still be used: its status, as it came.
    Waiting(String),
    /// By this phone.
    Paired(Box<Device>),
    /// Without a phone.
    Ended(End),
    /// By a phone that cannot be told.
    Untold,
    /// There is no such code, or it was cancelled long ago.
    Absent,
}

impl Code {
    /// One that was just made.
    pub fn made(enrollment: Enrollment) -> Self {
        Self { known: Some(enrollment.clone()), ..Self::called(enrollment.enrollment_id) }
    }

    /// One of which only the id is known.
    pub fn called(id: EnrollmentId) -> Self {
        Self { id, known: None, before: None, misses: 0, looks_for_phone: 0 }
    }

    /// Its id; no secret.
    pub fn id(&self) -> &EnrollmentId {
        &self.id
    }

    /// As it was last seen.
    pub fn known(&self) -> Option<&Enrollment> {
        self.known.as_ref()
    }

    /// How it stands now.
    pub async fn look(&mut self, client: &Client) -> Result<Look, api::Error> {
        let Some(enrollment) = self.find(client).await? else { return self.missing(client).await };
        let status = enrollment.status.clone().unwrap_or_default();
        let (is_first, is_over) = (self.known.is_none(), super::is_long_over(enrollment.expires_at.as_deref()));
        self.misses = 0;
        self.known = Some(enrollment);
        match status.as_str() {
            "CONSUMED" => self.used(client).await,
            "EXPIRED" => Ok(Look::Ended(End::Expired)),
            "CANCELLED" => Ok(Look::Ended(End::Cancelled)),
            _ if is_over => Ok(Look::Ended(End::Expired)),
            _ => {
                if is_first && self.mark().is_none() {
                    self.before = Some(find::ids(client).await?);
                }
                Ok(Look::Waiting(status))
            }
        }
    }

    /// Its status, as the list has it now.
    pub async fn status(&self, client: &Client) -> Result<Option<String>, api::Error> {
        Ok(self.find(client).await?.map(|enrollment| enrollment.status.unwrap_or_default()))
    }

    /// The phone that used it, if the devices show one.
    pub async fn phone(&self, client: &Client) -> Result<Option<Device>, api::Error> {
        match (self.mark(), &self.known) {
            (Some(mark), _) => find::marked(client, mark).await,
            (None, Some(enrollment)) => find::likely(client, enrollment, self.before.as_ref()).await,
            (None, None) => Ok(None),
        }
    }

    fn mark(&self) -> Option<&str> {
        pairing::mark(self.known.as_ref()?.metadata.as_ref())
    }

    async fn find(&self, client: &Client) -> Result<Option<Enrollment>, api::Error> {
        let location_id = self.known.as_ref().and_then(|known| known.location_id.clone());
        let filter = match self.mark() {
            Some(mark) => Filter { metadata: vec![pairing::by_mark(mark)], ..Filter::default() },
            None => Filter { location_id, ..Filter::default() },
        };
        let mut pages = client.enrollments(&filter, true);
        while let Some(items) = pages.next().await? {
            if let Some(found) = items.into_iter().find(|item| item.enrollment_id == self.id) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Cancelled codes are never listed (D).
    async fn missing(&mut self, client: &Client) -> Result<Look, api::Error> {
        if self.known.is_none() {
            return Ok(Look::Absent);
        }
        self.misses += 1;
        if self.misses < MISSES {
            return Ok(Look::Waiting("not listed".to_owned()));
        }
        let device = self.phone(client).await?;
        Ok(device.map_or(Look::Ended(End::Cancelled), |device| Look::Paired(Box::new(device))))
    }

    async fn used(&mut self, client: &Client) -> Result<Look, api::Error> {
        self.looks_for_phone += 1;
        match self.phone(client).await? {
            Some(device) => Ok(Look::Paired(Box::new(device))),
            None if self.looks_for_phone < LOOKS_FOR_PHONE => Ok(Look::Waiting("CONSUMED".to_owned())),
            None => Ok(Look::Untold),
        }
    }
}
