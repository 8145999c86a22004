//! What surrounds a run: where callbacks are heard, what verifies them, and the emulator that is told of it and, at the end,
//! that nobody listens any more.

use super::super::listening;
use super::super::webhook::place::{self, Registered};
use super::super::webhook::rows::Plan;
use super::super::webhook::{record, sending};
use super::ChecklistArgs;
use super::ears::Ears;
use super::lease::Lease;
use super::relay::{Relay, Way};
use crate::config;
use crate::context::Context;
use crate::error::Error;
use crate::model::assumed::ANSWER_LIMIT;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::webhook::events::{Events, FOLDER};
use crate::webhook::receiver::Keys;
use crate::webhook::signature::SigningKey;
use jiff::Timestamp;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

/// Where a tunnel is expected to point, as for `ipp webhook listen`.
const PORT: u16 = 4020;

/// What was put up for the run.
pub(super) struct Site {
    pub ears: Ears,
    pub registered: Option<Registered>,
    secrets: Vec<Secret>,
}

impl Site {
    /// On the emulator there is always a receiver; elsewhere where it is asked for.
    pub(super) async fn open(
        ctx: &mut Context,
        args: &ChecklistArgs,
        limit: Duration,
        lease: &mut Lease,
    ) -> Result<Self, Error> {
        if let Some(url) = &args.handler {
            sending::refuse_open(ctx, url, &args.secret)?;
        }
        let is_emulator = ctx.settings()?.environment.value == Environment::Emulator;
        match is_emulator || args.listen {
            true => Self::receiving(ctx, args, limit, lease).await,
            false => Self::reading(ctx, args).await,
        }
    }

    /// Hears what a listener records that runs beside it.
    async fn reading(ctx: &mut Context, args: &ChecklistArgs) -> Result<Self, Error> {
        let secrets = if args.handler.is_some() { secrets(ctx, args).await? } else { Vec::new() };
        let events = Events::new(ctx.settings()?.state_dir.join(FOLDER));
        let ears = Ears::Record { events, since: Timestamp::now(), names_handler: args.handler.is_some() };
        Ok(Self { ears, registered: None, secrets })
    }

    /// Hears by itself.
    async fn receiving(
        ctx: &mut Context,
        args: &ChecklistArgs,
        limit: Duration,
        lease: &mut Lease,
    ) -> Result<Self, Error> {
        let settings = ctx.settings()?;
        let is_emulator = settings.environment.value == Environment::Emulator;
        let (listener, address) = bind(args.port.unwrap_or(if is_emulator { 0 } else { PORT })).await?;
        let url = Url::parse(&format!("http://{address}/")).map_err(|error| Error::Internal(error.to_string()))?;
        let secrets = told_secrets(ctx, args, &url).await?;
        let known: Arc<[SigningKey]> = secrets.iter().filter_map(|secret| SigningKey::new(secret).ok()).collect();
        let keys: Keys = watch::Sender::new(known).subscribe();
        let way = Way {
            handler: args.handler.clone(),
            deliverer: sending::deliverer(ctx)?.nameless(),
            events: record::open(None)?,
            // One that does not answer is known before the callback itself is late.
            limit: limit * 3 / 4,
        };
        let registered = match is_emulator {
            true => {
                lease.listens_at(&url)?;
                Some(Registered::new(ctx, &settings.state_dir, &url, secrets.first())?)
            }
            false => None,
        };
        let relay = Relay::start(listener, "/", keys, way);
        if !is_emulator {
            ctx.ui.note(&format!("listening on {url}"));
            place::explain(ctx, Some(settings.environment.value), &url);
        }
        let ears = Ears::Relay { relay, has_handler: args.handler.is_some() };
        Ok(Self { ears, registered, secrets })
    }

    /// How the handler is proved, where there is one.
    pub(super) fn plan(
        &self,
        ctx: &mut Context,
        handler: Option<&Url>,
        limit: Duration,
    ) -> Result<Option<Plan>, Error> {
        let Some(url) = handler else { return Ok(None) };
        Ok(Some(Plan {
            url: url.clone(),
            secrets: self.secrets.clone(),
            limit: limit.min(ANSWER_LIMIT),
            merchant_id: sending::merchant(ctx)?,
            known: None,
            probe: None,
            deliverer: Arc::new(sending::deliverer(ctx)?.fresh()),
        }))
    }
}

/// This command writes no file that would say which port it took.
async fn bind(port: u16) -> Result<(TcpListener, SocketAddr), Error> {
    let bound = listening::bind(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port)).await;
    bound.map_err(|error| match error {
        Error::Usage { what, .. } => Error::Usage { what, hint: Some("give another with `--port`".to_owned()) },
        error => error,
    })
}

async fn secrets(ctx: &mut Context, args: &ChecklistArgs) -> Result<Vec<Secret>, Error> {
    Ok(args.secret.secrets(ctx).await?.into_iter().map(|known| known.secret).collect())
}

/// The same for a receiver: where there is none, how one comes by it is told, too.
async fn told_secrets(ctx: &mut Context, args: &ChecklistArgs, url: &Url) -> Result<Vec<Secret>, Error> {
    match secrets(ctx, args).await {
        Err(Error::Config(config::Error::NoSecret)) => {
            let environment = ctx.settings()?.environment.value;
            place::explain(ctx, Some(environment), url);
            Err(config::Error::NoSecret.into())
        }
        secrets => secrets,
    }
}
