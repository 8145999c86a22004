//! One run of the listener: what has to be there before it can begin, and what is put away at its end.

use super::ListenArgs;
use super::amounts;
use super::attend::{Attend, Ending};
use super::handling::Handling;
use super::place::{self, Registered};
use super::seen::Seen;
use super::until::{Progress, Until};
use super::worker::Worker;
use crate::commands::child::{Child, Environment as Variables, Signals};
use crate::commands::listening::{self, ReadyFile};
use crate::commands::webhook::{record, sending};
use crate::config::{self, Settings, variables};
use crate::context::Context;
use crate::emulator::{self, Plays, Server, World};
use crate::error::Error;
use crate::model::duration;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::webhook::deliver::Deliverer;
use crate::webhook::forward::{Forwarder, Handler};
use crate::webhook::signature::SigningKey;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use url::Url;

/// How long an event that is waited for may take when nobody says otherwise.
const TIME: Duration = Duration::from_secs(60);

/// How long requests and deliveries of the emulator get at the end.
const GRACE: Duration = Duration::from_secs(2);

pub(in crate::commands::webhook) async fn run(ctx: &mut Context, args: ListenArgs) -> Result<(), Error> {
    ctx.refuse_to_show()?;
    let signals = Signals::listen()?;
    let ready = ReadyFile::new(args.ready_file.clone())?;
    let (listener, address) = listening::bind(SocketAddr::new(args.listen, args.port)).await?;
    let url = url(address, &args.path)?;
    let settings = sending::settings(ctx)?;
    let known = secrets(ctx, &args, settings.as_deref(), &url).await?;
    let mut site = Site::new(ctx, settings, &url, known)?;
    let result = match site.serve(ctx, &args).await {
        Ok(variables) => listen(ctx, &args, (listener, url, ready), (&mut site, variables), signals).await,
        Err(error) => Err(error),
    };
    let closed = site.close().await;
    result.and(closed)
}

/// What there is before the first event, and after the last.
struct Site {
    settings: Option<Rc<Settings>>,
    registered: Option<Registered>,
    server: Option<Server>,
    keys: watch::Sender<Arc<[SigningKey]>>,
    secret: Option<Secret>,
}

impl Site {
    fn new(ctx: &mut Context, settings: Option<Rc<Settings>>, url: &Url, known: Vec<Secret>) -> Result<Self, Error> {
        let keys = known.iter().filter_map(|secret| SigningKey::new(secret).ok()).collect();
        let secret = known.into_iter().next();
        let registered = match settings.as_ref().filter(|settings| settings.environment.value == Environment::Emulator)
        {
            Some(settings) => Some(Registered::new(ctx, &settings.state_dir, url, secret.as_ref())?),
            None => None,
        };
        Ok(Self { settings, registered, server: None, keys: watch::Sender::new(keys), secret })
    }

    /// What CMD finds in its environment; with the emulator, one is served for it.
    async fn serve(&mut self, ctx: &Context, args: &ListenArgs) -> Result<Variables, Error> {
        let mut variables: Variables = Vec::new();
        if let Some(secret) = &self.secret {
            variables.push((variables::WEBHOOK_SECRET, secret.expose().into()));
        }
        let (Some(settings), Some(_)) = (&self.settings, &self.registered) else { return Ok(variables) };
        if args.command.is_empty() {
            return Ok(variables);
        }
        variables.push((variables::ENVIRONMENT, "emulator".into()));
        variables.push((variables::API_KEY, emulator::API_KEY.into()));
        variables.push((variables::STATE_DIR, settings.state_dir.clone().into()));
        let base_url = match &settings.base_url {
            Some(base_url) => base_url.value.to_string(),
            None => {
                let (listener, address) = listening::bind(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0)).await?;
                let deliverer = Deliverer::new(emulator::USER_AGENT, ctx.flags().ca_file.clone());
                let (folder, world) = (&settings.state_dir, World::open(&settings.state_dir)?);
                let failed = |error| Error::Internal(format!("the emulator cannot serve: {error}"));
                let server = Server::start(listener, world, folder, Plays::Playground, deliverer).map_err(failed)?;
                self.server = Some(server);
                format!("http://{address}")
            }
        };
        variables.push((variables::BASE_URL, base_url.into()));
        Ok(variables)
    }

    /// Takes over what the emulator signs with now.
    fn refresh(&self) {
        if let Some(keys) = self.registered.as_ref().and_then(Registered::keys) {
            self.keys.send_replace(keys);
        }
    }

    async fn close(self) -> Result<(), Error> {
        let removed = self.registered.map_or(Ok(()), Registered::remove);
        if let Some(server) = self.server {
            server.end(GRACE).await;
        }
        removed
    }
}

/// Receives until something ends it.
async fn listen(
    ctx: &mut Context,
    args: &ListenArgs,
    (listener, url, ready): (TcpListener, Url, ReadyFile),
    (site, mut variables): (&mut Site, Variables),
    signals: Signals,
) -> Result<(), Error> {
    let (handling, progress) = handling(ctx, args)?;
    let failed = |error| Error::Internal(format!("cannot listen: {error}"));
    let listener = listener.into_std().map_err(failed)?;
    let (worker, lines) = Worker::start(listener, url.path().to_owned(), site.keys.subscribe(), handling)?;
    let lines = match amounts::client(ctx, site.settings.as_deref()).await {
        Some(client) => {
            let (print, printed) = mpsc::channel(1);
            tokio::spawn(amounts::add(client, lines, print));
            printed
        }
        None => lines,
    };
    introduce(ctx, args, site.settings.as_deref(), &url);
    ready.announce(url.as_str())?;
    variables.push((variables::WEBHOOK_URL, url.as_str().into()));
    let child = match args.command.as_slice() {
        [] => None,
        words => Some(start(words, variables, site)?),
    };
    let deadline = progress.is_some().then(|| Instant::now() + args.timeout.unwrap_or(TIME));
    let mut attend = Attend::new(worker, lines, child, signals, progress.clone(), deadline);
    let ending = attend.run(ctx, || site.refresh()).await;
    attend.close(ctx).await;
    ready.withdraw()?;
    conclude(ctx, args, ending?, progress.map(|progress| *progress.borrow()).unwrap_or_default())
}

fn start(words: &[OsString], variables: Variables, site: &Site) -> Result<Child, Error> {
    // A profile of this user's is of another environment than the emulator, more often than not.
    let without = site.registered.as_ref().map(|_| variables::PROFILE);
    Child::start(words, variables, without)
}

fn conclude(ctx: &mut Context, args: &ListenArgs, ending: Ending, progress: Progress) -> Result<(), Error> {
    match ending {
        Ending::Done => Ok(()),
        Ending::Failed(code) => {
            ctx.end_with(code);
            Ok(())
        }
        Ending::Stopped if args.until.is_some() || !args.command.is_empty() => {
            let what = "the listener was stopped before the event came".to_owned();
            Err(Error::Interrupted { what, session: None })
        }
        Ending::Stopped => Ok(()),
        Ending::TimeUp => Err(not_come(args, progress)),
    }
}

fn not_come(args: &ListenArgs, progress: Progress) -> Error {
    let Progress { came, failed, unverified, .. } = progress;
    let count = args.count.map_or(1, std::num::NonZero::get);
    let pattern = args.until.as_ref().map(ToString::to_string).unwrap_or_default();
    let time = duration::show(args.timeout.unwrap_or(TIME));
    let details = [
        (came > 0 || count > 1).then(|| format!("; {came} of {count} came")),
        (failed > 0).then(|| format!("; not handled: {failed}")),
        (unverified > 0).then(|| format!("; not verified: {unverified}")),
    ];
    let details: String = details.into_iter().flatten().collect();
    Error::CheckFailed {
        what: format!("the event {pattern} did not come within {time}{details}"),
        hint: Some("`ipp webhook list` shows everything that was received".to_owned()),
    }
}

fn handling(ctx: &mut Context, args: &ListenArgs) -> Result<(Handling, Option<watch::Receiver<Progress>>), Error> {
    let events = record::open(args.record.as_deref())?;
    let all = args.forward_to.iter().map(|url| Handler { url: url.clone(), pattern: None });
    let handlers = all.chain(args.forward.iter().cloned()).collect();
    let (until, progress) = match &args.until {
        Some(pattern) => {
            let (until, progress) = Until::new(pattern.clone(), args.count.map_or(1, std::num::NonZero::get));
            (Some(until.into()), Some(progress))
        }
        None => (None, None),
    };
    let handling = Handling {
        seen: Seen::of(&events).into(),
        events,
        forwarder: Forwarder::new(sending::deliverer(ctx)?, handlers),
        filter: args.filter.clone(),
        forwards_unverified: args.forward_unverified,
        shows_bodies: ctx.ui.traced,
        until,
    };
    Ok((handling, progress))
}

/// Without a secret nothing can be verified, so there has to be one; or all is forwarded as it comes.
async fn secrets(
    ctx: &mut Context,
    args: &ListenArgs,
    settings: Option<&Settings>,
    url: &Url,
) -> Result<Vec<Secret>, Error> {
    match args.secret.secrets(ctx).await {
        Ok(known) => Ok(known.into_iter().map(|known| known.secret).collect()),
        Err(Error::Config(config::Error::NoSecret)) if args.forward_unverified => {
            ctx.ui.note("there is no signing secret: nothing can be verified");
            Ok(Vec::new())
        }
        Err(Error::Config(config::Error::NoSecret)) => {
            place::explain(ctx, settings.map(|settings| settings.environment.value), url);
            Err(config::Error::NoSecret.into())
        }
        Err(error) => Err(error),
    }
}

/// Where senders on this machine find it.
fn url(address: SocketAddr, path: &str) -> Result<Url, Error> {
    let host = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let url = Url::parse(&format!("http://{}{path}", SocketAddr::new(host, address.port())));
    url.ok().filter(|url| path.starts_with('/') && url.path() == path).ok_or_else(|| {
        Error::usage(format!(
            "`{path}` is no path; give one that begins with `/`, such as /webhooks/kustom, without a query"
        ))
    })
}

fn introduce(ctx: &mut Context, args: &ListenArgs, settings: Option<&Settings>, url: &Url) {
    if !args.listen.is_loopback() {
        ctx.ui.alert(&format!(
            "port {} is open to the network: only what is verified is to be believed",
            url.port().unwrap_or_default()
        ));
    }
    ctx.ui.note(&format!("listening on {url}"));
    place::explain(ctx, settings.map(|settings| settings.environment.value), url);
}
