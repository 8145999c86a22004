//! Addresses that a key or a payment could be sent to: the API's base URL, and the proxy on the way.
//!
//! Refuses whatever would carry a key in the clear, or to another environment than the one chosen. Never repeats the
//! user name or password of an address.

use crate::model::environment::Environment;
use crate::model::host::is_loopback;
use std::fmt;
use std::str::FromStr;
use url::Url;

/// Reads the base URL of an environment. The path's trailing slashes are trimmed; the root stays `/`.
pub fn base_url(text: &str, environment: Environment) -> Result<Url, String> {
    let mut url =
        Url::parse(text).map_err(|problem| format!("it is not a URL: {problem}; give one such as https://host"))?;
    check_scheme(&url)?;
    if environment == Environment::Emulator && !is_loopback(&url) {
        return Err(
            "the emulator is on this machine: its address is a loopback one, such as http://127.0.0.1:4010".to_owned()
        );
    }
    if has_credentials(&url) {
        return Err("a base URL has no user name and no password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("a base URL has neither a query (`?`) nor a fragment (`#`)".to_owned());
    }
    if let Some(owner) = owner_of(&url).filter(|owner| *owner != environment) {
        return Err(format!("this is the host of {owner}, and the environment is {environment}"));
    }
    if url.host_str() == Some("localhost.") {
        // The same machine, by a name that not every system finds.
        url.set_host(Some("localhost")).map_err(|problem| problem.to_string())?;
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn check_scheme(url: &Url) -> Result<(), String> {
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => Err("plain http is for loopback only (localhost, 127.0.0.1, [::1]); give https".to_owned()),
        _ => Err("only https is allowed, and http for loopback".to_owned()),
    }
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn owner_of(url: &Url) -> Option<Environment> {
    let host = url.host_str()?.trim_end_matches('.');
    Environment::ALL.into_iter().find(|environment| {
        let own = environment.base_url().and_then(|own| Url::parse(own).ok());
        own.is_some_and(|own| own.host_str() == Some(host))
    })
}

/// A proxy, whose address may hold a password: `Display` and `Debug` leave it out.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy(Url);

impl Proxy {
    /// The address with its password, for the one place that connects.
    pub fn expose(&self) -> &Url {
        &self.0
    }
}

impl FromStr for Proxy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text)
            .map_err(|problem| format!("it is not a URL: {problem}; give one such as http://host:8080"))?;
        match url.scheme() {
            "http" | "https" if url.has_host() => Ok(Self(url)),
            _ => Err("a proxy's address begins with http:// or https://".to_owned()),
        }
    }
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credentials = if has_credentials(&self.0) { "***@" } else { "" };
        write!(f, "{}://{credentials}{}", self.0.scheme(), self.0.host_str().unwrap_or_default())?;
        self.0.port().map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_leak_a_key_is_refused() {
        for text in [
            "http://api.example.com",
            "http://10.0.0.1",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "https://user@example.com",
            "https://user:hunter2@example.com",
            "https://example.com?x=1",
            "https://example.com#x",
            "ftp://example.com",
            "file:///etc/passwd",
            "example.com",
            "",
            "https://api.kustom.co",
            "https://API.kustom.co./",
        ] {
            let error = base_url(text, Environment::Playground).expect_err(text);
            assert!(!error.contains("hunter2"), "{error}");
        }
        assert!(base_url("https://api.playground.kustom.co", Environment::Production).is_err());
        assert!(base_url("https://api.kustom.co", Environment::Emulator).is_err());
    }

    #[test]
    fn what_is_safe_passes_without_its_trailing_slash() {
        for (text, read) in [
            ("http://localhost:4010", "http://localhost:4010/"),
            ("http://localhost.:4010", "http://localhost:4010/"),
            ("http://127.1.2.3:1/", "http://127.1.2.3:1/"),
            ("http://[::1]:4010", "http://[::1]:4010/"),
            ("https://gateway.example.com/kustom//", "https://gateway.example.com/kustom"),
            ("https://api.playground.kustom.co", "https://api.playground.kustom.co/"),
        ] {
            assert_eq!(base_url(text, Environment::Playground).map(String::from).as_deref(), Ok(read), "{text}");
        }
    }

    #[test]
    fn a_proxys_password_is_not_shown() {
        let proxy: Proxy = "http://user:hunter2@proxy.example.com:3128".parse().expect("a proxy");
        assert_eq!(proxy.to_string(), "http://***@proxy.example.com:3128");
        assert_eq!(format!("{proxy:?}"), "http://***@proxy.example.com:3128");
        assert_eq!(proxy.expose().password(), Some("hunter2"));
        assert!("socks5://proxy".parse::<Proxy>().is_err());
    }
}
