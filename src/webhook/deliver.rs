//! Delivers one callback: signs it or takes it as it is, posts it, and says how it went. Whether it is tried again is
//! for others to decide.
//!
//! A destination is never followed elsewhere, and of what it answers only the beginning is kept. No error holds a secret.

use super::received::{self, Headers};
use super::signature;
use crate::model::duration;
use crate::model::host::is_loopback;
use crate::secret::Secret;
use crate::tls::{self, TlsError};
use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, USER_AGENT as USER_AGENT_HEADER};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// What `ipp` calls itself where it does not pose as anybody else.
pub const USER_AGENT: &str = concat!("ipp/", env!("CARGO_PKG_VERSION"));

/// How much of an answer is read before the connection is dropped, in bytes: so much that a small one can be reused.
const LARGEST_ANSWER: usize = 64 * 1024;

/// How long an answer's body is read once its head is there: the head is the answer, and keeps nobody waiting.
const REST: Duration = Duration::from_millis(500);

/// How much of it is shown, in characters.
const EXCERPT: usize = 300;

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
    /// How long it may take until the answer's head is there.
    pub limit: Duration,
}

/// What is to be posted as it is.
#[derive(Debug)]
pub struct Post<'a> {
    /// Where to.
    pub url: &'a Url,
    /// The signature among them; what only belongs to a connection is left out.
    pub headers: &'a Headers,
    /// The exact bytes.
    pub body: &'a [u8],
    /// How long it may take until the answer's head is there.
    pub limit: Duration,
}

/// How an attempt ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What the destination answered, if it did.
    pub status: Option<u16>,
    /// What went wrong, if there was no answer.
    pub error: Option<String>,
    /// How long it took until the answer's head was there.
    pub duration: Duration,
}

/// An outcome, and what a person wants to see of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// How it ended.
    pub outcome: Outcome,
    /// Whether it is certain that nothing was sent: DNS, connect, TLS.
    pub is_unreached: bool,
    /// The beginning of the answer's body.
    pub excerpt: String,
    /// Whether the body was so large that it was not read to its end.
    pub is_cut: bool,
}

/// A post that was not answered.
struct Failure {
    error: String,
    is_unreached: bool,
}

impl Failure {
    fn unreached(error: String) -> Self {
        Self { error, is_unreached: true }
    }
}

impl Outcome {
    /// Any 2xx is a success (D).
    pub fn is_delivered(&self) -> bool {
        matches!(self.status, Some(200..=299))
    }
}

/// Keeps its connections. Costs nothing until the first callback.
pub struct Deliverer {
    user_agent: Option<&'static str>,
    is_fresh: bool,
    ca_file: Option<PathBuf>,
    proxy: Option<String>,
    clients: Mutex<[Option<reqwest::Client>; 4]>,
}

impl Deliverer {
    /// `ca_file` is trusted besides the system's certificates.
    pub fn new(user_agent: &'static str, ca_file: Option<PathBuf>) -> Self {
        Self {
            user_agent: Some(user_agent),
            is_fresh: false,
            ca_file,
            proxy: None,
            clients: Mutex::new([const { None }; 4]),
        }
    }

    /// The same through a proxy, except to this machine.
    pub fn through(self, proxy: Option<String>) -> Self {
        Self { proxy, ..self }
    }

    /// The same with a connection of its own for each post: one that is kept may be closed by the other side at the very
    /// moment at which it is used again.
    pub fn fresh(self) -> Self {
        Self { is_fresh: true, ..self }
    }

    /// The same in nobody's name: only the post's own headers say who sends it.
    pub fn nameless(self) -> Self {
        Self { user_agent: None, ..self }
    }

    /// Signs with the present time, and posts.
    pub async fn deliver(&self, callback: &Callback<'_>) -> Outcome {
        let prepared = Url::parse(callback.url)
            .map_err(|error| format!("it is not a URL: {error}"))
            .and_then(|url| Ok((url, signed(callback)?)));
        match prepared {
            Ok((url, headers)) => {
                self.post(&Post { url: &url, headers: &headers, body: callback.body, limit: callback.limit }).await
            }
            Err(error) => Outcome { status: None, error: Some(error), duration: Duration::ZERO },
        }
    }

    /// Posts what is signed already.
    pub async fn post(&self, post: &Post<'_>) -> Outcome {
        self.ask(post).await.outcome
    }

    /// The same, with the beginning of the answer's body.
    pub async fn ask(&self, post: &Post<'_>) -> Answer {
        let started = Instant::now();
        match self.send(post).await {
            Ok((status, duration, body)) => Answer {
                outcome: Outcome { status: Some(status), error: None, duration },
                is_unreached: false,
                excerpt: excerpt(&body),
                is_cut: body.len() > LARGEST_ANSWER,
            },
            Err(Failure { error, is_unreached }) => Answer {
                outcome: Outcome { status: None, error: Some(error), duration: started.elapsed() },
                is_unreached,
                excerpt: String::new(),
                is_cut: false,
            },
        }
    }

    async fn send(&self, post: &Post<'_>) -> Result<(u16, Duration, Vec<u8>), Failure> {
        let started = Instant::now();
        let mut response = self
            .client(post.url)
            .map_err(Failure::unreached)?
            .post(post.url.clone())
            .headers(self.headers(post).map_err(Failure::unreached)?)
            .body(post.body.to_vec())
            .timeout(post.limit)
            .send()
            .await
            .map_err(|error| {
                let is_unreached = error.is_connect() || error.is_builder();
                Failure { error: in_words(&error.without_url(), post.limit), is_unreached }
            })?;
        let duration = started.elapsed();
        // The head is the answer. The rest is only read for an excerpt, and so that the connection can be used again.
        let mut body = Vec::new();
        let read = async {
            while let Ok(Some(chunk)) = response.chunk().await {
                body.extend_from_slice(&chunk);
                if body.len() > LARGEST_ANSWER {
                    break;
                }
            }
        };
        // What comes no more is not waited for.
        let _ = tokio::time::timeout(REST, read).await;
        Ok((response.status().as_u16(), duration, body))
    }

    fn headers(&self, post: &Post<'_>) -> Result<HeaderMap, String> {
        let mut headers = map(post.headers)?;
        if let Some(name) = self.user_agent {
            headers.entry(USER_AGENT_HEADER).or_insert(HeaderValue::from_static(name));
        }
        if post.body.is_empty() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(headers)
    }

    /// One for each kind of address, made when it is first needed: encrypted or not, on this machine or elsewhere.
    fn client(&self, url: &Url) -> Result<reqwest::Client, String> {
        let (is_encrypted, is_here) = (url.scheme() == "https", is_loopback(url));
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let place = &mut clients[usize::from(is_encrypted) * 2 + usize::from(is_here)];
        Ok(match &*place {
            Some(client) => client.clone(),
            None => place.insert(self.transport(is_encrypted, is_here)?).clone(),
        })
    }

    fn transport(&self, is_encrypted: bool, is_here: bool) -> Result<reqwest::Client, String> {
        // Something else than this machine may be behind a proxy that speaks TLS.
        let tls = match is_encrypted || !is_here {
            true => tls::for_https(self.ca_file.as_deref()).map(|(tls, _)| tls),
            false => tls::for_plain_http(),
        };
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .tls_backend_preconfigured(tls.map_err(|error: TlsError| error.to_string())?);
        if self.is_fresh {
            builder = builder.pool_max_idle_per_host(0);
        }
        if is_here {
            builder = builder.no_proxy();
        } else if let Some(proxy) = &self.proxy {
            let wrong = |error: reqwest::Error| format!("cannot use the proxy: {}", error.without_url());
            builder = builder.proxy(reqwest::Proxy::all(proxy).map_err(wrong)?);
        }
        builder.build().map_err(|error| format!("cannot set up HTTP: {error}"))
    }
}

fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(4 * EXCERPT)]);
    text.chars().take(EXCERPT).collect()
}

/// The headers of a callback that is sent now.
fn signed(callback: &Callback<'_>) -> Result<Headers, String> {
    let timestamp = jiff::Timestamp::now().as_second();
    let signature = signature::header(callback.secrets, callback.id, timestamp, callback.body)
        .map_err(|error| error.to_string())?;
    let headers = [
        ("content-type", "application/json"),
        (received::ID, callback.id),
        (received::TIMESTAMP, &timestamp.to_string()),
        (received::SIGNATURE, &signature),
    ];
    Ok(headers.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).to_vec())
}

fn map(headers: &Headers) -> Result<HeaderMap, String> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers.iter().filter(|(name, _)| !received::is_of_the_connection(name)) {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_bytes(value);
        let (name, value) = name.ok().zip(value.ok()).ok_or("it cannot be put into a header")?;
        map.append(name, value);
    }
    Ok(map)
}

fn to_tenths(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_millis() / 100).unwrap_or(u64::MAX).saturating_mul(100))
}

/// The innermost cause says it best: `connection refused`, not `error sending request`.
fn in_words(error: &reqwest::Error, limit: Duration) -> String {
    if error.is_timeout() {
        // What is left of a longer time is no round number.
        let shown = if limit < Duration::from_secs(1) { limit } else { to_tenths(limit) };
        return format!("no answer within {}", duration::show(shown));
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

    /// Longer than anything here takes.
    const LONG: Duration = Duration::from_secs(60);

    /// The outcome at a destination that says this, and then nothing more.
    fn outcome_within(limit: Duration, said: &'static [u8]) -> Outcome {
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
        let callback = Callback { id: "kevt_1", url: &url, body: b"{}", secrets: &secrets, limit };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(Deliverer::new(USER_AGENT, None).deliver(&callback))
    }

    #[test]
    fn a_destination_that_is_silent_has_not_answered_when_its_time_is_up() {
        for said in [&b""[..], b"HTTP/1.1 200 OK\r\ncontent-"] {
            let outcome = outcome_within(Duration::from_millis(50), said);
            assert_eq!((outcome.status, outcome.error.as_deref()), (None, Some("no answer within 50ms")));
            assert!(outcome.duration >= Duration::from_millis(50));
        }
    }

    #[test]
    fn a_status_is_an_answer_though_the_rest_never_comes() {
        let outcome = outcome_within(LONG, b"HTTP/1.1 204 X\r\ncontent-length: 0\r\n\r\n");
        assert_eq!((outcome.status, outcome.error), (Some(204), None));
        let began = Instant::now();
        let long = outcome_within(LONG, b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
        assert_eq!((long.status, long.error), (Some(200), None));
        assert!(began.elapsed() < Duration::from_secs(20), "the head is the answer");
    }
}
