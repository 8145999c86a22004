//! A server that answers as told, on a free port, and remembers what it was asked. It never decides anything itself.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// How long a test waits for a request before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// How to treat one request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// These bytes, then close.
    Bytes(Vec<u8>),
    /// These bytes, and the connection stays open for the next request.
    Kept(Vec<u8>),
    /// These bytes, and then nothing more, with the connection open.
    Stalled(Vec<u8>),
    /// Close without a word.
    Close,
    /// Read the request, and keep the connection open without answering.
    Silence,
}

/// One request, as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// How many with the same method and path came before it.
    pub nth: usize,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// `GET /ipp/v1/sessions/1`, without the query.
    pub fn operation(&self) -> String {
        format!("{} {}", self.method, self.path.split('?').next().unwrap_or_default())
    }
}

/// What a connection is, once TLS or nothing has been put around it.
pub trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

type Wrap = Arc<dyn Fn(TcpStream) -> Box<dyn Stream> + Send + Sync>;
type Script = Arc<dyn Fn(&Asked, usize) -> Answer + Send + Sync>;

/// Everything that was asked, and a bell that rings at each request.
#[derive(Default)]
struct Log {
    asked: Mutex<Vec<Asked>>,
    bell: Condvar,
}

/// Answers by a script.
pub struct Server {
    pub address: String,
    log: Arc<Log>,
}

impl Server {
    /// Answers from a list, in order; the last one over and over.
    pub fn answering(answers: Vec<Answer>) -> Self {
        Self::scripted(move |_, count| answers[count.min(answers.len() - 1)].clone())
    }

    /// Each `GET /path` (without the query) has its own list, of which the last one is repeated. What is not there is a 418.
    pub fn routes(routes: Vec<(&str, Vec<Answer>)>) -> Self {
        let routes: Vec<(String, Vec<Answer>)> =
            routes.into_iter().map(|(line, answers)| (line.to_owned(), answers)).collect();
        Self::scripted(move |asked, _| {
            let Some(at) = routes.iter().position(|(line, _)| *line == asked.operation()) else {
                return json(418, r#"{"title":"not in the script"}"#);
            };
            let answers = &routes[at].1;
            answers[asked.nth.min(answers.len() - 1)].clone()
        })
    }

    /// Answers what `script` makes of the request and of how many came before it.
    pub fn scripted(script: impl Fn(&Asked, usize) -> Answer + Send + Sync + 'static) -> Self {
        Self::wrapped("http://127.0.0.1", Arc::new(|stream| Box::new(stream)), Arc::new(script))
    }

    /// The same with something, such as TLS, around every connection. `host` is the address without the port.
    pub fn wrapped(host: &str, wrap: Wrap, script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("{host}:{}", listener.local_addr().expect("an address").port());
        let log = Arc::new(Log::default());
        let seen = Arc::clone(&log);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (wrap, script, seen) = (Arc::clone(&wrap), Arc::clone(&script), Arc::clone(&seen));
                thread::spawn(move || serve(wrap(stream).as_mut(), &script, &seen));
            }
        });
        Self { address, log }
    }

    /// The port.
    pub fn port(&self) -> &str {
        self.address.rsplit(':').next().expect("a port")
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.log.asked.lock().expect("a list").clone()
    }

    /// A server that must not be asked anything.
    pub fn never() -> Self {
        Self::answering(vec![json(500, "{}")])
    }

    /// Checks that nothing was asked.
    #[track_caller]
    pub fn was_never_asked(&self) {
        let asked = self.asked();
        assert!(asked.is_empty(), "{asked:#?}");
    }

    /// Method and path of everything that was asked.
    pub fn lines(&self) -> Vec<String> {
        self.asked().iter().map(|asked| format!("{} {}", asked.method, asked.path)).collect()
    }

    /// The same without the queries.
    pub fn operations(&self) -> Vec<String> {
        self.asked().iter().map(Asked::operation).collect()
    }

    /// How often `GET /path` was asked so far.
    pub fn count(&self, line: &str) -> usize {
        self.operations().iter().filter(|asked| *asked == line).count()
    }

    /// Waits until more than `count` requests have come.
    #[track_caller]
    pub fn wait_until_asked(&self, count: usize) {
        self.wait(|asked| asked.len() > count);
    }

    /// Waits until `GET /path` has been asked so many times.
    #[track_caller]
    pub fn wait_for(&self, line: &str, count: usize) {
        self.wait(|asked| asked.iter().filter(|one| one.operation() == line).count() >= count);
    }

    /// Waits until what was asked is enough.
    #[track_caller]
    pub fn wait_until(&self, enough: impl Fn(&[Asked]) -> bool) {
        self.wait(enough);
    }

    #[track_caller]
    fn wait(&self, enough: impl Fn(&[Asked]) -> bool) {
        let asked = self.log.asked.lock().expect("a list");
        let (asked, waited) =
            self.log.bell.wait_timeout_while(asked, PATIENCE, |asked| !enough(asked)).expect("a list");
        assert!(!waited.timed_out(), "not enough was asked: {asked:#?}");
    }
}

fn serve(stream: &mut dyn Stream, script: &Script, log: &Log) {
    while let Some(mut asked) = read(stream) {
        // Its turn is settled before anybody hears of it: who then asks again comes after it, however busy the machine is.
        let count = {
            let mut list = log.asked.lock().expect("a list");
            asked.nth = list.iter().filter(|earlier| earlier.operation() == asked.operation()).count();
            list.push(asked.clone());
            log.bell.notify_all();
            list.len() - 1
        };
        let answer = script(&asked, count);
        let (bytes, stalls) = match answer {
            Answer::Kept(bytes) => match stream.write_all(&bytes).and_then(|()| stream.flush()) {
                Ok(()) => continue,
                Err(_) => return,
            },
            Answer::Bytes(bytes) => (bytes, false),
            Answer::Stalled(bytes) => (bytes, true),
            Answer::Close => (Vec::new(), false),
            Answer::Silence => (Vec::new(), true),
        };
        // A client that has gone away in the middle is part of some tests.
        let _ = stream.write_all(&bytes).and_then(|()| stream.flush());
        if stalls {
            let _ = stream.read(&mut [0; 1]);
        }
        return;
    }
}

/// The next request of a connection.
pub fn read(stream: &mut dyn Stream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, &mut bytes)?;
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let length: Option<usize> = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.parse().ok());
    let mut body = bytes.split_off(end);
    while body.len() < length.unwrap_or(0) {
        more(stream, &mut body)?;
    }
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    Some(Asked { method, path, headers, body: String::from_utf8_lossy(&body).into_owned(), nth: 0 })
}

fn more(stream: &mut dyn Stream, bytes: &mut Vec<u8>) -> Option<()> {
    let mut part = [0; 4096];
    match stream.read(&mut part).ok()? {
        0 => None,
        count => {
            bytes.extend_from_slice(&part[..count]);
            Some(())
        }
    }
}

/// An answer with a JSON body.
pub fn json(status: u16, body: &str) -> Answer {
    with_headers(status, &[("content-type", "application/json")], body)
}

/// An answer with headers of its own.
pub fn with_headers(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut text = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    Answer::Bytes(format!("{text}\r\n{body}").into_bytes())
}

/// The bytes of an answer.
pub fn bytes(answer: Answer) -> Vec<u8> {
    match answer {
        Answer::Bytes(bytes) | Answer::Kept(bytes) | Answer::Stalled(bytes) => bytes,
        Answer::Close | Answer::Silence => Vec::new(),
    }
}

/// The same answer, whose connection is lost after so many bytes.
pub fn cut(answer: Answer, after: usize) -> Answer {
    let mut bytes = bytes(answer);
    bytes.truncate(after);
    Answer::Bytes(bytes)
}

/// The same answer without the last byte of its body, which never comes.
pub fn stalled(answer: Answer) -> Answer {
    let mut bytes = bytes(answer);
    bytes.pop();
    Answer::Stalled(bytes)
}

/// The same answer on a connection that stays open.
pub fn kept(answer: Answer) -> Answer {
    let text = String::from_utf8(bytes(answer)).expect("UTF-8");
    Answer::Kept(text.replacen("connection: close\r\n", "", 1).into_bytes())
}

/// An address where nobody listens.
pub fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}
