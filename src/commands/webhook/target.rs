//! Where events are sent: a URL that a person gave.

use url::Url;

/// `http` or `https`, and a host.
pub(super) fn url(text: &str) -> Result<Url, String> {
    let example = "give one such as http://localhost:8080/webhooks";
    let url = Url::parse(text).map_err(|error| format!("it is not a URL ({error}); {example}"))?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        _ => Err(format!("only http and https are possible; {example}")),
    }
}
