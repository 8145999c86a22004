//! What is to be paid, as flags or as a file: shared by `session create` and `pay`.

use super::choose::{self, Phone};
use super::input;
use crate::api::Client;
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::model::draft::{Defaults, Draft, DraftError, Order};
use crate::model::money::{Currency, Money, MoneyError};
use crate::model::order::Item;
use crate::model::session::NewSession;
use crate::model::tax::TaxRate;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// What is to be paid, and where.
#[derive(Args, Debug)]
#[command(next_help_heading = "Order")]
pub struct OrderArgs {
    /// What to pay: 240000 is minor units, 2400.00 with the currency's decimals is major units
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    amount: Option<String>,
    /// ISO 4217 code, such as SEK
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// A line: NAME:QTY@PRICE:RATE%:REF; rate and reference may be left out; repeatable
    #[arg(long = "item", value_name = "LINE", conflicts_with = "from")]
    items: Vec<Item>,
    /// Take the order from a file with the API's own JSON, or from stdin with -
    #[arg(long, value_name = "FILE")]
    from: Option<String>,
    /// The merchant's reference, such as an order number
    #[arg(long = "ref", value_name = "REFERENCE", value_parser = NonEmptyStringValueParser::new())]
    reference: Option<String>,
    /// A second reference
    #[arg(long = "ref2", value_name = "REFERENCE", value_parser = NonEmptyStringValueParser::new())]
    second_reference: Option<String>,
    /// The merchant's own text, which comes back with the session
    #[arg(long, value_name = "TEXT")]
    merchant_data: Option<String>,
    /// Tax of what has no rate of its own, such as 25% [default: the profile's, else 0%]
    #[arg(long, value_name = "RATE")]
    tax_rate: Option<TaxRate>,
    /// Name of the one line of an order without lines [default: the profile's, else Payment]
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    item_name: Option<String>,
    /// The phone that takes the payment: id, name or beginning [default: the profile's, or the only one]
    #[arg(long, value_name = "DEVICE", value_parser = NonEmptyStringValueParser::new())]
    device: Option<String>,
    /// The shop: id, name or beginning [default: the profile's]
    #[arg(long, value_name = "LOCATION", value_parser = NonEmptyStringValueParser::new())]
    location: Option<String>,
    /// Ask for the money although the journal says that the same was asked for already
    #[arg(long)]
    pub allow_duplicate: bool,
}

impl OrderArgs {
    /// Everything that can be checked without the network.
    pub async fn order(&self, ctx: &mut Context) -> Result<Order, Error> {
        let settings = ctx.settings()?;
        let draft = self.draft().await?;
        let rate = self.tax_rate.or(settings.tax_rate.as_ref().map(|rate| rate.value));
        let is_untaxed = rate.is_none() && draft.lacks_rate();
        let defaults = Defaults {
            item_name: self.item_name.as_deref().unwrap_or(&settings.item_name.value),
            tax_rate: rate.unwrap_or_default(),
        };
        let order = draft.complete(&defaults).map_err(explained)?;
        if is_untaxed {
            ctx.ui.note("tax: no rate is set, so it is 0%; set one with `--tax-rate 25%` or `tax_rate` in the profile");
        }
        Ok(order)
    }

    async fn draft(&self) -> Result<Draft, Error> {
        let mut draft: Draft = match &self.from {
            Some(path) => input::json(path).await?,
            None => Draft::default(),
        };
        agree("currency", draft.purchase_currency.as_deref(), self.currency.as_deref())?;
        overlay(&mut draft.purchase_currency, &self.currency);
        overlay(&mut draft.merchant_reference1, &self.reference);
        overlay(&mut draft.merchant_reference2, &self.second_reference);
        overlay(&mut draft.merchant_data, &self.merchant_data);
        let currency = draft.purchase_currency.as_deref().ok_or(DraftError::NoCurrency).map_err(explained)?;
        let currency: Currency = currency.parse().map_err(money)?;
        if let Some(amount) = &self.amount {
            let minor = Money::parse(amount, currency).map_err(money)?.minor;
            agree("amount", draft.order_amount.map(|minor| minor.to_string()).as_deref(), Some(&minor.to_string()))?;
            draft.order_amount = Some(minor);
        }
        for item in &self.items {
            draft.order_items.push(item.draft(currency).map_err(money)?);
        }
        Ok(draft)
    }

    /// The phone and the shop are looked up, and policy gets the last word. Without a client nothing is looked up.
    pub async fn session(
        &self,
        ctx: &mut Context,
        client: Option<&Client>,
        order: Order,
    ) -> Result<(NewSession, Phone), Error> {
        let mut location = choose::location(ctx, client, self.location.as_deref()).await?;
        let given = self.device.as_deref().or(order.device_id().map(|id| id.as_str())).map(str::to_owned);
        let phone = choose::device(ctx, client, given.as_deref(), location.as_ref()).await?;
        let own = phone.device.as_ref().and_then(|device| device.location_id.as_ref());
        match (&location, own) {
            (Some(named), Some(own)) if named != own && self.location.is_some() => {
                return Err(Error::usage(format!(
                    "device {phone} is at location {own}, not at {named}: nothing was sent"
                )));
            }
            // A default gives way to where the phone is.
            (Some(_), Some(own)) => location = Some(own.clone()),
            _ => {}
        }
        if let Some(client) = client {
            choose::check_location(ctx, client, &phone, location.as_ref()).await?;
        }
        Ok((order.session(phone.id.clone(), location, jiff::Timestamp::now()), phone))
    }
}

/// The write as it is announced, asked and refused.
pub fn write(order: &Order, what: &str) -> Write {
    let reference = order.reference().map(|reference| format!(" (reference {reference})")).unwrap_or_default();
    Write { what: format!("{what} {}{reference}", order.amount), amount: Some(order.amount), deletes: false }
}

/// What is to be paid is said once, or twice the same.
fn agree(what: &str, file: Option<&str>, flag: Option<&str>) -> Result<(), Error> {
    match (file, flag) {
        (Some(file), Some(flag)) if !file.eq_ignore_ascii_case(flag) => {
            Err(Error::usage(format!("the file says {what} {file}, and `--{what}` says {flag}: nothing was sent")))
        }
        _ => Ok(()),
    }
}

fn overlay(field: &mut Option<String>, flag: &Option<String>) {
    if flag.is_some() {
        field.clone_from(flag);
    }
}

fn money(error: MoneyError) -> Error {
    explained(error.into())
}

fn explained(error: DraftError) -> Error {
    let hint = match error {
        DraftError::Empty => Some("give `--amount`, `--item` or `--from FILE`"),
        DraftError::NoCurrency => Some("give `--currency`, such as `--currency SEK`"),
        DraftError::Order(_) => Some("leave a total out, and it is worked out"),
        DraftError::NotPositive(_) | DraftError::Money(_) | DraftError::TooLarge => None,
    };
    Error::Usage { what: format!("{error}: nothing was sent"), hint: hint.map(str::to_owned) }
}
