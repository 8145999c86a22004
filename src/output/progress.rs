//! The only user of indicatif: a spinner on a terminal's stderr while a person waits.

use super::escape;
use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};
use std::fmt::Write;
use std::io;
use std::time::{Duration, Instant};

/// Room for the `^C` that a terminal shows: it must not begin a new row, because the spinner's would then stay.
const SPARE: u16 = 8;

/// Shown until it is dropped; then its line is gone, and the cursor is as it was.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    pub(super) fn new(what: &str, until: Option<Instant>, visible: bool) -> Self {
        Self(visible.then(|| {
            let target = ProgressDrawTarget::term_like_with_hz(Box::new(Narrower(Term::stderr())), 20);
            let style = until.map_or_else(|| style("{elapsed}"), counting_down);
            let bar = ProgressBar::with_draw_target(None, target).with_style(style).with_message(escape::line(what));
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

/// How far many things are; the same rules.
pub struct Bar(Option<ProgressBar>);

impl Bar {
    pub(super) fn new(total: usize, visible: bool) -> Self {
        Self(visible.then(|| {
            let target = ProgressDrawTarget::term_like_with_hz(Box::new(Narrower(Term::stderr())), 10);
            let bar = ProgressBar::with_draw_target(Some(total as u64), target).with_style(filling());
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        }))
    }

    /// Whether a person sees it.
    pub fn is_shown(&self) -> bool {
        self.0.is_some()
    }

    /// So many are done, so many of them failed.
    pub fn show(&self, done: usize, failed: usize) {
        if let Some(bar) = &self.0 {
            bar.set_position(done as u64);
            bar.set_message(format!("{failed} failed"));
        }
    }

    /// The same in other words.
    pub fn say(&self, done: usize, what: &str) {
        if let Some(bar) = &self.0 {
            bar.set_position(done as u64);
            bar.set_message(escape::line(what));
        }
    }

    /// Takes itself away while something else is printed.
    pub fn aside(&self, print: impl FnOnce()) {
        match &self.0 {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn filling() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg} {per_sec} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("per_sec", |state: &ProgressState, text: &mut dyn Write| {
            // Nothing is known of the first moment.
            let milliseconds = state.elapsed().as_millis().max(1);
            let _ = write!(text, "{}/s", u128::from(state.pos()) * 1000 / milliseconds);
        })
}

fn style(time: &str) -> ProgressStyle {
    ProgressStyle::with_template(&format!("{{spinner}} {{wide_msg}} {time}"))
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

fn counting_down(until: Instant) -> ProgressStyle {
    style("{left}").with_key("left", move |_: &ProgressState, text: &mut dyn Write| {
        // What cannot be written is not shown.
        let _ = text.write_str(&left(until.saturating_duration_since(Instant::now())));
    })
}

/// `1:59:58`, `0:07`.
fn left(time: Duration) -> String {
    let (hours, minutes, seconds) = (time.as_secs() / 3600, time.as_secs() / 60 % 60, time.as_secs() % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_to_the_second() {
        assert_eq!(left(Duration::from_secs(2 * 3600 - 2)), "1:59:58");
        assert_eq!((left(Duration::from_secs(3600)), left(Duration::from_secs(67))), ("1:00:00".into(), "1:07".into()));
        assert_eq!(left(Duration::ZERO), "0:00");
    }
}
