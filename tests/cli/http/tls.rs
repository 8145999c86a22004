//! Whom `ipp` trusts: the system's authorities and those of `--ca-file`, and nobody else.

use super::{GET_SESSION, SESSION, session};
use crate::support::tls::{Authority, server};
use crate::support::{Run, Sandbox, TEST_KEY};

const GET: &str = "session get 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e --retries 0";

fn not_trusted(run: Run) -> Run {
    let run = run.expect(7).says(&["nothing was sent", "caused by: ", "certificate"]).hides_all(&[TEST_KEY]);
    assert_eq!(run.out, "");
    run
}

#[test]
fn an_authority_that_is_not_known_is_not_trusted() {
    let server = server("localhost", Authority::new().identity("localhost"), session());
    let sandbox = Sandbox::playground(&server.address);
    not_trusted(sandbox.run(GET)).says(&["not trusted", "--ca-file"]);
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn the_authority_of_a_file_is_trusted() {
    let authority = Authority::new();
    let server = server("localhost", authority.identity("localhost"), session());
    let sandbox = Sandbox::playground(&server.address);
    let file = sandbox.file("ca.pem", authority.pem());
    let run = sandbox.run(&format!("{GET} --ca-file {file} -o id")).expect(0);
    assert_eq!(run.out, format!("{SESSION}\n"));
    assert_eq!(server.asked()[0].header("authorization"), Some(format!("Basic {TEST_KEY}").as_str()));
    sandbox.write_config(&format!("[profiles.shop]\nenvironment = \"playground\"\nca_file = \"{file}\"\n"));
    sandbox.run(&format!("{GET} --profile shop")).expect(0);
}

#[test]
fn the_systems_authorities_can_be_named_by_variable() {
    let authority = Authority::new();
    let server = server("localhost", authority.identity("localhost"), session());
    let sandbox = Sandbox::playground(&server.address);
    let file = sandbox.file("system.pem", authority.pem());
    sandbox.with("SSL_CERT_FILE", &file).run(GET).expect(0);
}

#[test]
fn a_certificate_out_of_its_time_is_not_trusted() {
    let authority = Authority::new();
    for (identity, words, hint) in [
        (authority.expired("localhost"), "expired", "this machine's clock"),
        (authority.early("localhost"), "not valid yet", "this machine's clock"),
    ] {
        let server = server("localhost", identity, session());
        let sandbox = Sandbox::playground(&server.address);
        let file = sandbox.file("ca.pem", authority.pem());
        not_trusted(sandbox.run(&format!("{GET} --ca-file {file}"))).says(&[words, hint]);
        let doctor = sandbox.run(&format!("doctor --ca-file {file}")).expect(30);
        doctor.shows(&[words, "date and time"]);
        assert_eq!(server.asked().len(), 0);
    }
}

#[test]
fn a_certificate_for_another_name_is_not_trusted() {
    let authority = Authority::new();
    let server = server("localhost", authority.identity("shop.example"), session());
    let sandbox = Sandbox::playground(&server.address);
    let file = sandbox.file("ca.pem", authority.pem());
    not_trusted(sandbox.run(&format!("{GET} --ca-file {file}"))).says(&["not valid for name"]);
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn a_payment_over_a_connection_that_is_not_trusted_was_not_made() {
    let server = server("localhost", Authority::new().identity("localhost"), session());
    Sandbox::playground(&server.address)
        .run(&format!("session create --amount 100 --currency SEK --device {SESSION} --retries 0"))
        .expect(7)
        .says(&["nothing will be charged"]);
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn a_file_without_certificates_is_a_wrong_setting() {
    let sandbox = Sandbox::playground("https://localhost:9");
    for (name, content) in [
        ("empty.pem", ""),
        ("text.pem", "no certificate"),
        ("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        ("cut.pem", "-----BEGIN CERTIFICATE-----\nMIIB"),
    ] {
        let file = sandbox.file(name, content);
        sandbox.run(&format!("{GET_SESSION} --ca-file {file}")).expect(3).says(&["certificate", name]);
    }
    sandbox.run(&format!("{GET_SESSION} --ca-file missing.pem")).expect(3).says(&["missing.pem"]);
}
