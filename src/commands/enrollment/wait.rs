//! `ipp enrollment wait`: 0 and the phone, once one has used the code. It never takes a code back, except that a person
//! says so at Ctrl-C.

use crate::api::enrollment;
use crate::api::{Client, Filter};
use crate::commands::pairing::{self, Code, Look, Watched};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::{self, Interrupt};
use crate::model::duration;
use crate::model::id::EnrollmentId;
use clap::Args;
use std::time::Duration;
use tokio::time::Instant;

/// Of `enrollment wait`.
#[derive(Args, Debug)]
pub struct WaitArgs {
    /// The enrollment's id; not the code
    #[arg(value_name = "ENROLLMENT")]
    enrollment: EnrollmentId,
    /// How long to wait [default: until the code runs out]
    #[arg(long, value_parser = duration::parse, value_name = "DURATION")]
    timeout: Option<Duration>,
}

pub(super) async fn run(ctx: &mut Context, args: WaitArgs) -> Result<(), Error> {
    if ctx.preview(&enrollment::list_request(&Filter::default(), true))? {
        return Ok(());
    }
    let deadline = args.timeout.map(|timeout| Instant::now() + timeout);
    let (client, mut code, first) = interrupt::or(&ctx.writing(), begin(ctx, args.enrollment)).await?;
    let mut interrupt = Interrupt::listen()?;
    let watched = match first {
        Look::Paired(device) => Watched::Paired(device),
        Look::Ended(end) => Watched::Ended(end),
        _ => wait(ctx, &client, &mut code, deadline, &mut interrupt).await,
    };
    let device = pairing::settle(ctx, &client, &mut code, watched, &mut interrupt).await?;
    let wanted = code.known().and_then(|known| crate::model::pairing::name(known.metadata.as_ref()));
    let (device, error) = pairing::called(ctx, &client, device, wanted).await;
    ctx.ui.emit(&device)?;
    error.map_or(Ok(()), Err)
}

async fn begin(ctx: &mut Context, id: EnrollmentId) -> Result<(Client, Code, Look), Error> {
    let client = ctx.client().await?;
    let mut code = Code::called(id);
    match code.look(&client).await? {
        Look::Absent => Err(Error::NotFound {
            what: format!("pairing code {} is not listed: it was cancelled, or never made", code.id()),
            hint: "see them all with `ipp enrollment list`; give the enrollment's id, not the code".to_owned(),
        }),
        look => Ok((client, code, look)),
    }
}

async fn wait(
    ctx: &mut Context,
    client: &Client,
    code: &mut Code,
    deadline: Option<Instant>,
    interrupt: &mut Interrupt,
) -> Watched {
    let ends = code.known().and_then(pairing::runs_out);
    let progress = ctx.ui.countdown("waiting for the phone", ends);
    pairing::watch(client, code, deadline, interrupt, |said| said.into_iter().for_each(|said| progress.say(said))).await
}
