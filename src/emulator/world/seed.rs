//! What a new account begins with: one shop (D) and one simulated phone, so that the first command works.

use super::rows::{self, Table};
use super::{Transition, WorldError};
use crate::emulator::MERCHANT_ID;
use crate::model::id::LocationId;
use crate::model::location::Location;
use serde_json::Map;

/// Fills the empty tables.
pub(super) fn begin(step: &mut Transition<'_>) -> Result<(), WorldError> {
    let location = my_store(step);
    rows::insert(step.store, Table::Locations, location.id.as_str(), &location, None)?;
    step.register_simulated("Simulated phone", location.id, Map::new())?;
    Ok(())
}

/// "My Store" is the shop that every account with the product has (D); its address is made up.
fn my_store(step: &mut Transition<'_>) -> Location {
    let text = |text: &str| Some(text.to_owned());
    Location {
        id: LocationId::new(step.ids.next().to_string()),
        merchant_id: text(MERCHANT_ID),
        name: text("My Store"),
        street_address: text("Storgatan 1"),
        street_address2: None,
        postal_code: text("111 22"),
        city: text("Stockholm"),
        country: text("SE"),
        created_at: Some(step.now.to_string()),
        updated_at: Some(step.now.to_string()),
        extra: Map::new(),
    }
}
