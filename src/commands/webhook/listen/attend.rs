//! From the first event to the end: prints what comes, and watches for whatever ends it.

use super::until::Progress;
use super::worker::{Line, Worker};
use crate::commands::child::{self, Child, Signals};
use crate::context::Context;
use crate::error::Error;
use crate::output::Printing;
use std::io::{self, ErrorKind};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// How often the emulator is asked what it signs with.
const REFRESH: Duration = Duration::from_secs(1);

/// How many requests that were no events are told of.
const STRAYS: usize = 20;

/// How long a reader may rest at the end before the rest is not shown.
const REST: Duration = Duration::from_secs(1);

/// Why it is over.
pub(super) enum Ending {
    /// All that was waited for has happened, or nobody reads any more.
    Done,
    /// CMD ended with this code, which is not 0.
    Failed(u8),
    /// A signal.
    Stopped,
    /// What was waited for did not come.
    TimeUp,
}

/// What is watched.
pub(super) struct Attend {
    worker: Worker,
    lines: mpsc::Receiver<Line>,
    printing: Printing,
    child: Option<Child>,
    /// CMD has ended with 0. What it has left running may still be what makes the event, or what handles it.
    has_succeeded: bool,
    signals: Signals,
    progress: Option<watch::Receiver<Progress>>,
    deadline: Option<Instant>,
    /// stdout is CMD's.
    is_beside: bool,
    is_read: bool,
    cannot_record: bool,
    strays: usize,
}

/// What happened next.
enum Event {
    Line(Option<Line>),
    Unwritten(io::Error),
    Ended(Result<Option<u8>, Error>),
    Came,
    TimeUp,
    Tick,
}

impl Attend {
    pub fn new(
        worker: Worker,
        (lines, printing): (mpsc::Receiver<Line>, Printing),
        child: Option<Child>,
        signals: Signals,
        progress: Option<watch::Receiver<Progress>>,
        deadline: Option<Instant>,
    ) -> Self {
        let is_beside = child.is_some();
        Self {
            worker,
            lines,
            printing,
            child,
            has_succeeded: false,
            signals,
            progress,
            deadline,
            is_beside,
            is_read: true,
            cannot_record: false,
            strays: 0,
        }
    }

    /// Until it is over. `refresh` is called now and then.
    pub async fn run(&mut self, ctx: &mut Context, refresh: impl Fn()) -> Result<Ending, Error> {
        let waits = self.progress.is_some();
        let mut ticks = tokio::time::interval(REFRESH);
        loop {
            match self.next(&mut ticks).await {
                Event::Line(None) => return Err(Error::Internal("nothing can be received any more".to_owned())),
                Event::Line(Some(line)) => self.print(ctx, &line)?,
                Event::Unwritten(cause) if cause.kind() == ErrorKind::BrokenPipe => self.is_read = false,
                Event::Unwritten(cause) => return Err(Error::Output { cause, session: None }),
                Event::Tick => {
                    refresh();
                    self.tell_missed(ctx);
                }
                Event::TimeUp => return Ok(Ending::TimeUp),
                Event::Ended(ended) => match ended? {
                    None => return Ok(Ending::Stopped),
                    Some(0) if self.progress.is_some() => self.has_succeeded = true,
                    Some(0) => return Ok(Ending::Done),
                    Some(code) => return Ok(Ending::Failed(code)),
                },
                // What came is no longer waited for; CMD may still be at work.
                Event::Came => {
                    (self.progress, self.deadline) = (None, None);
                    if self.child.is_none() || self.has_succeeded {
                        return Ok(Ending::Done);
                    }
                }
            }
            if !self.is_read && !waits && !self.is_beside {
                return Ok(Ending::Done);
            }
        }
    }

    async fn next(&mut self, ticks: &mut tokio::time::Interval) -> Event {
        let ended = async {
            match &mut self.child {
                Some(child) if !self.has_succeeded => {
                    child.attend(&mut self.signals).await.map(|status| Some(child::code(status)))
                }
                _ => {
                    self.signals.end().await;
                    Ok(None)
                }
            }
        };
        let came = async {
            match &mut self.progress {
                // The other end lives as long as the worker does.
                Some(progress) => drop(progress.wait_for(|progress| progress.is_done).await),
                None => std::future::pending().await,
            }
        };
        // Nothing waits for whoever reads, and no more is handed over than is read.
        let (mut printing, is_read) = (self.printing.clone(), self.is_read && !self.is_beside);
        let line = async {
            self.printing.room().await;
            self.lines.recv().await
        };
        tokio::select! {
            // What came is seen before the time is up; and lines, of which there may be many, keep nothing else waiting.
            biased;
            ended = ended => Event::Ended(ended),
            () = came => Event::Came,
            () = sleep_until(self.deadline) => Event::TimeUp,
            _ = ticks.tick() => Event::Tick,
            cause = printing.failed(), if is_read => Event::Unwritten(cause),
            line = line => Event::Line(line),
        }
    }

    /// Ends CMD, lets events on their way be answered, and shows them.
    pub async fn close(&mut self, ctx: &mut Context) {
        if let Some(mut child) = self.child.take() {
            child.clear().await;
        }
        self.worker.stop();
        loop {
            let line = async {
                // Whoever does not read by now is not waited for.
                tokio::time::timeout(REST, self.printing.room()).await.ok()?;
                self.lines.recv().await
            };
            tokio::select! {
                biased;
                () = self.signals.end() => return,
                line = line => match line {
                    // stdout that fails has failed before, and was told then.
                    Some(line) => drop(self.print(ctx, &line)),
                    None => return self.tell_missed(ctx),
                },
            }
        }
    }

    fn print(&mut self, ctx: &mut Context, line: &Line) -> Result<(), Error> {
        let shown = match line {
            Line::Stray(text) => {
                self.strays += 1;
                match self.strays {
                    ..=STRAYS => ctx.ui.note(text),
                    number if number == STRAYS + 1 => ctx.ui.note("further requests that are no events are not shown"),
                    _ => {}
                }
                return Ok(());
            }
            Line::Waits(text) => {
                ctx.ui.note(text);
                return Ok(());
            }
            Line::Event(shown) => shown,
        };
        // What an event says anybody with the secret may have made up; what was read back is so.
        if let Some(session) = &shown.read {
            ctx.saw(session, "webhook listen");
        }
        let cannot_record = shown.not_recorded.is_some();
        if let Some(why) = shown.not_recorded.as_ref().filter(|_| !self.cannot_record) {
            ctx.ui.alert(&format!("events cannot be recorded ({why}): they are refused, and come again"));
        }
        self.cannot_record = cannot_record;
        match self.is_beside {
            true => ctx.ui.note_next("event", shown.as_ref()),
            false if self.is_read => self.is_read = ctx.ui.emit_next(shown.as_ref())?,
            false => {}
        }
        Ok(())
    }

    fn tell_missed(&self, ctx: &mut Context) {
        match self.worker.missed() {
            0 => {}
            count => ctx.ui.note(&format!("{count} lines are not shown: they came faster than they could be printed")),
        }
    }
}

async fn sleep_until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
