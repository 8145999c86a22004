//! Words that people and files give for ids, faults, patterns, addresses and headers, one a line; and any text, with a
//! secret put into it: whatever stands round it, nothing of the secret is left.

use ipp::api::{self, Request};
use ipp::config::address::{Proxy, base_url};
use ipp::model::environment::Environment;
use ipp::model::fault::NewFault;
use ipp::model::host::is_loopback;
use ipp::model::id::SessionId;
use ipp::model::metadata::MetadataEntry;
use ipp::model::pattern::EventPattern;
use ipp::output::{harmless, is_harmless};
use ipp::secret::{without_cards, without_keys};

/// What none of the masks may leave a part of.
const PLANTED: &str = "PLANTED";

/// Every line as every kind of word, and the whole as a text.
pub fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for line in text.lines() {
        word(line);
        address(line);
    }
    let shown = harmless(&text);
    assert!(is_harmless(&shown), "{shown:?}");
    assert_eq!(is_harmless(&text), shown == text, "{text:?}");
    if text.len() < 2_000 && !text.contains(PLANTED) && !text.contains("1111") {
        text.char_indices().step_by(1 + text.len() / 16).for_each(|(at, _)| masked(&text, at));
    }
}

fn word(text: &str) {
    if let Ok(id) = text.parse::<SessionId>() {
        assert_eq!(id.to_string(), text.strip_suffix('…').unwrap_or(text));
    }
    if let Ok(fault) = text.parse::<NewFault>() {
        let fault = fault.complete().expect("what was read is complete");
        let written = serde_json::to_string(&fault).expect("written");
        assert_eq!(serde_json::from_str::<NewFault>(&written).expect("read again"), fault);
    }
    if let Ok(pattern) = text.parse::<EventPattern>() {
        let other: EventPattern = "ipp.*.f*d".parse().expect("a pattern");
        let kind = text.replace('*', "x");
        assert!(pattern.matches(&kind) && pattern.overlaps(&pattern), "{text}");
        assert_eq!(pattern.overlaps(&other), other.overlaps(&pattern), "{text}");
        assert!(!other.matches(&kind) || pattern.overlaps(&other), "{text}");
    }
    if let Ok(entry) = text.parse::<MetadataEntry>() {
        assert_eq!(format!("{}:{}", entry.key, entry.value), text);
    }
    if let Ok((name, value)) = api::header(text) {
        assert!(!name.contains(['\r', '\n']) && !value.contains(['\r', '\n']), "{text:?}");
    }
}

fn address(text: &str) {
    for environment in Environment::ALL {
        let Ok(url) = base_url(text, environment) else { continue };
        assert!(url.username().is_empty() && url.password().is_none(), "{url}");
        assert!(url.scheme() == "https" || is_loopback(&url), "{url}");
        assert_eq!(base_url(url.as_str(), environment), Ok(url.clone()), "{text}");
        for path in [format!("/{text}"), "/@evil.example".to_owned(), "//evil.example".to_owned()] {
            let request = Request { path, ..Request::new(api::Method::GET, "") };
            assert!(request.url(&url).is_ok_and(|asked| asked.origin() == url.origin()), "{text}");
        }
    }
    if let Ok(proxy) = text.parse::<Proxy>() {
        assert!(proxy.expose().password().is_none() || proxy.to_string().contains("***@"), "{proxy}");
    }
}

fn masked(text: &str, at: usize) {
    let (before, after) = text.split_at(at);
    for key in ["kco_live_api_PLANTED", "whsec_PLANTED+/PLANTED=="] {
        let planted = format!("{before}{key}{after}");
        let shown = without_keys(&planted);
        assert!(!shown.contains(PLANTED), "{planted:?} became {shown:?}");
        assert_eq!(without_keys(&shown), shown, "{planted:?}");
    }
    let planted = format!("{before}4111 1111 1111 1111{after}");
    assert!(!without_cards(&planted).contains("1111"), "{planted:?}");
}
