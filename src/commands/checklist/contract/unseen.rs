//! Assumptions that nothing here can see, and why. A table, and nothing else.

/// The id in the emulator's table, and the reason.
pub(super) const UNSEEN: &[(&str, &str)] = &[
    ("username-owner", "a user name that may be wrong is not tried: too many of them may lock the key"),
    ("key-any", "there is one key"),
    ("largest-body", "nothing so large is sent"),
    ("retry-after", "nobody is pressed until he refuses"),
    ("pairing-mark", "a real phone would have to be paired"),
    ("offline-reach", "a real phone would have to lose its network"),
    ("session-lines", "no order of so many lines is sent"),
    ("session-method", "a clerk would have to pick one on the phone"),
    ("session-never-fails", "nobody knows what would have to be done"),
    ("session-lifetime", "it takes a quarter of an hour"),
    ("callback-redirect", "no endpoint here redirects"),
    ("callback-overlap", "the secret would have to be rotated in the Portal"),
    ("callback-schedule", "it takes days"),
    ("callback-stop", "the destination would be stopped for good"),
    ("callback-limit", "no endpoint here is slow"),
    ("callback-http", "destinations are made in the Portal"),
    ("order-release", "nothing is written to Order Management"),
    ("order-release-path", "nothing is written to Order Management"),
    ("order-idempotency", "nothing is written to Order Management"),
    ("order-key-elsewhere", "nothing is written to Order Management"),
    ("order-key-missing", "nothing is written to Order Management"),
    ("order-location", "nothing is written to Order Management"),
];
