//! Proxies: never on the way to this machine unless asked for, and always where the variables say so.

use super::{GET_SESSION, SESSION, session};
use crate::support::server::{Answer, Server, json, nobody};
use crate::support::tls::{Authority, server as tls_server};
use crate::support::{Sandbox, TEST_KEY};

const GET: &str = "session get 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e --retries 0";
const VARIABLES: [&str; 6] = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The sandbox with every variable that could name a proxy.
fn through(sandbox: Sandbox, proxy: &str) -> Sandbox {
    VARIABLES.into_iter().fold(sandbox, |sandbox, name| sandbox.with(name, proxy))
}

#[test]
fn loopback_needs_no_proxy() {
    let proxy = Server::answering(vec![json(502, "")]);
    let server = Server::answering(vec![session()]);
    for host in ["127.0.0.1", "localhost", "localhost."] {
        let address = format!("http://{host}:{}", server.port());
        through(Sandbox::playground(&address), &proxy.address).run(GET).expect(0);
    }
    assert_eq!((server.asked().len(), proxy.asked().len()), (3, 0));
}

#[test]
fn the_emulator_needs_no_proxy() {
    let proxy = Server::answering(vec![json(502, "")]);
    through(Sandbox::new(), &proxy.address).run("device list --env emulator").expect(0);
    assert_eq!(proxy.asked().len(), 0);
}

#[test]
fn a_proxy_that_is_asked_for_is_used() {
    let proxy = Server::answering(vec![session()]);
    let target = nobody();
    let sandbox = Sandbox::playground(&target);
    sandbox.run(&format!("{GET} --proxy {}", proxy.address)).expect(0);
    assert_eq!(proxy.asked()[0].path, format!("{target}/ipp/v1/sessions/{SESSION}"));
    let config = format!("[profiles.shop]\nenvironment = \"playground\"\nproxy = \"{}\"\n", proxy.address);
    sandbox.write_config(&config);
    sandbox.run(&format!("{GET} --profile shop")).expect(0);
    assert_eq!(proxy.asked().len(), 2);
}

#[test]
fn the_variable_is_used_for_the_playground_and_sees_no_key() {
    let proxy = Server::answering(vec![Answer::Close]);
    let sandbox = Sandbox::new().with("IPP_ENV", "playground").with("IPP_API_KEY", TEST_KEY);
    let run = sandbox.with("HTTPS_PROXY", &proxy.address).run(GET).expect(7).says(&["nothing was sent"]);
    assert_eq!(proxy.operations(), ["CONNECT api.playground.kustom.co:443"], "{run:?}");
    assert!(proxy.asked().iter().all(|asked| asked.header("authorization").is_none()));
}

#[test]
fn a_proxy_that_refuses_is_no_answer_of_the_api() {
    for status in [403, 407, 502, 503] {
        let proxy = Server::answering(vec![json(status, "")]);
        let sandbox = Sandbox::new().with("IPP_ENV", "playground").with("IPP_API_KEY", TEST_KEY);
        let create = format!("session create --amount 100 --currency SEK --device {SESSION} --retries 0");
        let sandbox = sandbox.with("HTTPS_PROXY", &proxy.address);
        sandbox.run(&create).expect(7).says(&["nothing will be charged"]);
        assert_eq!(proxy.asked().len(), 1);
    }
}

#[test]
fn hosts_that_need_no_proxy_get_none() {
    let authority = Authority::new();
    let server = tls_server("0.0.0.0", authority.identity("0.0.0.0"), session());
    let proxy = Server::answering(vec![Answer::Close]);
    let sandbox = Sandbox::playground(&server.address).with("HTTPS_PROXY", &proxy.address);
    let file = sandbox.file("ca.pem", authority.pem());
    let line = format!("{GET} --ca-file {file}");
    sandbox.run(&line).expect(7);
    assert_eq!(proxy.operations(), [format!("CONNECT 0.0.0.0:{}", server.port())]);
    sandbox.with("NO_PROXY", "example.com,0.0.0.0").run(&line).expect(0);
    assert_eq!((server.asked().len(), proxy.asked().len()), (1, 1));
}

#[test]
fn the_flag_wins_over_the_variable() {
    let (given, other) = (Server::answering(vec![Answer::Close]), Server::answering(vec![Answer::Close]));
    let sandbox = Sandbox::new().with("IPP_ENV", "playground").with("IPP_API_KEY", TEST_KEY);
    let sandbox = through(sandbox, &other.address);
    sandbox.run(&format!("{GET} --proxy {}", given.address)).expect(7);
    assert_eq!((given.asked().len(), other.asked().len()), (1, 0));
}

#[test]
fn the_password_of_a_proxy_is_sent_and_not_shown() {
    let proxy = Server::answering(vec![json(407, "")]);
    let sandbox = Sandbox::new().with("IPP_ENV", "playground").with("IPP_API_KEY", TEST_KEY);
    let address = proxy.address.replace("http://", "http://user:hunter2@");
    sandbox.run(&format!("{GET} -vv --proxy {address}")).expect(7).hides_all(&["hunter2", "dXNlcjpodW50ZXIy"]);
    assert_eq!(proxy.asked()[0].header("proxy-authorization"), Some("Basic dXNlcjpodW50ZXIy"));
    let closed = nobody().replace("http://", "http://user:hunter2@");
    sandbox.run(&format!("{GET_SESSION} --retries 0 -vv --proxy {closed}")).expect(7).hides_all(&["hunter2"]);
}
