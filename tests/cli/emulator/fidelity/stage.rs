//! What a proof of a behaviour works with: a served emulator, a handler of its callbacks, and a world with a clock of its own.

use crate::emulator::support::client::{self, Answered};
use crate::emulator::support::handler::Handler;
use crate::emulator::support::serving::Serving;
use ipp::emulator::World;
use ipp::emulator::world::{Clock, RandomIds};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

/// One for each proof.
pub struct Stage {
    pub serving: Serving,
    pub handler: Handler,
    _folder: TempDir,
}

impl Stage {
    pub fn new(more: &[&str]) -> Self {
        let (folder, handler) = (tempfile::tempdir().expect("a folder"), Handler::answering(200));
        let serving = Serving::start(folder.path(), &[&["--webhook", &handler.url], more].concat());
        Self { serving, handler, _folder: folder }
    }

    /// A request with these headers and no others.
    pub fn send(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Answered {
        client::send(&self.serving.address, method, path, headers, body).expect("an answer")
    }

    /// A request with key and content type, and more headers.
    pub fn with(&self, headers: &[&str], method: &str, path: &str, body: &Value) -> Answered {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let all = [&["authorization: Basic kco_test_api_x", "content-type: application/json"], headers].concat();
        self.send(method, path, &all, &body)
    }

    /// A request with key and content type, to a path behind `/ipp/v1`.
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> Answered {
        self.with(&[], method, &format!("/ipp/v1{path}"), body)
    }

    /// What a `GET` shows.
    pub fn get(&self, path: &str) -> Value {
        self.ask("GET", path, &Value::Null).body
    }

    /// The status alone.
    pub fn status(&self, method: &str, path: &str, body: &Value) -> u16 {
        self.ask(method, path, body).status
    }

    /// The clerk's part: a path behind `/emulator/v1`.
    pub fn phone(&self, method: &str, path: &str, body: &Value) -> Answered {
        self.with(&[], method, &format!("/emulator/v1{path}"), body)
    }

    /// An order for its phone.
    pub fn order(&self) -> Value {
        serde_json::from_str(&client::order(&self.serving.device())).expect("an order")
    }

    /// Creates the session of an order that differs in this.
    pub fn create(&self, name: &str, value: Value) -> Answered {
        let mut order = self.order();
        order[name] = value;
        self.ask("POST", "/sessions", &order)
    }

    /// The id of a new enrollment made with this body, and the whole of it.
    pub fn enroll(&self, body: &Value) -> (String, Value) {
        let made = self.ask("POST", "/enrollments", body).body;
        (made["enrollment_id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned(), made)
    }

    /// The order of a new session that was paid, not yet captured.
    pub fn authorized(&self) -> String {
        let paid = self.phone("POST", &format!("/sessions/{}/pay?captured=false", self.serving.create()), &Value::Null);
        format!("/ordermanagement/v1/orders/{}", paid.body["order_id"].as_str().expect("an order"))
    }

    /// A write of Order Management, with a key of its own.
    pub fn write(&self, path: &str, body: &Value) -> Answered {
        let key = format!("klarna-idempotency-key: {}", uuid::Uuid::new_v4());
        self.with(&[&key], "POST", path, body)
    }
}

/// Nothing to send.
pub const NONE: Value = Value::Null;

/// An empty object.
pub fn empty() -> Value {
    json!({})
}

/// How many minutes an enrollment lives.
pub fn minutes(enrollment: &Value) -> i64 {
    let ends: Timestamp = enrollment["expires_at"].as_str().and_then(|at| at.parse().ok()).expect("a moment");
    (ends.as_second() - Timestamp::now().as_second() + 30) / 60
}

/// A clock that moves by hand, in seconds.
#[derive(Clone)]
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    pub fn forward(&self, seconds: u64) {
        self.0.fetch_add(i64::try_from(seconds).expect("seconds"), Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).expect("a moment")
    }
}

/// A world of its own, with one destination.
pub fn world() -> (World, Hands, TempDir) {
    let (folder, hands) = (tempfile::tempdir().expect("a folder"), Hands(Arc::new(AtomicI64::new(1_780_000_000))));
    let mut world = World::open_with(folder.path(), Box::new(hands.clone()), Box::new(RandomIds)).expect("a world");
    world.add_destination("http://127.0.0.1:9/").expect("added");
    (world, hands, folder)
}
