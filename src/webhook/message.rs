//! A callback as it was written down: a whole HTTP request, or headers and a body apart. Bytes stay what they are.
//!
//! Lenient with heads, which people copy by hand (CRLF or LF, any case); exact with bodies, which are signed.

use super::received::{self, Headers};

/// Headers in the order of their arrival, and a body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Message {
    /// Names in lower case, values without the blanks around them.
    pub headers: Headers,
    /// As it came.
    pub body: Vec<u8>,
    /// What the head says of the body and the body does not hold.
    pub remark: Option<String>,
}

impl Message {
    /// A body alone.
    pub fn of_body(body: Vec<u8>) -> Self {
        Self { body, ..Self::default() }
    }

    /// A whole request. `None` if the bytes do not begin like one.
    pub fn of_request(bytes: &[u8]) -> Option<Self> {
        let bare = without_beginning(bytes);
        let (first, rest) = line(bare);
        is_request_line(first).then(|| {
            let (headers, rest) = head(rest);
            let remark = (bare.len() < bytes.len())
                .then(|| "what stands before the request (a byte order mark, empty lines) is left out".to_owned());
            let mut message = Self { headers, body: rest.to_vec(), remark };
            message.frame();
            message
        })
    }

    /// Every value of a header, named in lower case.
    pub fn values(&self, name: &str) -> Vec<&[u8]> {
        received::values(&self.headers, name)
    }

    /// Finds the end of the body as a server would: by its length, or by its chunks.
    fn frame(&mut self) {
        let said = |value: &[u8]| std::str::from_utf8(value).ok()?.parse::<usize>().ok();
        let length = self.values("content-length").first().copied().and_then(said);
        let is_chunked = self.values("transfer-encoding").iter().any(|value| value.eq_ignore_ascii_case(b"chunked"));
        let there = self.body.len();
        if is_chunked {
            match unchunked(&self.body) {
                Some(body) => self.body = body,
                None => self.remark = Some("the chunks of the body are not whole: it is taken as it stands".to_owned()),
            }
        } else if let Some(length) = length.filter(|length| *length != there) {
            self.body.truncate(length);
            self.remark = Some(match length < there {
                true => format!("content-length says {length} bytes and {there} are there: the rest is left out"),
                false => format!("content-length says {length} bytes and only {there} are there"),
            });
        }
    }
}

/// What editors put before a text.
fn without_beginning(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let blanks = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    &bytes[blanks..]
}

/// Headers alone, up to the first empty line; a request line before them is passed over.
pub fn headers(bytes: &[u8]) -> Headers {
    let (first, rest) = line(bytes);
    head(if is_request_line(first) { rest } else { bytes }).0
}

fn head(mut rest: &[u8]) -> (Headers, &[u8]) {
    let mut headers = Vec::new();
    while !rest.is_empty() {
        let (one, after) = line(rest);
        rest = after;
        if one.is_empty() {
            break;
        }
        if let Some(colon) = one.iter().position(|byte| *byte == b':') {
            let name = String::from_utf8_lossy(one[..colon].trim_ascii()).to_ascii_lowercase();
            headers.push((name, one[colon + 1..].trim_ascii().to_vec()));
        }
    }
    (headers, rest)
}

/// The first line without its end, and what comes after it.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let (line, rest) = end.map_or((bytes, &[][..]), |end| (&bytes[..end], &bytes[end + 1..]));
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

/// `POST /callbacks HTTP/1.1`.
fn is_request_line(line: &[u8]) -> bool {
    let words: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
    matches!(words[..], [method, _, version]
        if !method.is_empty() && method.iter().all(u8::is_ascii_uppercase) && version.starts_with(b"HTTP/"))
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let (size, after) = line(rest);
        let digits = size.split(|byte| *byte == b';').next()?.trim_ascii();
        let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(after.get(..size)?);
        rest = line(&after[size..]).1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &[u8]) -> Message {
        Message::of_request(text).expect("a request")
    }

    #[test]
    fn heads_may_be_crlf_or_lf_and_bodies_are_exact() {
        for end in ["\r\n", "\n"] {
            let head = ["POST /a HTTP/1.1", "Webhook-ID:  msg_1 ", "webhook-id: 2", "", ""].join(end);
            let message = request(&[head.as_bytes(), b"{\"a\":\r\n\xff}\n"].concat());
            assert_eq!(message.values("webhook-id"), [&b"msg_1"[..], b"2"]);
            assert_eq!(message.body, b"{\"a\":\r\n\xff}\n");
            assert_eq!(message.remark, None);
        }
    }

    #[test]
    fn what_editors_put_before_a_request_is_named() {
        for before in ["\u{feff}", "\n", "\r\n\n", "\u{feff}\n"] {
            let message = request(format!("{before}POST / HTTP/1.1\nwebhook-id: a\n\n{{}}").as_bytes());
            assert_eq!((message.values("webhook-id"), message.body.as_slice()), (vec![&b"a"[..]], &b"{}"[..]));
            assert!(message.remark.is_some_and(|remark| remark.contains("byte order mark")));
        }
    }

    #[test]
    fn a_body_is_not_a_request() {
        for body in [&b""[..], b"{}", b"post /a HTTP/1.1\n", b"HTTP/1.1 200 OK\n", b"POST /a\n", b"\xff\n"] {
            assert_eq!(Message::of_request(body), None);
        }
    }

    #[test]
    fn the_length_ends_the_body_and_a_difference_is_told() {
        let message = request(b"POST / HTTP/1.1\ncontent-length: 2\n\n{}\n");
        assert_eq!(message.body, b"{}");
        assert!(message.remark.is_some_and(|remark| remark.contains("3 are there: the rest is left out")));
        let message = request(b"POST / HTTP/1.1\ncontent-length: 9\n\n{}\n");
        assert_eq!(message.body, b"{}\n");
        assert!(message.remark.is_some_and(|remark| remark.contains("only 3 are there")));
        assert_eq!(request(b"POST / HTTP/1.1\ncontent-length: 99999999999999999999\n\n{}").body, b"{}");
    }

    #[test]
    fn chunks_are_put_together() {
        let head = "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n";
        let body = |chunks: &str| request(format!("{head}{chunks}").as_bytes());
        assert_eq!(body("2\r\n{\"\r\n3;x=y\r\na\":\r\n2\r\n1}\r\n0\r\n\r\n").body, b"{\"a\":1}");
        for cut in ["5\r\nab", "", "zz\r\nab", "ffffffffffffffff\r\nab"] {
            assert!(body(cut).remark.is_some(), "{cut}");
        }
    }

    #[test]
    fn headers_alone_may_stand_under_a_request_line() {
        let own = vec![("webhook-id".to_owned(), b"a".to_vec())];
        assert_eq!(headers(b"POST / HTTP/1.1\r\nWebhook-Id: a\r\n\r\nb: c"), own);
        assert_eq!(headers(b"Webhook-Id: a\nnothing"), own);
    }
}
