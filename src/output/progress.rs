//! The only user of indicatif: a spinner on a terminal's stderr while a person waits.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Shown until it is dropped; then its line is gone, and the cursor is as it was.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    pub(super) fn new(what: &str, visible: bool) -> Self {
        Self(visible.then(|| {
            let bar = ProgressBar::new_spinner().with_style(style()).with_message(super::escape::line(what));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        }))
    }

    /// Says what is going on now.
    pub fn say(&self, what: &str) {
        if let Some(bar) = &self.0 {
            bar.set_message(super::escape::line(what));
        }
    }

    /// Runs `f` with the spinner out of the way, for a question.
    pub fn suspend<T>(&self, f: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(f),
            None => f(),
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
