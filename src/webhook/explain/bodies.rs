//! What happens to a body between the one who signs it and the one who verifies it.

use super::{Mistake, Way};
use crate::model::event::Event;
use crate::webhook::signature::BASE64;
use base64::Engine;
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::io;

const RAW: &str = "verify the raw bytes of the request, before anything reads, trims or parses them";
/// Beyond this a body is not written anew in every form, in bytes.
pub(super) const REWRITTEN: usize = 1024 * 1024;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// The bodies that may have been signed where this one is at hand. None stands there twice.
pub(super) fn ways(body: &[u8]) -> Vec<Way<Vec<u8>>> {
    let mut ways = vec![Way::right(body.to_vec())];
    let mut add = |bytes: Option<Vec<u8>>, id: &'static str, what: &str| {
        if let Some(bytes) = bytes.filter(|bytes| ways.iter().all(|way| way.value != *bytes)) {
            ways.push(Way::wrong(bytes, Mistake::new(id, what, RAW)));
        }
    };
    add(body.strip_suffix(b"\r\n").map(<[u8]>::to_vec), "newline-added", "a line end was added to the body");
    add(body.strip_suffix(b"\n").map(<[u8]>::to_vec), "newline-added", "a newline was added at the end of the body");
    add(Some(body.trim_ascii().to_vec()), "space-added", "blanks or line ends were added around the body");
    add(Some([body, b"\n"].concat()), "newline-lost", "the newline at the end of the body was lost");
    add(Some([body, b"\r\n"].concat()), "newline-lost", "the line end (CRLF) at the end of the body was lost");
    add(Some(to_lf(body)), "crlf", "the line ends of the body were turned from LF into CRLF");
    add(Some(to_crlf(body)), "crlf", "the line ends of the body were turned from CRLF into LF");
    add(body.strip_prefix(MARK).map(<[u8]>::to_vec), "byte-order-mark", "a byte order mark was added before the body");
    add(Some([MARK, body].concat()), "byte-order-mark", "the byte order mark before the body was lost");
    add(
        BASE64.decode(body.trim_ascii()).ok(),
        "base64-body",
        "the body is still in base64, as some gateways hand it on",
    );
    for (bytes, form) in rewritten(body) {
        let what = format!("the body was parsed and written anew: what was signed is {form}");
        add(Some(bytes), "re-serialised", &what);
    }
    add(Some(Vec::new()), "empty-body", "an empty body was signed: something had read it before");
    ways
}

fn to_lf(body: &[u8]) -> Vec<u8> {
    let next = body.iter().skip(1).chain([&0]);
    body.iter().zip(next).filter(|(one, next)| (**one, **next) != (b'\r', b'\n')).map(|(one, _)| *one).collect()
}

fn to_crlf(body: &[u8]) -> Vec<u8> {
    let lines: Vec<Vec<u8>> = to_lf(body).split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    lines.join(&b"\r\n"[..])
}

/// The same JSON as others write it, and what each is called.
fn rewritten(body: &[u8]) -> Vec<(Vec<u8>, String)> {
    let body = body.strip_prefix(MARK).unwrap_or(body);
    if body.len() > REWRITTEN {
        return Vec::new();
    }
    let Ok(value) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
    let documented = serde_json::from_slice::<Event>(body).ok().and_then(|event| serde_json::to_value(event).ok());
    let orders = [
        (Some(value.clone()), ""),
        (Some(sorted(&value)), ", its keys sorted"),
        (documented, ", its keys in the documented order"),
    ];
    let mut all = Vec::new();
    for (value, order) in orders {
        let Some(value) = value else { continue };
        let forms = [
            (written(&value, CompactFormatter), "compact JSON"),
            (written(&value, Spaced), "JSON with a space after `,` and `:`"),
            (written(&value, PrettyFormatter::new()), "JSON indented by two"),
            (written(&value, PrettyFormatter::with_indent(b"    ")), "JSON indented by four"),
        ];
        for (text, form) in forms.into_iter().filter_map(|(text, form)| Some((text?, form))) {
            all.push((ascii(&text).into_bytes(), format!("{form}{order}, everything but ASCII as \\u escapes")));
            all.push((text.replace('/', "\\/").into_bytes(), format!("{form}{order}, with `\\/` for `/`")));
            all.push((text.into_bytes(), format!("{form}{order}")));
        }
    }
    // The plain forms first: where an escape changes nothing, it is not what happened.
    all.sort_by_key(|(_, form)| form.contains('\\'));
    all
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut members: Vec<(&String, &Value)> = object.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            Value::Object(members.into_iter().map(|(name, value)| (name.clone(), sorted(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

fn ascii(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_ascii() {
            true => escaped.push(letter),
            false => escaped.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    escaped
}

fn written(value: &Value, formatter: impl Formatter) -> Option<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter)).ok()?;
    String::from_utf8(bytes).ok()
}

/// As Python writes JSON.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
