//! A result that cannot be printed does not hide how the money stands.

use super::{CANCEL, CREATE, ID, ORDER, READ, session};
use crate::support::server::{Answer, Server};
use crate::support::{Run, Sandbox};

/// Runs it with a full disk for its stdout.
fn into_full(reads: Vec<Answer>, line: &str) -> Run {
    let cancels = vec![session("CANCELLED")];
    let server = Server::routes(vec![(CREATE, vec![session("CREATED")]), (READ, reads), (CANCEL, cancels)]);
    Sandbox::playground(&server.address).shell(&format!("ipp {line} >/dev/full"))
}

#[test]
fn not_paid_keeps_its_code() {
    for format in ["table", "json", "id"] {
        let reads = vec![session("ACTIVE"), session("CANCELLED")];
        into_full(reads, &format!("pay {ORDER} --timeout 400ms -o {format}")).expect(23);
        let run = into_full(vec![session("CANCELLED")], &format!("pay {ORDER} -o {format}"));
        run.expect(20).says(&["not paid", ID]);
        into_full(vec![session("CANCELLED")], &format!("session wait {ID} -o {format}")).expect(20);
        into_full(vec![session("FINALIZED")], &format!("session cancel {ID} -o {format}")).expect(6);
    }
}

#[test]
fn paid_is_1_and_says_that_it_is_paid() {
    for line in [format!("pay {ORDER}"), format!("session wait {ID}")] {
        let run = into_full(vec![session("FINALIZED")], &line).expect(1);
        run.says(&["could not be written", ID, "FINALIZED", "only the printing failed"]);
        let run = into_full(vec![session("FINALIZED")], &format!("{line} -o json")).expect(1);
        assert_eq!(run.error()["session_id"], ID);
        run.says(&["FINALIZED"]);
    }
}

#[test]
fn created_is_1_and_names_the_session() {
    for format in ["table", "id"] {
        into_full(vec![], &format!("session create {ORDER} -o {format}")).expect(1).says(&[ID, "CREATED"]);
    }
    let run = into_full(vec![], &format!("session create {ORDER} -o json")).expect(1);
    assert_eq!(run.error()["session_id"], ID);
}
