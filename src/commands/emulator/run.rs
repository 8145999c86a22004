//! `ipp emulator run`: an emulator for the time of one command, which learns of it through its environment.
//!
//! It ends as the command ends. Without a terminal the command has a process group of its own, so that signals reach
//! everything it has started, and nothing of it stays behind. At a terminal it stays in the foreground group, as the
//! terminal wants it; there Ctrl-C reaches it by itself.

use super::serving::{self, GRACE, ServingArgs};
use crate::config::variables;
use crate::context::Context;
use crate::emulator::World;
use crate::error::Error;
use crate::secret::Secret;
use clap::Args;
use rustix::process::{Pid, Signal, kill_process, kill_process_group, test_kill_process_group};
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::signal::unix::{Signal as Arrivals, SignalKind, signal};

pub(super) const EXAMPLES: &str = "\
Examples:
  ipp emulator run -- ipp pay --amount 249.00 --currency SEK --simulate-tap SUCCESS
  ipp emulator run --fault 503,on=get-session,count=2 -- ipp pay --amount 249.00 --currency SEK --simulate-tap SUCCESS
  ipp emulator run --seed 1 -- sh -c 'curl -fsS -H \"Authorization: Basic $IPP_API_KEY\" \"$IPP_BASE_URL/ipp/v1/locations\"'

CMD finds the emulator through IPP_ENV, IPP_BASE_URL, IPP_API_KEY, IPP_WEBHOOK_SECRET and IPP_STATE_DIR.
The exit code is CMD's own; 128 and the signal's number when a signal killed it; 127 when it was not found, and 126 when
it cannot be run.";

/// What is passed on.
const PASSED_ON: [Signal; 6] = [Signal::INT, Signal::TERM, Signal::HUP, Signal::QUIT, Signal::USR1, Signal::USR2];

/// How long what CMD has left behind gets to end, once it is asked to.
const FAREWELL: Duration = Duration::from_millis(500);

/// Of `emulator run`.
#[derive(Args, Debug)]
pub struct RunArgs {
    #[command(flatten)]
    serving: ServingArgs,
    /// Keep the state in this folder [default: a temporary one, removed at the end]
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "CMD")]
    command: Vec<OsString>,
}

pub(super) async fn run(ctx: &mut Context, args: RunArgs) -> Result<(), Error> {
    let mut signals = Signals::listen()?;
    let (folder, _temporary) = folder(args.state.as_deref())?;
    let (listener, address) = serving::bind(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0)).await?;
    let world = args.serving.world(&folder)?;
    let environment = environment(&args.serving, address, &world, &folder)?;
    let server = args.serving.start(ctx, listener, world, &folder)?;
    let result = attend(&args.command, environment, &mut signals).await;
    server.end(GRACE).await;
    ctx.end_with(code(result?));
    Ok(())
}

/// The folder, and what removes it when it is a temporary one.
fn folder(named: Option<&Path>) -> Result<(PathBuf, Option<TempDir>), Error> {
    match named {
        Some(folder) => {
            let folder = std::path::absolute(folder).map_err(|error| Error::usage(error.to_string()))?;
            Ok((folder, None))
        }
        None => {
            let failed = |error: io::Error| Error::Internal(format!("cannot make a temporary folder: {error}"));
            let temporary = tempfile::Builder::new().prefix("ipp-").tempdir().map_err(failed)?;
            Ok((temporary.path().to_owned(), Some(temporary)))
        }
    }
}

fn environment(
    args: &ServingArgs,
    address: SocketAddr,
    world: &World,
    folder: &Path,
) -> Result<Vec<(&'static str, OsString)>, Error> {
    let secret = world.secrets()?.first().map(Secret::expose).unwrap_or_default().to_owned();
    Ok(vec![
        (variables::ENVIRONMENT, "emulator".into()),
        (variables::BASE_URL, format!("http://{address}").into()),
        (variables::API_KEY, args.key().into()),
        (variables::WEBHOOK_SECRET, secret.into()),
        (variables::STATE_DIR, folder.into()),
    ])
}

/// Runs the command to its end, and passes signals on to it.
async fn attend(
    words: &[OsString],
    environment: Vec<(&'static str, OsString)>,
    signals: &mut Signals,
) -> Result<ExitStatus, Error> {
    let at_terminal = io::stdin().is_terminal();
    let mut command = Command::new(&words[0]);
    // A profile of this user's is of another environment, more often than not.
    command.args(&words[1..]).env_remove(variables::PROFILE).envs(environment).kill_on_drop(true);
    if !at_terminal {
        command.process_group(0);
    }
    let failed = |cause| Error::NotRun { command: words[0].to_string_lossy().into_owned(), cause };
    let mut child = command.spawn().map_err(failed)?;
    let target = Target::new(&child, at_terminal);
    let status = loop {
        tokio::select! {
            status = child.wait() => break status.map_err(failed)?,
            signal = signals.next() => target.pass_on(signal),
        }
    };
    target.clear().await;
    Ok(status)
}

fn code(status: ExitStatus) -> u8 {
    let code = status.code().or(status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}

/// Whom signals go to.
enum Target {
    /// The command alone: the terminal tells the others.
    Process(Pid),
    /// The command and everything that it has started.
    Group(Pid),
    /// It has ended already.
    Nobody,
}

impl Target {
    fn new(child: &Child, at_terminal: bool) -> Self {
        match child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
            Some(pid) if at_terminal => Self::Process(pid),
            Some(pid) => Self::Group(pid),
            None => Self::Nobody,
        }
    }

    /// Who has ended meanwhile needs no signal.
    fn pass_on(&self, signal: Signal) {
        let _ = match self {
            Self::Process(_) if matches!(signal, Signal::INT | Signal::QUIT) => Ok(()),
            Self::Process(pid) => kill_process(*pid, signal),
            Self::Group(pid) => kill_process_group(*pid, signal),
            Self::Nobody => Ok(()),
        };
    }

    /// Ends what the command has left running in its group.
    async fn clear(&self) {
        let Self::Group(pid) = self else { return };
        self.pass_on(Signal::TERM);
        let deadline = tokio::time::Instant::now() + FAREWELL;
        while test_kill_process_group(*pid).is_ok() && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.pass_on(Signal::KILL);
    }
}

/// The signals that are passed on, as they arrive.
struct Signals(Vec<(Signal, Arrivals)>);

impl Signals {
    fn listen() -> Result<Self, Error> {
        let listen = |passed: Signal| Ok((passed, signal(SignalKind::from_raw(passed.as_raw()))?));
        PASSED_ON
            .into_iter()
            .map(listen)
            .collect::<io::Result<_>>()
            .map(Self)
            .map_err(|error| Error::Internal(format!("cannot listen for signals: {error}")))
    }

    async fn next(&mut self) -> Signal {
        std::future::poll_fn(|context| {
            let arrived = self
                .0
                .iter_mut()
                .find_map(|(passed, arrivals)| arrivals.poll_recv(context).is_ready().then_some(*passed));
            arrived.map_or(std::task::Poll::Pending, std::task::Poll::Ready)
        })
        .await
    }
}
