//! Questions that are awaited, so that a signal ends them and what they are a part of: where several follow each other,
//! an answer must not undo that the person, or the system, has stopped it all.

use super::{Prompt, forget_typed_ahead, next_line, unanswered};
use crate::error::Error;
use crate::output::harmless;
use console::Term;

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
        let answer = next_line().await.ok().flatten().ok_or_else(unanswered)?;
        match answer.expose().trim() {
            "" => Ok(default.unwrap_or_default().to_owned()),
            answer => Ok(answer.to_owned()),
        }
    }
}
