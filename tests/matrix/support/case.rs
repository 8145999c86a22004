//! One run of one command with one plan, and everything that is known afterwards.

use super::deed::Deed;
use super::plan::Plan;
use super::process::{self, Run};
use super::proxy::Proxy;
use super::told::Passage;

/// The commands that money hangs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verb {
    Pay,
    Create,
    Wait,
    Cancel,
    Get,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pay, Self::Create, Self::Wait, Self::Cancel, Self::Get];

    /// Whether it makes a session of its own.
    pub fn creates(self) -> bool {
        matches!(self, Self::Pay | Self::Create)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Pay => "pay",
            Self::Create => "session create",
            Self::Wait => "session wait",
            Self::Cancel => "session cancel",
            Self::Get => "session get",
        }
    }
}

/// What is to be run.
#[derive(Clone, Debug)]
pub struct Case {
    pub label: String,
    pub verb: Verb,
    pub flags: String,
    pub plan: Plan,
    /// What happened to the session before, where the command is about one that exists.
    pub before: Vec<Deed>,
    /// The emulator's own faults, as `POST /faults` takes them.
    pub faults: Vec<String>,
    /// Whether that session was asked for by `ipp` on this machine.
    pub own: bool,
    /// Time is so short that a busy machine may use it up before anything goes wrong.
    pub hurried: bool,
}

impl Case {
    pub fn new(verb: Verb, label: impl Into<String>, plan: Plan) -> Self {
        let (label, flags) = (label.into(), String::new());
        Self { label, verb, flags, plan, before: Vec::new(), faults: Vec::new(), own: false, hurried: false }
    }

    /// The same with more flags.
    pub fn with(mut self, flags: &str) -> Self {
        self.flags = format!("{} {flags}", self.flags);
        self
    }

    /// The same with little time for each request.
    pub fn hurried(mut self, flags: &str) -> Self {
        self.hurried = true;
        self.with(flags)
    }

    /// The same while the emulator itself does this wrong.
    pub fn struck(mut self, fault: impl Into<String>) -> Self {
        self.faults.push(fault.into());
        self
    }

    /// The same about a session to which this has happened.
    pub fn after(mut self, deeds: &[Deed]) -> Self {
        self.before.extend(deeds);
        self
    }

    /// The same about a session that the journal knows.
    pub fn own(mut self) -> Self {
        self.own = true;
        self
    }

    /// Runs it.
    pub fn run(&self, proxy: &Proxy, reference: &str) -> Evidence {
        let world = proxy.world();
        let before = world.count();
        let asked = (!self.verb.creates()).then(|| self.begin(proxy, reference));
        proxy.arm(self.plan.clone());
        self.faults.iter().for_each(|fault| drop(world.ask("POST", "/emulator/v1/faults", fault)));
        let run = process::run(process::ipp_at(world.home(), &proxy.address(), &self.line(proxy, reference, &asked)));
        let passages = proxy.passages();
        if !self.faults.is_empty() {
            world.ask("DELETE", "/emulator/v1/faults", "");
        }
        let sessions = world.sessions(reference, before);
        Evidence { case: self.clone(), reference: reference.to_owned(), run, passages, sessions }
    }

    pub fn line(&self, proxy: &Proxy, reference: &str, asked: &Option<String>) -> String {
        let what = match asked {
            Some(id) => id.clone(),
            None => order(proxy, reference),
        };
        format!("{} {what} -o json {}", self.verb.words(), self.flags)
    }

    /// The session that it is about.
    pub fn begin(&self, proxy: &Proxy, reference: &str) -> String {
        let world = proxy.world();
        let id = match self.own {
            false => world.create(reference),
            true => {
                proxy.arm(Plan::default());
                let line = format!("session create {} -q -o id", order(proxy, reference));
                let run = process::run(process::ipp_at(world.home(), &proxy.address(), &line));
                assert_eq!(run.code, 0, "{run:?}");
                run.out.trim().to_owned()
            }
        };
        self.before.iter().for_each(|deed| deed.happen(world, &id));
        id
    }
}

/// 1.00 SEK on a phone whose id is known, so that nothing is looked up.
pub fn order(proxy: &Proxy, reference: &str) -> String {
    format!("--amount 100 --currency SEK --device {} --ref {reference}", proxy.world().device)
}

/// Everything that is known of a run.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub case: Case,
    pub reference: String,
    pub run: Run,
    pub passages: Vec<Passage>,
    /// What the server has: ids and statuses, by the reference.
    pub sessions: Vec<(String, String)>,
}
