//! Production never happens by accident: the red line, and the question.

use super::RED;
use crate::support::server::{Server, json};
use crate::support::terminal::{CTRL_C, ENTER, Seen, Terminal};
use crate::support::{LIVE_KEY, Sandbox};

const ID: &str = "6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";
const DEVICE: &str = "7f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";
const QUESTION: &str = "in production?";

/// A server in production's place, and what is asked of it.
struct Production {
    server: Server,
    shop: Sandbox,
}

impl Production {
    fn new() -> Self {
        let session = format!("{{\"session_id\":\"{ID}\",\"status\":\"CREATED\",\"device_id\":\"{DEVICE}\"}}");
        let server = Server::answering(vec![json(200, &session)]);
        let shop = Sandbox::new()
            .with("IPP_ENV", "production")
            .with("IPP_BASE_URL", &server.address)
            .with("IPP_API_KEY", LIVE_KEY)
            .with("IPP_MERCHANT_ID", "DM11917000");
        Self { server, shop }
    }

    fn create(&self, more: &str) -> Terminal<'_> {
        let line = format!("session create --amount 2400.00 --currency SEK --device {DEVICE} {more}");
        Terminal::run(&self.shop, 100, &line)
    }

    fn answered(&self, keys: &str) -> Seen {
        self.create("").until_asked(QUESTION).types(keys).end()
    }

    fn writes(&self) -> usize {
        self.server.asked().iter().filter(|asked| asked.method != "GET").count()
    }
}

#[test]
fn the_line_is_red_and_names_merchant_and_key() {
    let seen = Production::new().answered("n").expect(9);
    let end = &LIVE_KEY[LIVE_KEY.len() - 4..];
    let seen = seen.shows(&["env: production", "merchant DM11917000", &format!("key ...{end}")]).hides(&[LIVE_KEY]);
    assert_eq!(seen.color("env: production"), RED);
}

#[test]
fn it_is_said_even_quietly() {
    let production = Production::new();
    production.create("-q --yes").end().expect(0).shows(&["env: production"]);
    assert_eq!(production.writes(), 1);
}

#[test]
fn the_question_names_amount_and_device() {
    let amount = "2,400.00 SEK";
    Production::new().answered("n").expect(9).shows(&[amount, DEVICE, QUESTION]);
}

#[test]
fn enter_alone_is_no() {
    let production = Production::new();
    production.answered(ENTER).expect(9).shows(&["error: not confirmed: nothing was sent"]);
    assert_eq!(production.writes(), 0);
}

#[test]
fn yes_goes_out() {
    let production = Production::new();
    production.answered("y").expect(0).shows(&[ID]);
    assert_eq!(production.writes(), 1);
}

#[test]
fn ctrl_c_sends_nothing() {
    let production = Production::new();
    production.answered(CTRL_C).expect(130).shows(&["nothing was sent"]);
    assert_eq!(production.writes(), 0);
}

#[test]
fn nobody_is_asked_where_nobody_can_answer() {
    let production = Production::new();
    production.create("--no-input").end().expect(9).shows(&["--yes"]).hides(&[QUESTION]);
    let line = format!("$IPP session create --amount 1 --currency SEK --device {DEVICE} < /dev/null");
    Terminal::shell(&production.shop, 100, &line).end().expect(9).shows(&["--yes"]).hides(&[QUESTION]);
    assert_eq!(production.server.asked().len(), 0);
}

#[test]
fn other_environments_are_named_in_no_colour() {
    let seen = super::see(&super::emulator(), 80, "enrollment create").expect(0);
    assert_ne!(seen.color("env: emulator"), RED);
}

#[test]
fn simulations_are_refused_before_anything_is_asked() {
    let production = Production::new();
    let line = "pay --amount 1 --currency SEK --simulate-tap SUCCESS";
    super::see(&production.shop, 80, line).expect(9).hides(&["?"]);
    assert_eq!(production.server.asked().len(), 0);
}
