//! `ipp session create`: asks a phone to take a payment. Sent once; a lost answer is said to be unknown, and never sent again.

use super::super::choose::Phone;
use super::super::order::{self, OrderArgs};
use super::begin::{self, Begin};
use crate::api::{self, Client, session};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::{self, Interrupt};
use crate::journal::{Mark, Seen, Standing};
use crate::model::money::Money;
use crate::model::session::{NewSession, Session};
use crate::secret::{without_cards, without_keys};
use clap::Args;

/// What the journal calls this command.
const BY: &str = "session create";

/// What a request that is only shown lacks.
const MARK_IS_ADDED: &str = "when it is really sent, a mark is added to `merchant_data`, by which `ipp session recover` knows \
                             its session again";

/// As much as the journal keeps of what the API says, in characters.
const LONGEST_REASON: usize = 500;

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
    /// Where it is to be paid.
    pub phone: Phone,
    /// Whether it may be asked for a second time.
    pub allow_duplicate: bool,
    /// The command, for the journal.
    pub by: &'static str,
}

pub(super) async fn run(ctx: &mut Context, args: CreateArgs) -> Result<(), Error> {
    let Some(prepared) = interrupt::or(&ctx.writing(), prepare(ctx, &args.order, BY, "create a session of")).await?
    else {
        return Ok(());
    };
    let mut interrupt = Interrupt::listen()?;
    let created = send(ctx, &prepared, &mut interrupt).await?;
    let session = created.session;
    let verdict = match created.interrupted {
        true => Err(Error::Interrupted {
            what: format!("session {} was created, and the phone asks for it", session.session_id),
            session: Some(session.session_id.clone()),
        }),
        false => Ok(()),
    };
    super::conclude(ctx, &session, verdict)?;
    if !session.status.has_ended() {
        ctx.ui.suggest(&format!("ipp session wait {}", session.session_id));
    }
    Ok(())
}

/// Everything up to the moment of sending. `None`: the request was only shown.
pub async fn prepare(
    ctx: &mut Context,
    args: &OrderArgs,
    by: &'static str,
    what: &str,
) -> Result<Option<Prepared>, Error> {
    let order = args.order(ctx).await?;
    let amount = order.amount;
    let mut write = order::write(&order, what);
    let Some(client) = ctx.client_for(&write).await? else {
        let (new, _) = args.session(ctx, None, order).await?;
        ctx.preview(&session::create_request(&new))?;
        if Mark::random().placed_in(new.merchant_data.as_deref()).is_some() {
            ctx.ui.note(MARK_IS_ADDED);
        }
        return Ok(None);
    };
    let (new, phone) = args.session(ctx, Some(&client), order).await?;
    write.what = format!("{} on device {phone}", write.what);
    ctx.confirm(&write)?;
    Ok(Some(Prepared { new, amount, client, phone, allow_duplicate: args.allow_duplicate, by }))
}

/// A session, and whether somebody wanted to stop while it was made.
pub struct Created {
    /// As the API answered.
    pub session: Session,
    /// A signal arrived while the answer was awaited.
    pub interrupted: bool,
}

/// Writes it into the journal, sends it, and writes down what became of it. A signal does not stop it once it is sent,
/// because the phone may be asking already; a second one does.
pub async fn send(ctx: &mut Context, prepared: &Prepared, interrupt: &mut Interrupt) -> Result<Created, Error> {
    let begun = tokio::select! {
        begun = begin::begin(ctx, prepared) => begun?,
        () = interrupt.next() => {
            return Err(Error::Interrupted { what: "nothing was sent".to_owned(), session: None });
        }
    };
    let answer = answer(ctx, prepared, &begun, interrupt).await;
    let answer = own(ctx, prepared, begun.number, answer);
    remember(ctx, prepared, begun.number, &answer);
    match answer {
        Answer::Session(session, interrupted) => Ok(Created { session: *session, interrupted }),
        Answer::Lost(cause) => Err(unknown(prepared.amount, begun.number, cause)),
        Answer::Another(_) => Err(unknown(prepared.amount, begun.number, None)),
        Answer::Refused(error) => Err(Error::NotCreated(error)),
    }
}

/// What came of the one request.
enum Answer {
    /// A session, and whether somebody wanted to stop meanwhile.
    Session(Box<Session>, bool),
    /// It is certain that there is none.
    Refused(api::Error),
    /// Nobody knows. Without an error, nobody waited any longer.
    Lost(Option<api::Error>),
    /// A session of another payment was named, and why it is one: nobody knows what became of this one.
    Another(String),
}

impl Answer {
    fn of(result: Result<Session, api::Error>, interrupted: bool) -> Self {
        match result {
            Ok(session) => Self::Session(Box::new(session), interrupted),
            Err(error) if error.may_have_happened() => Self::Lost(Some(error)),
            Err(error) => Self::Refused(error),
        }
    }
}

async fn answer(ctx: &mut Context, prepared: &Prepared, begun: &Begin, interrupt: &mut Interrupt) -> Answer {
    let mut call = std::pin::pin!(prepared.client.create_session(&begun.new));
    tokio::select! {
        result = &mut call => return Answer::of(result, false),
        () = interrupt.next() => {}
    }
    ctx.ui.alert("interrupted while the session was being created: waiting for the answer; once more quits at once");
    tokio::select! {
        result = &mut call => Answer::of(result, true),
        () = interrupt.next() => Answer::Lost(None),
    }
}

/// Whatever stands between may repeat an old answer: one about another payment says nothing of this one.
fn own(ctx: &mut Context, prepared: &Prepared, number: i64, answer: Answer) -> Answer {
    let Answer::Session(session, _) = &answer else { return answer };
    match claim(ctx, number, session, prepared.by) {
        Ok(None) => answer,
        Ok(Some(why)) => {
            ctx.ui.alert(&format!(
                "the answer names session {}, which {why}: it says nothing of this payment",
                session.session_id
            ));
            Answer::Another(why)
        }
        Err(error) => {
            ctx.remembered(Err(error));
            answer
        }
    }
}

/// Writes the session down as what became of the attempt. Or says why it is another's, and writes nothing.
fn claim(ctx: &mut Context, number: i64, session: &Session, by: &str) -> Result<Option<String>, Error> {
    let journal = ctx.journal()?;
    let attempt = journal.attempt(number)?;
    if let Some(what) = attempt.and_then(|attempt| attempt.contradiction(session)) {
        return Ok(Some(format!("has another {what} than was sent")));
    }
    if journal.created(number, Seen::of(session, by))? {
        return Ok(None);
    }
    let other = ctx.attempt_of(&session.session_id).map_or_else(String::new, |other| format!(" {}", other.number));
    Ok(Some(format!("attempt{other} has become")))
}

/// Where it can't be written, the attempt stays as it was: unknown, which is the truth for whoever has only the journal.
fn remember(ctx: &mut Context, prepared: &Prepared, number: i64, answer: &Answer) {
    let why = |error: &api::Error| {
        without_cards(&without_keys(&error.to_string())).chars().take(LONGEST_REASON).collect::<String>()
    };
    let (standing, why) = match answer {
        Answer::Session(..) => return,
        Answer::Refused(error) => (Standing::Refused, why(error)),
        Answer::Lost(Some(error)) => (Standing::Unknown, why(error)),
        Answer::Lost(None) => (Standing::Unknown, "interrupted before it was answered".to_owned()),
        Answer::Another(why) => (Standing::Unknown, format!("the answer named a session that {why}")),
    };
    let written = ctx.journal().and_then(|journal| Ok(journal.settle(number, standing, &why, prepared.by)?));
    ctx.remembered(written);
}

fn unknown(amount: Money, number: i64, cause: Option<api::Error>) -> Error {
    Error::Unknown {
        what: format!(
            "it is not known whether a session of {amount} was created (attempt {number}): the phone may be asking for the money"
        ),
        session: None,
        attempt: Some(number),
        hint: format!(
            "do not run it again before you have looked at the phone: `ipp session recover {number}` finds out what became of it, or says how you settle it"
        ),
        cause: cause.map(Box::new),
    }
}
