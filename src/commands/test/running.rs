//! A `run` step: another command of this same program, in the same environment, as a child that nobody is asked by.
//!
//! What would end elsewhere is refused: another environment or profile, commands that run others, and scenarios themselves.

use super::done::{Done, UNKNOWN, Way};
use super::file::Words;
use super::hand::Hand;
use super::order;
use super::plan;
use super::stage::Held;
use crate::api;
use crate::cli::{Cli, Command};
use crate::commands::child::{self, Environment};
use crate::commands::device::DeviceCommand;
use crate::commands::emulator::EmulatorCommand;
use crate::commands::session::SessionCommand;
use crate::commands::webhook::WebhookCommand;
use crate::config::{Flags, Settings, variables};
use crate::error::Error;
use crate::journal::{Attempt, Filter};
use crate::model::duration;
use clap::Parser;
use serde_json::Value;
use std::ffi::OsString;
use std::time::Duration;

/// The code of a command that had to be killed.
const KILLED: u8 = 128 + 9;

/// How many attempts of one command are looked for.
const MOST: usize = 100;

/// What to do about a payment that nobody knows the outcome of.
const RECOVER: &str = "`ipp session recover` finds out what became of it";

/// What cannot be kept from being shown is not used either.
const TOO_MUCH: &str = "what was printed so far, and may be a secret, is more than can be kept from being shown";

/// Whether these words may be run, and are a command.
pub(super) fn check(words: &[String]) -> Result<Command, String> {
    if words.first().is_some_and(|word| word == "ipp") {
        return Err("leave out `ipp`: these are its arguments".to_owned());
    }
    let line = ["ipp".to_owned()].into_iter().chain(words.iter().cloned());
    let cli = Cli::try_parse_from(line).map_err(|error| match error.use_stderr() {
        true => order::said(&error),
        false => "this only prints help".to_owned(),
    })?;
    let global = &cli.global;
    if global.env.is_some() || global.profile.is_some() || global.base_url.is_some() {
        return Err("it runs where the scenario runs: leave out `--env`, `--profile` and `--base-url`".to_owned());
    }
    match &cli.command {
        Command::Test(_) => Err("a scenario runs no scenarios".to_owned()),
        Command::Checklist(_) => Err("the checklist is a run of its own: see `ipp checklist --help`".to_owned()),
        Command::Api(api) if api.creates_session() => {
            Err("`ipp api` would leave the session open: ask with a `create` step, or with `run = [\"session\", \"create\", ...]`".to_owned())
        }
        Command::Setup(_) | Command::Profile(_) => Err("a scenario changes no settings".to_owned()),
        command if serves(command) || probes(command) => {
            Err("a scenario runs nothing that serves, or that runs other commands".to_owned())
        }
        _ => Ok(cli.command),
    }
}

fn serves(command: &Command) -> bool {
    match command {
        Command::Emulator(command) => matches!(**command, EmulatorCommand::Serve(_) | EmulatorCommand::Run(_)),
        Command::Webhook(command) => matches!(**command, WebhookCommand::Listen(_)),
        _ => false,
    }
}

fn probes(command: &Command) -> bool {
    let Command::Webhook(command) = command else { return false };
    matches!(&**command, WebhookCommand::Check(args) if args.runs_a_probe())
}

fn asks(command: &Command) -> bool {
    match command {
        Command::Pay(_) => true,
        Command::Session(command) => matches!(**command, SessionCommand::Create(_)),
        _ => false,
    }
}

/// Whether it prints a pairing code, a signing secret, an address that may have one in it, or whatever an API answers. All
/// others print none; what is a credential by its name is kept of those, too.
fn may_print_a_secret(command: &Command) -> bool {
    match command {
        Command::Api(_) | Command::Enrollment(_) | Command::Setup(_) | Command::Profile(_) | Command::Webhook(_) => {
            true
        }
        Command::Device(command) => matches!(**command, DeviceCommand::Enroll(_)),
        Command::Emulator(command) => {
            !matches!(**command, EmulatorCommand::Fault(_) | EmulatorCommand::Fidelity(_) | EmulatorCommand::Reset(_))
        }
        Command::Pay(_) | Command::Session(_) | Command::Location(_) | Command::Dev(_) => false,
        Command::Doctor(_) | Command::Checklist(_) | Command::Test(_) => false,
        Command::Completions(_) | Command::Man(_) | Command::Help(_) => false,
    }
}

impl Hand<'_> {
    pub(super) async fn run(&mut self, words: &[Words], label: Option<&str>, limit: Duration) -> Done {
        let words: Result<Vec<String>, String> = words.iter().map(|word| self.filled(word)).collect();
        let done = match words.map(|words| (check(&words), words)) {
            Ok((Ok(command), words)) => Done::or(self.run_command(words, &command, limit).await),
            Ok((Err(problem), _)) => Done::failed(problem),
            Err(problem) => self.missing(problem),
        };
        let done = self.keep(done);
        if let Some(label) = label {
            self.stage.memory.borrow_mut().keep_run(done.clone(), label);
        }
        done
    }

    /// What it has printed that may be a secret is not repeated from here on.
    fn keep(&self, done: Done) -> Done {
        let kept = &mut self.stage.board.borrow_mut().kept;
        match done.is_shown {
            true => api::credentials(&done.out).iter().for_each(|credential| kept.keep(credential)),
            false if kept.has_room_for(&done.out) => kept.keep(&done.out),
            false => return Done::failed(TOO_MUCH),
        }
        done
    }

    async fn run_command(&mut self, words: Vec<String>, command: &Command, limit: Duration) -> Result<Done, Error> {
        let program = std::env::current_exe()
            .map_err(|error| Error::Internal(format!("this program cannot be found: {error}")))?;
        let settings = self.ctx.settings()?;
        let (flags, mut environment) = place(&settings, self.ctx.flags());
        let step = format!("{}{}/", plan::mark(self.stage.run), plan::new_name());
        environment.push((variables::STEP, step.clone().into()));
        if let Some(phone) = self.phone.as_ref().filter(|_| asks(command)) {
            environment.push((variables::DEVICE, phone.as_str().into()));
        }
        let line: Vec<OsString> =
            [program.into_os_string()].into_iter().chain(flags).chain(words.into_iter().map(OsString::from)).collect();
        let mut is_late = false;
        let ends = async {
            tokio::select! {
                () = tokio::time::sleep(limit) => is_late = true,
                () = self.stop() => {}
            }
        };
        let ended = child::output(&line, environment, ends).await?;
        let unknown = self.adopt(step)?;
        let is_unknown = ended.code == UNKNOWN && asks(command) || ended.code == KILLED && unknown.is_some();
        let attempt = unknown.filter(|_| is_unknown);
        let out = ended.out.trim_end_matches('\n').to_owned();
        let is_shown = !may_print_a_secret(command);
        let done = Done { code: ended.code, attempt, out, is_shown, ..Done::default() };
        Ok(match (ended.is_asked, is_late) {
            (true, _) if is_unknown => Done {
                way: Way::Failed,
                attempt,
                ..Done::unknown("it was ended, and it is not known whether it has asked for the money", RECOVER)
            },
            (true, true) => Done::failed(format!("it took longer than {}, and was ended", duration::show(limit))),
            (true, false) => Done::stopped(),
            _ => Done { found: said(ended.code, &ended.err), ..done },
        })
    }

    /// What the command has asked for is ended with the rest: the journal knows it by the step, whatever was printed, and
    /// whatever the ids look like. What nobody knows the outcome of is told at the end of the scenario; gives
    /// the number of the newest.
    fn adopt(&mut self, step: String) -> Result<Option<i64>, Error> {
        let Some(journal) = self.ctx.existing_journal()? else { return Ok(None) };
        let filter = Filter { step: Some(step), ..Filter::default() };
        let attempts = journal.page(&self.ctx.scope()?, &filter, None, MOST)?;
        for attempt in &attempts {
            let (asked, number) = (attempt.amount(), Some(attempt.number));
            let done = match (&attempt.session_id, attempt.standing.is_unknown()) {
                (Some(_), _) => Done::default(),
                (None, true) => Done { attempt: number, ..Done::unknown("", RECOVER) },
                (None, false) => continue,
            };
            self.stage.keep(Held { id: attempt.session_id.clone(), asked, done, seen: None }, None);
        }
        let is_unknown = |attempt: &&Attempt| attempt.session_id.is_none() && attempt.standing.is_unknown();
        Ok(attempts.iter().find(is_unknown).map(|attempt| attempt.number))
    }
}

/// The flags and variables that mean the same place as this command's own.
fn place(settings: &Settings, flags: &Flags) -> (Vec<OsString>, Environment) {
    let mut words: Vec<OsString> = vec!["--no-input".into(), "--env".into(), settings.environment.value.name().into()];
    let mut give = |flag: &str, value: OsString| words.extend([flag.into(), value]);
    if let Some(profile) = &settings.profile {
        give("--profile", profile.value.to_string().into());
    }
    if let Some(url) = &flags.base_url {
        give("--base-url", url.into());
    }
    if let Some(file) = &flags.ca_file {
        give("--ca-file", file.into());
    }
    if let Some(time) = flags.connect_timeout {
        give("--connect-timeout", duration::show(time).into());
    }
    if let Some(time) = flags.request_timeout {
        give("--request-timeout", duration::show(time).into());
    }
    if let Some(retries) = flags.retries {
        give("--retries", retries.to_string().into());
    }
    // It may hold a password, and command lines are seen by everybody.
    let proxy = flags.proxy.as_ref().map(|proxy| ("HTTPS_PROXY", proxy.into()));
    (words, proxy.into_iter().collect())
}

/// The code, and the error of a command that did not end well.
fn said(code: u8, err: &str) -> String {
    let as_json = |line: &str| {
        serde_json::from_str::<Value>(line).ok()?.get("error")?.get("message")?.as_str().map(str::to_owned)
    };
    let as_text = |line: &str| line.strip_prefix("error: ").map(str::to_owned);
    let error = err.lines().rev().find_map(|line| as_text(line).or_else(|| as_json(line)));
    match error.or(err.lines().last().map(str::to_owned)).filter(|_| code != 0) {
        Some(line) => format!("exit {code}: {line}"),
        None => format!("exit {code}"),
    }
}
