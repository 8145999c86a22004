//! `ipp location`: the shops, and their ids, which the Kustom Portal does not show.

use super::choose;
use crate::api::location;
use crate::context::Context;
use crate::error::Error;
use crate::known::Reading;
use crate::model::id::LocationId;
use crate::model::location::Location;
use crate::output::{Field, Record, ViewArgs};
use clap::{Args, Subcommand};
use std::num::NonZeroUsize;

/// Find shops and their ids.
#[derive(Subcommand, Debug)]
pub enum LocationCommand {
    /// List the shops
    #[command(
        after_help = "Examples:\n  ipp location list --env emulator\n  ipp location list --env emulator --columns name,city --sort name -o csv"
    )]
    List(ViewArgs),
    /// Show one shop
    #[command(after_help = "Examples:\n  ipp location get \"My Store\" --env emulator")]
    Get(GetArgs),
}

/// Of `location get`.
#[derive(Args, Debug)]
pub struct GetArgs {
    /// Id, name, or the beginning of either
    location: String,
}

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: LocationCommand) -> Result<(), Error> {
    match command {
        LocationCommand::List(args) => list(ctx, &args).await,
        LocationCommand::Get(args) => get(ctx, args).await,
    }
}

async fn list(ctx: &mut Context, args: &ViewArgs) -> Result<(), Error> {
    let view = args.view(&ctx.ui)?;
    if ctx.preview(&location::list_request())? {
        return Ok(());
    }
    let mut pages = ctx.client().await?.locations(args.reads().map(NonZeroUsize::get));
    let mut reading = Reading::of_list::<Location>(!args.is_limited());
    let emitted = ctx.ui.emit_view(&view, async || Ok(pages.next().await?.inspect(|page| reading.take(page)))).await;
    if emitted.is_ok() {
        ctx.learn(reading);
    }
    emitted
}

async fn get(ctx: &mut Context, args: GetArgs) -> Result<(), Error> {
    if ctx.only_shows() {
        let id = choose::shown_location(ctx, Some(&args.location))?.unwrap_or_else(|| LocationId::new(""));
        return ctx.preview(&location::get_request(&id)).map(drop);
    }
    let client = ctx.client().await?;
    let location = match choose::named_location(&client, &args.location).await? {
        (_, Some(location)) => location,
        (id, None) => client.location(&id).await?,
    };
    ctx.learn(Reading::of(&location));
    ctx.ui.emit(&location)
}

impl Record for Location {
    const PLURAL: &'static str = "locations";
    const COLUMNS: &'static [&'static str] = &["ID", "NAME", "CITY", "COUNTRY"];
    const CSV: &'static [&'static str] = &[
        "id",
        "name",
        "street_address",
        "street_address2",
        "postal_code",
        "city",
        "country",
        "merchant_id",
        "created_at",
        "updated_at",
    ];
    const SPARE: &'static [&'static str] = &["COUNTRY", "CITY"];

    fn cells(&self) -> Vec<Field> {
        let text = |field: &Option<String>| Field::from(field.clone().unwrap_or_default());
        vec![Field::id(self.id.as_str()), text(&self.name), text(&self.city), text(&self.country)]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let text = |field: &Option<String>| Field::from(field.clone().unwrap_or_default());
        let street: Vec<&str> =
            [&self.street_address, &self.street_address2].into_iter().flatten().map(String::as_str).collect();
        vec![
            ("id", self.id.as_str().into()),
            ("name", text(&self.name)),
            ("street", street.join(", ").into()),
            ("postal code", text(&self.postal_code)),
            ("city", text(&self.city)),
            ("country", text(&self.country)),
            ("merchant", text(&self.merchant_id)),
            ("created", Field::time(self.created_at.as_deref())),
            ("updated", Field::time(self.updated_at.as_deref())),
        ]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }
}
