//! Whether a row has passed, and if not, what to do instead.

use super::{Case, Effects, Expected};
use crate::model::duration;
use std::time::Duration;

/// How one callback was answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The answer's status.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<String>,
    /// How long it took.
    pub duration: Duration,
}

/// What a probe has counted for the row's session: before the first callback, after it, and after the last one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Of a session that the handler knows: before the whole check. Nothing for one that is made up.
    pub beginning: Option<u64>,
    /// Before the first callback.
    pub before: u64,
    /// After the first callback.
    pub after_first: u64,
    /// After the last one.
    pub after_last: u64,
}

/// What is wrong, and what the handler should do; `None` if the row has passed.
pub fn judge(case: &Case, seen: &[Seen], counts: Option<Counts>, limit: Duration) -> Option<String> {
    let answers = seen.iter().find_map(|seen| of_answer(case, seen, limit));
    answers.or_else(|| of_effects(case, counts?))
}

fn of_answer(case: &Case, seen: &Seen, limit: Duration) -> Option<String> {
    let in_time;
    let advice = match (seen.status, case.expected) {
        (Some(200..=299), Expected::Accepted) | (Some(400..=499), Expected::Refused) => return None,
        (None, _) => {
            in_time = format!(
                "answer every callback within {}, also one that is not as expected: no answer means that the handler \
                 broke off or took too long; put it into a queue, answer, and do the work afterwards",
                duration::show(limit)
            );
            &in_time
        }
        (Some(300..=399), _) => "answer at this very address: redirects are not followed",
        (Some(500..=599), Expected::Refused) => {
            "answer 4xx to what is not to be believed: 5xx says that the handler itself is broken"
        }
        _ => case.advice,
    };
    Some(advice.to_owned())
}

fn of_effects(case: &Case, counts: Counts) -> Option<String> {
    let Counts { beginning, before, after_first, after_last } = counts;
    // Of a session that it knows it may have acted in an earlier row, and has no more to do.
    let has_acted = beginning.is_some_and(|beginning| before == beginning + 1 && after_first == before);
    match case.effects {
        Effects::None if after_last != before => {
            Some(format!("it acted on what it refused ({before} effects before, {after_last} after): {}", case.advice))
        }
        Effects::Once if after_first > before + 1 => Some(format!(
            "the first callback had {} effects instead of one, by the probe: it is booked more than once",
            after_first - before
        )),
        Effects::Once if after_last != after_first => Some(format!(
            "the second callback changed what the first one did ({after_first} effects, then {after_last}): {}",
            case.advice
        )),
        Effects::Once if after_first != before + 1 && !has_acted => Some(
            "the probe has seen no effect of the first callback, so nothing is proved: name a session that the handler \
             knows, and has not acted on yet, with `--session`, and see that the probe counts the effects of that session"
                .to_owned(),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::CASES;
    use super::*;
    use std::collections::BTreeSet;

    fn case(id: &str) -> &'static Case {
        CASES.iter().find(|case| case.id == id).expect(id)
    }

    fn answered(status: u16) -> Seen {
        Seen { status: Some(status), error: None, duration: Duration::ZERO }
    }

    fn silent() -> Seen {
        Seen { status: None, error: Some("no answer within 15s".to_owned()), duration: Duration::ZERO }
    }

    fn judged(case: &Case, seen: &[Seen], counts: Option<Counts>) -> Option<String> {
        judge(case, seen, counts, Duration::from_millis(500))
    }

    #[test]
    fn rows_have_ids_of_their_own() {
        let ids: BTreeSet<&str> = CASES.iter().map(|case| case.id).collect();
        assert_eq!(ids.len(), CASES.len());
        assert!(CASES.iter().all(|case| !case.steps.is_empty() && !case.steps[0].is_repeated && case.at_once > 0));
    }

    #[test]
    fn what_is_right_has_to_be_accepted() {
        for status in [200, 204, 299] {
            assert_eq!(judged(case("good"), &[answered(status)], None), None, "{status}");
        }
        for (status, advice) in [(302, "redirects"), (404, "the path"), (401, "the raw bytes"), (500, "raw bytes")] {
            let said = judged(case("good"), &[answered(status)], None).expect("failed");
            assert!(said.contains(advice), "{status}: {said}");
        }
        assert!(
            judged(case("good"), &[silent()], None)
                .is_some_and(|said| said.contains("queue") && said.contains("within 500ms"))
        );
        assert!(judged(case("burst"), &[answered(200), answered(503), answered(200)], None).is_some());
    }

    #[test]
    fn what_is_wrong_has_to_be_refused_with_4xx() {
        assert_eq!(judged(case("stale"), &[answered(400)], None), None);
        for (status, advice) in [(200, "300 s"), (301, "redirects"), (500, "4xx")] {
            let said = judged(case("stale"), &[answered(status)], None).expect("failed");
            assert!(said.contains(advice), "{status}: {said}");
        }
        assert!(judged(case("stale"), &[silent()], None).is_some());
    }

    #[test]
    fn effects_are_counted_where_somebody_counts() {
        let counts =
            |before, after_first, after_last| Some(Counts { beginning: None, before, after_first, after_last });
        let known =
            |before, after_first, after_last| Some(Counts { beginning: Some(0), before, after_first, after_last });
        let twice = [answered(200), answered(200)];
        assert_eq!(judged(case("duplicate"), &twice, None), None);
        assert_eq!(judged(case("duplicate"), &twice, counts(0, 1, 1)), None);
        assert_eq!(judged(case("duplicate"), &twice, counts(7, 8, 8)), None);
        assert_eq!(judged(case("duplicate"), &twice, known(1, 1, 1)), None);
        for same in [counts(1, 1, 1), counts(5, 5, 5), known(5, 5, 5), known(0, 0, 0)] {
            let said = judged(case("duplicate"), &twice, same).expect("failed");
            assert!(said.contains("nothing is proved"), "{said}");
        }
        assert!(judged(case("duplicate"), &twice, counts(0, 2, 2)).is_some_and(|said| said.contains("2 effects")));
        assert!(
            judged(case("duplicate"), &twice, counts(0, 1, 2)).is_some_and(|said| said.contains("1 effects, then 2"))
        );
        assert!(
            judged(case("duplicate"), &twice, counts(0, 0, 0)).is_some_and(|said| said.contains("nothing is proved"))
        );
        assert!(judged(case("cancelled-after-finalized"), &twice, counts(0, 1, 0)).is_some());
        assert_eq!(judged(case("bad-signature"), &[answered(401)], counts(3, 3, 3)), None);
        assert!(judged(case("bad-signature"), &[answered(401)], counts(3, 4, 4)).is_some());
        assert_eq!(judged(case("good"), &[answered(200)], counts(0, 7, 9)), None);
    }
}
