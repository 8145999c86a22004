//! Delivers one callback: signs it, posts it, and says how it went. Whether it is tried again is for others to decide.
//!
//! A destination gets 15 seconds (A). It is never followed elsewhere, and what it answers is not kept. No error holds a secret.

use super::signature;
use crate::model::host::is_loopback;
use crate::secret::Secret;
use crate::tls::{self, TlsError};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// Until the answer's status line and body are there (A).
pub const LIMIT: Duration = Duration::from_secs(15);

/// How much of an answer is read before the connection is dropped, in bytes: so much that a small one can be reused.
const LARGEST_ANSWER: usize = 64 * 1024;

/// What is to be delivered.
#[derive(Debug)]
pub struct Callback<'a> {
    /// The `webhook-id`: the same on every attempt.
    pub id: &'a str,
    /// Where to.
    pub url: &'a str,
    /// The exact bytes to sign and send.
    pub body: &'a [u8],
    /// Every secret that signs now.
    pub secrets: &'a [Secret],
}

/// How an attempt ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What the destination answered, if it did.
    pub status: Option<u16>,
    /// What went wrong, if there was no answer.
    pub error: Option<String>,
    /// How long it took.
    pub duration: Duration,
}

/// Keeps its connections. Costs nothing until the first callback.
pub struct Deliverer {
    ca_file: Option<PathBuf>,
    clients: Mutex<[Option<reqwest::Client>; 4]>,
}

impl Deliverer {
    /// `ca_file` is trusted besides the system's certificates.
    pub fn new(ca_file: Option<PathBuf>) -> Self {
        Self { ca_file, clients: Mutex::new([const { None }; 4]) }
    }

    /// Signs with the present time, and posts.
    pub async fn deliver(&self, callback: &Callback<'_>) -> Outcome {
        let started = Instant::now();
        let result = self.post(callback).await;
        let duration = started.elapsed();
        match result {
            Ok(status) => Outcome { status: Some(status), error: None, duration },
            Err(error) => Outcome { status: None, error: Some(error), duration },
        }
    }

    async fn post(&self, callback: &Callback<'_>) -> Result<u16, String> {
        let url = Url::parse(callback.url).map_err(|error| format!("it is not a URL: {error}"))?;
        let headers = headers(callback)?;
        let client = self.client(&url)?;
        let mut response = client
            .post(url)
            .headers(headers)
            .body(callback.body.to_vec())
            .send()
            .await
            .map_err(|error| in_words(&error.without_url()))?;
        // The status is the answer. The rest is only read so that the connection can be used again.
        let mut read = 0;
        while let Ok(Some(chunk)) = response.chunk().await {
            read += chunk.len();
            if read > LARGEST_ANSWER {
                break;
            }
        }
        Ok(response.status().as_u16())
    }

    /// One for each kind of address, made when it is first needed: encrypted or not, on this machine or elsewhere.
    fn client(&self, url: &Url) -> Result<reqwest::Client, String> {
        let (is_encrypted, is_here) = (url.scheme() == "https", is_loopback(url));
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let place = &mut clients[usize::from(is_encrypted) * 2 + usize::from(is_here)];
        if place.is_none() {
            *place = Some(self.transport(is_encrypted, is_here)?);
        }
        place.clone().ok_or_else(|| "there is no client".to_owned())
    }

    fn transport(&self, is_encrypted: bool, is_here: bool) -> Result<reqwest::Client, String> {
        // Something else than this machine may be behind a proxy that speaks TLS.
        let tls = match is_encrypted || !is_here {
            true => tls::for_https(self.ca_file.as_deref()).map(|(tls, _)| tls),
            false => tls::for_plain_http(),
        };
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("ipp-emulator/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .timeout(LIMIT)
            .tls_backend_preconfigured(tls.map_err(|error: TlsError| error.to_string())?);
        if is_here {
            builder = builder.no_proxy();
        }
        builder.build().map_err(|error| format!("cannot set up HTTP: {error}"))
    }
}

fn headers(callback: &Callback<'_>) -> Result<HeaderMap, String> {
    let timestamp = jiff::Timestamp::now().as_second();
    let signature = signature::header(callback.secrets, callback.id, timestamp, callback.body)
        .map_err(|error| error.to_string())?;
    let value = |text: &str| HeaderValue::from_str(text).map_err(|_| "it cannot be put into a header".to_owned());
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("webhook-id", value(callback.id)?);
    headers.insert("webhook-timestamp", value(&timestamp.to_string())?);
    headers.insert("webhook-signature", value(&signature)?);
    Ok(headers)
}

/// The innermost cause says it best: `connection refused`, not `error sending request`.
fn in_words(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} seconds", LIMIT.as_secs());
    }
    let mut innermost: &dyn std::error::Error = error;
    while let Some(cause) = innermost.source() {
        innermost = cause;
    }
    innermost.to_string()
}
