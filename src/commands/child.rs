//! A command that `ipp` runs for somebody: it gets its signals, and its exit code becomes `ipp`'s own.
//!
//! Without a terminal the command has a process group of its own, so that signals reach everything it has started, and
//! nothing of it stays behind. At a terminal it stays in the foreground group, as the terminal wants it; there Ctrl-C
//! reaches it by itself.

use super::heir::Heir;
use crate::error::Error;
use rustix::process::{Pid, Signal, kill_process, kill_process_group, test_kill_process_group};
use std::ffi::OsString;
use std::future::Future;
use std::io::{self, IsTerminal};
use std::os::unix::process::ExitStatusExt;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;
use tokio::signal::unix::{Signal as Arrivals, SignalKind, signal};

/// What is passed on.
const PASSED_ON: [Signal; 6] = [Signal::INT, Signal::TERM, Signal::HUP, Signal::QUIT, Signal::USR1, Signal::USR2];

/// How long what the command has left behind gets to end, once it is asked to.
const FAREWELL: Duration = Duration::from_millis(500);

/// What the command finds in its environment, besides `ipp`'s own.
pub type Environment = Vec<(&'static str, OsString)>;

/// A command that runs. Ended when it is dropped.
pub struct Child {
    child: tokio::process::Child,
    target: Target,
    heir: Heir,
    name: String,
    /// It was asked to end.
    is_asked: bool,
}

impl Child {
    /// Starts it: the program and its arguments. One variable of `ipp`'s own may be taken out.
    pub fn start(words: &[OsString], environment: Environment, without: Option<&str>) -> Result<Self, Error> {
        let at_terminal = io::stdin().is_terminal();
        let mut command = Command::new(&words[0]);
        without.map(|name| command.env_remove(name));
        command.args(&words[1..]).envs(environment).kill_on_drop(true);
        if !at_terminal {
            command.process_group(0);
        }
        let name = words[0].to_string_lossy().into_owned();
        let mut heir = Heir::wait();
        let child = command.spawn().map_err(|cause| Error::NotRun { command: name.clone(), cause })?;
        let target = Target::new(&child, at_terminal);
        target.entrust(&mut heir);
        Ok(Self { child, target, heir, name, is_asked: false })
    }

    /// Waits for its end, and passes signals on to it: the second that asks for an end kills it. Whoever drops the wait can
    /// wait again.
    pub async fn attend(&mut self, signals: &mut Signals) -> Result<ExitStatus, Error> {
        loop {
            tokio::select! {
                status = self.child.wait() => {
                    return status.map_err(|cause| Error::NotRun { command: self.name.clone(), cause });
                }
                signal = signals.next() => {
                    let ends = self.target.is_asked_by(signal);
                    self.target.pass_on(if ends && self.is_asked { Signal::KILL } else { signal });
                    self.is_asked |= ends;
                }
            }
        }
    }

    /// Ends it, if it still runs, and what it has left running in its group.
    pub async fn clear(&mut self) {
        let deadline = tokio::time::Instant::now() + FAREWELL;
        if self.child.id().is_some() {
            self.target.pass_on(Signal::TERM);
            // One that does not end by itself is killed.
            if tokio::time::timeout_at(deadline, self.child.wait()).await.is_err() {
                self.target.pass_on(Signal::KILL);
            }
        }
        self.target.clear(deadline).await;
        self.heir.dismiss().await;
    }
}

/// How long a command that is asked to end may take to say how things stand.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// As much as is kept of what a command prints, in bytes of each stream.
const KEPT: u64 = 1024 * 1024;

/// What a command has come to.
pub struct Output {
    /// Its code.
    pub code: u8,
    /// What it has printed, up to a limit.
    pub out: String,
    /// The same of stderr.
    pub err: String,
    /// It was asked to end.
    pub is_asked: bool,
}

/// Runs a command to its end, without stdin and in a group of its own, and keeps what it prints. Once `ends` is there it is
/// asked to end, and killed when it takes too long.
pub async fn output(
    words: &[OsString],
    environment: Environment,
    ends: impl Future<Output = ()>,
) -> Result<Output, Error> {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).envs(environment).kill_on_drop(true).process_group(0);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = words[0].to_string_lossy().into_owned();
    let failed = |cause| Error::NotRun { command: name.clone(), cause };
    let mut heir = Heir::wait();
    let mut child = command.spawn().map_err(failed)?;
    let target = Target::new(&child, false);
    target.entrust(&mut heir);
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let work = async { tokio::join!(kept(out), kept(err), child.wait()) };
    let (mut work, mut is_asked) = (pin!(work), false);
    let (out, err, status) = tokio::select! {
        done = &mut work => done,
        () = ends => {
            is_asked = true;
            target.pass_on(Signal::TERM);
            match tokio::time::timeout(LAST_WORDS, &mut work).await {
                Ok(done) => done,
                Err(_) => {
                    target.pass_on(Signal::KILL);
                    work.await
                }
            }
        }
    };
    heir.dismiss().await;
    Ok(Output { code: code(status.map_err(failed)?), out, err, is_asked })
}

/// The beginning of a stream; the rest is read, and dropped.
async fn kept(stream: Option<impl AsyncRead + Unpin>) -> String {
    let Some(mut stream) = stream else { return String::new() };
    let mut bytes = Vec::new();
    // What cannot be read has not been printed.
    let _ = (&mut stream).take(KEPT).read_to_end(&mut bytes).await;
    let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The code that speaks for it: its own, or 128 and the number of the signal that killed it.
pub fn code(status: ExitStatus) -> u8 {
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
    fn new(child: &tokio::process::Child, at_terminal: bool) -> Self {
        match child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
            Some(pid) if at_terminal => Self::Process(pid),
            Some(pid) => Self::Group(pid),
            None => Self::Nobody,
        }
    }

    /// Names those who are to end when this process can't end them.
    fn entrust(&self, heir: &mut Heir) {
        match self {
            Self::Process(pid) => heir.watch(&pid.to_string()),
            Self::Group(pid) => heir.watch(&format!("-{pid}")),
            Self::Nobody => {}
        }
    }

    /// Whether it is for us to bring it to an end: what a key of the terminal means is the command's own affair.
    fn is_asked_by(&self, signal: Signal) -> bool {
        match self {
            Self::Process(_) => matches!(signal, Signal::TERM | Signal::HUP),
            Self::Group(_) | Self::Nobody => !matches!(signal, Signal::USR1 | Signal::USR2),
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
    async fn clear(&self, deadline: tokio::time::Instant) {
        let Self::Group(pid) = self else { return };
        self.pass_on(Signal::TERM);
        while test_kill_process_group(*pid).is_ok() && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.pass_on(Signal::KILL);
    }
}

/// The signals that are passed on to a command, as they arrive.
pub struct Signals(Vec<(Signal, Arrivals)>);

impl Signals {
    /// Takes them over from the system, which would end the process.
    pub fn listen() -> Result<Self, Error> {
        let listen = |passed: Signal| Ok((passed, signal(SignalKind::from_raw(passed.as_raw()))?));
        PASSED_ON
            .into_iter()
            .map(listen)
            .collect::<io::Result<_>>()
            .map(Self)
            .map_err(|error| Error::Internal(format!("cannot listen for signals: {error}")))
    }

    /// Waits for one that asks for an end.
    pub async fn end(&mut self) {
        while matches!(self.next().await, Signal::USR1 | Signal::USR2) {}
    }

    /// Waits for the next one.
    pub async fn next(&mut self) -> Signal {
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
