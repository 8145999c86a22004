//! A redirect is never followed, and the key never goes to a second host.

use super::{GET_SESSION, SESSION, session};
use crate::support::server::{Server, with_headers};
use crate::support::{Sandbox, TEST_KEY};

#[test]
fn a_redirect_to_another_host_is_refused_and_shown() {
    for status in [301, 302, 303, 307, 308] {
        let second = Server::answering(vec![session()]);
        let target = format!("{}/elsewhere", second.address);
        let first = Server::answering(vec![with_headers(status, &[("location", &target)], "")]);
        let run = Sandbox::playground(&first.address)
            .run(GET_SESSION)
            .expect(8)
            .says(&[&status.to_string(), "redirects are never followed", &target])
            .hides_all(&[TEST_KEY]);
        assert_eq!(run.out, "");
        assert_eq!((first.asked().len(), second.asked().len()), (1, 0));
    }
}

#[test]
fn a_redirect_to_the_same_host_is_refused_as_well() {
    let server = Server::answering(vec![with_headers(307, &[("location", "/ipp/v2/sessions")], ""), session()]);
    Sandbox::playground(&server.address).run(&format!("session cancel {SESSION}")).says(&["307"]);
    assert_eq!(server.count(&format!("PUT /ipp/v1/sessions/{SESSION}/cancel")), 1);
    assert!(server.asked().iter().all(|asked| !asked.path.contains("v2")));
}

#[test]
fn odd_places_to_go_do_no_harm() {
    for target in ["http://[", "\u{1b}[31mred", "javascript:alert(1)", "https://kco_test_api_LEAK@evil.example/"] {
        let server = Server::answering(vec![with_headers(302, &[("location", target)], "")]);
        let run = Sandbox::playground(&server.address).run(GET_SESSION).expect(8).hides_all(&["kco_test_api_LEAK"]);
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
    }
}
