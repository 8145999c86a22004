//! What the key can see, asked at once: a wrong key, a missing merchant id and a network that does not answer are known
//! before anything is written. Only reads.

use super::draft::Draft;
use super::key;
use crate::api::{self, Client};
use crate::context::Context;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::model::location::Location;

/// An account that has answered.
pub(super) struct Account {
    pub client: Client,
    pub locations: Vec<Location>,
    merchant_id: Option<String>,
}

/// What can be done about an answer that is none.
enum Mend {
    /// Give another key.
    Key,
    /// Say which merchant it is.
    Merchant,
    /// Go on without the check.
    Later,
    /// Nothing, here.
    None,
}

/// Asks for the key where it is missing, and looks what it can see. `None` where a person goes on without the check.
pub(super) async fn look(ctx: &mut Context, draft: &mut Draft) -> Result<Option<Account>, Error> {
    let asks = ctx.is_interactive() && draft.profile.environment != Environment::Emulator;
    let (key_is_given, merchant_is_given) = (draft.profile.key.is_some(), draft.profile.merchant_id.is_some());
    // What is wrong with the flags is better known before any question; from here on it can only be the key.
    draft.settings(ctx)?;
    if asks && !key_is_given {
        key::ask(ctx, draft).await?;
    }
    if !asks {
        needs_key(draft)?;
    }
    loop {
        let error = match seen(ctx, draft).await {
            Ok(account) => return Ok(Some(account)),
            Err(error) if !asks => return Err(error),
            Err(error) => error,
        };
        match mend(&error, merchant_is_given) {
            Mend::None => return Err(error),
            Mend::Key if key_is_given => return Err(error),
            Mend::Key => {
                ctx.ui.error(&error);
                key::ask_again(ctx, draft).await?;
            }
            Mend::Merchant => {
                ctx.ui.error(&error);
                draft.profile.merchant_id = Some(asked_merchant(ctx, draft, None).await?).filter(|id| !id.is_empty());
            }
            Mend::Later => {
                ctx.ui.error(&error);
                return match ctx.prompt.agrees("It cannot be checked now. Go on without?").await? {
                    true => Ok(None),
                    false => Err(error),
                };
            }
        }
    }
}

fn needs_key(draft: &Draft) -> Result<(), Error> {
    let is_emulator = draft.profile.environment == Environment::Emulator;
    match is_emulator || draft.has_key() || draft.variable_has_key() {
        true => Ok(()),
        false => Err(Error::Usage {
            what: "no key is given, and there is no terminal to ask on: nothing was written".to_owned(),
            hint: Some(
                "give `--api-key-stdin`, `--api-key-file` or `--api-key-command`; or set IPP_API_KEY".to_owned(),
            ),
        }),
    }
}

async fn seen(ctx: &mut Context, draft: &Draft) -> Result<Account, Error> {
    let settings = draft.settings(ctx)?;
    let merchant_id = settings.merchant_id.as_ref().map(|id| id.value.clone());
    ctx.try_out(settings);
    let client = ctx.client().await?;
    let progress = ctx.ui.progress("asking what the key can see");
    let locations = client.locations(None).all().await;
    drop(progress);
    Ok(Account { client, locations: locations?, merchant_id })
}

fn mend(error: &Error, merchant_is_given: bool) -> Mend {
    match error {
        Error::Api(api::Error::Refused(refusal)) => match refusal.status {
            401 => Mend::Key,
            403 if refusal.excerpt.is_none() => Mend::Key,
            400 | 404 | 422 if !merchant_is_given => Mend::Merchant,
            403 | 429 | 500.. => Mend::Later,
            _ => Mend::None,
        },
        Error::Api(_) => Mend::Later,
        Error::Config(_) => Mend::Key,
        _ => Mend::None,
    }
}

/// Settles the merchant id: the flag's, the answer, or what is there; and asks the API with it.
pub(super) async fn merchant(
    ctx: &mut Context,
    draft: &mut Draft,
    account: Option<Account>,
) -> Result<Option<Account>, Error> {
    let asks = ctx.is_interactive() && draft.profile.environment != Environment::Emulator;
    let mut account = account;
    if !asks || draft.profile.merchant_id.is_some() {
        draft.settings(ctx)?;
        return Ok(account);
    }
    let own = account.as_ref().and_then(|account| account.own_merchant());
    loop {
        let answer = asked_merchant(ctx, draft, own.as_deref()).await?;
        draft.profile.merchant_id = Some(answer.clone()).filter(|id| !id.is_empty());
        let checked = match &account {
            Some(account) => account.check(ctx, draft).await,
            None => draft.settings(ctx).map(|_| None),
        };
        match checked {
            Ok(client) => {
                if let (Some(account), Some(client)) = (account.as_mut(), client) {
                    account.client = client;
                }
                return Ok(account);
            }
            Err(error) => ctx.ui.error(&error),
        }
    }
}

async fn asked_merchant(ctx: &mut Context, draft: &Draft, own: Option<&str>) -> Result<String, Error> {
    let there = draft.there.as_ref().and_then(|there| there.merchant_id.as_ref()).map(|id| id.value.clone());
    let default = there.as_deref().or(own);
    if default.is_none() {
        ctx.ui
            .note("the merchant id, such as DM11917000, begins the user name that the Kustom Portal shows with a key");
    }
    let question = if default.is_some() { "Merchant id" } else { "Merchant id (Enter for none)" };
    ctx.prompt.text(question, default).await
}

impl Account {
    /// The one merchant id that all locations have.
    fn own_merchant(&self) -> Option<String> {
        let mut ids = self.locations.iter().filter_map(|location| location.merchant_id.as_ref());
        let first = ids.next()?;
        ids.all(|id| id == first).then(|| first.clone())
    }

    /// The client that sends the draft's merchant id, once the API has taken it; `None` if it does already.
    async fn check(&self, ctx: &mut Context, draft: &Draft) -> Result<Option<Client>, Error> {
        let settings = draft.settings(ctx)?;
        let id = settings.merchant_id.map(|id| id.value);
        if id == self.merchant_id {
            return Ok(None);
        }
        let client = self.client.of_merchant(id.as_deref());
        let progress = ctx.ui.progress("asking with the merchant id");
        let answer = client.locations(Some(1)).all().await;
        drop(progress);
        answer?;
        Ok(Some(client))
    }
}
