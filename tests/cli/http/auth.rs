//! The key: where it comes from, in which form it is sent, and which ones never leave this machine.

use super::{GET_SESSION, session};
use crate::support::server::Server;
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};

const PROFILE: &str = "[profiles.shop]\nenvironment = \"playground\"\n";

/// What one request carries with this config, of which `SERVER` is the address.
fn header_of(config: &str, name: &str) -> Option<String> {
    let server = Server::answering(vec![session()]);
    let sandbox = Sandbox::new();
    sandbox.write_config(&config.replace("SERVER", &server.address));
    sandbox.run(&format!("{GET_SESSION} --profile shop")).expect(0).hides_all(&[TEST_KEY]);
    assert_eq!(server.asked().len(), 1);
    server.asked()[0].header(name).map(str::to_owned)
}

fn profile(lines: &str) -> String {
    format!("{PROFILE}base_url = \"SERVER\"\n{lines}\n")
}

#[test]
fn the_key_goes_as_it_is() {
    let config = profile(&format!("api_key = \"{TEST_KEY}\""));
    assert_eq!(header_of(&config, "authorization"), Some(format!("Basic {TEST_KEY}")));
}

#[test]
fn with_a_user_name_it_goes_in_base64() {
    let config = profile(&format!("api_key = \"{TEST_KEY}\"\nusername = \"DM1-shop\""));
    let expected = "Basic RE0xLXNob3A6a2NvX3Rlc3RfYXBpX1JFQ09HTklTQUJMRQ==";
    assert_eq!(header_of(&config, "authorization").as_deref(), Some(expected));
}

#[test]
fn the_merchant_id_goes_when_it_is_known_and_only_then() {
    let key = format!("api_key = \"{TEST_KEY}\"");
    assert_eq!(header_of(&profile(&key), "x-merchant-id"), None);
    let config = profile(&format!("{key}\nmerchant_id = \"DM11917000\""));
    assert_eq!(header_of(&config, "x-merchant-id").as_deref(), Some("DM11917000"));
    let server = Server::answering(vec![session()]);
    Sandbox::playground(&server.address).with("IPP_MERCHANT_ID", "DM2").run(GET_SESSION).expect(0);
    assert_eq!(server.asked()[0].header("x-merchant-id"), Some("DM2"));
}

#[test]
fn every_request_says_who_asks_and_what_it_reads() {
    let config = profile(&format!("api_key = \"{TEST_KEY}\""));
    assert_eq!(header_of(&config, "accept").as_deref(), Some("application/json"));
    assert_eq!(header_of(&config, "user-agent"), Some(format!("ipp/{}", env!("CARGO_PKG_VERSION"))));
    assert_eq!(header_of(&config, "content-type"), None);
}

#[test]
fn a_command_and_a_file_give_the_key() {
    let config = profile(&format!(r#"api_key_command = "printf '{TEST_KEY}\\nsecond line'""#));
    assert_eq!(header_of(&config, "authorization"), Some(format!("Basic {TEST_KEY}")));
    let folder = Sandbox::new();
    let file = folder.file("key", format!("  {TEST_KEY}  \nmore\n"));
    let config = profile(&format!("api_key_file = \"{file}\""));
    assert_eq!(header_of(&config, "authorization"), Some(format!("Basic {TEST_KEY}")));
}

#[test]
fn a_source_that_fails_is_named_and_no_other_is_asked() {
    for (line, named) in [
        ("api_key_command = \"false\"", "api_key_command"),
        ("api_key_command = \"no-such-program-here\"", "api_key_command"),
        ("api_key_command = \"true\"", "api_key_command"),
        ("api_key_file = \"/no/such/file\"", "/no/such/file"),
    ] {
        let server = Server::answering(vec![session()]);
        let sandbox = Sandbox::new();
        sandbox.write_config(&profile(line).replace("SERVER", &server.address));
        sandbox.run(&format!("{GET_SESSION} --profile shop")).expect(3).says(&[named]);
        assert_eq!(server.asked().len(), 0);
    }
}

#[test]
fn wrong_keys_never_leave() {
    let server = Server::answering(vec![session()]);
    let newline = format!("{TEST_KEY}\nx-evil: 1");
    for key in [newline.as_str(), "plain", "kco_test_api_", "kco_test_api_å", LIVE_KEY, "kco_other_api_abcdefgh"] {
        let run = Sandbox::playground(&server.address).with("IPP_API_KEY", key).run(GET_SESSION).expect(3);
        let run = run.says(&["IPP_API_KEY"]).hides_all(&[TEST_KEY, LIVE_KEY, "kco_other_api_abcdefgh", "x-evil"]);
        assert_eq!(run.out, "");
    }
    let production = Sandbox::new().with("IPP_ENV", "production").with("IPP_BASE_URL", &server.address);
    production.with("IPP_API_KEY", TEST_KEY).run(GET_SESSION).expect(3).says(&["playground"]).hides_all(&[TEST_KEY]);
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn no_key_is_said_with_the_ways_on() {
    let server = Server::answering(vec![session()]);
    let sandbox = Sandbox::new().with("IPP_ENV", "playground").with("IPP_BASE_URL", &server.address);
    sandbox.run(GET_SESSION).expect(3).says(&["key", "hint: "]);
    assert_eq!(server.asked().len(), 0);
}
