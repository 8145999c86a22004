//! Streams that are written on a thread of their own, so that a pipe that nobody reads, or a terminal that is held still,
//! holds up nothing but itself.
//!
//! What is written waits in memory: whoever writes much looks at [`Printing`] first. At the end of the run what waits is
//! still written, for as long as somebody reads.

use std::io::{self, Write};
use std::mem::take;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;
use tokio::sync::watch;

/// How long a reader may rest at the end before it is given up.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many texts may wait before whoever writes much should.
const ROOM: usize = 64;

/// One stream, as the writing side sees it.
pub(super) struct Aside {
    held: Vec<u8>,
    voice: Voice,
    state: watch::Receiver<State>,
    steps: Receiver<()>,
}

/// Says something on a stream without waiting for it.
#[derive(Clone, Debug)]
pub struct Voice {
    texts: Sender<Vec<u8>>,
    state: watch::Sender<State>,
}

/// How far both streams are.
#[derive(Clone, Debug)]
pub struct Printing {
    out: watch::Receiver<State>,
    err: watch::Receiver<State>,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    waiting: usize,
    failure: Option<Failure>,
}

#[derive(Clone, Copy, Debug)]
struct Failure {
    kind: io::ErrorKind,
    code: Option<i32>,
}

impl Failure {
    fn error(self) -> io::Error {
        self.code.map_or_else(|| self.kind.into(), io::Error::from_raw_os_error)
    }
}

impl Aside {
    /// Begins to write to `stream` on a thread.
    pub(super) fn start(stream: impl Write + Send + 'static, name: &str) -> io::Result<Self> {
        let (texts, queue) = channel();
        let (told, steps) = sync_channel(1);
        let (state, watched) = watch::channel(State::default());
        let voice = Voice { texts, state: state.clone() };
        let thread = std::thread::Builder::new().name(name.to_owned());
        thread.spawn(move || write_all(stream, &queue, &state, &told))?;
        Ok(Self { held: Vec::new(), voice, state: watched, steps })
    }

    pub(super) fn voice(&self) -> Voice {
        self.voice.clone()
    }
}

impl Printing {
    pub(super) fn new(out: &Aside, err: &Aside) -> Self {
        Self { out: out.state.clone(), err: err.state.clone() }
    }

    /// Waits until there is room for more, or nothing can be written any more.
    pub async fn room(&mut self) {
        for stream in [&mut self.out, &mut self.err] {
            // The other end lives as long as the run.
            drop(stream.wait_for(|state| state.waiting < ROOM).await);
        }
    }

    /// Waits until stdout cannot be written to, and gives the reason.
    pub async fn failed(&mut self) -> io::Error {
        let failure = match self.out.wait_for(|state| state.failure.is_some()).await {
            Ok(state) => state.failure,
            Err(_) => None,
        };
        match failure {
            Some(failure) => failure.error(),
            None => std::future::pending().await,
        }
    }
}

impl Voice {
    /// Hands it over.
    pub fn say(&self, text: Vec<u8>) {
        self.state.send_modify(|state| state.waiting += 1);
        if self.texts.send(text).is_err() {
            self.state.send_modify(|state| state.waiting -= 1);
        }
    }
}

/// The thread: it ends with the last of those who write. A stream that has failed is not tried again.
fn write_all(mut stream: impl Write, queue: &Receiver<Vec<u8>>, state: &watch::Sender<State>, told: &SyncSender<()>) {
    for text in queue {
        let has_failed = state.borrow().failure.is_some();
        let written = if has_failed { Ok(()) } else { stream.write_all(&text).and_then(|()| stream.flush()) };
        state.send_modify(|state| {
            state.waiting -= 1;
            if let Err(error) = written {
                state.failure = Some(Failure { kind: error.kind(), code: error.raw_os_error() });
            }
        });
        // One step that was not looked at yet is enough.
        let _ = told.try_send(());
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let text = take(&mut self.held);
        let failure = self.state.borrow().failure;
        match failure {
            Some(failure) => Err(failure.error()),
            None => {
                self.voice.say(text);
                Ok(())
            }
        }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        while self.state.borrow().waiting > 0 {
            if self.steps.recv_timeout(PATIENCE).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_waits_is_written_at_the_end_and_a_reader_that_rests_holds_up_nobody() {
        let (mut reader, writer) = io::pipe().expect("a pipe");
        let mut aside = Aside::start(writer, "test").expect("a thread");
        aside.write_all(b"a").and_then(|()| aside.flush()).expect("taken");
        aside.write_all(&[b'b'; 1_000_000]).and_then(|()| aside.flush()).expect("taken");
        let read = std::thread::spawn(move || {
            let mut text = Vec::new();
            reader.read_to_end(&mut text).map(|_| text.len())
        });
        drop(aside);
        assert_eq!(read.join().expect("read").expect("text"), 1_000_001);
    }

    #[test]
    fn a_stream_that_fails_says_so() {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let mut aside = Aside::start(writer, "test").expect("a thread");
        let mut printing = Printing::new(&aside, &aside);
        aside.write_all(b"a").and_then(|()| aside.flush()).expect("taken");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        assert_eq!(runtime.block_on(printing.failed()).kind(), io::ErrorKind::BrokenPipe);
        assert!(aside.flush().is_err());
        runtime.block_on(printing.room());
    }
}
