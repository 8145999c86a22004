//! `ipp api`: any operation of the API, with everything that the funnel gives: key, deadline, resending, guard.

use super::input;
use crate::api::{Client, Effect, Method, Request, Response, header};
use crate::context::Context;
use crate::error::Error;
use crate::guard::{self, Write};
use crate::model::environment::API_ROOT;
use crate::model::money::Money;
use clap::Args;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// Of `api`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  ipp api GET /ipp/v1/locations --env emulator
  ipp api GET /ipp/v1/devices --env emulator --query page_size=1 -o jsonl

An order is captured and refunded under `/ordermanagement/v1/orders/ID`, each
time with a new UUID in the header `Klarna-Idempotency-Key` (`-H`)")]
pub struct ApiArgs {
    /// GET, POST, PUT, PATCH or DELETE
    #[arg(value_parser = method)]
    method: Method,
    /// The whole path, such as /ipp/v1/locations
    #[arg(value_parser = path)]
    path: String,
    /// A query parameter; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    query: Vec<(String, String)>,
    /// A header beside those of every request, as `Name: value`; repeatable
    #[arg(short = 'H', long, value_name = "HEADER", value_parser = header)]
    header: Vec<(String, String)>,
    /// The body: a file with a JSON object, or stdin with -
    #[arg(long, value_name = "FILE")]
    from: Option<String>,
}

impl ApiArgs {
    /// Whether it asks a customer to pay.
    pub(super) fn creates_session(&self) -> bool {
        is_create(&self.method, &self.path)
    }
}

fn method(text: &str) -> Result<Method, String> {
    [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]
        .into_iter()
        .find(|method| method.as_str().eq_ignore_ascii_case(text))
        .ok_or_else(|| "give GET, POST, PUT, PATCH or DELETE".to_owned())
}

fn path(text: &str) -> Result<String, String> {
    let climbs = text
        .split(['/', '\\'])
        .any(|part| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | ".."));
    let odd = |letter: char| letter.is_control() || letter.is_whitespace() || matches!(letter, '?' | '#' | '\\');
    match text {
        _ if !text.starts_with('/') || text.starts_with("//") => {
            Err("a path begins with one `/`; the host comes from the environment".to_owned())
        }
        _ if climbs => Err("`.` and `..` cannot stand in a path".to_owned()),
        _ if text.contains(odd) => {
            Err("a path holds no spaces, no `?`, no `#` and no `\\`; give parameters with `--query`".to_owned())
        }
        _ => Ok(text.to_owned()),
    }
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("a parameter is given as name=value".to_owned()),
    }
}

/// Sends it and prints the answer's body.
pub async fn run(ctx: &mut Context, args: ApiArgs) -> Result<(), Error> {
    ctx.ui.refuse_rows("an answer of `ipp api` is JSON")?;
    let body: Option<Value> = match &args.from {
        Some(path) => Some(input::json(path).await?),
        None => None,
    };
    let request = Request { method: args.method, path: args.path, query: args.query, headers: args.header, body };
    let client = match request.effect() {
        Effect::Read if ctx.only_shows() => None,
        Effect::Read => Some(ctx.client().await?),
        Effect::Repeatable | Effect::Once => client_for(ctx, &request).await?,
    };
    let Some(client) = client else { return ctx.preview(&request).map(drop) };
    print(ctx, &client.send(&request).await?)
}

async fn client_for(ctx: &mut Context, request: &Request) -> Result<Option<Client>, Error> {
    if is_simulation(&request.path) {
        ctx.forbid_in_production("a simulation")?;
    }
    let amount = amount(request);
    let money = amount.map(|amount| format!(" for {amount}")).unwrap_or_default();
    let what = format!("send {} {}{money}", request.method, request.path);
    let write = Write { what, amount, deletes: request.method == Method::DELETE };
    let policy = &ctx.settings()?.policy;
    if write.amount.is_none() && (is_create(&request.method, &request.path) || asks_for_money(request)) {
        guard::check_unread_amount(policy)?;
    }
    guard::check_location(policy, None)?;
    let client = ctx.client_for(&write).await?;
    if client.is_some() {
        ctx.confirm(&write)?;
    }
    Ok(client)
}

fn is_simulation(path: &str) -> bool {
    operation(path).first().is_some_and(|first| first == "dev")
}

/// Whatever its body says, and whatever the server makes of that.
fn is_create(method: &Method, path: &str) -> bool {
    *method == Method::POST && operation(path) == ["sessions"]
}

/// What stands behind the API's root, however it is written: a server may take `%64ev`, `//dev` and `dev;x=y` for the same.
fn operation(path: &str) -> Vec<String> {
    let once = percent_decode_str(path).decode_utf8_lossy();
    let path = percent_decode_str(&once).decode_utf8_lossy().to_ascii_lowercase();
    let parts = path.split('/').map(|part| part.split(';').next().unwrap_or_default().trim());
    let mut parts = parts.filter(|part| !part.is_empty());
    match parts.by_ref().take(2).eq(API_ROOT.split('/').skip(1)) {
        true => parts.map(str::to_owned).collect(),
        false => Vec::new(),
    }
}

/// What the body would make a customer pay, for the policy.
fn amount(request: &Request) -> Option<Money> {
    let body = request.body.as_ref()?;
    let currency = body.get("purchase_currency")?.as_str()?.parse().ok()?;
    Some(Money { minor: body.get("order_amount")?.as_i64()?, currency })
}

fn asks_for_money(request: &Request) -> bool {
    request.body.as_ref().is_some_and(|body| body.get("order_amount").is_some())
}

fn print(ctx: &mut Context, response: &Response) -> Result<(), Error> {
    match serde_json::from_slice::<Value>(&response.body) {
        Ok(value) => ctx.ui.emit_value(&value),
        Err(_) if response.body.is_empty() => {
            ctx.ui.note(&format!("{}: no content", response.status.as_u16()));
            Ok(())
        }
        Err(_) => ctx.ui.emit_foreign_text(&String::from_utf8_lossy(&response.body)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simulation_is_known_however_it_is_written() {
        for path in ["/ipp/v1/dev/devices", "/ipp/v1/%64ev/devices", "/ipp//v1//dev/x", "/IPP/V1/DEV/x"] {
            assert!(is_simulation(path), "{path}");
        }
        for path in ["/ipp/v1/devices", "/ipp/v1/sessions/dev", "/dev"] {
            assert!(!is_simulation(path), "{path}");
        }
    }
}
