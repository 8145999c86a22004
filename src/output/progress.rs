//! The only user of indicatif: a spinner on a terminal's stderr while a person waits.

use super::escape;
use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike};
use std::io;
use std::time::Duration;

/// Room for the `^C` that a terminal shows: it must not begin a new row, because the spinner's would then stay.
const SPARE: u16 = 8;

/// Shown until it is dropped; then its line is gone, and the cursor is as it was.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    pub(super) fn new(what: &str, visible: bool) -> Self {
        Self(visible.then(|| {
            let target = ProgressDrawTarget::term_like_with_hz(Box::new(Narrower(Term::stderr())), 20);
            let bar = ProgressBar::with_draw_target(None, target).with_style(style()).with_message(escape::line(what));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        }))
    }

    /// Says what is going on now.
    pub fn say(&self, what: &str) {
        if let Some(bar) = &self.0 {
            bar.set_message(escape::line(what));
        }
    }

    /// Does what may write to the terminal, with the spinner out of its way.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner())
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// The terminal without its last columns.
#[derive(Debug)]
struct Narrower(Term);

impl TermLike for Narrower {
    fn width(&self) -> u16 {
        self.0.size().1.saturating_sub(SPARE)
    }

    fn height(&self) -> u16 {
        self.0.size().0
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_left(n)
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.0.write_line(text)
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.0.write_str(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.0.flush()
    }
}
