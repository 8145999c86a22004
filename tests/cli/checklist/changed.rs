//! A served emulator behind something that changes answers on the way: an API that is not as it was assumed, or broken.

use crate::emulator::support::client;
use crate::emulator::support::serving::Serving;
use crate::support::Sandbox;
use crate::support::server::{Asked, Server, json};
use crate::webhook::handlers::SECRET;
use serde_json::{Value, json as value};

/// An answer on its way: status and body.
pub type Given = (u16, Value);

/// Both of them, and a machine that asks there.
pub struct Changed {
    pub sandbox: Sandbox,
    pub server: Server,
    _serving: Serving,
}

impl Changed {
    /// `change` gets the request and the real answer, and gives the one that is passed on.
    pub fn new(change: impl Fn(&Asked, Given) -> Given + Send + Sync + 'static) -> Self {
        let place = Sandbox::emulator().with("IPP_WEBHOOK_SECRET", SECRET);
        std::fs::create_dir_all(place.state_dir()).expect("a folder");
        let serving = Serving::start(&place.state_dir(), &[]);
        let address = serving.address.clone();
        let server = Server::scripted(move |asked, _| {
            let (status, body) = change(asked, pass(&address, asked));
            json(status, &if body.is_null() { String::new() } else { body.to_string() })
        });
        let sandbox = place.with("IPP_BASE_URL", &server.address);
        Self { sandbox, server, _serving: serving }
    }
}

/// What the emulator answers itself.
fn pass(address: &str, asked: &Asked) -> Given {
    let kept = |name: &str| !["host", "connection", "content-length"].contains(&name.to_ascii_lowercase().as_str());
    let headers: Vec<String> =
        asked.headers.iter().filter(|(name, _)| kept(name)).map(|(name, value)| format!("{name}: {value}")).collect();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let answered = client::send(address, &asked.method, &asked.path, &headers, &asked.body).expect("an answer");
    (answered.status, answered.body)
}

/// The same answer with another member.
pub fn with(mut body: Value, name: &str, member: Value) -> Value {
    body[name] = member;
    body
}

/// A refusal.
pub fn refusal(status: u16, detail: &str) -> Given {
    (status, value!({ "title": "No", "detail": detail }))
}

/// Whether the request is a tap with this outcome.
pub fn is_tap(asked: &Asked, outcome: &str) -> bool {
    asked.path.contains("/simulate-tap") && asked.path.ends_with(&format!("outcome={outcome}"))
}
