//! Where events come from: the emulator, which is told of this listener and at the end that it has gone; or Kustom, which
//! only a person in the Portal can tell.

use crate::context::Context;
use crate::emulator::World;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::webhook::signature::SigningKey;
use std::path::Path;
use std::sync::Arc;
use url::Url;

/// This listener as a destination of the emulator's world.
pub(super) struct Registered {
    world: World,
    destination: String,
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
        let destination = world.add_destination(url.as_str())?.id;
        Ok(Self { world, destination })
    }

    /// What it signs with now; nothing when that cannot be read just now.
    pub fn keys(&self) -> Option<Arc<[SigningKey]>> {
        let secrets = self.world.secrets().ok()?;
        secrets.iter().map(|secret| SigningKey::new(secret).ok()).collect()
    }

    /// Says that nobody listens here any more. What still waits is given up.
    pub fn remove(mut self) -> Result<(), Error> {
        Ok(self.world.remove_destination(&self.destination)?)
    }
}

/// How events get here.
pub(super) fn explain(ctx: &mut Context, environment: Option<Environment>, url: &Url) {
    let port = url.port_or_known_default().unwrap_or_default();
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
        format!("  1. run a tunnel, such as `cloudflared tunnel --url http://127.0.0.1:{port}` or `ngrok http {port}`"),
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
