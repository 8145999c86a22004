//! Whether and when a request is sent again: a pure decision. Only `send` sleeps.
//!
//! A `POST` that may have arrived is never repeated: there is no idempotency key (D by absence), and a second session
//! charges a customer twice.

use super::request::Effect;
use std::time::Duration;

/// How one attempt ended, as far as resending is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    /// Nothing left this machine: DNS, connect, TLS.
    NotSent,
    /// It was sent, and the connection was lost before the answer was whole.
    Lost,
    /// The time was up.
    TimedOut,
    /// The answer's status.
    Status(u16),
}

/// The longest wait of the back-off, before jitter.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// The wait after the first attempt, before jitter; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_millis(200);

/// What has been tried, and what is left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// How many attempts have been made; at least 1.
    pub attempts: u32,
    /// How many times a request may be sent again.
    pub retries: u32,
    /// Time to the deadline.
    pub left: Duration,
    /// How long it can take to find that there is no connection.
    pub connect: Duration,
}

/// How long to wait before sending again; `None`: don't. `jitter` picks a duration from zero to its argument.
pub(super) fn decide(
    budget: Budget,
    effect: Effect,
    outcome: Outcome,
    retry_after: Option<Duration>,
    jitter: impl FnOnce(Duration) -> Duration,
) -> Option<Duration> {
    if budget.attempts > budget.retries || !may_repeat(effect, outcome) {
        return None;
    }
    let doubled = FIRST_WAIT.saturating_mul(2u32.saturating_pow(budget.attempts - 1));
    let wait = retry_after.unwrap_or_else(|| jitter(doubled.min(LONGEST_WAIT)));
    (wait.saturating_add(needed(budget, effect, outcome)) < budget.left).then_some(wait)
}

/// A `POST`, and whatever found no connection, is only tried again where there is time to find that it cannot be sent; for a
/// `POST` some to spare, as it would have to be called unknown were the deadline to come first.
fn needed(budget: Budget, effect: Effect, outcome: Outcome) -> Duration {
    match (effect, outcome) {
        (Effect::Once, _) => budget.connect * 3 / 2,
        (_, Outcome::NotSent) => budget.connect,
        _ => Duration::ZERO,
    }
}

fn may_repeat(effect: Effect, outcome: Outcome) -> bool {
    match outcome {
        Outcome::NotSent | Outcome::Status(429) => true,
        Outcome::Lost | Outcome::Status(502..=504) => effect != Effect::Once,
        Outcome::TimedOut | Outcome::Status(_) => false,
    }
}

/// Reads `Retry-After`: seconds, or a date to be compared with `now`.
pub(super) fn retry_after(text: &str, now: jiff::Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp();
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLENTY: Budget =
        Budget { attempts: 1, retries: 3, left: Duration::from_secs(30), connect: Duration::from_secs(5) };

    #[test]
    fn what_is_repeated_and_what_is_not() {
        use Effect::{Once, Read, Repeatable};
        let table = [
            (Outcome::NotSent, [true, true, true]),
            (Outcome::Status(429), [true, true, true]),
            (Outcome::Lost, [true, true, false]),
            (Outcome::Status(502), [true, true, false]),
            (Outcome::Status(503), [true, true, false]),
            (Outcome::Status(504), [true, true, false]),
            (Outcome::Status(500), [false, false, false]),
            (Outcome::Status(409), [false, false, false]),
            (Outcome::Status(401), [false, false, false]),
            (Outcome::TimedOut, [false, false, false]),
        ];
        for (outcome, expected) in table {
            let repeated =
                [Read, Repeatable, Once].map(|effect| decide(PLENTY, effect, outcome, None, |most| most).is_some());
            assert_eq!(repeated, expected, "{outcome:?}");
        }
    }

    #[test]
    fn waits_double_up_to_a_bound_and_attempts_end() {
        let wait = |attempts| {
            decide(Budget { attempts, retries: 9, ..PLENTY }, Effect::Read, Outcome::NotSent, None, |most| most)
        };
        assert_eq!(wait(1), Some(Duration::from_millis(200)));
        assert_eq!(wait(3), Some(Duration::from_millis(800)));
        assert_eq!(wait(9), Some(LONGEST_WAIT));
        assert_eq!(wait(10), None);
        assert_eq!(decide(Budget { retries: 0, ..PLENTY }, Effect::Read, Outcome::NotSent, None, |most| most), None);
    }

    #[test]
    fn the_servers_wish_is_obeyed_up_to_the_deadline() {
        let after = |seconds| {
            decide(PLENTY, Effect::Once, Outcome::Status(429), Some(Duration::from_secs(seconds)), |most| most)
        };
        assert_eq!(after(7), Some(Duration::from_secs(7)));
        assert_eq!(after(30), None);
        assert_eq!(after(u64::MAX), None);
        assert_eq!(after(25), None, "no time would be left to find out whether it was sent");
        let short = Budget { left: Duration::from_secs(5), ..PLENTY };
        assert_eq!(decide(short, Effect::Read, Outcome::NotSent, None, |most| most), None);
        assert!(decide(short, Effect::Read, Outcome::Lost, None, |most| most).is_some());
        let enough = Budget { left: Duration::from_secs(6), ..PLENTY };
        assert!(decide(enough, Effect::Read, Outcome::NotSent, None, |_| Duration::ZERO).is_some());
        assert_eq!(decide(enough, Effect::Once, Outcome::NotSent, None, |_| Duration::ZERO), None, "none to spare");
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = "2026-06-05T18:33:39Z".parse().expect("a time");
        assert_eq!(retry_after("3", now), Some(Duration::from_secs(3)));
        assert_eq!(retry_after("Fri, 05 Jun 2026 18:33:49 GMT", now), Some(Duration::from_secs(10)));
        assert_eq!(retry_after("Fri, 05 Jun 2026 18:33:29 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
