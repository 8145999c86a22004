//! `ipp webhook listen`: callbacks that come to this machine, shown, verified, recorded and forwarded; and the step of a
//! test that waits for one.
//!
//! [`worker`] receives and handles ([`handling`]) on a thread of its own; this side prints, and knows when to end.

mod amounts;
mod attend;
mod conclusion;
mod handling;
mod run;
mod seen;
mod shown;
mod site;
mod until;
mod worker;

pub(super) use run::run;

use super::list::FilterArgs;
use super::secret::SecretArgs;
use super::sending;
use crate::model::pattern::EventPattern;
use crate::model::{count, duration};
use crate::webhook::forward::Handler;
use clap::Args;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Where it listens when nobody says otherwise.
const PORT: u16 = 4020;

/// How long an event that is waited for may take when nobody says otherwise.
const TIME: Duration = Duration::from_secs(60);

pub(super) const EXAMPLES: &str = "\
Examples:
  # Show what the emulator sends, and hand it to a handler; pay elsewhere
  ipp webhook listen --env emulator \\
    --forward-to http://127.0.0.1:8080/webhooks/kustom

  # With Kustom and a tunnel: payments to one handler, disputes to another
  ipp webhook listen --secret-from 'command:pass show kustom/webhook' \\
    --forward 'ipp.*=http://127.0.0.1:8080/hook' \\
    --forward 'dispute.*=http://127.0.0.1:8081/'

  # A step of a test: wait for a payment's event, and end as the test does
  ipp webhook listen --env emulator --port 0 \\
    --until ipp.session.finalized -- \\
    ipp pay --env emulator --amount 249.00 --currency SEK \\
    --simulate-tap SUCCESS

  # The same, with the events as JSON
  ipp webhook listen --env emulator --port 0 -o jsonl \\
    --until 'ipp.session.*' --count 3 --timeout 30s -- \\
    ipp pay --env emulator --amount 249.00 --currency SEK \\
    --simulate-tap SUCCESS

An event is recorded, given to every handler that it is for, and then
answered: 200 when all of them answered 2xx (or there is none), 502 when one
did not, 401 or 400 when it cannot be verified, 503 when it cannot be
recorded. Kustom sends again what is not answered with 2xx. --event and
--session choose what is shown and forwarded; the rest is recorded, and
answered with 200. -v shows the bodies.

A handler that cannot be reached, or answers 408, 425, 429 or 5xx, is asked
again after half a second, one second and two; all ends 12 seconds after the
event came, because the sender waits for 15. Redirects are not followed. The
head of an answer is the answer: a body that does not end keeps nobody
waiting. Headers go as they came, but for those of the connection;
`accept: */*` is added where there is none. In the record, credentials such as
`authorization` are ***.

With --env emulator this listener is a destination of the emulator, which
signs with IPP_WEBHOOK_SECRET if that is set, and is removed at the end,
unless somebody else had made it one. One that `kill -9` left behind is taken
over by the next listener on the same URL; or use
`ipp emulator destination remove`.

CMD finds IPP_WEBHOOK_URL and IPP_WEBHOOK_SECRET, and with --env emulator a
served emulator through IPP_ENV, IPP_BASE_URL, IPP_API_KEY and IPP_STATE_DIR.
stdout is CMD's; events are shown on stderr. The exit code is CMD's own (128
and the signal's number when a signal killed it), or 30 when the event did not
come in time, which also ends a CMD that still runs. What CMD has left running
is ended at the end; a second signal kills a CMD that does not end.

For --until only counts what happens once this listens, each id once: neither
what the emulator still had to send, nor what is on record already, nor what
--event or --session leave out.

Without CMD and --until it ends with 0 at Ctrl-C or SIGTERM.";

/// Of `webhook listen`.
#[derive(Args, Debug)]
pub struct ListenArgs {
    /// The port; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = PORT)]
    port: u16,
    /// Listen on this address of the machine instead of loopback
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// The path that events are taken at
    #[arg(long, value_name = "PATH", default_value = "/")]
    path: String,
    #[command(flatten)]
    secret: SecretArgs,
    #[command(flatten)]
    filter: FilterArgs,
    /// Forward events to this handler, bytes and headers as they came; repeatable
    #[arg(long = "forward-to", value_name = "URL", value_parser = sending::address)]
    forward_to: Vec<Url>,
    /// Forward events of a type to this handler, such as 'ipp.session.*=http://localhost:8080/hook'; repeatable
    #[arg(long = "forward", value_name = "PATTERN=URL", value_parser = handler)]
    forward: Vec<Handler>,
    /// Forward also what cannot be verified; it is answered as the handlers do
    #[arg(long)]
    forward_unverified: bool,
    /// Record events in this folder [default: events/ in the state folder]
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    /// Write the URL to this file once it is served; removed at the end
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// End with 0 once an event of this type came that is new, was verified and handled
    #[arg(long, value_name = "PATTERN")]
    until: Option<EventPattern>,
    /// Wait for so many of them, each id once [default: 1]
    #[arg(long, value_name = "COUNT", requires = "until", value_parser = count::parse)]
    count: Option<NonZeroUsize>,
    /// End with 30 when they have not come after this time [default: 60s]
    #[arg(long, value_name = "DURATION", requires = "until", value_parser = duration::parse)]
    timeout: Option<Duration>,
    /// A command to run once events are taken, and its arguments
    #[arg(last = true, value_name = "CMD")]
    command: Vec<OsString>,
}

impl ListenArgs {
    /// All of them, those of every event first.
    fn handlers(&self) -> impl Iterator<Item = Handler> {
        let all = self.forward_to.iter().map(|url| Handler { url: url.clone(), pattern: None });
        all.chain(self.forward.iter().cloned())
    }

    /// How many events are waited for.
    fn wanted(&self) -> usize {
        self.count.map_or(1, NonZeroUsize::get)
    }

    /// For how long.
    fn time(&self) -> Duration {
        self.timeout.unwrap_or(TIME)
    }
}

/// `PATTERN=URL`
fn handler(text: &str) -> Result<Handler, String> {
    let (pattern, url) =
        text.split_once('=').ok_or("give a type and a URL, such as 'ipp.session.*=http://localhost:8080/'")?;
    Ok(Handler { pattern: Some(pattern.parse()?), url: sending::address(url)? })
}
