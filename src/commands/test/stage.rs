//! What all hands at one scenario share: what was made, what has a name, and whether it is to end.

use super::board::Board;
use super::callbacks::Callbacks;
use super::done::{Done, UNKNOWN};
use super::file::{CURRENT, Later, Scenario};
use crate::api::Client;
use crate::model::id::{DeviceId, SessionId};
use crate::model::money::Money;
use crate::model::session::Session;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// One scenario while it runs.
pub(super) struct Stage<'a> {
    pub file: &'a str,
    pub scenario: &'a Scenario,
    pub client: Client,
    pub board: &'a RefCell<Board>,
    pub callbacks: &'a Callbacks,
    /// Names this run, in references.
    pub run: &'a str,
    /// How many creates there were in this run.
    pub creates: &'a Cell<u32>,
    pub memory: RefCell<Memory>,
    /// A step has failed, or somebody wants to stop: nothing new begins.
    pub is_over: Cell<bool>,
    pub is_interrupted: &'a Cell<bool>,
    /// Simulated phones that are there, or may be: for whoever quits in the middle.
    pub phones: &'a RefCell<Vec<Phone>>,
}

impl Stage<'_> {
    /// Keeps what became of a create; gives its place. Its id is no secret, wherever it is printed.
    pub fn keep(&self, held: Held, label: Option<&String>) -> usize {
        if let Some(id) = &held.id {
            self.board.borrow_mut().kept.show(id.as_str());
        }
        self.memory.borrow_mut().keep(held, label)
    }

    /// Keeps a phone.
    pub fn keep_phone(&self, id: DeviceId, label: Option<&String>) {
        self.board.borrow_mut().kept.show(id.as_str());
        self.memory.borrow_mut().keep_phone(id, label);
    }
}

/// A simulated phone that was asked for.
pub(super) struct Phone {
    /// Tells it from others of the same name.
    pub key: u32,
    pub name: String,
    /// `None`: it was not answered.
    pub id: Option<DeviceId>,
}

impl Phone {
    /// One that is about to be asked for; gives its key.
    pub fn expect(all: &RefCell<Vec<Self>>, name: &str) -> u32 {
        let mut all = all.borrow_mut();
        let key = all.iter().map(|phone| phone.key + 1).max().unwrap_or_default();
        all.push(Self { key, name: name.to_owned(), id: None });
        key
    }

    /// What nobody knows of a phone that was not answered.
    pub fn may_be_there(name: &str) -> String {
        format!("a simulated phone called `{name}` may be there")
    }
}

/// What was made.
#[derive(Default)]
pub(super) struct Memory {
    pub sessions: Vec<Held>,
    pub phones: Vec<DeviceId>,
    names: BTreeMap<String, Named>,
}

/// What became of a `create`.
#[derive(Clone)]
pub(super) struct Held {
    /// `None`: there is none, or nobody knows.
    pub id: Option<SessionId>,
    pub asked: Option<Money>,
    pub done: Done,
    /// As it was read last.
    pub seen: Option<Session>,
}

#[derive(Clone)]
enum Named {
    Session(usize),
    Phone(DeviceId),
    Run(Done),
}

impl Memory {
    fn keep(&mut self, held: Held, label: Option<&String>) -> usize {
        self.sessions.push(held);
        let at = self.sessions.len() - 1;
        if let Some(label) = label {
            self.names.insert(label.clone(), Named::Session(at));
        }
        at
    }

    fn keep_phone(&mut self, id: DeviceId, label: Option<&String>) {
        self.phones.push(id.clone());
        if let Some(label) = label {
            self.names.insert(label.clone(), Named::Phone(id));
        }
    }

    pub fn keep_run(&mut self, done: Done, label: &str) {
        self.names.insert(label.to_owned(), Named::Run(done));
    }

    /// A session was read.
    pub fn saw(&mut self, session: &Session) {
        for held in self.sessions.iter_mut().filter(|held| held.id.as_ref() == Some(&session.session_id)) {
            held.seen = Some(session.clone());
        }
    }

    /// Sessions that were not seen to have ended, and the phones.
    pub fn left(&self) -> (Vec<SessionId>, Vec<DeviceId>) {
        let has_ended = |held: &Held| held.seen.as_ref().is_some_and(Session::is_settled);
        let open = self.sessions.iter().filter(|held| !has_ended(held)).filter_map(|held| held.id.clone()).collect();
        (open, self.phones.clone())
    }

    /// Attempts that came to nothing that is known.
    pub fn unknown(&self) -> Vec<i64> {
        let is_unknown = |held: &&Held| held.id.is_none() && held.done.code == UNKNOWN;
        self.sessions.iter().filter(is_unknown).filter_map(|held| held.done.attempt).collect()
    }

    /// The place of the session that a step means. A name that nothing has stands for nothing, and never for another session.
    pub fn place(&self, label: Option<&str>, current: Option<usize>) -> Option<usize> {
        match label {
            None | Some(CURRENT) => current,
            Some(label) => match self.names.get(label) {
                Some(Named::Session(at)) => Some(*at),
                Some(Named::Phone(_) | Named::Run(_)) | None => None,
            },
        }
    }

    /// Whether a variable stands for what a command has printed that may print a secret.
    pub fn is_secret(&self, later: &Later) -> bool {
        let Later::Of { name, member } = later else { return false };
        matches!(self.names.get(name), Some(Named::Run(done)) if member == "out" && !done.is_shown)
    }

    /// What a variable stands for now.
    pub fn value(&self, later: &Later, current: Option<usize>, round: Option<u32>) -> Result<String, String> {
        let Later::Of { name, member } = later else { return Ok(round.unwrap_or(1).to_string()) };
        let known = match (self.names.get(name), current) {
            (Some(Named::Phone(id)), _) => Some(id.to_string()),
            (Some(Named::Run(done)), _) if member == "out" => Some(done.out.clone()),
            (Some(Named::Run(done)), _) => Some(done.code.to_string()),
            (Some(Named::Session(at)), _) => of_session(&self.sessions[*at], member),
            (None, Some(at)) if name == CURRENT => of_session(&self.sessions[at], member),
            (None, _) => None,
        };
        known.ok_or_else(|| format!("`${{{name}.{member}}}` is not known: no step has found it out so far"))
    }
}

fn of_session(held: &Held, member: &str) -> Option<String> {
    match member {
        "code" => return Some(held.done.code.to_string()),
        "attempt" => return held.done.attempt.map(|number| number.to_string()),
        "session_id" => return held.id.as_ref().map(ToString::to_string),
        _ => {}
    }
    match serde_json::to_value(held.seen.as_ref()?).ok()?.get(member)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    }
}
