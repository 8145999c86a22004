//! Callbacks that are made here: of real sessions or of none, signed rightly, or flawed on purpose to see who notices.
//!
//! Well-formed as the documented ones are (D); nothing in them is taken from anybody's data.

use super::received::{self, Headers};
use super::signature::{self, BadSecret, VERSION};
use crate::model::event::{Event, EventData, EventType};
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

/// How far from now the time of a stale or a future callback is, in seconds: three times the usual tolerance.
pub const FAR: i64 = 900;

/// Whose events they are when nobody says: the merchant of the API's documentation (D).
pub const MERCHANT_ID: &str = "DM11917000";

/// What is wrong with a callback, on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// Nothing.
    None,
    /// A signature that nobody made.
    BadSignature,
    /// Rightly made, with a secret that nobody knows.
    WrongSecret,
    /// Rightly made, too long ago.
    Stale,
    /// Rightly made, for a time to come.
    Future,
    /// A header is missing.
    Without(&'static str),
    /// One byte of the body was changed after it was signed.
    ChangedBody,
    /// Nothing: the first signature is of a secret that nobody knows, as during a rotation.
    Rotation,
}

/// A session that events are of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Whose.
    pub merchant_id: String,
    /// Which.
    pub session_id: String,
    /// What it became, once it is paid.
    pub order_id: String,
}

impl Subject {
    /// One that does not exist.
    pub fn made_up(merchant_id: &str) -> Self {
        let id = || Uuid::new_v4().to_string();
        Self { merchant_id: merchant_id.to_owned(), session_id: id(), order_id: id() }
    }

    /// An event of it, now. Only a paid session has an order.
    pub fn event(&self, kind: &str) -> Event {
        let kind = EventType::from(kind.to_owned());
        let is_paid = kind == EventType::SessionFinalized;
        let failure_reason = (kind == EventType::PaymentFailed).then(|| "DECLINED_GENERIC".to_owned());
        Event {
            id: format!("kevt_{}", Uuid::new_v4().simple()),
            merchant_id: self.merchant_id.clone(),
            timestamp: format!("{:.9}", Timestamp::now()),
            kind,
            data: EventData {
                session_id: Some(self.session_id.clone()),
                order_id: is_paid.then(|| self.order_id.clone()),
                failure_reason,
                extra: Map::new(),
            },
            extra: Map::new(),
        }
    }
}

/// Ready to be posted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// The `webhook-id`.
    pub id: String,
    /// The three of the signature, and the type of the content.
    pub headers: Headers,
    /// The exact bytes.
    pub body: Vec<u8>,
}

/// The body of an event. It is the model's own, and cannot fail.
pub fn body(event: &Event) -> Vec<u8> {
    serde_json::to_vec(event).unwrap_or_default()
}

/// Puts members over those of the event's data.
pub fn with_data(event: &mut Event, data: Map<String, Value>) -> Result<(), serde_json::Error> {
    let mut all = serde_json::to_value(&event.data)?;
    if let Value::Object(all) = &mut all {
        all.extend(data);
    }
    event.data = serde_json::from_value(all)?;
    Ok(())
}

/// Signs a body as `flaw` says, with the time `now` in Unix seconds.
pub fn make(secrets: &[Secret], id: &str, body: &[u8], flaw: Flaw, now: i64) -> Result<Made, BadSecret> {
    let timestamp = match flaw {
        Flaw::Stale => now - FAR,
        Flaw::Future => now + FAR,
        _ => now,
    };
    let sign = |secrets: &[Secret]| signature::header(secrets, id, timestamp, body);
    let signature = match flaw {
        Flaw::BadSignature => format!("{VERSION}{}", STANDARD.encode(random())),
        Flaw::WrongSecret => sign(&[unknown_secret()])?,
        Flaw::Rotation => format!("{} {}", sign(&[unknown_secret()])?, sign(secrets)?),
        _ => sign(secrets)?,
    };
    let timestamp = timestamp.to_string();
    let all = [
        ("content-type", "application/json"),
        (received::ID, id),
        (received::TIMESTAMP, &timestamp),
        (received::SIGNATURE, &signature),
    ];
    let kept = all.into_iter().filter(|(name, _)| flaw != Flaw::Without(name));
    let headers = kept.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).collect();
    let body = if flaw == Flaw::ChangedBody { changed(body) } else { body.to_vec() };
    Ok(Made { id: id.to_owned(), headers, body })
}

fn unknown_secret() -> Secret {
    Secret::new(format!("{}{}", signature::PREFIX, STANDARD.encode(random())))
}

fn random() -> Vec<u8> {
    [Uuid::new_v4(), Uuid::new_v4()].map(Uuid::into_bytes).concat()
}

/// Still JSON, and about another thing: the last letter or digit is another one.
fn changed(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    match body.iter_mut().rev().find(|byte| byte.is_ascii_digit()) {
        Some(digit) => *digit = if *digit == b'9' { b'8' } else { *digit + 1 },
        None => body.push(b' '),
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::claim::{Claim, Fault, TOLERANCE};
    use crate::webhook::signature::SigningKey;

    const NOW: i64 = 1_760_000_000;

    fn verdict(flaw: Flaw) -> Result<usize, Fault> {
        let secret = Secret::new("whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=");
        let event = Subject::made_up(MERCHANT_ID).event("ipp.session.finalized");
        let made = make(std::slice::from_ref(&secret), &event.id, &body(&event), flaw, NOW).expect("made");
        let values = |name: &str| -> Vec<&[u8]> {
            made.headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_slice()).collect()
        };
        let claim = Claim::read(values)?;
        let key = SigningKey::new(&secret).expect("a key");
        assert!(serde_json::from_slice::<Event>(&made.body).is_ok());
        claim.verify(&[key], &made.body, NOW, TOLERANCE).map(|found| found.signature)
    }

    #[test]
    fn every_flaw_is_the_one_that_it_says() {
        assert_eq!(verdict(Flaw::None), Ok(0));
        assert_eq!(verdict(Flaw::Rotation), Ok(1));
        for flaw in [Flaw::BadSignature, Flaw::WrongSecret, Flaw::ChangedBody] {
            assert_eq!(verdict(flaw), Err(Fault::WrongSignature), "{flaw:?}");
        }
        assert_eq!(verdict(Flaw::Stale), Err(Fault::Stale(900)));
        assert_eq!(verdict(Flaw::Future), Err(Fault::Future(900)));
        for name in [received::ID, received::TIMESTAMP, received::SIGNATURE] {
            assert_eq!(verdict(Flaw::Without(name)), Err(Fault::Missing(name)));
        }
    }

    #[test]
    fn events_are_as_documented() {
        let subject = Subject::made_up("DM1");
        let paid = subject.event("ipp.session.finalized");
        assert_eq!(
            (paid.merchant_id.as_str(), paid.data.order_id.as_deref()),
            ("DM1", Some(subject.order_id.as_str()))
        );
        assert_eq!(paid.timestamp.len(), "2026-06-05T18:33:39.608920367Z".len());
        assert!(subject.event("ipp.session.created").data.order_id.is_none());
        assert!(subject.event("ipp.payment.failed").data.failure_reason.is_some());
        assert_ne!(subject.event("x").id, subject.event("x").id);
    }

    #[test]
    fn data_is_put_over_the_events_own() {
        let mut event = Subject::made_up("DM1").event("ipp.session.finalized");
        let session = event.data.session_id.clone();
        let Value::Object(data) = serde_json::json!({"order_id": null, "more": 1}) else { panic!("an object") };
        with_data(&mut event, data).expect("merged");
        assert_eq!((event.data.session_id, event.data.order_id), (session, None));
        assert_eq!(event.data.extra["more"], 1);
    }
}
