//! Payments: `/sessions`, and simulated taps: `/dev/sessions`.

use super::request::segment;
use super::{Client, Error, Method, Request};
use crate::model::id::SessionId;
use crate::model::session::{NewSession, Session};
use crate::model::tap::TapOutcome;

fn path(id: &SessionId) -> String {
    format!("/sessions/{}", segment(id.as_str()))
}

/// The request that asks a phone to take a payment.
pub fn create_request(new: &NewSession) -> Request {
    let request = Request::new(Method::POST, "/sessions").with_body(new);
    match &new.location_id {
        Some(id) => request.with_query("location_id", id.as_str()),
        None => request,
    }
}

/// The request that reads a session.
pub fn get_request(id: &SessionId) -> Request {
    Request::new(Method::GET, &path(id))
}

/// The request that cancels a session.
pub fn cancel_request(id: &SessionId) -> Request {
    Request::new(Method::PUT, &format!("{}/cancel", path(id)))
}

/// The request that taps a simulated card.
pub fn simulate_tap_request(id: &SessionId, outcome: TapOutcome) -> Request {
    let operation = format!("/dev{}/simulate-tap", path(id));
    Request::new(Method::POST, &operation).with_query("outcome", outcome.name())
}

impl Client {
    /// Asks a phone to take a payment. An error that [`Error::may_have_happened`] leaves a phone that may be asking for a card.
    pub async fn create_session(&self, new: &NewSession) -> Result<Session, Error> {
        let request = create_request(new);
        let response = self.send(&request).await?;
        let session: Session = response.json(&request)?;
        match session.session_id.as_str() {
            "" | "." | ".." => Err(response.unreadable(&request, "it names no session".to_owned())),
            _ => Ok(session),
        }
    }

    /// Reads a session. An answer about another one says nothing about this one's money.
    pub async fn session(&self, id: &SessionId) -> Result<Session, Error> {
        let request = get_request(id);
        let response = self.send(&request).await?;
        let session: Session = response.json(&request)?;
        match session.session_id.as_str().eq_ignore_ascii_case(id.as_str()) {
            true => Ok(session),
            false => Err(response.unreadable(&request, format!("it is about session {}", session.session_id))),
        }
    }

    /// Cancels a session. A tap can race it: read the session back, and believe only that.
    pub async fn cancel_session(&self, id: &SessionId) -> Result<(), Error> {
        self.send(&cancel_request(id)).await.map(drop)
    }

    /// Taps a simulated card (playground and emulator only). The answer's body is not documented, so it is not read.
    pub async fn simulate_tap(&self, id: &SessionId, outcome: TapOutcome) -> Result<(), Error> {
        self.send(&simulate_tap_request(id, outcome)).await.map(drop)
    }
}
