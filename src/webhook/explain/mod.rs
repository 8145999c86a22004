//! Why a signature does not pass: tries the usual mistakes of an integrator, and names those that would make it pass.
//!
//! Pure. Nothing is claimed that was not computed: a mistake is named only when an HMAC with it, and with at most one
//! other, came out as one of the signatures of the header.

mod bodies;
mod contents;
mod forms;
mod keys;

use super::claim::Match;
use super::signature::SigningKey;
use crate::secret::Secret;
use serde::Serialize;

/// How many bytes are hashed at most. Beyond that more mistakes at once are left out, and this is said.
const LIMIT: usize = 256 * 1024 * 1024;

/// What there is to explain, as it came: nothing of it has to be of the right form.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// `webhook-id`
    pub id: &'a str,
    /// `webhook-timestamp`
    pub timestamp: &'a str,
    /// `webhook-signature`
    pub signature: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// One usual mistake.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Mistake {
    /// A stable word for programs.
    pub id: &'static str,
    /// What is so.
    pub what: String,
    /// What to do about it.
    pub mend: &'static str,
}

impl Mistake {
    fn new(id: &'static str, what: &str, mend: &'static str) -> Self {
        Self { id, what: what.to_owned(), mend }
    }
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Explanation {
    /// Whether anything that was tried came out as one of the signatures.
    pub found: bool,
    /// Together they make it pass; empty if nothing was found, or if the signature is right as it is.
    pub mistakes: Vec<Mistake>,
    /// How many HMACs were computed.
    pub tried: usize,
    /// Whether everything was tried that is known, unless something was found before: not with a large body.
    pub complete: bool,
}

/// A way to do one of the steps: rightly, without a mistake, or wrongly.
struct Way<T> {
    value: T,
    mistake: Option<Mistake>,
}

impl<T> Way<T> {
    fn right(value: T) -> Self {
        Self { value, mistake: None }
    }

    fn wrong(value: T, mistake: Mistake) -> Self {
        Self { value, mistake: Some(mistake) }
    }

    fn count(&self) -> usize {
        usize::from(self.mistake.is_some())
    }
}

/// Explains evidence that does not pass with `known`. `others` are secrets of other places, and what they are called.
pub fn explain(known: &[Secret], others: &[(String, Secret)], evidence: &Evidence<'_>) -> Explanation {
    let search = Search {
        keys: keys::ways(known, others),
        contents: contents::ways(evidence.id, evidence.timestamp),
        bodies: bodies::ways(evidence.body),
        forms: forms::ways(evidence.signature),
    };
    let complete = evidence.body.len() <= bodies::REWRITTEN;
    let mut explanation = Explanation { found: false, mistakes: Vec::new(), tried: 0, complete };
    // The fewest mistakes that explain it are the likeliest.
    for most in 0..=2 {
        if search.costs(most) > LIMIT {
            explanation.complete = false;
            break;
        }
        if let Some(mistakes) = search.of(most, &mut explanation.tried) {
            (explanation.found, explanation.mistakes) = (true, mistakes);
            break;
        }
    }
    explanation.mistakes.extend(contents::milliseconds(evidence.timestamp, &explanation.mistakes));
    explanation
}

/// What a valid callback still teaches: a handler that reads the first signature only refuses it during a rotation.
pub fn lesson(found: Match) -> Option<Mistake> {
    (found.signature > 0).then(|| {
        Mistake::new(
            "first-signature-only",
            "the first signature of the header is of another secret, and a later one matches",
            "compare every signature of the header, and accept if any of them matches: during a rotation there are two",
        )
    })
}

struct Search {
    keys: Vec<Way<SigningKey>>,
    contents: Vec<Way<Vec<u8>>>,
    bodies: Vec<Way<Vec<u8>>>,
    forms: Vec<Way<[u8; 32]>>,
}

impl Search {
    /// With exactly so many mistakes; `tried` is counted up.
    fn of(&self, count: usize, tried: &mut usize) -> Option<Vec<Mistake>> {
        for (key, content, body, rest) in self.combinations(count) {
            let forms: Vec<&Way<[u8; 32]>> = self.forms.iter().filter(|form| form.count() == rest).collect();
            if forms.is_empty() {
                continue;
            }
            *tried += 1;
            let signatures: Vec<[u8; 32]> = forms.iter().map(|form| form.value).collect();
            if let Some(at) = key.value.position(&signatures, &content.value, &body.value) {
                let mistakes = [&key.mistake, &content.mistake, &body.mistake, &forms[at].mistake];
                return Some(mistakes.into_iter().flatten().cloned().collect());
            }
        }
        None
    }

    /// Every way with at most `count` mistakes, and how many the signature's form may still have: the rest, one at most.
    fn combinations(&self, count: usize) -> impl Iterator<Item = Combination<'_>> {
        self.keys
            .iter()
            .flat_map(|key| self.contents.iter().map(move |content| (key, content)))
            .flat_map(|(key, content)| self.bodies.iter().map(move |body| (key, content, body)))
            .filter_map(move |(key, content, body)| {
                let rest = count.checked_sub(key.count() + content.count() + body.count())?;
                (rest <= 1).then_some((key, content, body, rest))
            })
    }

    /// How many bytes that many mistakes make to hash.
    fn costs(&self, count: usize) -> usize {
        self.combinations(count).map(|(_, content, body, _)| content.value.len() + body.value.len()).sum()
    }
}

/// The way to a key, to what is before the body and to the body, and how many mistakes are left for the signature's form.
type Combination<'a> = (&'a Way<SigningKey>, &'a Way<Vec<u8>>, &'a Way<Vec<u8>>, usize);

#[cfg(test)]
mod tests;
