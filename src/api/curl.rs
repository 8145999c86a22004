//! A request as a line for curl, with the key as `$IPP_API_KEY`: safe to paste, to show and to send to a colleague.

use super::client::Options;
use super::request::Request;
use url::Url;

/// The headers that every request carries, without the key.
pub(super) fn plain_headers(request: &Request, merchant_id: Option<&str>) -> Vec<(String, String)> {
    let mut headers = vec![("accept".to_owned(), "application/json".to_owned())];
    if request.body.is_some() {
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
    }
    headers.extend(merchant_id.map(|id| ("x-merchant-id".to_owned(), id.to_owned())));
    headers
}

impl Request {
    /// The headers as `--dry-run` shows them: the key is `***`.
    pub fn shown_headers(&self, merchant_id: Option<&str>) -> Vec<(String, String)> {
        let mut headers = plain_headers(self, merchant_id);
        headers.push(("authorization".to_owned(), "Basic ***".to_owned()));
        headers
    }

    /// The line. The shell that runs it puts the key in.
    pub fn curl(&self, base: &Url, options: &Options) -> Result<String, url::ParseError> {
        let mut words = vec!["curl".to_owned(), "-sS".to_owned(), "-X".to_owned(), self.method.to_string()];
        match &options.username {
            None => words.push("-H \"authorization: Basic $IPP_API_KEY\"".to_owned()),
            Some(username) => words.push(format!("-u {}:\"$IPP_API_KEY\"", quoted(username))),
        }
        for (name, value) in plain_headers(self, options.merchant_id.as_deref()) {
            words.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
        }
        if let Some(body) = &self.body {
            words.push(format!("--data-raw {}", quoted(&body.to_string())));
        }
        words.push(quoted(self.url(base)?.as_str()));
        Ok(words.join(" "))
    }
}

/// One word of a shell. A NUL cannot stand in one, and is left out.
fn quoted(word: &str) -> String {
    let word = word.replace('\0', "");
    shlex::try_quote(&word).map(|quoted| quoted.into_owned()).unwrap_or_default()
}
