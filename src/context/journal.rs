//! The journal of this run: opened once, and only by commands that need it.
//!
//! A payment that can't be written down is not asked for; what is seen of one later is written where that can be done, and
//! changes no exit code where it can't.

use super::Context;
use crate::config::Settings;
use crate::error::Error;
use crate::journal::{self, Attempt, Journal, Scope};
use crate::model::id::SessionId;
use crate::model::session::Session;
use std::rc::Rc;

/// Whose sessions these settings mean.
pub fn scope(settings: &Settings) -> Scope {
    Scope {
        environment: settings.environment.value,
        address: settings.base_url.as_ref().map(|url| journal::address(&url.value)),
        merchant_id: settings.merchant_id.as_ref().map(|id| id.value.clone()),
    }
}

impl Context {
    /// Whose sessions the settings mean.
    pub fn scope(&mut self) -> Result<Scope, Error> {
        Ok(scope(&*self.settings()?))
    }

    /// The journal, which is begun when there is none.
    pub fn journal(&mut self) -> Result<Rc<Journal>, Error> {
        match self.existing_journal()? {
            Some(journal) => Ok(journal),
            None => {
                let journal = Journal::open(&self.settings()?.state_dir)?;
                Ok(Rc::clone(self.journal.insert(Rc::new(journal))))
            }
        }
    }

    /// The journal, if this machine has one.
    pub fn existing_journal(&mut self) -> Result<Option<Rc<Journal>>, Error> {
        if self.journal.is_none() {
            self.journal = Journal::open_existing(&self.settings()?.state_dir)?.map(Rc::new);
        }
        Ok(self.journal.clone())
    }

    /// Writes down how a session that was read stands, if it was asked for on this machine.
    pub fn saw(&mut self, session: &Session, by: &str) {
        self.write_down(|journal, scope| journal.saw_session(scope, session, by));
    }

    fn write_down(&mut self, write: impl FnOnce(&Journal, &Scope) -> Result<(), journal::Error>) {
        let written = self.scope().and_then(|scope| match self.existing_journal()? {
            Some(journal) => Ok(write(&journal, &scope)?),
            None => Ok(()),
        });
        self.remembered(written);
    }

    /// The attempt that became this session, if it was asked for on this machine.
    pub fn attempt_of(&mut self, id: &SessionId) -> Option<Attempt> {
        let found = self.scope().and_then(|scope| match self.existing_journal()? {
            Some(journal) => Ok(journal.of_session(&scope, id)?),
            None => Ok(None),
        });
        match found {
            Ok(attempt) => attempt,
            Err(error) => {
                self.remembered(Err(error));
                None
            }
        }
    }

    /// What could not be written is said once, and is no reason to hide how the money stands.
    pub fn remembered(&mut self, written: Result<(), Error>) {
        if let Err(error) = written
            && !std::mem::replace(&mut self.has_forgotten, true)
        {
            self.ui.alert(&format!("what became of it is not written down: {error}"));
        }
    }
}
