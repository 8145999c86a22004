//! A menu that hears arrows, Enter and Esc alone, for questions at which a secret may be pasted. What is typed is neither
//! shown nor kept, and the Enter behind it chooses nothing.

use super::awaited::aside;
use super::{MARK, Prompt, Silence, Theme, unanswered};
use crate::error::Error;
use crate::output::harmless;
use console::{Key, Term, truncate_str};
use std::io;

impl Prompt {
    /// One of several, awaited. `None` when the person gives up with Esc.
    pub async fn pick_by_arrows(self, question: &str, choices: Vec<String>) -> Result<Option<usize>, Error> {
        let (theme, question) = (self.theme()?, harmless(question));
        let room = usize::from(Term::stderr().size().1).saturating_sub(MARK);
        let shorten = |choice: &String| truncate_str(&harmless(choice), room, "…").into_owned();
        let choices = choices.iter().map(shorten).collect();
        let ask = move || Menu { theme: theme.as_ref(), term: Term::stderr(), question, choices }.ask();
        aside(move || ask().map_err(|_| unanswered())).await
    }
}

struct Menu<'a> {
    theme: &'a dyn Theme,
    term: Term,
    question: String,
    choices: Vec<String>,
}

impl Menu<'_> {
    fn ask(&self) -> io::Result<Option<usize>> {
        // The terminal would echo what comes between two keys.
        let silence = Silence::begin()?;
        self.term.hide_cursor()?;
        self.term.write_line(&text(|text| self.theme.format_select_prompt(text, &self.question)))?;
        let chosen = self.choose()?;
        self.term.clear_last_lines(self.choices.len() + 1)?;
        if let Some(choice) = chosen.and_then(|at| self.choices.get(at)) {
            let answered = text(|text| self.theme.format_select_prompt_selection(text, &self.question, choice));
            self.term.write_line(&answered)?;
        }
        self.term.show_cursor()?;
        drop(silence);
        Ok(chosen)
    }

    fn choose(&self) -> io::Result<Option<usize>> {
        let (mut at, count, mut is_typed) = (0, self.choices.len().max(1), false);
        self.draw(at)?;
        loop {
            let key = self.term.read_key()?;
            match key {
                Key::ArrowDown | Key::Tab => at = (at + 1) % count,
                Key::ArrowUp | Key::BackTab => at = (at + count - 1) % count,
                Key::Escape => return Ok(None),
                Key::Enter if !is_typed => return Ok(Some(at)),
                _ => {}
            }
            is_typed = matches!(key, Key::Char(_));
            self.term.clear_last_lines(self.choices.len())?;
            self.draw(at)?;
        }
    }

    fn draw(&self, at: usize) -> io::Result<()> {
        let line = |(number, choice): (usize, &String)| {
            text(|text| self.theme.format_select_prompt_item(text, choice, number == at))
        };
        self.choices.iter().enumerate().map(line).try_for_each(|line| self.term.write_line(&line))
    }
}

fn text(write: impl FnOnce(&mut String) -> std::fmt::Result) -> String {
    let mut text = String::new();
    // Writing to memory cannot fail.
    let _ = write(&mut text);
    text
}
