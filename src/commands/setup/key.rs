//! The question about the key: typed without echo, or the command or file that gives it each time.

use super::draft::Draft;
use super::stopped;
use crate::commands::profile::key::whole_path;
use crate::config::edit::NewKey;
use crate::config::key::API_KEY;
use crate::context::Context;
use crate::error::Error;

/// Where keys come from, in the words of the Kustom Portal.
const WHERE: &str = "a key is made in the Kustom Portal: Integrations, then Add API Key; it is shown only once";

/// What a person can answer.
#[derive(Clone, Copy)]
enum Way {
    Keep,
    Variable,
    Typed,
    Command,
    File,
}

/// Asks until there is a key, or one that is kept.
pub(super) async fn ask(ctx: &mut Context, draft: &mut Draft) -> Result<(), Error> {
    let (ways, choices): (Vec<Way>, Vec<String>) = offered(draft).into_iter().unzip();
    ctx.ui.note(WHERE);
    loop {
        // A key that is pasted here must not show.
        let at = ctx.prompt.pick_by_arrows("Where is the API key?", choices.clone()).await?.ok_or_else(stopped)?;
        let answer = match ways.get(at).copied().ok_or_else(stopped)? {
            Way::Keep | Way::Variable => {
                draft.profile.key = None;
                return Ok(());
            }
            way => answer(ctx, way).await?,
        };
        if let Some(key) = answer {
            draft.profile.key = Some(key);
            return Ok(());
        }
        ctx.ui.note("nothing was given");
    }
}

/// After a key that does not do: what it came from is asked first.
pub(super) async fn ask_again(ctx: &mut Context, draft: &mut Draft) -> Result<(), Error> {
    let way = match draft.profile.key {
        Some(NewKey::Inline(_)) => Way::Typed,
        Some(NewKey::Command(_)) => Way::Command,
        Some(NewKey::File(_)) => Way::File,
        None => return ask(ctx, draft).await,
    };
    ctx.ui.note("once more, please; Enter alone goes back to where the key is");
    match answer(ctx, way).await? {
        Some(key) => draft.profile.key = Some(key),
        None => ask(ctx, draft).await?,
    }
    Ok(())
}

fn offered(draft: &Draft) -> Vec<(Way, String)> {
    let there = draft.there.as_ref().and_then(|there| there.key.as_ref());
    let keep = there.map(|key| (Way::Keep, format!("keep it: {}", key.value.describe(&API_KEY))));
    let variable = (!draft.has_key() && draft.variable_has_key())
        .then(|| (Way::Variable, "in IPP_API_KEY: write no key".to_owned()));
    let ways = [
        (Way::Typed, "paste or type it next: kept in the file"),
        (Way::Command, "a password manager prints it"),
        (Way::File, "another file holds it"),
    ];
    keep.into_iter().chain(variable).chain(ways.map(|(way, text)| (way, text.to_owned()))).collect()
}

async fn answer(ctx: &mut Context, way: Way) -> Result<Option<NewKey>, Error> {
    let text = match way {
        Way::Command => ctx.prompt.text("Command, such as `pass show kustom`", None).await?,
        Way::File => ctx.prompt.text("Path of the file", None).await?,
        Way::Keep | Way::Variable | Way::Typed => {
            let key = ctx.prompt.secret("API key").await?;
            return Ok((!key.expose().trim().is_empty()).then_some(NewKey::Inline(key)));
        }
    };
    if text.is_empty() {
        return Ok(None);
    }
    match way {
        Way::File => match whole_path(&text) {
            Ok(path) => Ok(Some(NewKey::File(path))),
            Err(error) => {
                ctx.ui.error(&error);
                Ok(None)
            }
        },
        _ => Ok(Some(NewKey::Command(text))),
    }
}
