//! How a signature may be written down in its header, rightly and wrongly.

use super::{Mistake, Way};
use crate::webhook::signature::{BASE64, VERSION};
use base64::Engine;

pub(super) fn ways(header: &str) -> Vec<Way<[u8; 32]>> {
    header.split([' ', ';', '\t']).filter(|word| !word.is_empty()).flat_map(of_word).collect()
}

fn of_word(word: &str) -> Vec<Way<[u8; 32]>> {
    let text = word.strip_prefix(VERSION);
    let right = text.and_then(base64).map(Way::right);
    let bare = word.trim_start_matches("v1=").trim_start_matches(VERSION).trim_end_matches(',');
    let wrong = [
        (base64(bare).filter(|_| text.is_none()), no_version()),
        (hexadecimal(bare), hex()),
        (base64(&bare.replace('-', "+").replace('_', "/")).filter(|_| bare.contains(['-', '_'])), url_safe()),
    ];
    let wrong = wrong.into_iter().filter_map(|(bytes, mistake)| Some(Way::wrong(bytes?, mistake)));
    right.into_iter().chain(wrong).collect()
}

fn base64(text: &str) -> Option<[u8; 32]> {
    BASE64.decode(text).ok()?.try_into().ok()
}

fn hexadecimal(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..64).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect();
    bytes?.try_into().ok()
}

fn no_version() -> Mistake {
    Mistake::new(
        "version-left-out",
        "the signature stands in its header without `v1,`",
        "write `v1,` and then the base64 of the signature",
    )
}

fn hex() -> Mistake {
    Mistake::new(
        "hexadecimal",
        "the signature is written in hexadecimal",
        "write `v1,` and then the base64 of the signature's 32 bytes",
    )
}

fn url_safe() -> Mistake {
    Mistake::new(
        "url-safe-base64",
        "the signature is written in the base64 of URLs, with `-` and `_`",
        "use the standard alphabet of base64, with `+` and `/`",
    )
}
