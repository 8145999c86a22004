//! Callbacks that steps expect. On the emulator this run makes itself a destination, receives, verifies and records; on the
//! playground it looks at what a running `ipp webhook listen` records. Only what was verified counts.

use crate::commands::webhook::{Registered, record};
use crate::context::Context;
use crate::emulator::World;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::webhook::events::{Events, Recorded};
use crate::webhook::receiver::{Answer, Arrival, Keys, Limits, Receiver};
use crate::webhook::signature::SigningKey;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

/// What stands before a run's name in the paths of its destination.
const PATH: &str = "/ipp-test/";

/// How long an address of this machine may take to take a connection.
const MOMENT: Duration = Duration::from_millis(200);

/// What is heard of.
pub(super) struct Callbacks {
    events: Events,
    began: Timestamp,
    own: Option<Own>,
}

/// What was heard of a session since the run began.
pub(super) struct Heard {
    /// How many of the kind came, verified. One that was sent again, as it may at any time (D), is one.
    pub verified: usize,
    /// Why one of the kind could not be verified.
    pub unverified: Option<String>,
    /// Whether anything at all shows that callbacks of the session reach this machine.
    pub hears: bool,
}

/// This run as a destination.
struct Own {
    path: String,
    registered: Registered,
    receiving: JoinHandle<()>,
    /// The emulator is in this process and knows it, so that silence is silence.
    is_sure: bool,
}

impl Callbacks {
    /// Begins to hear. Before the emulator starts, so that it knows that there is somebody to send to.
    pub async fn open(ctx: &mut Context, run: &str, is_wanted: bool) -> Result<Self, Error> {
        let settings = ctx.settings()?;
        let began = Timestamp::now();
        if settings.environment.value != Environment::Emulator || !is_wanted {
            return Ok(Self { events: record::find(None)?, began, own: None });
        }
        sweep(ctx, &settings.state_dir)?;
        let events = record::open(None)?;
        let failed = |error: std::io::Error| Error::Internal(format!("callbacks cannot be received: {error}"));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(failed)?;
        let (path, address) = (format!("{PATH}{run}"), listener.local_addr().map_err(failed)?);
        let url = Url::parse(&format!("http://{address}{path}")).map_err(|error| Error::Internal(error.to_string()))?;
        let registered = Registered::new(ctx, &settings.state_dir, &url, None)?;
        let (keep, keys): (_, Keys) = watch::channel(registered.keys().unwrap_or_default());
        let is_sure = settings.base_url.is_none();
        let receiver = Receiver::start(listener, &path, keys, Limits::default());
        let receiving = tokio::spawn(receive(receiver, events.clone(), keep));
        Ok(Self { events, began, own: Some(Own { path, registered, receiving, is_sure }) })
    }

    /// What came of this kind for the session.
    pub fn heard(&self, id: &SessionId, kind: &EventType) -> Result<Heard, Error> {
        let newest = self.events.newest_first().map_err(|source| record::unreadable(&self.events, source))?;
        let is_new = |recorded: &Recorded| recorded.received.at >= self.began;
        let is_ours = |recorded: &Recorded| self.own.as_ref().is_none_or(|own| own.path == recorded.received.path);
        let mut heard =
            Heard { verified: 0, unverified: None, hears: self.own.as_ref().is_some_and(|own| own.is_sure) };
        let mut ids = BTreeSet::new();
        for recorded in newest.flatten().take_while(is_new).filter(is_ours) {
            let about = recorded.received.summary();
            if about.data.session_id.as_deref() != Some(id.as_str()) {
                continue;
            }
            let is_meant = about.kind.as_deref() == Some(kind.name());
            match recorded.problem {
                None => {
                    heard.hears = true;
                    heard.verified += usize::from(is_meant && ids.insert(recorded.received.id()));
                }
                Some(why) if is_meant => heard.unverified = Some(why),
                Some(_) => {}
            }
        }
        Ok(heard)
    }

    /// What to do when none came, or none can be heard.
    pub fn advice(&self) -> Option<String> {
        let text = match self.own {
            Some(_) => {
                "`ipp emulator deliveries` shows what was sent where, and `ipp emulator fault list` what goes wrong on purpose"
            }
            None => {
                "on the playground `ipp webhook listen` has to run beside this, as a destination: what it records is looked at"
            }
        };
        Some(text.to_owned())
    }

    /// Says that nobody listens here any more.
    pub fn close(self) -> Result<(), Error> {
        match self.own {
            Some(mut own) => {
                own.receiving.abort();
                own.registered.leave()
            }
            None => Ok(()),
        }
    }
}

/// Records and answers what comes, until it is dropped.
async fn receive(mut receiver: Receiver, events: Events, _keep: watch::Sender<Arc<[SigningKey]>>) {
    while let Some(arrival) = receiver.next().await {
        let Arrival::Event(incident) = arrival else { continue };
        let problem = incident.verdict.as_ref().err().map(ToString::to_string);
        let answer = match (events.append(&incident.received, problem.as_deref(), false), &incident.verdict) {
            (Err(_), _) => Answer::new(503, "the event could not be recorded: send it again"),
            (Ok(()), Err(fault)) => Answer::refusal(fault),
            (Ok(()), Ok(())) => Answer::new(200, ""),
        };
        incident.answer(answer);
    }
}

/// Removes destinations that runs before this one have left behind, killed: nobody answers there any more. One that
/// somebody else has made stays.
fn sweep(ctx: &mut Context, folder: &Path) -> Result<(), Error> {
    let destinations = World::open(folder)?.destinations()?;
    let urls = destinations.iter().filter_map(|destination| Url::parse(&destination.url).ok());
    for url in urls.filter(|url| url.path().starts_with(PATH)) {
        let is_dead =
            |port| TcpStream::connect_timeout(&SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port), MOMENT).is_err();
        if url.port().is_some_and(is_dead) {
            Registered::new(ctx, folder, &url, None)?.leave()?;
        }
    }
    Ok(())
}
