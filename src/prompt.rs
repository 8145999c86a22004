//! Questions to a person: the only user of dialoguer. Without a terminal there is no question, and nothing waits for an answer.
//!
//! Questions go to stderr, so that stdout stays the answer. Ctrl-C at a question is [`Error::Interrupted`], with the cursor as it was.

use crate::error::Error;
use crate::secret::Secret;
use dialoguer::console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, Password, Select};
use std::io::{self, IsTerminal};

/// Whether and how to ask.
#[derive(Clone, Copy, Debug)]
pub struct Prompt {
    interactive: bool,
    color: bool,
}

impl Prompt {
    /// Asks only if both stdin and stderr are a terminal and nobody said `--no-input`.
    pub fn new(no_input: bool, color: bool) -> Self {
        Self { interactive: !no_input && io::stdin().is_terminal() && io::stderr().is_terminal(), color }
    }

    /// Whether there is somebody to ask.
    pub fn is_interactive(self) -> bool {
        self.interactive
    }

    /// Yes or no; Enter alone is no.
    pub fn confirm(self, question: &str) -> Result<bool, Error> {
        let theme = self.theme()?;
        answered(Confirm::with_theme(theme.as_ref()).with_prompt(question).default(false).interact_on(&Term::stderr()))
    }

    /// One of several; `None` when the person gives up with Esc.
    pub fn choose(self, question: &str, choices: &[String]) -> Result<Option<usize>, Error> {
        let theme = self.theme()?;
        let select = Select::with_theme(theme.as_ref()).with_prompt(question).items(choices).default(0);
        answered(select.interact_on_opt(&Term::stderr()))
    }

    /// A text that does not show while it is typed.
    pub fn secret(self, question: &str) -> Result<Secret, Error> {
        let theme = self.theme()?;
        answered(Password::with_theme(theme.as_ref()).with_prompt(question).interact_on(&Term::stderr()))
            .map(Secret::new)
    }

    fn theme(self) -> Result<Box<dyn Theme>, Error> {
        match (self.interactive, self.color) {
            (false, _) => Err(Error::Internal("a question was to be asked without a terminal".to_owned())),
            (true, true) => Ok(Box::new(ColorfulTheme::default())),
            (true, false) => Ok(Box::new(SimpleTheme)),
        }
    }
}

/// A question that could not be answered was interrupted: Ctrl-C, or the terminal has gone.
fn answered<T>(answer: dialoguer::Result<T>) -> Result<T, Error> {
    answer.map_err(|_| {
        // A list hides the cursor while it is shown; a terminal that has gone has none to restore.
        let _ = Term::stderr().show_cursor();
        Error::Interrupted { what: "the question was not answered, and nothing was sent".to_owned(), session: None }
    })
}
