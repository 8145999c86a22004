//! Requests that are shown instead of sent: `--dry-run` and `--curl`. Needs no key and starts nothing.

use super::Context;
use crate::api::{self, Request};
use crate::config::Settings;
use crate::error::Error;
use crate::preview::Preview;
use url::Url;

/// Where the emulator listens when it is served; `--dry-run` shows this address, because it starts nothing.
const EMULATOR_ADDRESS: &str = "http://127.0.0.1:4010";

impl Context {
    /// With `--dry-run` or `--curl`: shows the request, and says that this is all.
    pub fn preview(&mut self, request: &Request) -> Result<bool, Error> {
        if !self.only_shows() {
            return Ok(false);
        }
        let settings = self.settings()?;
        let options = options(&settings, shown_address(&settings)?);
        match self.manner.curl {
            true => {
                let line = request.curl(&options).map_err(|error| no_path(request, error))?;
                self.ui.emit_text(&format!("{line}\n"))?;
            }
            false => self.ui.emit(&Preview::new(request, &options)?)?,
        }
        Ok(true)
    }

    /// Shows many requests; with `--curl` a line for each.
    pub async fn preview_all(&mut self, requests: &[Request]) -> Result<(), Error> {
        let settings = self.settings()?;
        let options = options(&settings, shown_address(&settings)?);
        if self.manner.curl {
            let line = |request: &Request| request.curl(&options).map_err(|error| no_path(request, error));
            let lines = requests.iter().map(line).collect::<Result<Vec<_>, _>>()?;
            return self.ui.emit_text(&lines.iter().map(|line| format!("{line}\n")).collect::<String>());
        }
        let previews = requests.iter().map(|request| Preview::new(request, &options)).collect::<Result<Vec<_>, _>>()?;
        let mut previews = Some(previews);
        self.ui.emit_list(async || Ok(previews.take())).await
    }

    /// Shows a request to another place than the API, with `--curl` as a line for it.
    pub fn preview_post(&mut self, preview: &Preview) -> Result<(), Error> {
        match self.manner.curl {
            true => self.ui.emit_text(&format!("{}\n", preview.curl())),
            false => self.ui.emit(preview),
        }
    }

    /// With `--curl`: shows a read, what jq makes of its answer, and the write that sends it; and says that this is all.
    pub fn preview_merge(&mut self, read: &Request, program: &str, write: &Request) -> Result<bool, Error> {
        if !self.manner.curl {
            return Ok(false);
        }
        let settings = self.settings()?;
        let options = options(&settings, shown_address(&settings)?);
        let lines = write.curl_through_jq(read, program, &options).map_err(|error| no_path(write, error))?;
        self.ui.emit_text(&format!("{lines}\n"))?;
        Ok(true)
    }
}

pub(super) fn options(settings: &Settings, base_url: Url) -> api::Options {
    api::Options {
        base_url,
        username: settings.username.as_ref().map(|name| name.value.clone()),
        merchant_id: settings.merchant_id.as_ref().map(|id| id.value.clone()),
        connect_timeout: settings.connect_timeout.value,
        request_timeout: settings.request_timeout.value,
        retries: settings.retries.value,
        ca_file: settings.ca_file.as_ref().map(|path| path.value.clone()),
        proxy: settings.proxy.as_ref().map(|proxy| proxy.value.expose().to_string()),
    }
}

fn shown_address(settings: &Settings) -> Result<Url, Error> {
    match &settings.base_url {
        Some(base_url) => Ok(base_url.value.clone()),
        None => Url::parse(EMULATOR_ADDRESS).map_err(|error| Error::Internal(error.to_string())),
    }
}

fn no_path(request: &Request, error: url::ParseError) -> Error {
    Error::usage(format!("`{}` is no path: {error}", request.path))
}
