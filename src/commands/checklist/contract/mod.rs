//! What this project had to assume of the API, beside what can be seen of it from outside.

pub(super) mod observation;
pub(super) mod payments;
