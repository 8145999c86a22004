//! Delivers one callback: signs it, posts it, and says how it went. Whether it is tried again is for others to decide.
//!
//! A destination is never followed elsewhere, and what it answers is not kept. No error holds a secret.

use super::signature;
use crate::model::duration;
use crate::model::host::is_loopback;
use crate::secret::Secret;
use crate::tls::{self, TlsError};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

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
    /// How long it may take until the answer's status line and body are there.
    pub limit: Duration,
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
            .timeout(callback.limit)
            .send()
            .await
            .map_err(|error| in_words(&error.without_url(), callback.limit))?;
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
fn in_words(error: &reqwest::Error, limit: Duration) -> String {
    if error.is_timeout() {
        return format!("no answer within {}", duration::show(limit));
    }
    let mut innermost: &dyn std::error::Error = error;
    while let Some(cause) = innermost.source() {
        innermost = cause;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    /// The outcome at a destination that says this, and then nothing more.
    fn outcome_of(said: &'static [u8]) -> Outcome {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            assert!(stream.read(&mut [0; 1024]).is_ok_and(|count| count > 0));
            stream.write_all(said).expect("said");
            // Until the other side has gone.
            while stream.read(&mut [0; 1024]).is_ok_and(|count| count > 0) {}
        });
        let secrets = [Secret::new("whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=")];
        let callback =
            Callback { id: "kevt_1", url: &url, body: b"{}", secrets: &secrets, limit: Duration::from_millis(50) };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(Deliverer::new(None).deliver(&callback))
    }

    #[test]
    fn a_destination_that_is_silent_has_not_answered_when_its_time_is_up() {
        for said in [&b""[..], b"HTTP/1.1 200 OK\r\ncontent-"] {
            let outcome = outcome_of(said);
            assert_eq!((outcome.status, outcome.error.as_deref()), (None, Some("no answer within 50ms")));
            assert!(outcome.duration >= Duration::from_millis(50));
        }
    }

    #[test]
    fn a_status_is_an_answer_though_the_rest_never_comes() {
        let outcome = outcome_of(b"HTTP/1.1 204 X\r\ncontent-length: 0\r\n\r\n");
        assert_eq!((outcome.status, outcome.error), (Some(204), None));
        let half = outcome_of(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
        assert_eq!((half.status, half.error), (Some(200), None));
    }
}
