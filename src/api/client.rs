//! The one client and the one funnel: authentication, deadline, resending, size limit, redirects refused.
//!
//! The key goes to the base's own host and nowhere else: a path cannot name a host, and a redirect is never followed.

use super::auth;
use super::decode::Response;
use super::error::{Error, Refusal};
use super::options::Options;
use super::redact;
use super::request::{Effect, Request, plain_headers};
use super::retry::{self, Budget, Outcome};
use super::trace::{Exchange, Observer, Sight};
use super::unreached::Unreached;
use crate::secret::Secret;
use crate::tls;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER, SET_COOKIE};
use reqwest::{Method, StatusCode};
use std::sync::Arc;
use std::time::{Duration, Instant};
use url::Url;

/// The largest answer that is read.
const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    /// Keeps no connection: a `POST` on one that the other end is closing would be unknown though nothing arrived.
    once: reqwest::Client,
    /// `None` where no key is to be sent.
    authorization: Option<HeaderValue>,
    key: Option<Secret>,
    options: Options,
    observer: Observer,
}

impl Client {
    /// Makes a client; connects to nothing.
    pub fn new(options: Options, key: &Secret, observer: Observer) -> Result<Self, Error> {
        Self { key: Some(key.clone()), ..Self::without_key(options, observer)? }.authorized()
    }

    /// One that has no key to send: for what is looked at before credentials are.
    pub fn without_key(options: Options, observer: Observer) -> Result<Self, Error> {
        let (http, once) = transports(&options, &observer)?;
        Ok(Self { http, once, authorization: None, key: None, options, observer })
    }

    /// The same without its key.
    pub fn anonymous(&self) -> Self {
        Self { authorization: None, key: None, ..self.clone() }
    }

    /// The same with this user name beside the key, or with the key by itself.
    pub fn named(&self, username: Option<&str>) -> Result<Self, Error> {
        let mut client = self.clone();
        client.options.username = username.map(str::to_owned);
        client.authorized()
    }

    fn authorized(mut self) -> Result<Self, Error> {
        let refused =
            |_| Error::Setup { what: "the key or the user name holds characters that cannot be sent".to_owned() };
        let header = |key| auth::header(key, self.options.username.as_deref()).map_err(refused);
        self.authorization = self.key.as_ref().map(header).transpose()?;
        Ok(self)
    }

    /// The same, of which somebody else is told, too.
    pub fn watched_by(&self, other: Observer) -> Self {
        let own = Arc::clone(&self.observer);
        let observer: Observer = Arc::new(move |sight: Sight<'_>| {
            other(sight);
            own(sight);
        });
        Self { observer, ..self.clone() }
    }

    /// The same with another merchant id.
    pub fn of_merchant(&self, id: Option<&str>) -> Self {
        let mut client = self.clone();
        client.options.merchant_id = id.map(str::to_owned);
        client
    }

    /// Sends a request, again where that is safe, and gives the whole answer if it is a 2xx.
    pub async fn send(&self, request: &Request) -> Result<Response, Error> {
        (self.observer)(Sight::Begins(request.effect()));
        let result = self.send_until_settled(request).await;
        (self.observer)(Sight::Ends);
        result
    }

    async fn send_until_settled(&self, request: &Request) -> Result<Response, Error> {
        let deadline = Instant::now() + self.options.request_timeout;
        let mut attempts = 0;
        let mut may_have_arrived = false;
        loop {
            attempts += 1;
            let started = Instant::now();
            let result = self.attempt(request, deadline.saturating_duration_since(started)).await;
            self.report(request, &result, started.elapsed());
            let left = deadline.saturating_duration_since(Instant::now());
            let budget =
                Budget { attempts, retries: self.options.retries, left, connect: self.options.connect_limit() };
            let jitter = |most: Duration| most * fastrand::u32(0..=1000) / 1000;
            let outcome = outcome(&result);
            match retry::decide(budget, request.effect(), outcome, wish(&result), jitter) {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return self.settle(request, result, may_have_arrived),
            }
            may_have_arrived |= !matches!(outcome, Outcome::NotSent | Outcome::Status(429));
        }
    }

    async fn attempt(&self, request: &Request, left: Duration) -> Result<Response, Error> {
        let url = request
            .url(&self.options.base_url)
            .map_err(|error| Error::Setup { what: format!("`{}` is no path: {error}", request.path) })?;
        let http = if request.effect() == Effect::Once { &self.once } else { &self.http };
        let mut builder = http.request(request.method.clone(), url).timeout(left);
        for (name, value) in plain_headers(request, self.options.merchant_id.as_deref()) {
            builder = builder.header(name, value);
        }
        if let Some(authorization) = &self.authorization {
            builder = builder.header(AUTHORIZATION, authorization.clone());
        }
        if let Some(body) = &request.body {
            builder = builder.body(body.to_string());
        }
        let response = builder.send().await.map_err(|cause| self.lost(request, cause))?;
        self.read(request, response).await
    }

    /// The whole answer. A refusal (4xx) is one from its first line on, whatever becomes of its body.
    async fn read(&self, request: &Request, mut response: reqwest::Response) -> Result<Response, Error> {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let mut body = Vec::new();
        match self.read_body(request, &mut response, &mut body).await {
            Err(error) if !status.is_client_error() => Err(error),
            _ => Ok(Response { status, headers, body }),
        }
    }

    async fn read_body(
        &self,
        request: &Request,
        response: &mut reqwest::Response,
        body: &mut Vec<u8>,
    ) -> Result<(), Error> {
        while let Some(chunk) = response.chunk().await.map_err(|cause| self.lost(request, cause))? {
            if body.len() + chunk.len() > LARGEST_BODY {
                let cause = format!("the answer is larger than {} MiB", LARGEST_BODY / 1024 / 1024);
                return Err(self.no_answer(request, cause.into()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(())
    }

    /// One attempt: whatever is answered, as it came.
    pub(super) async fn once(&self, request: &Request) -> Result<Response, Error> {
        let started = Instant::now();
        let result = self.attempt(request, self.options.request_timeout).await;
        self.report(request, &result, started.elapsed());
        result
    }

    /// The last attempt's result as the call's. What an earlier attempt may have done is not forgotten: a `DELETE` that
    /// finds nothing then has succeeded, and neither a host that is gone now nor a refusal means that nothing was done.
    fn settle(
        &self,
        request: &Request,
        result: Result<Response, Error>,
        may_have_arrived: bool,
    ) -> Result<Response, Error> {
        match result {
            Err(Error::NotSent { cause, .. }) if may_have_arrived => Err(self.no_answer(request, Box::new(cause))),
            Ok(Response { status: StatusCode::NOT_FOUND, headers, .. })
                if may_have_arrived && request.method == Method::DELETE =>
            {
                Ok(Response { status: StatusCode::NO_CONTENT, headers, body: Vec::new() })
            }
            result => result?.accept(request).map_err(|error| match error {
                Error::Refused(refusal) => {
                    let after_another = may_have_arrived && request.effect() != Effect::Read;
                    Error::Refused(Box::new(Refusal { after_another, ..*refusal }))
                }
                error => error,
            }),
        }
    }

    fn lost(&self, request: &Request, cause: reqwest::Error) -> Error {
        let cause = cause.without_url();
        match cause.is_connect() {
            true => Error::NotSent { host: self.host(), reason: Unreached::of(&cause), cause },
            false => self.no_answer(request, Box::new(cause)),
        }
    }

    fn no_answer(&self, request: &Request, cause: Box<dyn std::error::Error + Send + Sync>) -> Error {
        let (method, path) = (request.method.to_string(), request.path.clone());
        Error::NoAnswer { method, path, host: self.host(), effect: request.effect(), cause }
    }

    fn host(&self) -> String {
        let base = &self.options.base_url;
        let port = base.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}{port}", base.host_str().unwrap_or_default())
    }

    fn shown_headers(&self, request: &Request) -> Vec<(String, String)> {
        let mut headers = request.shown_headers(self.options.merchant_id.as_deref());
        headers.retain(|(name, _)| self.authorization.is_some() || name != AUTHORIZATION.as_str());
        headers
    }

    fn report(&self, request: &Request, result: &Result<Response, Error>, elapsed: Duration) {
        let answer = result.as_ref().ok();
        (self.observer)(Sight::Exchange(&Exchange {
            method: request.method.to_string(),
            path: path_and_query(request, &self.options.base_url),
            outcome: result.as_ref().map_or_else(Error::in_short, |answer| answer.status.as_u16().to_string()),
            correlation_id: answer.and_then(Response::correlation_id),
            elapsed,
            request_headers: self.shown_headers(request),
            request_body: request.body.as_ref().map(|body| redact::body(body.to_string().as_bytes())),
            response_headers: answer.map(|answer| shown(&answer.headers)).unwrap_or_default(),
            response_body: answer.filter(|answer| !answer.body.is_empty()).map(|answer| redact::body(&answer.body)),
        }));
    }
}

fn path_and_query(request: &Request, base: &Url) -> String {
    request.url(base).map_or_else(|_| request.path.clone(), |url| url[url::Position::BeforePath..].to_owned())
}

fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| match name {
            &SET_COOKIE => (name.to_string(), "***".to_owned()),
            name => (name.to_string(), redact::text(&String::from_utf8_lossy(value.as_bytes()))),
        })
        .collect()
}

fn outcome(result: &Result<Response, Error>) -> Outcome {
    match result {
        Ok(response) => Outcome::Status(response.status.as_u16()),
        Err(Error::NotSent { .. }) => Outcome::NotSent,
        Err(Error::NoAnswer { cause, .. }) => match cause.downcast_ref::<reqwest::Error>() {
            Some(cause) if !cause.is_timeout() => Outcome::Lost,
            _ => Outcome::TimedOut,
        },
        Err(_) => Outcome::TimedOut,
    }
}

fn wish(result: &Result<Response, Error>) -> Option<Duration> {
    let text = result.as_ref().ok()?.headers.get(RETRY_AFTER)?.to_str().ok()?;
    retry::retry_after(text, jiff::Timestamp::now())
}

fn transports(options: &Options, observer: &Observer) -> Result<(reqwest::Client, reqwest::Client), Error> {
    let setup = |error: reqwest::Error| Error::Setup { what: format!("cannot set up HTTP: {error}") };
    let unset = |error: tls::TlsError| Error::Setup { what: error.to_string() };
    let tls = match options.needs_tls() {
        true => {
            let (tls, note) = tls::for_https(options.ca_file.as_deref()).map_err(unset)?;
            note.inspect(|note| observer(Sight::Note(note)));
            tls
        }
        false => tls::for_plain_http().map_err(unset)?,
    };
    let build = || Ok(transport(options)?.tls_backend_preconfigured(tls.clone()));
    let (http, once) = (build().map_err(setup)?, build().map_err(setup)?);
    Ok((http.build().map_err(setup)?, once.pool_max_idle_per_host(0).build().map_err(setup)?))
}

/// What stays on this machine goes through no proxy, whoever names one: it is not encrypted.
fn transport(options: &Options) -> Result<reqwest::ClientBuilder, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("ipp/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .tcp_nodelay(true)
        .connect_timeout(options.connect_limit());
    match &options.proxy {
        _ if options.is_loopback() => Ok(builder.no_proxy()),
        Some(proxy) => Ok(builder.proxy(reqwest::Proxy::all(proxy)?)),
        None => Ok(builder),
    }
}
