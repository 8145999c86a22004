//! The shop and the phone that commands take where none is named: from flags, or picked from what the key can see.
//!
//! Kept by their ids, which nobody renames. Without a terminal only what a flag names is written.

use super::SetupArgs;
use super::account::Account;
use super::draft::Draft;
use super::stopped;
use crate::api::Filter;
use crate::commands::choose::{described, one};
use crate::context::Context;
use crate::error::Error;
use crate::model::device::Device;
use crate::model::environment::Environment;
use crate::model::id::LocationId;
use crate::model::named::{Match, Named, find};

/// One of the two defaults.
struct Default<'a> {
    key: &'static str,
    question: &'static str,
    given: Option<&'a str>,
    there: Option<String>,
}

/// Settles both; how many phones there are.
pub(super) async fn choose(
    ctx: &mut Context,
    draft: &mut Draft,
    account: &Account,
    args: &SetupArgs,
) -> Result<usize, Error> {
    let there = draft.there.as_ref();
    let said = |value: Option<&crate::config::Located<String>>| value.map(|value| value.value.clone());
    let (place, phone) = (
        Default {
            key: "location",
            question: "Which shop, where none is named?",
            given: args.location.as_deref(),
            there: said(there.and_then(|there| there.location.as_ref())),
        },
        Default {
            key: "device",
            question: "Which phone, where none is named?",
            given: args.device.as_deref(),
            there: said(there.and_then(|there| there.device.as_ref())),
        },
    );
    let chosen = settle(ctx, draft, place, &account.locations).await?;
    let location = chosen.map(|location| location.id.clone());
    let progress = ctx.ui.progress("looking for phones");
    let devices = devices(account, location.as_ref()).await;
    drop(progress);
    let devices = devices?;
    settle(ctx, draft, phone, &devices).await?;
    Ok(devices.len())
}

/// What the flags say, unchecked.
pub(super) fn keep(draft: &mut Draft, args: &SetupArgs) -> Option<usize> {
    draft.profile.location = args.location.clone();
    draft.profile.device = args.device.clone();
    None
}

async fn devices(account: &Account, location: Option<&LocationId>) -> Result<Vec<Device>, Error> {
    let filter = Filter { location_id: location.cloned(), ..Filter::default() };
    let mut devices = account.client.devices(&filter).all().await?;
    // That the API itself filters by location is assumed.
    devices
        .retain(|device| location.is_none() || device.location_id.is_none() || device.location_id.as_ref() == location);
    Ok(devices)
}

/// The item that is going to be the default, if one is.
async fn settle<'a, T: Named>(
    ctx: &mut Context,
    draft: &mut Draft,
    default: Default<'_>,
    items: &'a [T],
) -> Result<Option<&'a T>, Error> {
    let there = default.there.as_deref().and_then(|reference| match find(items, reference) {
        Match::One(item) => Some(item),
        Match::None | Match::Many(_) => None,
    });
    let chosen = match default.given {
        Some(reference) => Some(one(items, reference)?),
        None if !ctx.is_interactive() || draft.profile.environment == Environment::Emulator => return Ok(there),
        None => picked(ctx, &default, items, there).await?,
    };
    match chosen {
        Some(item) if there.is_some_and(|there| there.id() == item.id()) => {}
        Some(item) => draft.set(default.key, item.id(), item.name()),
        None if default.there.is_some() => draft.profile.dropped.push(default.key),
        None => {}
    }
    Ok(chosen)
}

async fn picked<'a, T: Named>(
    ctx: &mut Context,
    default: &Default<'_>,
    items: &'a [T],
    there: Option<&'a T>,
) -> Result<Option<&'a T>, Error> {
    match items {
        [] => {
            ctx.ui.note(&format!("there is no {} yet", T::KIND));
            return Ok(None);
        }
        [only] => {
            ctx.ui.note(&format!("{}: {}, the only one", T::KIND, described(only)));
            return Ok(Some(only));
        }
        _ => {}
    }
    let is_there = |item: &&T| there.is_some_and(|there| there.id() == item.id());
    let ordered: Vec<&T> = there.into_iter().chain(items.iter().filter(|item| !is_there(item))).collect();
    let none = "none: each command names one".to_owned();
    let choices = ordered.iter().map(|item| by_name(*item)).chain([none]).collect();
    let at = ctx.prompt.pick(default.question, choices).await?.ok_or_else(stopped)?;
    Ok(ordered.get(at).copied())
}

/// The name first: the id is cut where the terminal is narrow.
fn by_name<T: Named>(item: &T) -> String {
    match item.name() {
        Some(name) => format!("{name}  {}", item.id()),
        None => item.id().to_owned(),
    }
}
