//! The rows themselves, in the order in which they are sent.

use super::{Case, Effects, Expected, Shape, Step};
use crate::webhook::made::Flaw;
use crate::webhook::received::{ID, SIGNATURE, TIMESTAMP};

const FINALIZED: &str = "ipp.session.finalized";

const VERIFY: &str =
    "verify `webhook-signature` over the raw bytes before anything else, and answer 401 when none matches";
const CLOCK: &str = "compare `webhook-timestamp` with the clock, and answer 401 when they are more than 300 s apart";
const HEADERS: &str = "answer 400 when one of the three headers is missing: without all of them nothing is proved";
const IGNORE: &str = "answer 2xx to what you do not know and do nothing: anything else is delivered again and again";

const fn step(event: &'static str, flaw: Flaw) -> Step {
    Step { event, flaw, shape: Shape::Plain, is_repeated: false }
}

const fn shaped(shape: Shape) -> Step {
    Step { shape, ..step(FINALIZED, Flaw::None) }
}

/// A row of which everything else is usual.
const fn accepted(id: &'static str, sent: &'static str, steps: &'static [Step], advice: &'static str) -> Case {
    Case {
        id,
        sent,
        expected: Expected::Accepted,
        effects: Effects::Any,
        steps,
        at_once: 1,
        is_of_known_session: false,
        advice,
    }
}

const fn refused(id: &'static str, sent: &'static str, steps: &'static [Step], advice: &'static str) -> Case {
    Case { expected: Expected::Refused, effects: Effects::None, ..accepted(id, sent, steps, advice) }
}

const fn of_known_session(case: Case) -> Case {
    Case { is_of_known_session: true, ..case }
}

/// Everything that is checked.
pub const CASES: [Case; 18] = [
    of_known_session(accepted(
        "good",
        "a session was paid, rightly signed",
        &[step(FINALIZED, Flaw::None)],
        "answer 2xx to what is rightly signed: check the path, the secret, and that the raw bytes are verified \
         (`ipp webhook verify --explain` names the usual mistakes)",
    )),
    refused("bad-signature", "a signature that nobody made", &[step(FINALIZED, Flaw::BadSignature)], VERIFY),
    refused(
        "wrong-secret",
        "a signature of another secret",
        &[step(FINALIZED, Flaw::WrongSecret)],
        "verify with the secret of this destination only, and answer 401 when it does not match",
    ),
    refused("stale", "rightly signed, 15 minutes ago", &[step(FINALIZED, Flaw::Stale)], CLOCK),
    refused("future", "rightly signed, for in 15 minutes", &[step(FINALIZED, Flaw::Future)], CLOCK),
    refused("missing-id", "no `webhook-id`", &[step(FINALIZED, Flaw::Without(ID))], HEADERS),
    refused("missing-timestamp", "no `webhook-timestamp`", &[step(FINALIZED, Flaw::Without(TIMESTAMP))], HEADERS),
    refused("missing-signature", "no `webhook-signature`", &[step(FINALIZED, Flaw::Without(SIGNATURE))], HEADERS),
    refused(
        "changed-body",
        "one byte of the body changed after it was signed",
        &[step(FINALIZED, Flaw::ChangedBody)],
        VERIFY,
    ),
    accepted(
        "rotation",
        "two signatures, the second one right",
        &[step(FINALIZED, Flaw::Rotation)],
        "compare every signature of the header and accept if any matches: during a rotation of the secret there are two",
    ),
    Case {
        effects: Effects::Once,
        ..of_known_session(accepted(
            "duplicate",
            "the same `webhook-id` twice",
            &[step(FINALIZED, Flaw::None), Step { is_repeated: true, ..step(FINALIZED, Flaw::None) }],
            "remember each `webhook-id`; answer 2xx to one that was handled already, and do nothing",
        ))
    },
    accepted("unknown-type", "a type of event that nobody knows", &[step("ipp.session.dreamt_of", Flaw::None)], IGNORE),
    accepted("unknown-session", "a session that nobody knows", &[step(FINALIZED, Flaw::None)], IGNORE),
    Case {
        effects: Effects::Once,
        ..of_known_session(accepted(
            "cancelled-after-finalized",
            "paid, and then cancelled: out of order",
            &[step(FINALIZED, Flaw::None), step("ipp.session.cancelled", Flaw::None)],
            "assume no order: answer 2xx, read the session back, and keep what was paid as paid",
        ))
    },
    accepted(
        "nanoseconds",
        "a time with nanoseconds",
        &[shaped(Shape::Nanoseconds)],
        "read `timestamp` with all of its nine digits, or leave it as text",
    ),
    accepted(
        "null-order-id",
        "`order_id` is null",
        &[step("ipp.session.created", Flaw::None)],
        "take `order_id` and `failure_reason` as optional: only a paid session has an order",
    ),
    accepted(
        "unknown-fields",
        "fields that nobody knows",
        &[shaped(Shape::UnknownFields)],
        "pass over fields that you do not know: new ones may come at any time",
    ),
    Case {
        at_once: 50,
        ..accepted(
            "burst",
            "50 at once",
            &[step(FINALIZED, Flaw::None)],
            "put the event into a queue, answer 2xx at once, and do the work afterwards",
        )
    },
];
