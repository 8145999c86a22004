//! Which devices or pairing codes a list is to hold: the flags that both lists share.

use super::choose;
use crate::api::{Client, Filter};
use crate::context::Context;
use crate::error::Error;
use crate::model::metadata::{self, MetadataEntry};
use crate::output::{Record, Ui, View, ViewArgs};
use clap::Args;
use std::num::NonZeroUsize;

/// Flags of `device list` and `enrollment list`.
#[derive(Args, Debug)]
pub struct FilterArgs {
    /// Only those of this shop: id, name or beginning
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// Only those with this metadata; at most 5 times
    #[arg(long, value_name = "KEY:VALUE")]
    metadata: Vec<MetadataEntry>,
    #[command(flatten)]
    view: ViewArgs,
}

impl FilterArgs {
    /// Checked, with the location looked up. Without a client nothing is looked up.
    pub async fn filter(self, ctx: &mut Context, client: Option<&Client>) -> Result<Filter, Error> {
        let location_id = match client {
            Some(client) => choose::filter_location(client, self.location.as_deref()).await?,
            None => choose::shown_location(ctx, self.location.as_deref())?,
        };
        Ok(Filter { location_id, metadata: self.metadata, limit: self.view.reads().map(NonZeroUsize::get) })
    }

    /// Whether nothing is left out.
    pub fn takes_all(&self) -> bool {
        self.location.is_none() && self.metadata.is_empty() && !self.view.is_limited()
    }

    /// What can be refused before anything is sent, and how the list is to be shown.
    pub fn view<T: Record>(&self, ui: &Ui) -> Result<View<T>, Error> {
        metadata::check_filters(&self.metadata).map_err(Error::usage)?;
        self.view.view(ui)
    }
}
