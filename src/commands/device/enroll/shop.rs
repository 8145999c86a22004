//! Which shop a phone is to belong to: the one that was named, the profile's, the only one, or one picked from a list.

use crate::api::Client;
use crate::commands::choose;
use crate::context::Context;
use crate::error::Error;
use crate::model::id::LocationId;
use crate::model::location::Location;
use std::fmt;

/// A shop; of a bare id nothing is known.
#[derive(Clone, Debug)]
pub struct Shop {
    /// Its id.
    pub id: LocationId,
    /// The whole, when it was looked up.
    pub location: Option<Location>,
}

/// For people: the name, else the id.
impl fmt::Display for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.location.as_ref().and_then(|location| location.name.as_ref()) {
            Some(name) => f.write_str(name),
            None => write!(f, "{}", self.id),
        }
    }
}

impl From<Location> for Shop {
    fn from(location: Location) -> Self {
        Self { id: location.id.clone(), location: Some(location) }
    }
}

/// The shop that a flag or the profile names, else the only one, else the one that is picked.
pub async fn shop(ctx: &mut Context, client: &Client, given: Option<&str>) -> Result<Shop, Error> {
    let preferred = ctx.settings()?.location.as_ref().map(|location| location.value.clone());
    if let Some(reference) = given.map(str::to_owned).or(preferred) {
        let (id, location) = choose::named_location(client, &reference).await?;
        let shop = Shop { id, location };
        if shop.to_string() != reference {
            ctx.ui.note(&format!("location: `{reference}` is taken as {shop} ({})", shop.id));
        }
        return Ok(shop);
    }
    let mut locations = client.locations(None).all().await?;
    match locations.len() {
        0 => Err(Error::NotFound {
            what: "there is no location for a phone to belong to: nothing was sent".to_owned(),
            hint: "locations are made in the Kustom Portal".to_owned(),
        }),
        1 => Ok(locations.remove(0).into()),
        _ if ctx.is_interactive() => picked(ctx, locations),
        _ => Err(choose::ambiguous(
            "no location is named, and there is more than one",
            "name one with `--location`",
            &locations.iter().collect::<Vec<_>>(),
        )),
    }
}

fn picked(ctx: &mut Context, mut locations: Vec<Location>) -> Result<Shop, Error> {
    let choices: Vec<String> = locations.iter().map(choose::described).collect();
    match ctx.prompt.choose("Which shop will the phone belong to?", &choices)? {
        Some(at) => Ok(locations.swap_remove(at).into()),
        None => Err(Error::Refused { what: "no location was picked: nothing was sent".to_owned(), hint: None }),
    }
}
