//! Where events come from: the emulator, which is told of this listener and at the end that it has gone; or Kustom, which
//! only a person in the Portal can tell.

use crate::config::private;
use crate::context::Context;
use crate::emulator::world::{DeliveryFilter, DestinationState};
use crate::emulator::{World, WorldError};
use crate::error::Error;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::webhook::signature::SigningKey;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::Url;

/// In the state folder: an empty file for each destination that a listener has made, so that one that `kill -9` left
/// behind is known from one that somebody else has made.
const FOLDER: &str = "listeners";

/// How many of the emulator's deliveries are known to be of before.
const EARLIER: u32 = 10_000;

/// This listener as a destination of the emulator's world.
pub(in crate::commands) struct Registered {
    world: World,
    destination: String,
    /// What it was before, where somebody else has made it.
    before: Option<DestinationState>,
    mark: PathBuf,
}

impl Registered {
    /// Tells the emulator of `folder` to send its callbacks here, signed with `secret` if that is given. A destination of
    /// this URL that another listener has left is taken over.
    pub fn new(ctx: &mut Context, folder: &Path, url: &Url, secret: Option<&Secret>) -> Result<Self, Error> {
        let mut world = World::open(folder)?;
        let signs = world.secrets()?;
        let is_other = |secret: &&Secret| signs.first().is_none_or(|own| own.expose() != secret.expose());
        if let Some(secret) = secret.filter(is_other) {
            world.set_secret(secret)?;
            ctx.ui.note("the emulator signs with the secret that was given, from now on");
        }
        let known = world.destinations()?.into_iter().find(|known| known.url == url.as_str());
        let destination = world.add_destination(url.as_str())?.id;
        let marks = folder.join(FOLDER);
        let mark = marks.join(&destination);
        let before = known.map(|known| known.state).filter(|_| !mark.exists());
        let mut registered = Self { world, destination, before, mark };
        if before.is_none() {
            let marked = private::create_folder(&marks).and_then(|()| private::write(&registered.mark, b""));
            if let Err(error) = marked {
                registered.leave()?;
                return Err(error.into());
            }
        }
        Ok(registered)
    }

    /// What it signs with now; nothing when that cannot be read just now.
    pub fn keys(&self) -> Option<Arc<[SigningKey]>> {
        let secrets = self.world.secrets().ok()?;
        secrets.iter().map(|secret| SigningKey::new(secret).ok()).collect()
    }

    /// The ids of what happened before now, and may still come.
    pub fn earlier(&self) -> Result<Vec<String>, Error> {
        let deliveries = self.world.deliveries(&DeliveryFilter::default(), EARLIER)?;
        Ok(deliveries.into_iter().map(|delivery| delivery.event_id).collect())
    }

    /// Says that nobody listens here any more: what a listener has made goes, and what still waits for it is given up.
    /// Another's destination is what it was before.
    pub fn leave(&mut self) -> Result<(), Error> {
        let left = match self.before {
            None | Some(DestinationState::Removed) => self.world.remove_destination(&self.destination),
            Some(DestinationState::Stopped) => self.world.stop_destination(&self.destination),
            Some(DestinationState::Active) => Ok(()),
        };
        match left {
            // Somebody has removed it meanwhile.
            Ok(()) | Err(WorldError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        match fs::remove_file(&self.mark) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(crate::config::Error::Access { action: "remove", path: self.mark.clone(), source: error }.into())
            }
            _ => Ok(()),
        }
    }
}

/// Whether a listener has made this destination: another's bears no mark.
pub(in crate::commands) fn is_a_listeners(folder: &Path, destination: &str) -> bool {
    folder.join(FOLDER).join(destination).exists()
}

/// How events get here.
pub(in crate::commands) fn explain(ctx: &mut Context, environment: Option<Environment>, url: &Url) {
    let here = format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
    let path = if url.path() == "/" { "" } else { url.path() };
    let kind = match environment {
        Some(Environment::Emulator) => {
            return ctx.ui.note("the emulator sends its events here as long as this runs");
        }
        Some(Environment::Production) => "live",
        Some(Environment::Playground) => "test",
        None => "test or live",
    };
    for line in [
        "Kustom sends events to https URLs only, so bring a tunnel, once:".to_owned(),
        format!("  1. run a tunnel, such as `cloudflared tunnel --url http://{here}` or `ngrok http http://{here}`"),
        format!(
            "  2. in the Kustom Portal, Integrations -> Webhooks, make a {kind} destination (test and live are separate):"
        ),
        "     a name, the events ipp.session.created, .activated, .finalized and .cancelled and ipp.payment.failed,"
            .to_owned(),
        format!("     and the URL https://<tunnel>{path}"),
        "  3. Kustom shows its signing secret: give it to this command with IPP_WEBHOOK_SECRET or `--secret-from`"
            .to_owned(),
    ] {
        ctx.ui.note(&line);
    }
}
