//! A test payment on a phone that was just paired, with a simulated card: never in production.

use super::shop::Shop;
use crate::commands::pay::{self, PayArgs};
use crate::context::Context;
use crate::error::Error;
use crate::model::device::Device;
use crate::model::environment::Environment;
use crate::model::location::currency_of;

/// Offered to a person, taken without a word where a flag asks for it.
pub(super) async fn offer(ctx: &mut Context, device: &Device, shop: &Shop, is_asked_for: bool) -> Result<(), Error> {
    let currency = currency_of(shop.location.as_ref());
    let is_production = ctx.settings()?.environment.value == Environment::Production;
    let offers = !is_production && ctx.is_interactive() && !ctx.agrees_to_all();
    let question = format!("take a test payment of 1.00 {currency} on it, with a simulated card?");
    if is_asked_for || (offers && ctx.prompt.confirm(&question)?) {
        return pay::run(ctx, PayArgs::trial(&device.id, currency)?).await;
    }
    Ok(())
}
