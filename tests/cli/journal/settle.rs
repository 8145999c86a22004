//! A person's word, for what no callback tells of.

use super::recover::{PHONE, only_session};
use super::{CREATE, PAY, fail, journal, lose, standings};
use crate::support::Sandbox;
use crate::support::server::{Answer, Server};
use serde_json::json;

#[test]
fn a_person_says_how_it_ended_and_may_take_it_back() {
    let sandbox = Sandbox::emulator();
    fail(&sandbox, "reset", "--ref A");
    let run = sandbox.run("session recover 1 --settle unpaid -o json").expect(0);
    assert_eq!((&run.json()[0]["standing"], &run.json()[0]["session_id"]), (&json!("unpaid"), &json!(null)));
    let run = sandbox.run("session recover 1 --settle paid").expect(9).shows(&["attempt-1", "not paid"]);
    run.says(&["attempt 1 at 20", "not paid, as a person said", "`--yes`"]);
    sandbox.run("session recover 1 --settle unpaid").expect(0);
    sandbox.run("session recover 1 --settle paid --yes").expect(0).shows(&["attempt-1", "paid"]);
    let run = sandbox.run(&format!("{PAY} --ref A")).expect(9).hides("finds out");
    run.says(&["paid, as a person said", "a person settled it", "`ipp session recover 1 --settle unpaid --yes`"]);
    sandbox.run("session recover --ref A --settle unpaid").expect(9);
    sandbox.run("session recover --ref A --settle unpaid --yes").expect(0);
    sandbox.run(&format!("{PAY} --ref A")).expect(0);
    let seen = &journal(&sandbox)[1]["seen"];
    let words: Vec<_> = seen.as_array().expect("a list").iter().map(|one| &one["what"]).collect();
    assert_eq!(words, ["unknown", "unpaid", "unpaid", "paid", "unpaid"]);
}

#[test]
fn a_session_with_the_mark_counts_more_than_a_word() {
    for yes in ["", "--yes"] {
        let sandbox = Sandbox::emulator();
        lose(&sandbox, "--ref A");
        let run = sandbox.run(&format!("session recover 1 --settle unpaid {yes}")).expect(9).shows(&["CREATED"]);
        let id = only_session(&sandbox);
        let (found, next) =
            (format!("attempt 1 is session {id}, which is CREATED"), format!("`ipp session cancel {id}`"));
        run.says(&[&found, "says itself how it ends", &next]);
        assert_eq!(standings(&sandbox), ["open"]);
        sandbox.run(&format!("{PAY} --ref A")).expect(9).says(&[&id]);
    }
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A");
    sandbox.run(&format!("dev simulate-tap {}", only_session(&sandbox))).expect(0);
    sandbox.run("session recover 1 --settle paid").expect(0).says(&["which is FINALIZED"]);
    assert_eq!(standings(&sandbox), ["paid"]);
}

#[test]
fn a_session_that_is_likely_the_one_is_told_also_to_who_has_agreed() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A --merchant-data mine");
    let run = sandbox.run("session recover 1 --settle unpaid").expect(9);
    run.says(&[&format!("session {}, which agrees", only_session(&sandbox)), "is CREATED"]);
    assert_eq!(standings(&sandbox), ["unknown"]);
    let run = sandbox.run("session recover 1 --settle unpaid --yes").expect(0);
    run.says(&["attempt 1 is settled as unpaid, although", "is CREATED"]);
    assert_eq!(standings(&sandbox), ["unpaid"]);
}

#[test]
fn a_session_that_is_another_payments_is_refused() {
    let sandbox = Sandbox::emulator();
    let known = sandbox.id(&format!("{CREATE} --ref A"));
    lose(&sandbox, "--ref B");
    lose(&sandbox, "--ref C");
    let sessions = sandbox.run("emulator phone sessions Sim -o id").expect(0).out;
    let run = sandbox.run(&format!("session recover 2 --settle session={known}")).expect(9);
    run.says(&[&format!("session {known} is the one of attempt 1"), "nothing was settled"]);
    let foreign = sessions
        .lines()
        .filter(|id| *id != known)
        .map(|id| sandbox.run(&format!("session recover 2 --settle session={id} -o json")).code);
    let mut codes: Vec<_> = foreign.collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 9], "its own, and the one with the mark of attempt 3");
    let run = sandbox.run("session recover 3 --settle session=nobody").expect(5);
    run.says(&["there is no session nobody", "nothing was settled"]);
    sandbox.run("session recover 1 --settle unpaid").expect(9).says(&["itself says how it ended"]);
    sandbox.run("session recover 1 --settle unpaid --cancel --yes").expect(9).says(&["nothing was settled"]);
    assert_eq!(sandbox.run(&format!("session get {known} -o json")).expect(0).json()["status"], "CREATED");
    sandbox.run("session recover --all --settle paid").expect(2);
    sandbox.run("session recover 3 --settle perhaps").expect(2).says(&["paid, unpaid or session=ID"]);
}

#[test]
fn a_session_that_differs_from_what_was_sent_is_refused() {
    let sandbox = Sandbox::emulator();
    let other = sandbox.id("session create --amount 101 --currency SEK --ref B --merchant-data x");
    std::fs::remove_file(sandbox.state_dir().join("journal.db")).expect("another machine's");
    for name in ["journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(sandbox.state_dir().join(name));
    }
    fail(&sandbox, "reset", "--ref A");
    let run = sandbox.run(&format!("session recover 1 --settle session={other}")).expect(9);
    run.says(&["another amount", "nothing was settled"]);
    let other = sandbox.id("session create --amount 100 --currency EUR --ref C --allow-duplicate --merchant-data x");
    std::fs::remove_file(sandbox.state_dir().join("journal.db")).expect("another machine's");
    fail(&sandbox, "reset", "--ref A");
    let run = sandbox.run(&format!("session recover 1 --settle session={other}")).expect(9);
    run.says(&["another currency", "nothing was settled"]);
    assert_eq!(standings(&sandbox), ["unknown"]);
}

#[test]
fn what_is_on_its_way_now_cannot_be_settled() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.begin(&format!("{CREATE} --device {PHONE}"));
    server.wait_until_asked(0);
    sandbox.run("session recover 1 --settle unpaid").expect(9).says(&["may still be answered"]);
    assert_eq!(standings(&sandbox), ["sending"]);
    drop(run);
}

#[test]
fn blanks_around_a_reference_are_no_difference() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref ' A' --merchant-data mine");
    let id = only_session(&sandbox);
    sandbox.run("session recover --ref ' A '").expect(24).says(&["is likely session", &id]);
    sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
    sandbox.run("session recover --ref A --settle unpaid").expect(9).says(&["is FINALIZED"]);
    sandbox.run(&format!("session recover 1 --settle session={id}")).expect(0).shows(&["FINALIZED (paid)"]);
}

#[test]
fn a_session_that_only_looks_alike_has_to_be_overruled_too() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A --merchant-data mine");
    let id = only_session(&sandbox);
    for word in ["paid", "unpaid"] {
        let error = sandbox.run(&format!("session recover 1 --settle {word} -o json")).expect(9).error();
        assert!(error["message"].as_str().is_some_and(|message| message.contains(&id)), "{error}");
    }
    sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
    sandbox.run("session recover 1 --settle unpaid").expect(9).says(&["is FINALIZED"]);
    sandbox.run("session recover 1 --settle paid").expect(0);
    // Where nothing can be read, a person's word is all there is, and has to be meant.
    sandbox.run("emulator fault add 500 --on get-session").expect(0);
    let unread = ["1 of 1 sessions that were told of could not be read", "may have become could not be read"];
    sandbox.run("session recover 1 --settle unpaid --retries 0").expect(9).says(&unread);
    sandbox.run("session recover 1 --settle unpaid --yes --retries 0").expect(0).says(&unread[..1]);
}

#[test]
fn a_session_that_a_person_names_after_another_word_has_to_overrule_it() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A --merchant-data mine");
    let id = only_session(&sandbox);
    sandbox.run("session recover 1 --settle unpaid --yes").expect(0);
    let run = sandbox.run(&format!("session recover 1 --settle session={id}")).expect(9);
    run.says(&[&format!("settle attempt 1 as session {id}, although attempt 1 at "), "as a person said", "`--yes`"]);
    assert_eq!(standings(&sandbox), ["unpaid"]);
    sandbox.run(&format!("session recover 1 --settle session={id} --yes")).expect(0).shows(&[&id, "CREATED"]);
    assert_eq!(standings(&sandbox), ["open"]);
}
