//! `ipp test`: scenarios of payments, as files, on the emulator and the playground. Never in production.
//!
//! All files are read and checked before anything is sent ([`file`], [`check`]). Then each scenario has a [`stage`], on which
//! one or more [`hand`]s do its steps, through the same guard, policy and journal as the commands do; what was left open
//! is cancelled and read back ([`play`]).

mod acts;
mod board;
mod callbacks;
mod check;
mod conclusion;
mod done;
pub mod examples;
mod expectations;
mod file;
mod hand;
mod join;
mod kept;
mod order;
mod plan;
mod play;
mod row;
mod running;
mod stage;

use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::interrupt::{self, Interrupt};
use board::Board;
use callbacks::Callbacks;
use clap::Args;
use conclusion::Report;
use plan::{Plan, Scene};
use play::Theatre;
use stage::Phone;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::pin::pin;

/// What `ipp test --help` ends with.
pub const EXAMPLES: &str = "\
Examples:
  # One of the scenarios that ipp brings, to begin with
  ipp test --example declined-then-paid > declined.toml
  ipp test declined.toml --env emulator

  # In a pipeline: JUnit beside the lines, and another amount
  ipp test declined.toml --env emulator --var amount=99.00 --junit report.xml

  # All that ipp brings, without a file
  ipp test --example all | ipp test - --env emulator

A file holds scenarios, and a scenario steps, one after the other:

  [vars]
  amount = \"249.00\"                          # also by --var amount=99.00
  shop = { env = \"SHOP\", default = \"Malmo\" } # variables have to be named here

  [[scenario]]
  name = \"a declined card, then another one\"
  steps = [
    { phone = \"Test till\" },
    { create = { amount = \"${amount}\", currency = \"SEK\" } },
    { tap = \"DECLINED_GENERIC\" },
    { tap = \"SUCCESS\" },
    { expect = { status = \"FINALIZED\", within = \"5s\" } },
    { expect = { callback = \"ipp.session.finalized\" } },
    { run = [\"session\", \"get\", \"${session.session_id}\", \"-o\", \"json\"] },
    { expect = { exit = 0, out = \"${session.order_id}\" } },
  ]

Steps:
  phone     make a simulated phone for the creates after it, gone at the end
  create    amount, currency, item, ref, ref2, merchant_data, tax_rate,
            item_name, device, location, allow_duplicate, as for
            `ipp session create`; without ref it has one of its own
  tap       one of the ten outcomes
  cancel    = true
  wait      for the end, so long; ends as `ipp session wait`
  run       another command of ipp, as an array of its arguments, in the same
            environment; a payment that it asks for is on the phone of the
            scenario, unless it names one
  expect    status (one or an array), within (10s); callback, count (1) and
            within: exactly so many came, verified, and no more within half a
            second, where one that is sent again counts once; count = 0 that
            none comes, which only passes where one would be heard; exit (one
            or an array) and out (a text in it, and not an empty one): of the
            step right before, whose result is then shown as `done`: it ended,
            and the next step judges how
  repeat    = 3, with steps = [...]
  parallel  = [step, [step, step]], all at once

`as = \"first\"` names what phone, create or run makes, `session = \"first\"`
means it; otherwise it is the one that was created last. After a `parallel`
that creates, that is none: name one. What a `run` pays is no such session:
its exit code and what it prints are judged.

Variables: ${name} of [vars], ${run} (new for each run), ${environment},
${round} of repeat; ${session.session_id}, .status, .order_id, .device_id,
.merchant_reference1, .attempt, .code and the like, ${first.order_id}, and of
a run ${name.out} and ${name.code}. What comes of the environment, of a run
that prints codes, secrets or whatever an API answers, and credentials by
their name in any other, is used, and shown as *** wherever it comes up again
in what is told of a run, from four letters on. Ids of what the scenario has
made are always shown. `-v` shows requests as they are sent, such values too.

`limit` (30s) is how long a step may take: of a file, a scenario or a step.
`environments = [\"emulator\"]` skips a scenario elsewhere. `finally = [...]` is
done at the end, whatever happened.

On the emulator this receives callbacks itself; on the playground it looks at
what a running `ipp webhook listen` records. A fault of the emulator strikes
everybody who works on the same state folder: see `ipp emulator run`.

At its end a scenario cancels the sessions that it has left open, and reads
them back. The first Ctrl-C does so, too; the second quits at once, and names
what may be open. What was interrupted has not passed.

Exit codes: 0 if all passed; 30 if one failed, or none could be run here; 24
if the outcome of a payment is unknown, and no `expect` of `exit = 24` has
expected that: money comes first; 2 for a file that is wrong, before anything
is sent; 9 in production.";

/// Of `test`.
#[derive(Args, Debug)]
pub struct TestArgs {
    /// Scenario files, or - for stdin
    #[arg(value_name = "FILE", required_unless_present_any = ["example", "examples"])]
    files: Vec<String>,
    /// Run scenarios of this name only; repeatable
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Set a variable of `[vars]`; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = plan::variable)]
    var: Vec<(String, String)>,
    /// Write the result as JUnit XML to this file as well, a case a scenario
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// End after the first scenario that failed
    #[arg(long)]
    fail_fast: bool,
    /// List the scenarios, and run none
    #[arg(long)]
    list: bool,
    /// Print one of the scenarios that ipp brings, or `all` of them
    #[arg(long, value_name = "NAME", conflicts_with_all = ["files", "examples"])]
    example: Option<String>,
    /// List the scenarios that ipp brings
    #[arg(long, conflicts_with = "files")]
    examples: bool,
}

/// Runs it.
pub async fn run(ctx: &mut Context, args: TestArgs) -> Result<(), Error> {
    if args.examples || args.example.is_some() {
        return examples::run(ctx, args.example.as_deref()).await;
    }
    let runs = !args.list && !ctx.only_shows();
    let report = Report::open(args.junit.as_deref().filter(|_| runs), &args.files)?;
    ctx.refuse_curl("scenarios make many requests")?;
    // A list needs no environment, but where one is chosen it is held to.
    if plan::environment(ctx, args.list)?.is_some() {
        ctx.forbid_in_production("a scenario")?;
    }
    let plan = interrupt::or(&ctx.writing(), Plan::make(ctx, &args)).await?;
    if args.list {
        let mut listed = Some(plan.listed());
        return ctx.ui.emit_list(async || Ok(listed.take())).await;
    }
    if ctx.only_shows() {
        let rows = plan.not_run("nothing is sent with `--dry-run`");
        return ctx.ui.emit_report(conclusion::NAME, rows).await;
    }
    let write = Write { what: "run scenarios".to_owned(), ..Write::default() };
    ctx.check_policy(&write)?;
    let callbacks = Callbacks::open(ctx, plan.run(), plan.expects_callbacks()).await?;
    let played = play_all(ctx, &plan, &callbacks, &write, args.fail_fast, report).await;
    let closed = callbacks.close();
    conclusion::first([played, closed], |text| ctx.ui.alert(text))
}

async fn play_all(
    ctx: &mut Context,
    plan: &Plan,
    callbacks: &Callbacks,
    write: &Write,
    fails_fast: bool,
    report: Report,
) -> Result<(), Error> {
    let client = interrupt::or(&ctx.writing(), ctx.writer(write)).await?;
    let mut hands = ctx.fork();
    let run = plan.run();
    hands.act_for(plan::mark(run));
    let (is_interrupted, creates) = (Cell::new(false), Cell::new(0));
    let phones = RefCell::new(Vec::<Phone>::new());
    let mut signals = Interrupt::listen()?;
    let quiet = ctx.ui.quieter();
    let board = RefCell::new(Board::new(std::mem::replace(&mut ctx.ui, quiet), plan.kept().clone()));
    let theatre = Theatre {
        client,
        board: &board,
        callbacks,
        run,
        creates: &creates,
        is_interrupted: &is_interrupted,
        phones: &phones,
    };
    let (mut ended, mut over) = (Ok(()), None);
    for scene in plan.scenes() {
        board.borrow_mut().begin_scene();
        if let Some(why) = over.map(str::to_owned).or(scene.elsewhere()) {
            board.borrow_mut().add(scene.skipped(why));
            continue;
        }
        ended = act(&hands, &theatre, scene, &mut signals).await.unwrap_or_else(|| {
            // What was under way is gone by now, and does nothing more.
            Err(conclusion::quit(&mut hands, run, &phones.borrow()))
        });
        over = theatre.is_over(scene, ended.is_err(), fails_fast);
    }
    let mut board = board.into_inner();
    let concluded = report.conclude(&mut board, is_interrupted.get(), ended);
    ctx.ui = board.ui;
    concluded
}

impl Theatre<'_> {
    /// Why no other scenario begins after this one.
    fn is_over(&self, scene: Scene<'_>, is_fault: bool, fails_fast: bool) -> Option<&'static str> {
        let (mut board, is_interrupted) = (self.board.borrow_mut(), self.is_interrupted.get());
        if is_interrupted && !board.has_ended_badly() {
            board.add(scene.interrupted());
        }
        match (is_interrupted, is_fault) {
            (true, _) => Some("interrupted before it began"),
            (_, true) => Some("a fault before it began"),
            _ if fails_fast && board.has_failed() => Some("an earlier one failed, and `--fail-fast` is given"),
            _ => None,
        }
    }
}

/// Plays one scenario. `None`: a second signal came, and everything is dropped.
async fn act(
    hands: &Context,
    theatre: &Theatre<'_>,
    scene: Scene<'_>,
    signals: &mut Interrupt,
) -> Option<Result<(), Error>> {
    let mut work = pin!(play::play(hands, theatre, scene.file, scene.scenario));
    tokio::select! {
        ended = &mut work => return Some(ended),
        () = signals.next() => {}
    }
    theatre.is_interrupted.set(true);
    theatre
        .board
        .borrow_mut()
        .alert("interrupted: the steps under way are ended, and what is open is cancelled; once more quits at once");
    tokio::select! {
        ended = &mut work => Some(ended),
        () = signals.next() => None,
    }
}
