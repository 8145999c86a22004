//! Questions that are awaited, so that a signal ends them and what they are a part of: where several follow each other,
//! an answer must not undo that the person, or the system, has stopped it all.

use super::{LineEnd, Prompt, forget_typed_ahead, next_line, unanswered};
use crate::error::Error;
use crate::output::harmless;
use console::Term;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io;
use tokio::sync::oneshot;

impl Prompt {
    /// A line of text. Enter alone is what stands in the brackets, or an empty text where there are none.
    pub async fn text(self, question: &str, default: Option<&str>) -> Result<String, Error> {
        let (theme, term) = (self.theme()?, Term::stderr());
        let (question, shown) = (harmless(question), default.map(harmless));
        let mut text = String::new();
        // Writing to memory cannot fail.
        let _ = theme.format_input_prompt(&mut text, &question, shown.as_deref());
        forget_typed_ahead();
        term.write_str(&text).and_then(|()| term.flush()).map_err(|_| unanswered())?;
        let unended = LineEnd;
        let answer = next_line().await.ok().flatten().ok_or_else(unanswered)?;
        // The Enter that was typed has ended it.
        std::mem::forget(unended);
        match answer.expose().trim() {
            "" => Ok(default.unwrap_or_default().to_owned()),
            answer => Ok(answer.to_owned()),
        }
    }

    /// [`Prompt::choose`], awaited.
    pub async fn pick(self, question: &str, choices: Vec<String>) -> Result<Option<usize>, Error> {
        let question = question.to_owned();
        aside(move || self.choose(&question, &choices)).await
    }

    /// [`Prompt::confirm`], awaited.
    pub async fn agrees(self, question: &str) -> Result<bool, Error> {
        let question = question.to_owned();
        let unended = LineEnd;
        let answer = aside(move || self.ask_yes_no(&question)).await;
        if answer.is_ok() {
            std::mem::forget(unended);
        }
        answer
    }
}

/// Asks on a thread of its own, which nobody has to wait for; the terminal is left as it was found.
pub(super) async fn aside<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let found = Found::now();
    let (tell, told) = oneshot::channel();
    std::thread::spawn(move || tell.send(ask()).is_ok());
    let answer = told.await;
    drop(found);
    answer.unwrap_or_else(|_| Err(unanswered()))
}

/// How the terminal was before a question that reads key by key.
struct Found(Option<Termios>);

impl Found {
    fn now() -> Self {
        Self(tcgetattr(io::stdin()).ok())
    }
}

impl Drop for Found {
    fn drop(&mut self) {
        // A terminal that has gone has nothing to restore.
        if let Some(before) = &self.0 {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
        let _ = Term::stderr().show_cursor();
    }
}
