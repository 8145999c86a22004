//! Questions to a person: the only user of dialoguer and rustix. Without a terminal there is no question, and nothing waits for an answer.
//!
//! Questions go to stderr, so that stdout stays the answer. Ctrl-C at a question is [`Error::Interrupted`], with the cursor as it was.

mod arrows;
mod awaited;

use crate::error::Error;
use crate::output::harmless;
use crate::secret::Secret;
use console::{Term, measure_text_width, truncate_str};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{FuzzySelect, Input};
use rustix::termios::{LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};
use std::io::{self, IsTerminal};
use tokio::sync::oneshot;

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

    /// Yes or no. Only `y` or `yes` with Enter is yes, and nothing that was typed before the question counts: what was
    /// pasted for the shell must not agree to anything.
    pub fn confirm(self, question: &str) -> Result<bool, Error> {
        self.ask_yes_no(question).inspect_err(|_| drop(LineEnd))
    }

    /// The same; whatever keeps it from being answered leaves its line unended.
    fn ask_yes_no(self, question: &str) -> Result<bool, Error> {
        let theme = self.theme()?;
        let (term, question) = (Term::stderr(), harmless(question));
        let room = usize::from(term.size().1).saturating_sub(ANSWER);
        // Only the last row of a question can be replaced by its answer, so a longer one stands above it.
        let question = match measure_text_width(&question) {
            width if width <= room => format!("{question} (y/N)"),
            _ => term.write_line(&question).map(|()| "your answer (y/N)".to_owned()).map_err(|_| unanswered())?,
        };
        forget_typed_ahead();
        let input = Input::<String>::with_theme(theme.as_ref()).with_prompt(question).allow_empty(true);
        let answer = input.interact_text_on(&term).map_err(|_| unanswered())?;
        Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
    }

    /// One of several: typing narrows the list. `None` when the person gives up with Esc.
    pub fn choose(self, question: &str, choices: &[String]) -> Result<Option<usize>, Error> {
        let theme = self.theme()?;
        let room = usize::from(Term::stderr().size().1).saturating_sub(MARK);
        let lines = choices.iter().map(|choice| truncate_str(&harmless(choice), room, "…").into_owned());
        forget_typed_ahead();
        let select = FuzzySelect::with_theme(theme.as_ref()).with_prompt(harmless(question)).items(lines).default(0);
        select.interact_on_opt(&Term::stderr()).map_err(|_| unanswered())
    }

    /// A text that does not show while it is typed. It is awaited, so that a signal ends it and the echo comes back.
    pub async fn secret(self, question: &str) -> Result<Secret, Error> {
        let (theme, term) = (self.theme()?, Term::stderr());
        let mut text = String::new();
        // Writing to memory cannot fail.
        let _ = theme.format_password_prompt(&mut text, &harmless(question));
        let silence = Silence::begin().map_err(|_| unanswered())?;
        let line = term.write_str(&text).and_then(|()| term.flush()).map(|()| next_line()).map_err(|_| unanswered())?;
        // The Enter is not shown, and whatever ends the wait has none.
        let unended = LineEnd;
        let answer = line.await.ok().flatten();
        drop((silence, unended));
        answer.ok_or_else(unanswered)
    }

    fn theme(self) -> Result<Box<dyn Theme + Send>, Error> {
        match (self.interactive, self.color) {
            (false, _) => Err(Error::Internal("a question was to be asked without a terminal".to_owned())),
            (true, true) => Ok(Box::new(ColorfulTheme::default())),
            (true, false) => Ok(Box::new(SimpleTheme)),
        }
    }
}

/// A question that could not be answered was interrupted: Ctrl-C, or the terminal has gone.
fn unanswered() -> Error {
    // A list hides the cursor while it is shown; a terminal that has gone has none to restore.
    let _ = Term::stderr().show_cursor();
    Error::Interrupted { what: "the question was not answered, and nothing was sent".to_owned(), session: None }
}

/// Throws away what was typed or pasted before there was a question.
fn forget_typed_ahead() {
    // A terminal that has gone will say so at the question.
    let _ = tcflush(io::stdin(), QueueSelector::IFlush);
}

/// What stands around a question: a mark, `(y/n)`, the answer.
const ANSWER: usize = 16;

/// What stands before each line of a list, and the last column, at which some terminals wrap.
const MARK: usize = 3;

/// A line of stdin, read on a thread of its own, which nobody has to wait for; `None` at the end of the input.
fn next_line() -> oneshot::Receiver<Option<Secret>> {
    let (tell, line) = oneshot::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = io::stdin().read_line(&mut text);
        let line = text.trim_end_matches(['\r', '\n']);
        tell.send(read.is_ok_and(|count| count > 0).then(|| Secret::new(line)))
    });
    line
}

/// Ends the line of a question once it is dropped: what is said next begins on a line of its own.
struct LineEnd;

impl Drop for LineEnd {
    fn drop(&mut self) {
        // A terminal that has gone has no lines.
        let _ = Term::stderr().write_line("");
    }
}

/// As long as it lives, the terminal shows nothing of what is typed.
struct Silence(Termios);

impl Silence {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &silent)?;
        Ok(Self(before))
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        // A terminal that has gone has no echo to restore.
        let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &self.0);
    }
}
