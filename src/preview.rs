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
        })
    }
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
