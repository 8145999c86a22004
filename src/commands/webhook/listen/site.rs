//! What surrounds a listener: the secrets, the emulator that knows of it and is served for CMD, and what CMD is told.

use super::ListenArgs;
use crate::commands::child::{Child, Environment as Variables};
use crate::commands::listening;
use crate::commands::webhook::place::{self, Registered};
use crate::config::{self, Settings, variables};
use crate::context::Context;
use crate::emulator::{self, Plays, Server, Shared, World};
use crate::error::Error;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::webhook::deliver::Deliverer;
use crate::webhook::receiver::Keys;
use crate::webhook::signature::SigningKey;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use url::Url;

/// How long requests and deliveries of the emulator get at the end.
const GRACE: Duration = Duration::from_secs(2);

/// What there is before the first event, and after the last.
pub(super) struct Site {
    pub(super) settings: Option<Rc<Settings>>,
    registered: Option<Registered>,
    server: Option<Server>,
    keys: watch::Sender<Arc<[SigningKey]>>,
    secret: Option<Secret>,
}

impl Site {
    pub(super) fn new(
        ctx: &mut Context,
        settings: Option<Rc<Settings>>,
        url: &Url,
        known: Vec<Secret>,
    ) -> Result<Self, Error> {
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
    pub(super) async fn serve(&mut self, ctx: &Context, args: &ListenArgs) -> Result<Variables, Error> {
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
                let (folder, world) = (&settings.state_dir, Shared::new(World::open(&settings.state_dir)?));
                let failed = |error| Error::Internal(format!("the emulator cannot serve: {error}"));
                let server = Server::start(listener, world, folder, Plays::Playground, deliverer).map_err(failed)?;
                self.server = Some(server);
                format!("http://{address}")
            }
        };
        variables.push((variables::BASE_URL, base_url.into()));
        Ok(variables)
    }

    /// What verifies, now and later.
    pub(super) fn keys(&self) -> Keys {
        self.keys.subscribe()
    }

    /// The ids of what the emulator has to tell of the time before this listener.
    pub(super) fn earlier(&self) -> Result<Vec<String>, Error> {
        self.registered.as_ref().map_or(Ok(Vec::new()), Registered::earlier)
    }

    /// Takes over what the emulator signs with now.
    pub(super) fn refresh(&self) {
        if let Some(keys) = self.registered.as_ref().and_then(Registered::keys) {
            self.keys.send_replace(keys);
        }
    }

    pub(super) async fn close(self) -> Result<(), Error> {
        let removed = self.registered.map_or(Ok(()), |mut registered| registered.leave());
        if let Some(server) = self.server {
            server.end(GRACE).await;
        }
        removed
    }

    /// Runs CMD.
    pub(super) fn run(&self, words: &[OsString], variables: Variables) -> Result<Child, Error> {
        // A profile of this user's is of another environment than the emulator, more often than not.
        let without = self.registered.as_ref().map(|_| variables::PROFILE);
        Child::start(words, variables, without)
    }
}

/// Without a secret nothing can be verified, so there has to be one; or all is forwarded as it comes.
pub(super) async fn secrets(
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
