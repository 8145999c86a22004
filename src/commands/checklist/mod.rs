//! `ipp checklist`: the seven things that Kustom asks an integrator to verify before going live, run and reported. Never in
//! production. What could not be run has not passed, and a part is never said to be the whole.

mod before;
mod cancel;
mod conclusion;
mod contract;
mod course;
mod decline;
mod document;
mod ears;
mod ending;
mod endpoint;
mod file;
mod item;
mod late;
mod lease;
mod leftover;
mod order;
mod payment;
mod phone;
mod relay;
mod row;
mod site;
mod stage;
mod walk;

use super::webhook::secret::SecretArgs;
use crate::config::key::KeyCommand;
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::interrupt::Interrupt;
use crate::model::duration;
use crate::model::money::Currency;
use clap::Args;
use conclusion::{conclude, report};
use contract::Contract;
use decline::Outcomes;
use document::{Checklist, Origin};
use file::Target;
use item::Item;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use url::Url;

/// What `ipp checklist --help` ends with.
pub const EXAMPLES: &str = "\
Examples:
  # The items that need nothing but the emulator
  ipp checklist --env emulator --only device --only session --only callback \\
    --only order --only decline --only cancel

  # What `ipp emulator fidelity` assumes, confirmed or contradicted; with a
  # real key on the playground
  ipp checklist --env emulator --contract

  # What would be run, with an endpoint and a probe of its own
  ipp checklist --env emulator --handler http://127.0.0.1:8080/hook \\
    --probe 'has-order' --dry-run

Items: device, session, callback, order, decline, cancel, endpoint. Each
passes, fails with what to mend, or is not run with the reason, which is no
pass. The exit code is 0 only if all seven hold (with --only: those that were
chosen, which is said), and 30 otherwise; 24 where the answer to a create was
lost.

On the emulator callbacks come to this command by themselves. On the
playground give --listen, and point a tunnel and a destination of the Kustom
Portal to it; without it, what `ipp webhook listen` records beside it on this
machine is looked at. With --handler each callback that comes here is handed
on to that address, as it came, and the rows of `ipp webhook check` are run
against it: `endpoint` is not run without one, because nobody else's endpoint
was seen.

The phone is the one that is named (--device or the profile's), else a
simulated one that is there, else one that is made, and with --clean removed
at the end. Each payment is of 100 minor units, is in the journal, and has a
reference that begins with ipp-checklist-; what is still open at the end, or
at Ctrl-C, is cancelled and read back.

With --contract a simulated phone, a few codes and sessions are made, and put
away again. The exit code is 30 if an assumption is contradicted, and where
none at all is confirmed; what cannot be seen says why, and the ids are those
of `ipp emulator fidelity`.

From its beginning on, the file of --report says that the run has not ended,
and goes on saying so where the run is killed. What a killed run has made for
itself (its destination on the emulator, a phone that was to be removed, open
sessions), the next run with the same account on this machine puts away, and
names.

The probe is run without a shell, has 10 seconds, finds IPP_SESSION_ID,
IPP_ORDER_ID and IPP_REFERENCE, and ends with 0 when the merchant's own system
has the order; it is asked again until --timeout is up.";

/// How long each thing that is waited for may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Of `checklist`.
#[derive(Args, Debug)]
pub struct ChecklistArgs {
    /// Run only this item, and what it needs; repeatable
    #[arg(long, value_enum, value_name = "ID")]
    only: Vec<Item>,
    /// Only compare what this project assumes of the API with what can be seen
    #[arg(long, conflicts_with_all = ["only", "handler", "outcomes", "probe", "device", "clean"])]
    contract: bool,
    /// The endpoint: hand callbacks on to it, and prove it
    #[arg(long, value_name = "URL", value_parser = super::webhook::address)]
    handler: Option<Url>,
    /// Receive callbacks here, on loopback; on the emulator that is always so
    #[arg(long)]
    listen: bool,
    /// The port to receive at [default: 4020, on the emulator a free one]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Go through more outcomes of a tap than DECLINED_GENERIC
    #[arg(long, value_enum, value_name = "WHICH")]
    outcomes: Option<Outcomes>,
    /// Ask this command whether the merchant's own system has the order
    #[arg(long, value_name = "CMD", value_parser = probe)]
    probe: Option<KeyCommand>,
    /// The phone: id, name or beginning [default: the profile's, else a simulated one]
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
    /// The shop of a simulated phone that is made: id, name or beginning [default: the profile's]
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// What to pay with, such as SEK [default: by the shop's country]
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// Remove a simulated phone that was made for the run
    #[arg(long)]
    clean: bool,
    /// How long each thing that is waited for may take [default: 30s]
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    timeout: Option<Duration>,
    /// Write the report to this file, too: .md, .xml for JUnit, or .json
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    secret: SecretArgs,
}

fn probe(text: &str) -> Result<KeyCommand, String> {
    text.parse::<KeyCommand>()?.without_shell()
}

impl ChecklistArgs {
    /// What would be passed over in silence.
    fn check(&self) -> Result<(), Error> {
        match self.outcomes.is_some() && !self.chosen().contains(&Item::Decline) {
            true => {
                Err(Error::usage("`--outcomes` is of the item `decline`, which `--only` leaves out: nothing was sent"))
            }
            false => Ok(()),
        }
    }

    fn chosen(&self) -> Vec<Item> {
        let is_chosen = |item: &Item| self.only.is_empty() || self.only.contains(item);
        Item::ALL.into_iter().filter(is_chosen).collect()
    }
}

/// Runs it, cleans up, and reports.
pub async fn run(ctx: &mut Context, args: ChecklistArgs) -> Result<(), Error> {
    ctx.forbid_in_production("the go-live checklist")?;
    ctx.refuse_curl("this makes many requests")?;
    args.check()?;
    let target = args.report.as_deref().map(Target::new).transpose()?;
    if ctx.only_shows() {
        return before::show(ctx, &args).await;
    }
    ctx.check_policy(&write())?;
    if let Some(probe) = &args.probe {
        // It would be asked again and again until the time is up.
        probe.find().map_err(|cause| Error::NotRun { command: probe.program(), cause })?;
    }
    let mut interrupt = Interrupt::listen()?;
    let (mut origin, started) = (Origin::new(ctx)?, Instant::now());
    origin.handler = args.handler.as_ref().map(crate::webhook::forward::shown);
    if let Some(target) = &target {
        before::begin(target, &args, origin.clone())?;
    }
    let attended = walk::attend(ctx, &args, &mut interrupt, &mut origin).await;
    if let (Err(_), Some(target)) = (&attended, &target)
        && let Err(error) = target.discard()
    {
        ctx.ui.alert(&error.to_string());
    }
    let (done, lost) = attended?;
    origin.took(started.elapsed());
    let (reported, verdict) = if args.contract {
        let document = Contract::new(origin, done);
        (report(ctx, &document, target).await, document.conclude())
    } else {
        let document = Checklist::new(origin, done);
        (report(ctx, &document, target).await, document.conclude())
    };
    conclude(ctx, lost, verdict, reported)
}

/// What is announced, and held to the policy.
fn write() -> Write {
    Write { what: "run the go-live checklist".to_owned(), ..Write::default() }
}
