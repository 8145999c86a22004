//! What `send` and `check` have in common: where to, who has to agree, and whose events they are.
//!
//! Plain http is allowed to other machines: the secret never travels, and handlers under test often have nothing else.
//! With production's secret it is not: who listens could deliver what was signed to the real handler.

use super::secret::SecretArgs;
use crate::config::{self, Settings};
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::model::environment::Environment;
use crate::model::host::is_loopback;
use crate::model::id::SessionId;
use crate::secret::Secret;
use crate::webhook::deliver::{Deliverer, USER_AGENT};
use crate::webhook::forward::shown;
use crate::webhook::made::{MERCHANT_ID, Subject};
use std::rc::Rc;
use url::Url;

/// The settings, where an environment is chosen: what is made up needs none.
pub(super) fn settings(ctx: &mut Context) -> Result<Option<Rc<Settings>>, Error> {
    match ctx.settings() {
        Ok(settings) => Ok(Some(settings)),
        Err(Error::Config(config::Error::NoEnvironment { .. })) => Ok(None),
        Err(error) => Err(error),
    }
}

/// An address that callbacks can be sent to.
pub(in crate::commands) fn address(text: &str) -> Result<Url, String> {
    let url =
        Url::parse(text).map_err(|error| format!("it is not a URL: {error}; give one such as https://host/path"))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err("give an address that begins with http:// or https://".to_owned()),
    }
}

/// Before anything is sent: names the environment, and asks where production's handler would be told what is made up.
/// The secret may be of another environment than the command: both are judged.
pub(super) fn agree(ctx: &mut Context, url: &Url, what: &str, secret: &SecretArgs) -> Result<(), Error> {
    refuse_open(ctx, url, secret)?;
    let own = settings(ctx)?;
    let is_other = |signing: &Settings| {
        let of = |settings: &Settings| {
            (settings.environment.value, settings.profile.as_ref().map(|name| name.value.clone()))
        };
        own.as_ref().is_none_or(|own| of(own) != of(signing))
    };
    let signing = secret.settings(ctx)?.filter(is_other).map(Rc::new);
    let write = Write { what: format!("{what} to {}", shown(url)), ..Write::default() };
    for settings in own.iter().chain(&signing) {
        ctx.agree_in(settings, &write)?;
    }
    Ok(())
}

/// What production's secret has signed is not sent where others can read it; with another secret, that is only said.
pub(in crate::commands) fn refuse_open(ctx: &mut Context, url: &Url, secret: &SecretArgs) -> Result<(), Error> {
    if url.scheme() != "http" || is_loopback(url) {
        return Ok(());
    }
    let is_production = |settings: &Settings| settings.environment.value == Environment::Production;
    let of_secret = secret.settings(ctx)?;
    if of_secret.is_some_and(|settings| is_production(&settings))
        || settings(ctx)?.is_some_and(|settings| is_production(&settings))
    {
        return Err(Error::Refused {
            what: format!(
                "{} is not encrypted, and what production's secret has signed would be sent there",
                shown(url)
            ),
            hint: Some("give an https address, or use the secret of another environment".to_owned()),
        });
    }
    ctx.ui.note(&format!("{} is not encrypted: whoever listens can read and repeat what is sent", shown(url)));
    Ok(())
}

/// Sends as the settings say, or the flags alone.
pub(in crate::commands) fn deliverer(ctx: &mut Context) -> Result<Deliverer, Error> {
    let (ca_file, proxy) = match settings(ctx)? {
        Some(settings) => (
            settings.ca_file.as_ref().map(|path| path.value.clone()),
            settings.proxy.as_ref().map(|proxy| proxy.value.expose().to_string()),
        ),
        None => (ctx.flags().ca_file.clone(), ctx.flags().proxy.clone()),
    };
    Ok(Deliverer::new(USER_AGENT, ca_file).through(proxy))
}

/// The whole address, as a line for curl needs it.
pub(super) fn without_password(mut url: Url) -> String {
    if url.password().is_some() {
        // An address with a password has a host, so that it can have another one.
        let _ = url.set_password(Some("***"));
    }
    url.to_string()
}

/// What is only shown needs no secret; its signature is left open then.
pub(super) async fn secrets(ctx: &mut Context, args: &SecretArgs) -> Result<Vec<Secret>, Error> {
    match args.secrets(ctx).await {
        Ok(known) => Ok(known.into_iter().map(|known| known.secret).collect()),
        Err(Error::Config(config::Error::NoSecret)) if ctx.only_shows() => {
            ctx.ui.note("no signing secret is known: the signature is left out");
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// Whose events they are, when no session is named.
pub(in crate::commands) fn merchant(ctx: &mut Context) -> Result<String, Error> {
    let settings = settings(ctx)?;
    let id = settings.and_then(|settings| Some(settings.merchant_id.as_ref()?.value.clone()));
    Ok(id.unwrap_or_else(|| MERCHANT_ID.to_owned()))
}

/// A session with its real fields, when it can be read; what is missing is made up.
pub(super) async fn subject(ctx: &mut Context, session: &SessionId) -> Result<Subject, Error> {
    let mut subject = Subject::made_up(&merchant(ctx)?);
    subject.session_id = session.to_string();
    if ctx.only_shows() {
        return Ok(subject);
    }
    match read(ctx, session).await {
        Ok(read) => {
            let merchant_id = read.extra.get("merchant_id").and_then(|id| id.as_str());
            subject.merchant_id = merchant_id.map_or(subject.merchant_id, str::to_owned);
            subject.order_id = read.order_id.unwrap_or(subject.order_id);
        }
        Err(error) => ctx.ui.note(&format!("session {session} cannot be read, so the rest is made up: {error}")),
    }
    Ok(subject)
}

async fn read(ctx: &mut Context, session: &SessionId) -> Result<crate::model::session::Session, Error> {
    Ok(ctx.client().await?.session(session).await?)
}
