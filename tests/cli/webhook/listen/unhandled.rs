//! `--until` with a handler that answers badly, or not at all: what came is told, and the last words say what became of it.

use crate::support::server::{Answer, Server};
use crate::support::{Run, Sandbox};
use crate::webhook::handlers;
use crate::webhook::listening::{Sending, listen, sandbox};
use serde_json::Value;

const CREATED: &str = "ipp.session.created";
const FINALIZED: &str = "ipp.session.finalized";

/// Never finishes its answer to the first event of a session.
fn slow() -> Server {
    Server::scripted(|asked, _| match asked.body.contains(CREATED) {
        true => Answer::Silence,
        false => handlers::status(204),
    })
}

/// A payment of the emulator, heard by a listener before this handler.
fn pays(sandbox: &Sandbox, handler: &Server, flags: &str) -> Run {
    let pay = format!("{} pay --amount 100 --currency SEK --simulate-tap SUCCESS -q", env!("CARGO_BIN_EXE_ipp"));
    let until = format!("--until {FINALIZED} --forward-to {}", handler.address);
    sandbox.run(&format!("webhook listen --env emulator --port 0 {until} {flags} -- {pay}"))
}

#[test]
fn one_that_does_not_answer_is_named_while_it_waits_and_at_the_end() {
    let (sandbox, handler) = (Sandbox::new(), slow());
    let run = pays(&sandbox, &handler, "--timeout 5s").expect(30);
    let id = sandbox.run(&format!("webhook list --event {CREATED} -o id")).expect(0).out.trim().to_owned();
    run.says(&[
        &format!("{CREATED} ({id}) came and was verified; the handler has not taken it yet"),
        &format!(
            "error: the event {FINALIZED} did not come within 5s; the handler has not taken {CREATED} ({id}) since "
        ),
        &format!("hint: mend the handler: `ipp --env emulator webhook check {}/` asks it row by row", handler.address),
    ]);
    let run = pays(&sandbox, &handler, "--timeout 5s -o json").expect(30);
    let error = run.error();
    assert_eq!(error["kind"], "check_failed");
    assert!(
        error["message"].as_str().is_some_and(|text| text.contains(&format!("has not taken {CREATED} ("))),
        "{error}"
    );
    let notes: Vec<Value> = run.err.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let told = |note: &Value| note["note"].as_str().is_some_and(|text| text.contains("has not taken it yet"));
    assert!(notes.iter().any(told), "{notes:?}");
}

#[test]
fn one_that_has_taken_what_came_is_not_blamed() {
    let (sandbox, handler) = (sandbox(), handlers::good());
    let listening = listen(&sandbox, &format!("--until {FINALIZED} --timeout 2s --forward-to {}", handler.address));
    assert_eq!(Sending::event("evt_1", CREATED).to(&listening.url), 200);
    let run = listening.started.finish().expect(30).hides("the handler");
    run.says(&["did not come within 2s\n", "`ipp webhook list`"]);
}

#[test]
fn one_that_refuses_is_quoted_and_what_came_has_come() {
    let sandbox = sandbox();
    for (code, said) in [(302, "302, and a redirect is not followed"), (404, "404")] {
        let refusing = handlers::always(code);
        let flags = format!("--until {FINALIZED} --timeout 3s --forward-to {}", refusing.address);
        let listening = listen(&sandbox, &flags);
        for _ in 0..2 {
            assert_eq!(Sending::event(&format!("evt_{code}"), FINALIZED).to(&listening.url), 502);
        }
        let run = listening.started.finish().expect(30).hides("did not come");
        run.says(&[
            &format!("error: the event {FINALIZED} came and was verified, but was not handled (the handler answered {said}) within 3s; not handled: 2\n"),
            &format!("hint: mend the handler: `ipp webhook check {}/`", refusing.address),
        ]);
    }
    let nobody = crate::support::server::nobody();
    let listening = listen(&sandbox, &format!("--until {FINALIZED} --count 2 --timeout 6s --forward-to {nobody}"));
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 502);
    let run = listening.started.finish().expect(30);
    run.says(&["did not come within 6s; 0 of 2 came; not handled: 1 (the handler gave no answer: "])
        .hides("has not taken ipp.");
}

#[test]
fn what_is_still_with_a_handler_has_come() {
    let (sandbox, good) = (sandbox(), handlers::good());
    let hanging = Server::scripted(|_, _| Answer::Silence);
    let several = format!("--forward-to {}", good.address);
    for (id, more, named) in [("evt_1", "", format!("{}/", hanging.address)), ("evt_2", &several, "URL".to_owned())] {
        let until = format!("--until {FINALIZED} --timeout 2s {more} --forward-to {}", hanging.address);
        let listening = listen(&sandbox, &until);
        let url = listening.url.clone();
        let sending = std::thread::spawn(move || Sending::event(id, FINALIZED).to(&url));
        let run = listening.started.finish().expect(30).hides("did not come").hides("not answered");
        run.says(&[
            &format!("the event {FINALIZED} came and was verified, but was not handled within 2s"),
            &format!("; the handler has not taken {FINALIZED} ({id}) since "),
            &format!("`ipp webhook check {named}`"),
        ]);
        // Whatever it hears: nobody listens any more.
        drop(sending.join());
    }
}

#[test]
fn what_was_refused_before_this_listener_has_not_come() {
    let (sandbox, refusing) = (sandbox(), handlers::always(404));
    let earlier = "did not come within 2s; of before, or on record already: 1";
    for said in ["came and was verified, but was not handled", earlier] {
        let flags = format!("--until {FINALIZED} --timeout 2s --forward-to {}", refusing.address);
        let listening = listen(&sandbox, &flags);
        assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 502);
        listening.started.finish().expect(30).says(&[said]);
    }
}
