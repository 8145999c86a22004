//! The `Authorization` header, in the two forms that the API documents.

use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{HeaderValue, InvalidHeaderValue};

/// `Basic <key>` without a user name (the key itself, not base64); `Basic base64(<user name>:<key>)` with one (D).
pub(super) fn header(key: &Secret, username: Option<&str>) -> Result<HeaderValue, InvalidHeaderValue> {
    let credentials = match username {
        None => key.expose().to_owned(),
        Some(username) => STANDARD.encode(format!("{username}:{}", key.expose())),
    };
    let mut value = HeaderValue::from_str(&format!("Basic {credentials}"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_documented_forms() {
        let key = Secret::new("kco_test_api_x");
        let text = |username| header(&key, username).expect("a header").to_str().expect("ASCII").to_owned();
        assert_eq!(text(None), "Basic kco_test_api_x");
        assert_eq!(text(Some("DM1-a")), "Basic RE0xLWE6a2NvX3Rlc3RfYXBpX3g=");
    }

    #[test]
    fn it_does_not_show_itself() {
        let value = header(&Secret::new("kco_test_api_x"), None).expect("a header");
        assert_eq!(format!("{value:?}"), "Sensitive");
    }
}
