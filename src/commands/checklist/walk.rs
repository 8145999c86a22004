//! The way of a run: alive for the others, everything put up, the course gone through, and everything put away again, whatever
//! came of it.

use super::super::webhook::rows::Plan;
use super::conclusion::{come_to, unleft};
use super::contract;
use super::course::{Course, Done};
use super::decline::Outcomes;
use super::document::Origin;
use super::ears::Ears;
use super::lease::{self, Lease};
use super::leftover::Leftover;
use super::phone::Wish;
use super::site::Site;
use super::stage::{self, Stage};
use super::{ChecklistArgs, LIMIT, write};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::model::environment::Environment;
use jiff::Timestamp;

/// Says that a run is alive, and what it may leave, until it has ended. What may have happened and is not known comes back
/// as an error beside the rows.
pub(super) async fn attend(
    ctx: &mut Context,
    args: &ChecklistArgs,
    interrupt: &mut Interrupt,
    origin: &mut Origin,
) -> Result<(Done, Option<Error>), Error> {
    let (state, account) = (ctx.settings()?.state_dir.clone(), lease::account(&ctx.scope()?));
    let name = format!("{}{}", lease::PREFIX, Timestamp::now().as_microsecond());
    let mut lease = Lease::take(&state, name, account)?;
    let attended = on_site(ctx, args, interrupt, (origin, &mut lease)).await;
    lease.end();
    attended
}

/// Puts everything up, goes through the course, and puts everything away again, whatever came of it.
async fn on_site(
    ctx: &mut Context,
    args: &ChecklistArgs,
    interrupt: &mut Interrupt,
    (origin, lease): (&mut Origin, &mut Lease),
) -> Result<(Done, Option<Error>), Error> {
    let leftover = Leftover::find(ctx)?;
    let limit = args.timeout.unwrap_or(LIMIT);
    let site = tokio::select! {
        site = Site::open(ctx, args, limit, lease) => site?,
        () = interrupt.next() => return Err(stage::stopped()),
    };
    let plan = site.plan(ctx, args.handler.as_ref(), limit);
    let Site { ears, registered, .. } = site;
    let walked = match plan {
        Ok(plan) => walk(ctx, args, interrupt, (ears, plan), (origin, lease.name.clone(), leftover)).await,
        Err(error) => Err(error),
    };
    match registered.map_or(Ok(()), |mut registered| registered.leave()) {
        Ok(()) => walked,
        Err(error) => unleft(ctx, walked, error),
    }
}

async fn walk(
    ctx: &mut Context,
    args: &ChecklistArgs,
    interrupt: &mut Interrupt,
    (ears, plan): (Ears, Option<Plan>),
    (origin, name, leftover): (&mut Origin, String, Leftover),
) -> Result<(Done, Option<Error>), Error> {
    agree(ctx, args)?;
    let write = write();
    let client = tokio::select! {
        client = ctx.client_for(&write) => client?.ok_or_else(|| Error::Internal("nothing is only shown here".to_owned()))?,
        () = interrupt.next() => return Err(stage::stopped()),
    };
    let course = course(args, plan);
    let mut done = Done::default();
    let mut stage = Stage::new(ctx, interrupt, (client, ears, name), args.timeout.unwrap_or(LIMIT));
    let ended = match leftover.put_away(&mut stage).await {
        Ok(()) if args.contract => contract::run(&mut stage, &course.wish, &mut done.findings).await,
        Ok(()) => course.run(&mut stage, &mut done).await,
        Err(error) => Err(error),
    };
    origin.device = stage.rig.as_ref().map(|rig| rig.phone.to_string());
    let is_pressed = matches!(ended, Err(Error::Interrupted { .. }));
    let left = stage.clear(is_pressed, args.clean || args.contract).await;
    let Stage { ears, unknown, ctx, .. } = stage;
    ears.end().await;
    let left: Vec<String> = left.iter().map(|text| ctx.ui.in_place(text)).collect();
    left.iter().for_each(|text| ctx.ui.alert(text));
    come_to(ctx, (ended, unknown), done, left)
}

fn course(args: &ChecklistArgs, plan: Option<Plan>) -> Course {
    Course {
        chosen: args.chosen(),
        wish: Wish {
            device: args.device.clone(),
            location: args.location.clone(),
            currency: args.currency,
            is_removed: args.clean,
        },
        outcomes: Outcomes::chosen(args.outcomes),
        probe: args.probe.clone().map(|probe| probe.without(args.secret.variable())),
        plan,
    }
}

/// A tunnel is put up by a person, who says when it stands; a script has put it up before.
fn agree(ctx: &mut Context, args: &ChecklistArgs) -> Result<(), Error> {
    let is_emulator = ctx.settings()?.environment.value == Environment::Emulator;
    if is_emulator || !args.listen || !ctx.is_interactive() || ctx.agrees_to_all() {
        return Ok(());
    }
    match ctx.prompt.confirm("do the tunnel and the destination point here?")? {
        true => Ok(()),
        false => Err(Error::Refused { what: "not confirmed: nothing was sent".to_owned(), hint: None }),
    }
}
