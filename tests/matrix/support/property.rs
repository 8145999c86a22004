//! The property, in one place: what an exit code says of the money is what the server did; 24 exactly where nobody can
//! know; and never two sessions for one command.
//!
//! Judged by what the proxy saw and what the server has, never by what `ipp` knows of itself.

use super::case::{Evidence, Verb};
use super::plan::Operation;
use super::told::{Meaning, Passage};
use super::words;

/// What is wrong; nothing, if all is well.
pub fn hold(evidence: &Evidence) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    let (code, status) = (evidence.run.code, evidence.status());
    must(evidence.sessions.len() <= 1, "two sessions for one command".to_owned());
    must(evidence.sent_once(Operation::Create), "a create was sent again after it may have arrived".to_owned());
    must(is_true(evidence, code, status), format!("{code} is not true of {status:?}"));
    let expected = expected(evidence);
    must(expected.contains(&code), format!("{code}, where {expected:?} can be known"));
    wrong.extend(words::check(evidence));
    wrong
}

/// Whether the code is true of the session as it is (nothing: there is none).
fn is_true(evidence: &Evidence, code: i32, status: Option<&str>) -> bool {
    match (evidence.case.verb, code) {
        // It was left open, so only what was read last can be meant.
        (Verb::Wait, 23) => !evidence.read_last("FINALIZED"),
        (Verb::Pay, 23) if evidence.case.flags.contains("--keep-open") => !evidence.read_last("FINALIZED"),
        (verb, code) => is_true_of(verb, code, status),
    }
}

/// The same of what has ended for good.
pub fn is_true_of(verb: Verb, code: i32, status: Option<&str>) -> bool {
    let is = |wanted: &str| status == Some(wanted);
    match (verb, code) {
        (Verb::Pay | Verb::Wait, 0) => is("FINALIZED"),
        (Verb::Create | Verb::Get, 0) => status.is_some(),
        (Verb::Cancel, 0) => is("CANCELLED"),
        (Verb::Pay | Verb::Wait, 20) => is("CANCELLED"),
        (Verb::Pay | Verb::Wait | Verb::Cancel, 21) => is("EXPIRED"),
        (Verb::Pay | Verb::Wait | Verb::Cancel, 22) => is("FAILED"),
        (Verb::Pay, 23) => !is("FINALIZED"),
        // Of a create, whatever is not unknown is certain not to have happened.
        (Verb::Pay | Verb::Create, 4..=8) => status.is_none(),
        (Verb::Wait | Verb::Get | Verb::Cancel, 4..=8) => true,
        (verb, 24) => verb != Verb::Get,
        _ => false,
    }
}

/// The codes of what can be known from what was told.
fn expected(evidence: &Evidence) -> Vec<i32> {
    let mut codes = match evidence.case.verb {
        Verb::Create => created(evidence, |_| vec![0]),
        Verb::Pay => created(evidence, |evidence| paid(evidence, &[23, 24])),
        Verb::Wait => match evidence.last(Operation::Read).map(Passage::meanings) {
            Some(meanings) if meanings.iter().any(|meaning| matches!(meaning, Meaning::Refused(_))) => {
                // The wait ends at once, or this was the look back, after the time was up.
                meanings.iter().flat_map(refused).chain([24]).collect()
            }
            _ if evidence.last(Operation::Read).is_some_and(|last| matches!(last.status(), Some(300..400))) => {
                vec![8, 24]
            }
            _ => paid(evidence, &[23]),
        },
        Verb::Cancel => cancelled(evidence),
        Verb::Get => read(evidence),
    };
    // Nobody sees a request that found nobody.
    if evidence.was_gone() && matches!(evidence.case.verb, Verb::Pay | Verb::Wait) {
        codes.push(24);
    }
    if evidence.case.hurried {
        codes.extend(if evidence.case.verb == Verb::Get { [8, 7] } else { [24, 7] });
    }
    codes
}

/// For what makes a session: `then` says what follows once there is one.
fn created(evidence: &Evidence, then: impl Fn(&Evidence) -> Vec<i32>) -> Vec<i32> {
    let Some(last) = evidence.last(Operation::Create) else { return vec![7] };
    let of = |meaning: Meaning| match meaning {
        Meaning::Session { .. } => then(evidence),
        Meaning::Refused(429) => vec![8, 7],
        Meaning::Refused(status) => vec![code_of(status)],
        Meaning::Success | Meaning::Nothing => vec![24],
    };
    last.meanings().into_iter().flat_map(of).collect()
}

/// By what was read last. `open` are the codes of a session that has not ended.
fn paid(evidence: &Evidence, open: &[i32]) -> Vec<i32> {
    let Some(last) = evidence.last(Operation::Read) else { return vec![24] };
    let of = |meaning: Meaning| match meaning {
        Meaning::Session { id, status } if evidence.is_own(&id) => match status.as_str() {
            "FINALIZED" => vec![0],
            "CANCELLED" => vec![20, 23],
            "EXPIRED" => vec![21, 23],
            "FAILED" => vec![22, 23],
            _ => open.to_vec(),
        },
        _ => vec![24],
    };
    last.meanings().into_iter().flat_map(of).collect()
}

fn cancelled(evidence: &Evidence) -> Vec<i32> {
    let Some(last) = evidence.last(Operation::Cancel) else { return vec![7] };
    let told = last.meanings();
    let turned_away = |meaning: &Meaning| matches!(meaning, Meaning::Refused(401 | 403 | 404));
    // A try before that may have arrived, and what is said of the next one does not undo it.
    let is_first = evidence.sent_once(Operation::Cancel);
    let open: Vec<i32> = match last.status() {
        Some(200..300) | None => vec![24],
        Some(status) => vec![code_of(status), 24],
    };
    let by_reading = evidence.last(Operation::Read).map_or(vec![24, 7], |last| {
        let of = |meaning: Meaning| match meaning {
            Meaning::Session { id, status } if evidence.is_own(&id) => match status.as_str() {
                "CANCELLED" => vec![0],
                "FINALIZED" => vec![6],
                "EXPIRED" => vec![21],
                "FAILED" => vec![22],
                _ => open.clone(),
            },
            _ => vec![24],
        };
        last.meanings().into_iter().flat_map(of).collect()
    });
    match is_first && told.iter().any(turned_away) {
        true => told.iter().flat_map(refused).chain(by_reading).collect(),
        false => by_reading,
    }
}

fn read(evidence: &Evidence) -> Vec<i32> {
    let Some(last) = evidence.last(Operation::Read) else { return vec![7] };
    let of = |meaning: Meaning| match meaning {
        Meaning::Session { id, .. } if evidence.is_own(&id) => vec![0],
        Meaning::Refused(429) => vec![8, 7],
        Meaning::Refused(status) => vec![code_of(status)],
        _ => vec![8],
    };
    last.meanings().into_iter().flat_map(of).collect()
}

fn refused(meaning: &Meaning) -> Vec<i32> {
    match meaning {
        Meaning::Refused(status) => vec![code_of(*status)],
        _ => Vec::new(),
    }
}

/// As the table of exit codes has it.
fn code_of(status: u16) -> i32 {
    match status {
        401 | 403 => 4,
        404 => 5,
        429 => 8,
        400..500 => 6,
        _ => 8,
    }
}

impl Evidence {
    /// How the one session stands.
    pub fn status(&self) -> Option<&str> {
        self.sessions.first().map(|(_, status)| status.as_str())
    }

    fn is_own(&self, id: &str) -> bool {
        self.sessions.iter().any(|(own, _)| own == id)
    }

    /// The last connection that asked for this; or one that ended before anybody knew what it was for. Of what is read
    /// again and again, that may have come after those that are known; so it may of what was turned away and is sent again,
    /// until something is read.
    pub fn last(&self, operation: Operation) -> Option<&Passage> {
        let may_be = |passage: &&Passage| passage.operation.is_none_or(|own| own == operation);
        if operation == Operation::Read {
            return self.passages.iter().rfind(may_be);
        }
        let known = self.passages.iter().rfind(|passage| passage.operation == Some(operation));
        if known.is_some_and(|known| known.meanings() != [Meaning::Refused(429)]) {
            return known;
        }
        let first_read = self.passages.iter().position(|passage| passage.operation == Some(Operation::Read));
        self.passages[..first_read.unwrap_or(self.passages.len())].iter().rfind(may_be).or(known)
    }

    /// Whether the last whole reading said so.
    fn read_last(&self, wanted: &str) -> bool {
        let says = |meaning: &Meaning| matches!(meaning, Meaning::Session { status, .. } if status == wanted);
        self.last(Operation::Read).is_some_and(|last| last.meanings().iter().any(says))
    }

    fn was_gone(&self) -> bool {
        self.case.plan.gone_from.is_some_and(|from| self.passages.len() >= from)
    }

    /// Whether each try before the last one was turned away. A create is never sent again otherwise.
    fn sent_once(&self, operation: Operation) -> bool {
        let last = self.passages.iter().rposition(|passage| passage.operation == Some(operation));
        self.passages[..last.unwrap_or(0)].iter().all(|passage| passage.meanings() == [Meaning::Refused(429)])
    }
}
