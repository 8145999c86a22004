//! One run of the listener: what has to be there before it can begin, and what is put away at its end.

use super::ListenArgs;
use super::amounts;
use super::attend::Attend;
use super::conclusion::conclude;
use super::handling::Handling;
use super::seen::Seen;
use super::site::{self, Site};
use super::until::{Progress, Until};
use super::worker::Worker;
use crate::commands::child::{Environment as Variables, Signals};
use crate::commands::listening::{self, ReadyFile};
use crate::commands::webhook::{place, record, sending};
use crate::config::{Settings, variables};
use crate::context::Context;
use crate::error::Error;
use crate::model::event::EventType;
use crate::model::host::is_loopback;
use crate::output::Printing;
use crate::webhook::forward::{Forwarder, shown};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use url::Url;

pub(in crate::commands::webhook) async fn run(ctx: &mut Context, args: ListenArgs) -> Result<(), Error> {
    ctx.refuse_to_show()?;
    refuse_unseen(&args)?;
    let signals = Signals::listen()?;
    let printing = ctx.step_aside()?;
    tell_unknown(ctx, &args);
    let ready = ReadyFile::new(args.ready_file.clone())?;
    let (listener, address) = listening::bind(SocketAddr::new(args.listen, args.port)).await?;
    let url = url(address, &args.path)?;
    let settings = sending::settings(ctx)?;
    for handler in args.handlers() {
        refuse_itself(&handler.url, &url)?;
        sending::refuse_open(ctx, &handler.url, &args.secret)?;
    }
    let known = site::secrets(ctx, &args, settings.as_deref(), &url).await?;
    let mut site = Site::new(ctx, settings, &url, known)?;
    let announced = url.to_string();
    let result = match site.serve(ctx, &args).await {
        Ok(variables) => listen(ctx, &args, (listener, url, &ready), (&mut site, variables), (signals, printing)).await,
        Err(error) => Err(error),
    };
    let withdrawn = ready.withdraw(&announced);
    let closed = site.close().await;
    result.and(withdrawn).and(closed)
}

/// Receives until something ends it.
async fn listen(
    ctx: &mut Context,
    args: &ListenArgs,
    (listener, url, ready): (TcpListener, Url, &ReadyFile),
    (site, mut variables): (&mut Site, Variables),
    (signals, printing): (Signals, Printing),
) -> Result<(), Error> {
    let earlier = if args.until.is_some() { site.earlier()? } else { Vec::new() };
    let (handling, progress) = handling(ctx, args, &earlier)?;
    let failed = |error| Error::Internal(format!("cannot listen: {error}"));
    let listener = listener.into_std().map_err(failed)?;
    let (worker, lines) = Worker::start(listener, url.path().to_owned(), site.keys(), handling)?;
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
        words => Some(site.run(words, variables)?),
    };
    let deadline = progress.is_some().then(|| Instant::now() + args.time());
    let mut attend = Attend::new(worker, (lines, printing), child, signals, progress.clone(), deadline);
    let ending = attend.run(ctx, || site.refresh()).await;
    attend.close(ctx).await;
    conclude(ctx, args, ending?, progress.map(|progress| progress.borrow().clone()).unwrap_or_default())
}

fn handling(
    ctx: &mut Context,
    args: &ListenArgs,
    earlier: &[String],
) -> Result<(Handling, Option<watch::Receiver<Progress>>), Error> {
    let events = record::open(args.record.as_deref())?;
    let (until, progress) = match &args.until {
        Some(pattern) => {
            let (until, progress) = Until::new(pattern.clone(), args.wanted());
            (Some(until.into()), Some(progress))
        }
        None => (None, None),
    };
    let mut seen = Seen::of(&events);
    seen.add_earlier(earlier);
    let handling = Handling {
        seen: seen.into(),
        events,
        forwarder: Forwarder::new(sending::deliverer(ctx)?.nameless(), args.handlers().collect()),
        filter: args.filter.clone(),
        forwards_unverified: args.forward_unverified,
        shows_bodies: ctx.ui.traced,
        until,
    };
    Ok((handling, progress))
}

/// What is left out would never be counted.
fn refuse_unseen(args: &ListenArgs) -> Result<(), Error> {
    match &args.until {
        Some(until) if !args.filter.may_take(until) => Err(Error::usage(format!(
            "`--event` leaves out {until}, which `--until` waits for: nobody would be told of it; give `--event {until}` as well"
        ))),
        _ => Ok(()),
    }
}

/// A type that nobody sends is most often a slip; but Kustom may add some, and the account has its own.
fn tell_unknown(ctx: &mut Context, args: &ListenArgs) {
    for pattern in args.until.iter().chain(args.filter.events()) {
        if !EventType::KNOWN.iter().any(|kind| pattern.matches(kind.name())) {
            ctx.ui.note(&format!("`{pattern}` is no event of In-Person Payments: it is waited for as it is"));
        }
    }
}

/// What hands events to itself never comes to an end.
fn refuse_itself(handler: &Url, own: &Url) -> Result<(), Error> {
    let is_here = is_loopback(handler) || handler.host() == own.host();
    if is_here && handler.port_or_known_default() == own.port_or_known_default() && handler.path() == own.path() {
        return Err(Error::usage(format!("{} is this listener itself; forward to a handler", shown(handler))));
    }
    Ok(())
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
