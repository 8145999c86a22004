//! Nothing that was acknowledged is lost when the server is killed. `cargo bench --bench kills` does it 200 times.

use super::support::handler::{Handler, event};
use super::support::kills;
use super::support::serving::Serving;

#[test]
fn twenty_kills_under_load_lose_nothing() {
    let state = tempfile::tempdir().expect("a folder");
    kills::kill(20, state.path());
}

#[test]
fn a_handler_that_was_down_gets_its_callbacks_from_the_next_server() {
    let state = tempfile::tempdir().expect("a folder");
    let handler = Handler::answering(503);
    let serving = Serving::start(state.path(), &["--webhook", &handler.url, "--time-scale", "1000"]);
    let id = serving.create();
    assert_eq!(event(&handler.next())["data"]["session_id"], id);
    serving.signal("KILL");
    assert_eq!(serving.end().0, None);
    handler.answer(200);
    let _serving = Serving::start(state.path(), &[]);
    assert_eq!(event(&handler.next())["data"]["session_id"], id);
}
