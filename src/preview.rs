//! A request that is shown instead of sent: what `--dry-run` prints. Never holds a key.

use crate::api::{Options, Request};
use crate::error::Error;
use crate::output::{Field, Record};
use serde::Serialize;
use serde_json::{Map, Value};

/// Method, address, headers and body, as they would go over the wire.
#[derive(Debug, Serialize)]
pub struct Preview {
    method: String,
    url: String,
    headers: Map<String, Value>,
    body: Option<Value>,
    #[serde(skip)]
    raw: String,
}

impl Preview {
    /// The request with the headers that every request gets.
    pub fn new(request: &Request, options: &Options) -> Result<Self, Error> {
        let url = request
            .url(&options.base_url)
            .map_err(|error| Error::usage(format!("`{}` is no path: {error}", request.path)))?;
        let headers = request.shown_headers(options.merchant_id.as_deref());
        Ok(Self {
            method: request.method.to_string(),
            url: url.to_string(),
            headers: headers.into_iter().map(|(name, value)| (name, Value::from(value))).collect(),
            body: request.body.clone(),
            raw: request.body.as_ref().map(Value::to_string).unwrap_or_default(),
        })
    }
}

impl Preview {
    /// A request to another place than the API, with exactly these headers and bytes. It holds no key.
    pub fn of_post(url: &str, headers: &[(String, Vec<u8>)], body: &[u8]) -> Self {
        let text = |value: &Vec<u8>| Value::from(String::from_utf8_lossy(value));
        Self {
            method: "POST".to_owned(),
            url: url.to_owned(),
            headers: headers.iter().map(|(name, value)| (name.clone(), text(value))).collect(),
            body: serde_json::from_slice(body).ok(),
            raw: String::from_utf8_lossy(body).into_owned(),
        }
    }

    /// The same as a line for curl.
    pub fn curl(&self) -> String {
        let mut words = vec!["curl -sS -X".to_owned(), self.method.clone()];
        for (name, value) in &self.headers {
            words.push(format!("-H {}", quoted(&format!("{name}: {}", value.as_str().unwrap_or_default()))));
        }
        words.push(format!("--data-raw {}", quoted(&self.raw)));
        words.push(quoted(&self.url));
        words.join(" ")
    }
}

/// One word of a shell. A NUL cannot stand in one, and is left out.
fn quoted(word: &str) -> String {
    let word = word.replace('\0', "");
    shlex::try_quote(&word).map(|quoted| quoted.into_owned()).unwrap_or_default()
}

impl Record for Preview {
    const PLURAL: &'static str = "requests";
    const COLUMNS: &'static [&'static str] = &["METHOD", "URL"];
    const CSV: &'static [&'static str] = &["method", "url", "body"];

    fn cells(&self) -> Vec<Field> {
        vec![self.method.clone().into(), self.url.clone().into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let headers: Vec<String> = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.as_str().unwrap_or_default()))
            .collect();
        let body = self.body.as_ref().map(|body| format!("{body:#}")).unwrap_or_default();
        vec![
            ("request", format!("{} {}", self.method, self.url).into()),
            ("headers", headers.join("\n").into()),
            ("body", body.into()),
        ]
    }

    fn id(&self) -> String {
        format!("{} {}", self.method, self.url)
    }
}
