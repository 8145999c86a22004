//! The wizard for one phone. Each answer that is missing is asked for on a terminal; without one it has a default or is
//! an error that names the flag.

use super::shop::{self, Shop};
use super::{EnrollArgs, name, trial};
use crate::api::{Client, enrollment};
use crate::commands::pairing::{Code, End, Watched};
use crate::commands::{choose, pairing};
use crate::context::Context;
use crate::error::{Error, PairingError};
use crate::guard::{self, Write};
use crate::interrupt::{self, Interrupt};
use crate::known::Reading;
use crate::model::device::Device;
use crate::model::enrollment::{Enrollment, NewEnrollment, Ttl};
use crate::model::environment::Environment;
use crate::model::metadata;
use crate::model::pairing::{Tag, mark, reserved};
use crate::output::{Poster, Progress, Ui};
use tokio::time::Instant;
use uuid::Uuid;

/// Everything that is settled before a code is made.
struct Plan {
    client: Client,
    new: NewEnrollment,
    shop: Shop,
    name: Option<String>,
}

pub(super) async fn run(ctx: &mut Context, args: EnrollArgs) -> Result<(), Error> {
    if args.test_payment {
        ctx.forbid_in_production("a test payment")?;
    }
    let Some(mut plan) = interrupt::or(&ctx.writing(), prepare(ctx, &args)).await? else { return Ok(()) };
    let mut interrupt = Interrupt::listen()?;
    loop {
        let enrollment = interrupt::or(&ctx.writing(), create(ctx, &plan)).await?;
        if args.no_wait {
            ctx.ui.emit(&enrollment)?;
            ctx.ui.suggest(&format!("ipp enrollment wait {}", enrollment.enrollment_id));
            return Ok(());
        }
        if enrollment.enrollment_code.is_none() {
            return Err(PairingError::Codeless(enrollment.enrollment_id).into());
        }
        let mut code = Code::made(enrollment);
        let watched = wait(ctx, &plan, &mut code, &args, &mut interrupt).await?;
        if matches!(watched, Watched::Ended(End::Expired)) && wants_another(ctx, &code)? {
            plan.tag();
            continue;
        }
        let device = pairing::settle(ctx, &plan.client, &mut code, watched, &mut interrupt).await?;
        return finish(ctx, &plan, device, &args).await;
    }
}

/// Everything up to the moment of sending. `None`: the request was only shown.
async fn prepare(ctx: &mut Context, args: &EnrollArgs) -> Result<Option<Plan>, Error> {
    let settings = ctx.settings()?;
    let mut new = NewEnrollment::living(args.expires_in, settings.enrollment_expiry.value);
    new.metadata = metadata::object(&args.metadata).map_err(Error::usage)?;
    if let Some(key) = reserved(new.metadata.keys()) {
        return Err(Error::usage(format!("the metadata key `{key}` is used by `ipp` itself: nothing was sent")));
    }
    let mut write = Write { what: "create a pairing code".to_owned(), ..Write::default() };
    let Some(client) = ctx.client_for(&write).await? else {
        new.location_id = choose::location(ctx, None, args.location.as_deref()).await?;
        tag(&args.name).put(&mut new.metadata);
        return ctx.preview(&enrollment::create_request(&new)).map(|_| None);
    };
    let shop = shop::shop(ctx, &client, args.location.as_deref()).await?;
    guard::check_location(&settings.policy, Some(&shop.id))?;
    new.location_id = Some(shop.id.clone());
    let name = asked_name(ctx, args).await?;
    let and_name = name.as_ref().map(|name| format!(", and name the phone `{name}`")).unwrap_or_default();
    write.what = format!("create a pairing code for {shop}{and_name}");
    ctx.confirm(&write)?;
    let mut plan = Plan { client, new, shop, name };
    plan.tag();
    Ok(Some(plan))
}

impl Plan {
    /// Each code has a mark of its own.
    fn tag(&mut self) {
        tag(&self.name).put(&mut self.new.metadata);
    }
}

fn tag(name: &Option<String>) -> Tag {
    Tag { mark: Uuid::new_v4().simple().to_string(), batch: None, name: name.clone() }
}

/// Asks until it is a name; Enter alone leaves the phone the one that it has.
async fn asked_name(ctx: &mut Context, args: &EnrollArgs) -> Result<Option<String>, Error> {
    if args.name.is_some() || args.no_wait || !ctx.is_interactive() {
        return Ok(args.name.clone());
    }
    loop {
        let answer = ctx.prompt.text("What will the phone be called? (Enter: as it calls itself)", None).await?;
        match name(&answer) {
            _ if answer.is_empty() => return Ok(None),
            Ok(name) => return Ok(Some(name)),
            Err(problem) => ctx.ui.alert(&problem),
        }
    }
}

/// Makes the code. One whose answer was lost is found again by its mark, so that no second one is made.
async fn create(ctx: &mut Context, plan: &Plan) -> Result<Enrollment, Error> {
    let error = match plan.client.create_enrollment(&plan.new).await {
        Ok(enrollment) => return Ok(enrollment),
        Err(error) if !error.may_have_happened() => return Err(error.into()),
        Err(error) => error,
    };
    ctx.ui.note(&format!("{error}: looking for the code by its mark"));
    match mark(Some(&plan.new.metadata)) {
        Some(mark) => pairing::with_mark(&plan.client, mark).await.ok().flatten(),
        None => None,
    }
    .filter(|found| found.enrollment_code.is_some())
    .ok_or(error.into())
}

async fn wait(
    ctx: &mut Context,
    plan: &Plan,
    code: &mut Code,
    args: &EnrollArgs,
    interrupt: &mut Interrupt,
) -> Result<Watched, Error> {
    let deadline = args.timeout.map(|timeout| Instant::now() + timeout);
    let Some(enrollment) = code.known().cloned() else { return Ok(Watched::Untold) };
    let poster = poster(ctx, plan, &enrollment, args.expires_in)?;
    ctx.ui.tell("enrollment", &enrollment, |style| poster.shown(style));
    let mut shown_at = ctx.ui.columns();
    let progress = ctx.ui.countdown("waiting for the phone", pairing::runs_out(&enrollment));
    let ui = &mut ctx.ui;
    let tick = |said: Option<&str>| {
        said.into_iter().for_each(|said| progress.say(said));
        show_again(ui, &progress, &enrollment, &poster, &mut shown_at);
    };
    Ok(pairing::watch(&plan.client, code, deadline, interrupt, tick).await)
}

/// A terminal that was made narrower has broken the large letters.
fn show_again(
    ui: &mut Ui,
    progress: &Progress,
    enrollment: &Enrollment,
    poster: &Poster,
    shown_at: &mut Option<usize>,
) {
    let now = ui.columns();
    if now < *shown_at {
        progress.aside(|| ui.tell("enrollment", enrollment, |style| poster.shown(style)));
    }
    *shown_at = now;
}

fn poster(ctx: &mut Context, plan: &Plan, enrollment: &Enrollment, ttl: Ttl) -> Result<Poster, Error> {
    let settings = ctx.settings()?;
    let code = enrollment.enrollment_code.clone().unwrap_or_default();
    let is_copied = ttl != Ttl::TwoHours;
    let mut steps = vec![match is_copied {
        true => "This code is long: copy it to the phone, and paste it into the POS app. Do not type it.".to_owned(),
        false => "Type it into the POS app on the phone.".to_owned(),
    }];
    if settings.environment.value == Environment::Emulator && settings.base_url.is_none() {
        steps.push("To play the phone, in another terminal:".to_owned());
        steps.push(format!("ipp emulator phone pair {code}"));
    }
    let mut facts = vec![("shop", plan.shop.to_string())];
    facts.extend(plan.name.clone().map(|name| ("name", name)));
    facts.push(("expires", crate::output::Field::time(enrollment.expires_at.as_deref()).text));
    Ok(Poster { code, is_copied, facts, steps })
}

fn wants_another(ctx: &mut Context, code: &Code) -> Result<bool, Error> {
    if !ctx.is_interactive() {
        return Ok(false);
    }
    ctx.prompt.confirm(&format!("pairing code {} has expired: make a new one?", code.id()))
}

/// The phone gets its name, and is the answer; agreed to when the code was.
async fn finish(ctx: &mut Context, plan: &Plan, device: Device, args: &EnrollArgs) -> Result<(), Error> {
    ctx.ui.note(&format!("paired: device {}", device.id));
    let (device, error) = match &plan.name {
        Some(name) => named(ctx, plan, device, name).await,
        None => (device, None),
    };
    ctx.learn(Reading::of(&device));
    ctx.ui.emit(&device)?;
    match error {
        Some(error) => Err(error),
        None => trial::offer(ctx, &device, &plan.shop, args.test_payment).await,
    }
}

async fn named(ctx: &mut Context, plan: &Plan, device: Device, name: &str) -> (Device, Option<Error>) {
    let settings = match ctx.settings() {
        Ok(settings) => settings,
        Err(error) => return (device, Some(error)),
    };
    match interrupt::or(&ctx.writing(), pairing::name(&plan.client, &settings.policy, &device, name)).await {
        Ok(named) => (named, None),
        Err(error) => {
            let text = format!("the phone is paired as device {}, but could not be named `{name}`", device.id);
            ctx.ui.alert(&text);
            (device, Some(error))
        }
    }
}
