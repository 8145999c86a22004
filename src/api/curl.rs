//! A request as a line for curl, with the key as `$IPP_API_KEY`: safe to paste, to show and to send to a colleague.

use super::options::Options;
use super::request::{Request, plain_headers};

impl Request {
    /// The line. The shell that runs it puts the key in.
    pub fn curl(&self, options: &Options) -> Result<String, url::ParseError> {
        let data = self.body.as_ref().map(|body| format!("--data-raw {}", quoted(&body.to_string())));
        self.line("-sS", options, data)
    }

    /// The line of a read, a jq program, and the line of a write whose body is what the program makes of the answer.
    pub fn curl_through_jq(&self, read: &Self, program: &str, options: &Options) -> Result<String, url::ParseError> {
        let (read, write) =
            (read.line("-fsS", options, None)?, self.line("-sS", options, Some("--data-binary @-".to_owned()))?);
        Ok(format!("{read} \\\n  | jq -e {} \\\n  | {write}", quoted(program)))
    }

    fn line(&self, flags: &str, options: &Options, data: Option<String>) -> Result<String, url::ParseError> {
        let mut words = vec!["curl".to_owned(), flags.to_owned(), "-X".to_owned(), self.method.to_string()];
        match &options.username {
            None => words.push("-H \"authorization: Basic $IPP_API_KEY\"".to_owned()),
            Some(username) => words.push(format!("-u {}:\"$IPP_API_KEY\"", quoted(username))),
        }
        for (name, value) in plain_headers(self, options.merchant_id.as_deref()) {
            words.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
        }
        words.extend(data);
        words.push(quoted(self.url(&options.base_url)?.as_str()));
        Ok(words.join(" "))
    }
}

/// One word of a shell. A NUL cannot stand in one, and is left out.
fn quoted(word: &str) -> String {
    let word = word.replace('\0', "");
    shlex::try_quote(&word).map(|quoted| quoted.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::Method;
    use std::time::Duration;

    fn options(username: Option<&str>) -> Options {
        Options {
            base_url: "https://api.playground.kustom.co".parse().expect("a URL"),
            username: username.map(str::to_owned),
            merchant_id: Some("DM1".to_owned()),
            connect_timeout: Duration::from_secs(5),
            request_timeout: Duration::from_secs(30),
            retries: 3,
            ca_file: None,
            proxy: None,
        }
    }

    #[test]
    fn the_shell_puts_the_key_in() {
        let request =
            Request::new(Method::POST, "/enrollments").with_body(&serde_json::json!({"name": "Bob's $HOME `x`"}));
        let line = request.curl(&options(None)).expect("a line");
        assert!(
            line.starts_with("curl -sS -X POST -H \"authorization: Basic $IPP_API_KEY\" -H 'accept: application/json'"),
            "{line}"
        );
        assert_eq!(
            shlex::split(&line).and_then(|words| words.iter().find(|word| word.contains("Bob")).cloned()).as_deref(),
            Some("{\"name\":\"Bob's $HOME `x`\"}")
        );
        assert!(request.curl(&options(Some("DM1-a"))).expect("a line").contains("-u DM1-a:\"$IPP_API_KEY\""));
    }
}
