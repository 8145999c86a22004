//! The rows in their order. Each check has exactly one; one that nobody has run is skipped, with the reason.

use super::finding::{Checked, Finding};
use super::row::Row;
use std::time::Duration;

/// The ids of all checks, in the order in which they are shown. Stable: pipelines name them.
pub(super) const IDS: [&str; 21] = [
    "config-file",
    "file-modes",
    "environment",
    "key",
    "proxy",
    "dns",
    "connection",
    "tls",
    "firewall",
    "clock",
    "authentication",
    "product",
    "locations",
    "defaults",
    "devices",
    "device-names",
    "device-hardware",
    "device-locations",
    "enrollments",
    "cash-register",
    "webhook",
];

/// What has been found so far.
pub(super) struct Report {
    limit: Duration,
    checked: Vec<Checked>,
}

impl Report {
    pub(super) fn new(limit: Duration) -> Self {
        Self { limit, checked: Vec::new() }
    }

    /// How long each check may take.
    pub(super) fn limit(&self) -> Duration {
        self.limit
    }

    pub(super) fn add(&mut self, id: &'static str, finding: Finding) {
        self.checked.push(Checked::at_once(id, finding));
    }

    pub(super) fn take(&mut self, checked: Vec<Checked>) {
        self.checked.extend(checked);
    }

    /// What has not been looked at is not going to be.
    pub(super) fn skip_the_rest(&mut self, why: &str) {
        for id in IDS {
            if !self.checked.iter().any(|checked| checked.id == id) {
                self.add(id, Finding::skipped(why));
            }
        }
    }

    /// In the order of [`IDS`].
    pub(super) fn into_rows(self) -> Vec<Row> {
        let place = |id: &str| IDS.iter().position(|known| *known == id);
        let mut checked = self.checked;
        checked.sort_by_key(|checked| place(checked.id));
        checked.into_iter().map(Row::new).collect()
    }
}
