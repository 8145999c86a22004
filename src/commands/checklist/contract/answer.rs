//! An answer as it came, 2xx or not, for those who want to see which.

use super::super::ending::{Ending, Halt};
use super::super::stage::Stage;
use super::observation::Observation;
use crate::api::{self, Client, Method, Request};
use serde::Serialize;
use serde_json::Value;

/// Status, body, and a sentence of it.
pub(super) struct Answer {
    pub status: u16,
    /// Null where it is no JSON, and of a refusal.
    pub body: Value,
    pub said: String,
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A text member of its body.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name).and_then(Value::as_str)
    }

    /// Whether it is a refusal with this status.
    pub(super) fn refuses(&self, id: &'static str, status: u16) -> Observation {
        Observation::judged(id, self.status == status, self.said.clone())
    }

    /// Whether it is a success.
    pub(super) fn succeeds(&self, id: &'static str) -> Observation {
        Observation::judged(id, self.is_success(), self.said.clone())
    }
}

/// Sends a request with the run's own key. Whoever may not ask, or is not answered at all, has seen nothing.
pub(super) async fn answer(stage: &mut Stage<'_>, request: &Request) -> Result<Answer, Halt> {
    let client = stage.client.clone();
    let answer = answer_to(stage, &client, request).await?;
    match answer.is_success() || is_of_the_request(answer.status) {
        true => Ok(answer),
        false => Err(Halt::Item(Ending::not_run(answer.said, ""))),
    }
}

/// The same of what makes something: where nobody knows whether it did, `may_be_left` is said at the end of the run.
pub(super) async fn making(stage: &mut Stage<'_>, request: &Request, may_be_left: &str) -> Result<Answer, Halt> {
    let before = stage.left.len();
    stage.left.push(may_be_left.to_owned());
    let answer = answer(stage, request).await;
    let is_known = match &answer {
        Ok(_) => true,
        Err(Halt::Run(_)) => false,
        Err(Halt::Item(_)) => stage.last_status().is_some_and(|status| status < 500),
    };
    if is_known {
        stage.left.truncate(before);
    }
    answer
}

/// The same with another client, whose refusal is an answer.
pub(super) async fn answer_to(stage: &mut Stage<'_>, client: &Client, request: &Request) -> Result<Answer, Halt> {
    let what = format!("{} {}", request.method, request.path);
    let sent = stage.ask(&what, async { Ok::<_, Halt>(client.send(request).await) }).await?;
    match sent {
        Ok(response) => {
            let (status, body) = (response.status.as_u16(), serde_json::from_slice(&response.body).unwrap_or_default());
            Ok(Answer { status, body, said: format!("{} {} was answered with {status}", request.method, request.path) })
        }
        Err(api::Error::Refused(refusal)) if is_told(refusal.status) => {
            Ok(Answer { status: refusal.status, body: Value::Null, said: refusal.to_string() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a refusal is about the request, and not about the server's own state.
pub(super) fn is_told(status: u16) -> bool {
    (400..500).contains(&status) && status != 429
}

/// Whether it is not about who asks either, nor about the way there.
pub(in crate::commands::checklist) fn is_of_the_request(status: u16) -> bool {
    is_told(status) && ![401, 403, 407, 408].contains(&status)
}

/// A read under `/ipp/v1`.
pub(super) fn get(operation: &str) -> Request {
    Request::new(Method::GET, operation)
}

/// A write under `/ipp/v1`.
pub(super) fn post(operation: &str, body: &impl Serialize) -> Request {
    Request::new(Method::POST, operation).with_body(body)
}
