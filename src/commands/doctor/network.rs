//! The way to the API, from the name of its host to its clock. Nothing of this needs a key, and none is sent.

use super::finding::{Checked, Finding, within};
use super::proxy;
use crate::api::{self, Client, Reached};
use crate::config::Settings;
use crate::error::Error;
use crate::model::host::is_loopback;
use jiff::Timestamp;
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use url::{Host, Url};

/// How far callbacks may be from the clock of who judges them, in seconds (P).
const TOLERANCE: i64 = 300;
/// From here on it is worth a word.
const NOTABLE: i64 = 30;

/// All rows of it, at once where they do not need each other.
pub(super) async fn check(limit: Duration, settings: &Settings, client: Result<Client, Finding>) -> Vec<Checked> {
    let started = Instant::now();
    let (proxy, dns, reached) = tokio::join!(
        timed("proxy", proxy::check(limit, settings)),
        timed("dns", dns(limit, settings)),
        reach(limit, client)
    );
    let took = started.elapsed();
    let mut rows = vec![proxy, dns];
    let at = |id, finding| Checked { id, finding, duration: took };
    match reached {
        Ok(reached) => {
            rows.push(at("connection", Finding::Pass(format!("{} has answered", host(settings)))));
            rows.push(Checked::at_once("tls", encrypted(settings)));
            rows.push(Checked::at_once("firewall", firewall(&reached)));
            rows.push(Checked::at_once("clock", clock(&reached, Timestamp::now())));
        }
        Err((connection, tls)) => {
            let earlier = rows.iter().find(|row| row.finding.has_failed());
            let connection = match earlier.map(|row| row.id) {
                Some("dns") => Finding::skipped("the host's name could not be looked up"),
                Some(_) => Finding::skipped("the proxy on the way cannot be reached"),
                None => connection,
            };
            rows.extend([at("connection", connection), at("tls", tls)]);
            let unknown = |id| Checked::at_once(id, Finding::skipped("nobody has answered"));
            rows.extend([unknown("firewall"), unknown("clock")]);
        }
    }
    rows
}

async fn timed(id: &'static str, check: impl Future<Output = Finding>) -> Checked {
    let started = Instant::now();
    let finding = check.await;
    Checked::since(id, started, finding)
}

fn host(settings: &Settings) -> String {
    let url = settings.base_url.as_ref().map(|url| &url.value);
    url.and_then(Url::host_str).map_or_else(|| "the emulator in this command".to_owned(), str::to_owned)
}

async fn dns(limit: Duration, settings: &Settings) -> Finding {
    let Some(url) = settings.base_url.as_ref().map(|url| &url.value) else {
        return Finding::skipped("the emulator runs in this command: there is no name to look up");
    };
    let Some(Host::Domain(name)) = url.host() else {
        return Finding::skipped("the address is a number: there is no name to look up");
    };
    if let Ok(Some(_)) | Err(_) = proxy::named(settings) {
        return Finding::skipped("the proxy looks names up");
    }
    match within(limit, looked_up(name.to_owned())).await {
        Ok(Ok(addresses)) if !addresses.is_empty() => {
            let mut texts: Vec<String> = addresses.iter().map(|address| address.ip().to_string()).collect();
            texts.dedup();
            Finding::Pass(format!("{name} is {}", super::finding::listed(&texts)))
        }
        Ok(Ok(_)) => Finding::fail(format!("{name} has no address"), LOST),
        Ok(Err(error)) => Finding::fail(format!("{name} could not be looked up: {error}"), LOST),
        Err(late) => late,
    }
}

const LOST: &str = "check that this machine is online, and that its name server knows the host";

/// On a thread of its own, which nobody has to wait for: the system's look-up cannot be stopped.
async fn looked_up(name: String) -> std::io::Result<Vec<SocketAddr>> {
    let (tell, told) = oneshot::channel();
    std::thread::spawn(move || tell.send((name.as_str(), 443).to_socket_addrs().map(Iterator::collect)).is_ok());
    told.await.unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into()))
}

/// The answer; or why there was none: what that says of the connection, and of its encryption.
async fn reach(limit: Duration, client: Result<Client, Finding>) -> Result<Reached, (Finding, Finding)> {
    let not_tried = |why: Finding| (why, Finding::skipped("there is no connection"));
    let client = client.map_err(not_tried)?;
    let reached = within(limit, client.reach()).await.map_err(not_tried)?;
    reached.map_err(|error| {
        let (fault, error) = (error.tls_fault(), Error::Api(error));
        match (&error, fault) {
            (Error::Api(api::Error::NotSent { host, .. }), Some(fault)) => (
                Finding::Pass(format!("{host} takes connections")),
                Finding::fail(format!("{host}: {}", fault.words()), fault.mend()),
            ),
            (Error::Api(api::Error::NotSent { host, .. }), None) => not_tried(Finding::unreached(&error, host)),
            _ => not_tried(Finding::of(&error)),
        }
    })
}

fn encrypted(settings: &Settings) -> Finding {
    let Some(url) = settings.base_url.as_ref().map(|url| &url.value) else {
        return Finding::skipped("the emulator runs in this command: nothing is encrypted");
    };
    match url.scheme() {
        "https" => Finding::Pass(format!("{} has a certificate that is trusted here", host(settings))),
        _ if is_loopback(url) => Finding::skipped("plain http to this machine: nothing is encrypted"),
        _ => Finding::fail("nothing is encrypted", "give an address that begins with https://"),
    }
}

/// It looks at callers before it looks at keys, so it would have been seen without one.
fn firewall(reached: &Reached) -> Finding {
    match (reached.status, reached.is_page) {
        (403, true) => Finding::fail(
            "a firewall answered with a page and 403, before looking at any key",
            "callers outside the supported regions are turned away: call from another network, or ask Kustom",
        ),
        (status, true) => Finding::warn(
            format!("a page for people came with {status}, where the API sends JSON"),
            "sign in to the network if it has a start page, and check the base URL and the proxy",
        ),
        (status, false) if status >= 500 => {
            Finding::Pass(format!("no firewall's page, but {status}: the fault is on the server's side"))
        }
        (_, false) => Finding::Pass("no firewall's page".to_owned()),
    }
}

fn clock(reached: &Reached, now: Timestamp) -> Finding {
    let Some(date) = reached.date else { return Finding::skipped("the server does not say its time") };
    let ahead = now.as_second() - date.as_second();
    let found = match ahead {
        0.. => format!("{ahead} s ahead of the server's"),
        _ => format!("{} s behind the server's", -ahead),
    };
    const MEND: &str = "let the system set its clock from the network (NTP)";
    match ahead.abs() {
        ..=2 => Finding::Pass("this machine's clock agrees with the server's".to_owned()),
        3..NOTABLE => Finding::Pass(format!("this machine's clock is {found}")),
        NOTABLE..TOLERANCE => {
            Finding::warn(format!("this machine's clock is {found}; callbacks allow {TOLERANCE} s"), MEND)
        }
        _ => Finding::fail(
            format!(
                "this machine's clock is {found}: a handler on it refuses every callback, which are allowed {TOLERANCE} s"
            ),
            MEND,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(status: u16, is_page: bool, date: Option<&str>) -> Reached {
        Reached { status, is_page, date: date.map(|date| date.parse().expect("a time")) }
    }

    #[test]
    fn only_a_page_with_403_is_a_firewall() {
        assert!(firewall(&reached(403, true, None)).has_failed());
        assert!(matches!(firewall(&reached(200, true, None)), Finding::Warn { .. }));
        for status in [401, 403, 404, 500] {
            assert!(matches!(firewall(&reached(status, false, None)), Finding::Pass(_)), "{status}");
        }
    }

    #[test]
    fn a_clock_is_judged_by_what_callbacks_allow() {
        let now = "2026-06-05T18:33:39Z".parse().expect("a time");
        let judged = |date| clock(&reached(401, false, date), now);
        assert!(matches!(judged(None), Finding::Skipped(_)));
        assert!(matches!(judged(Some("2026-06-05T18:33:38Z")), Finding::Pass(_)));
        assert!(matches!(judged(Some("2026-06-05T18:33:20Z")), Finding::Pass(text) if text.contains("19 s ahead")));
        assert!(
            matches!(judged(Some("2026-06-05T18:35:39Z")), Finding::Warn { found, .. } if found.contains("120 s behind"))
        );
        assert!(judged(Some("2026-06-05T18:28:39Z")).has_failed());
        assert!(judged(Some("2026-06-05T19:33:39Z")).has_failed());
    }
}
