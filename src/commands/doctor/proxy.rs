//! Whether a proxy is on the way, and answers at all. What it lets through is seen by the checks after it.

use super::finding::{Finding, within};
use crate::config::address::Proxy;
use crate::config::{Settings, variables};
use crate::model::host::is_loopback;
use std::time::Duration;
use tokio::net::TcpStream;

/// A proxy, and who has named it.
pub(super) struct Named {
    pub proxy: Proxy,
    from: String,
}

/// The proxy on the way to the API, as far as settings and variables tell; an error where it is no address.
pub(super) fn named(settings: &Settings) -> Result<Option<Named>, Finding> {
    let goes_out = settings.base_url.as_ref().is_some_and(|url| !is_loopback(&url.value));
    if !goes_out {
        return Ok(None);
    }
    if let Some(proxy) = &settings.proxy {
        return Ok(Some(Named { proxy: proxy.value.clone(), from: proxy.origin.to_string() }));
    }
    let Some((from, text)) = variables::system_proxy() else { return Ok(None) };
    match text.parse() {
        Ok(proxy) => Ok(Some(Named { proxy, from: from.to_owned() })),
        Err(problem) => {
            Err(Finding::warn(format!("{from}: {problem}"), format!("set {from} to a proxy's address, or unset it")))
        }
    }
}

/// Whether somebody listens there.
pub(super) async fn check(limit: Duration, settings: &Settings) -> Finding {
    let named = match named(settings) {
        Ok(Some(named)) => named,
        Ok(None) if settings.base_url.as_ref().is_none_or(|url| is_loopback(&url.value)) => {
            return Finding::Pass("none: nothing leaves this machine".to_owned());
        }
        Ok(None) => return Finding::Pass("none is set".to_owned()),
        Err(finding) => return finding,
    };
    let url = named.proxy.expose();
    let (host, port) = (url.host_str().unwrap_or_default().to_owned(), url.port_or_known_default().unwrap_or(80));
    let host = host.trim_matches(['[', ']']).to_owned();
    let shown = format!("{} ({})", named.proxy, named.from);
    let exempt = variables::has_no_proxy();
    match within(limit, TcpStream::connect((host.as_str(), port))).await {
        Ok(Ok(_)) if exempt => Finding::Pass(format!("{shown} answers; NO_PROXY is set, and may leave it out")),
        Ok(Ok(_)) => Finding::Pass(format!("{shown} answers")),
        Ok(Err(error)) if exempt => Finding::warn(
            format!("{shown} cannot be reached: {error}; NO_PROXY may leave it out"),
            "unset what is not used",
        ),
        Ok(Err(error)) => Finding::fail(
            format!("{shown} cannot be reached: {error}"),
            "start it, name another with `--proxy`, or unset the variable",
        ),
        Err(late) => late,
    }
}
