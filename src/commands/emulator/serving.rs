//! What `ipp emulator serve` and `ipp emulator run` have in common: what is served, and how.

use crate::config::{Variables, private, variables};
use crate::context::Context;
use crate::emulator::{API_KEY, LIVE_API_KEY, Plays, Server, Shared, USER_AGENT, World, WorldError};
use crate::error::Error;
use crate::model::fault::NewFault;
use crate::secret::Secret;
use crate::webhook::deliver::Deliverer;
use clap::Args;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::TcpListener;

/// How long requests and deliveries on their way get when the server ends.
pub(super) const GRACE: Duration = Duration::from_secs(2);

/// The largest secret file, in bytes.
const LARGEST_SECRET: u64 = 4096;

/// Of `emulator serve` and `emulator run`.
#[derive(Args, Debug)]
pub struct ServingArgs {
    /// What to pose as
    #[arg(long = "as", value_enum, default_value_t, value_name = "ENVIRONMENT")]
    plays: Plays,
    /// Send callbacks here; repeatable, and kept in the state folder
    #[arg(long = "webhook", value_name = "URL")]
    webhooks: Vec<String>,
    /// Sign with the secret on the first line of this file [default: IPP_WEBHOOK_SECRET, or the state folder's own];
    /// kept in the state folder, that of the variable as well, until another one or `ipp emulator rotate-secret`
    #[arg(long, value_name = "FILE")]
    webhook_secret_file: Option<PathBuf>,
    /// Let time go so many times as fast: expiry, retries; kept in the state folder, until 1 or `ipp emulator reset`
    #[arg(long, value_name = "FACTOR", value_parser = clap::value_parser!(i32).range(1..))]
    time_scale: Option<i32>,
    /// Let this go wrong, and nothing else: KIND[,NAME=VALUE]... with the kinds and names of `ipp emulator fault add`;
    /// repeatable, and kept in the state folder
    #[arg(long = "fault", value_name = "SPEC")]
    faults: Vec<NewFault>,
    /// Take new ids from this seed, and which faults strike: the same in every new state folder
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

impl ServingArgs {
    /// What is posed as.
    pub(super) fn plays(&self) -> Plays {
        self.plays
    }

    /// A key that it accepts.
    pub(super) fn key(&self) -> &'static str {
        match self.plays {
            Plays::Playground => API_KEY,
            Plays::Production => LIVE_API_KEY,
        }
    }

    /// The world of `folder`, set up as the flags say.
    pub(super) fn world(&self, folder: &Path) -> Result<World, Error> {
        let secret = self.secret()?;
        // Before anything is changed.
        self.webhooks.iter().try_for_each(|url| World::check_destination(url))?;
        let mut world = match self.seed {
            Some(seed) => World::open_seeded(folder, seed)?,
            None => World::open(folder)?,
        };
        if let Some(secret) = secret {
            world.set_secret(&secret).map_err(|error| self.of_secret(error))?;
        }
        if let Some(scale) = self.time_scale {
            world.set_time_scale(scale)?;
        }
        for url in &self.webhooks {
            world.add_destination(url)?;
        }
        if !self.faults.is_empty() {
            world.replace_faults(&self.faults())?;
        }
        Ok(world)
    }

    /// Serves it.
    pub(super) fn start(
        &self,
        ctx: &Context,
        listener: TcpListener,
        world: World,
        folder: &Path,
    ) -> Result<Server, Error> {
        let deliverer = Deliverer::new(USER_AGENT, ctx.flags().ca_file.clone());
        let shared = match ctx.trace().is_on() {
            true => Shared::new(world).watched_by(ctx.trace().notes()),
            false => Shared::new(world),
        };
        Ok(Server::start(listener, shared, folder, self.plays, deliverer)?)
    }

    /// Those of `--fault`, under the seed of `--seed` where they have none of their own.
    fn faults(&self) -> Vec<NewFault> {
        self.faults.iter().map(|fault| NewFault { seed: fault.seed.or(self.seed), ..fault.clone() }).collect()
    }

    /// Where the signing secret was taken from, unless it is the state folder's own.
    pub(super) fn secret_source(&self) -> Result<Option<String>, Error> {
        Ok(match &self.webhook_secret_file {
            Some(path) => Some(path.display().to_string()),
            None => Variables::from_process()?.webhook_secret().map(|_| variables::WEBHOOK_SECRET.to_owned()),
        })
    }

    /// Whoever set it has to know where.
    fn of_secret(&self, error: WorldError) -> Error {
        match (&error, self.secret_source()) {
            (WorldError::Invalid(_), Ok(Some(source))) => Error::usage(format!("{source}: the {error}")),
            _ => error.into(),
        }
    }

    fn secret(&self) -> Result<Option<Secret>, Error> {
        match &self.webhook_secret_file {
            Some(path) => read_secret(path)
                .map(Some)
                .map_err(|error| Error::usage(format!("cannot read the secret from {}: {error}", path.display()))),
            None => Ok(Variables::from_process()?.webhook_secret()),
        }
    }
}

fn read_secret(path: &Path) -> io::Result<Secret> {
    let text = private::read_first_line(path, LARGEST_SECRET)?;
    text.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "its first line is empty"))
}
