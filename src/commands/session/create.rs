//! `ipp session create`: asks a phone to take a payment. Sent once; a lost answer is said to be unknown, and never sent again.

use super::super::order::{self, OrderArgs};
use crate::api::{self, Client, session};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::{self, Interrupt};
use crate::model::money::Money;
use crate::model::session::{NewSession, Session};
use clap::Args;

/// Of `session create`.
#[derive(Args, Debug)]
pub struct CreateArgs {
    #[command(flatten)]
    order: OrderArgs,
}

/// A session that may be asked for: checked, its phone known, agreed to.
pub struct Prepared {
    /// What to send.
    pub new: NewSession,
    /// What a customer would pay.
    pub amount: Money,
    /// What to send it with.
    pub client: Client,
}

pub(super) async fn run(ctx: &mut Context, args: CreateArgs) -> Result<(), Error> {
    let Some(prepared) = interrupt::or(prepare(ctx, &args.order, "create a session of")).await? else { return Ok(()) };
    let mut interrupt = Interrupt::listen()?;
    let created = send(ctx, &prepared, &mut interrupt).await?;
    ctx.ui.emit(&created.session)?;
    match created.interrupted {
        true => Err(Error::Interrupted {
            what: format!("session {} was created, and the phone asks for it", created.session.session_id),
            session: Some(created.session.session_id),
        }),
        false => Ok(()),
    }
}

/// Everything up to the moment of sending. `None`: the request was only shown.
pub async fn prepare(ctx: &mut Context, args: &OrderArgs, what: &str) -> Result<Option<Prepared>, Error> {
    let order = args.order(ctx)?;
    let amount = order.amount;
    let mut write = order::write(&order, what);
    let Some(client) = ctx.client_for(&write).await? else {
        let new = args.session(ctx, None, order).await?;
        return ctx.preview(&session::create_request(&new)).map(|_| None);
    };
    let new = args.session(ctx, Some(&client), order).await?;
    write.what = format!("{} on device {}", write.what, new.device_id);
    ctx.confirm(&write)?;
    Ok(Some(Prepared { new, amount, client }))
}

/// A session, and whether somebody wanted to stop while it was made.
pub struct Created {
    /// As the API answered.
    pub session: Session,
    /// A signal arrived while the answer was awaited.
    pub interrupted: bool,
}

/// Sends it. A signal does not stop it, because the phone may be asking already; a second one does.
pub async fn send(ctx: &mut Context, prepared: &Prepared, interrupt: &mut Interrupt) -> Result<Created, Error> {
    let mut call = std::pin::pin!(prepared.client.create_session(&prepared.new));
    let explain = |error| explained(error, prepared.amount);
    tokio::select! {
        result = &mut call => return result.map(|session| Created { session, interrupted: false }).map_err(explain),
        () = interrupt.next() => {}
    }
    ctx.ui.alert("interrupted while the session was being created: waiting for the answer; once more quits at once");
    tokio::select! {
        result = &mut call => result.map(|session| Created { session, interrupted: true }).map_err(explain),
        () = interrupt.next() => Err(unknown(prepared.amount, None)),
    }
}

fn explained(error: api::Error, amount: Money) -> Error {
    match error.may_have_happened() {
        true => unknown(amount, Some(error)),
        false => Error::NotCreated(error),
    }
}

fn unknown(amount: Money, cause: Option<api::Error>) -> Error {
    Error::Unknown {
        what: format!("it is not known whether a session of {amount} was created: the phone may be asking for the money"),
        session: None,
        hint: "do not run it again before you have looked at the phone: if it asks for the money, cancel it there, then try again".to_owned(),
        cause: cause.map(Box::new),
    }
}
