//! How the phones of a sheet stand, as rows.

use super::sheet::Entry;
use crate::model::id::DeviceId;
use crate::output::{Field, Record, Tone};
use serde::Serialize;

/// What has become of a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It can still be used.
    Waiting,
    /// A phone has used it.
    Paired,
    /// Its time ran out.
    Expired,
    /// It was taken back.
    Cancelled,
}

/// One phone of a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct Followed {
    /// What it is to be called; may be empty.
    pub name: String,
    /// Its shop.
    pub location: String,
    /// How it stands.
    pub state: State,
    /// The phone that used the code.
    pub device_id: Option<DeviceId>,
    /// No secret.
    pub enrollment_id: String,
    /// Why it has not got its name.
    #[serde(skip)]
    pub problem: Option<String>,
    /// How often in a row it was not listed, or its phone was not.
    #[serde(skip)]
    pub misses: u32,
    /// When its code runs out.
    #[serde(skip)]
    pub expires_at: String,
    /// By which it is known.
    #[serde(skip)]
    pub mark: String,
}

impl From<Entry> for Followed {
    fn from(entry: Entry) -> Self {
        let Entry { name, location, enrollment_id, expires_at, mark, .. } = entry;
        Self {
            name,
            location,
            state: State::Waiting,
            device_id: None,
            enrollment_id,
            problem: None,
            misses: 0,
            expires_at,
            mark,
        }
    }
}

impl State {
    fn shown(self) -> Field {
        match self {
            Self::Waiting => Field::toned("waiting", Tone::Busy),
            Self::Paired => Field::toned("paired", Tone::Good),
            Self::Expired => Field::toned("expired", Tone::Bad),
            Self::Cancelled => Field::toned("cancelled", Tone::Bad),
        }
    }
}

impl Record for Followed {
    const PLURAL: &'static str = "phones";
    const COLUMNS: &'static [&'static str] = &["NAME", "LOCATION", "STATE", "DEVICE"];
    const CSV: &'static [&'static str] = &["name", "location", "state", "device_id", "enrollment_id"];

    fn cells(&self) -> Vec<Field> {
        let device = self.device_id.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![self.name.clone().into(), self.location.clone().into(), self.state.shown(), device.into()]
    }

    fn id(&self) -> String {
        self.device_id.as_ref().map_or_else(|| self.enrollment_id.clone(), ToString::to_string)
    }
}
