//! What the codes of one sheet have in common, and how each of them is known again: the batch's name stands in the sheet's
//! header row before the first code is made, and a phone's mark follows from it and from what the phone is to be. So a code
//! that was made right before a power cut is found in the list of enrollments, and not made twice.

use super::account::batch_part;
use crate::model::id::LocationId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How many hexadecimal digits tell the batches of an account apart, and the phones of a batch.
const DIGITS: usize = 12;
/// What the column of the marks is called, before the name of the batch.
const MARK: &str = "mark:";

/// The batch of one sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch(String);

impl Batch {
    /// One that no sheet has.
    pub fn new() -> Self {
        Self(Uuid::new_v4().simple().to_string()[..DIGITS].to_owned())
    }

    /// As a sheet names it.
    pub fn named(text: &str) -> Option<Self> {
        is_hexadecimal(text).then(|| Self(text.to_owned()))
    }

    /// The one whose marks a column holds.
    pub fn of_column(column: &str) -> Option<Self> {
        Self::named(batch_part(column).strip_prefix(MARK)?)
    }

    /// What the column of its marks is called.
    pub fn column(&self) -> String {
        format!("{MARK}{}", self.0)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The mark of a phone: of several of the same name at the same shop, each has its number.
    pub fn mark(&self, name: &str, location_id: &LocationId, number: u32) -> String {
        let mut hash = Sha256::new();
        for part in [name, location_id.as_str(), &number.to_string()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{}", self.0, &digits[..DIGITS])
    }

    /// Whether the mark is one of this batch, and whole.
    pub fn has(&self, mark: &str) -> bool {
        let rest = mark.strip_prefix(&self.0).and_then(|rest| rest.strip_prefix('-'));
        rest.is_some_and(is_hexadecimal)
    }
}

/// Whether a column holds marks, of whichever batch.
pub fn is_of_marks(column: &str) -> bool {
    column.starts_with(MARK)
}

fn is_hexadecimal(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_known_again_and_no_other_phone_has_it() {
        let (batch, shop) = (Batch::named("0123456789ab").expect("a batch"), LocationId::new("a"));
        let mark = batch.mark("Till 1", &shop, 1);
        assert_eq!(mark, batch.mark("Till 1", &shop, 1));
        assert!(batch.has(&mark) && !batch.has(&mark[..20]) && !Batch::new().has(&mark));
        for other in
            [batch.mark("Till 1", &shop, 2), batch.mark("Till 11", &shop, 1), Batch::new().mark("Till 1", &shop, 1)]
        {
            assert_ne!(mark, other);
        }
        assert_eq!(Batch::named("0123"), None);
    }
}
