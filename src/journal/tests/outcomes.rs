//! What is written down of an attempt, in which order it may come, and how it is listed.

use super::*;
use crate::model::id::SessionId;

#[test]
fn a_session_becomes_one_attempt_only() {
    let (journal, _folder) = journal();
    let (first, second) = (begun(&journal, &referenced("A")), begun(&journal, &referenced("B")));
    let paid = session("s-1", "FINALIZED");
    assert!(journal.created(first, Seen::of(&paid, "pay")).expect("written"));
    assert!(!journal.created(second, Seen::of(&paid, "pay")).expect("read"));
    assert_eq!(read(&journal, second).standing, Standing::Sending);
    assert!(journal.created(first, Seen::of(&paid, "pay")).expect("written"), "the same again is no other");
}

#[test]
fn an_attempt_is_unknown_until_it_is_answered() {
    let (journal, _folder) = journal();
    let number = begun(&journal, &referenced("A"));
    let attempt = read(&journal, number);
    assert_eq!((attempt.standing, &attempt.session_id, &attempt.status), (Standing::Sending, &None, &None));
    assert_eq!(attempt.amount().map(|amount| amount.to_string()).as_deref(), Some("1.00 SEK"));
    assert_eq!(attempt.body_sha256, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    assert_eq!(numbers(&journal, Which::Unknown), [number]);
    became(&journal, number, "s-1", "CREATED");
    let attempt = read(&journal, number);
    assert_eq!((attempt.standing, attempt.status.as_deref()), (Standing::Open, Some("CREATED")));
    assert_eq!((attempt.seen.len(), attempt.seen[0].by.as_str()), (1, "pay"));
}

#[test]
fn an_end_stands_and_a_payment_is_never_unpaid() {
    for (first, then, last) in [
        ("FINALIZED", "ACTIVE", "FINALIZED"),
        ("FINALIZED", "CANCELLED", "FINALIZED"),
        ("CANCELLED", "ACTIVE", "CANCELLED"),
        ("CANCELLED", "FINALIZED", "FINALIZED"),
        ("ACTIVE", "EXPIRED", "EXPIRED"),
        ("CREATED", "SOMETHING_NEW", "SOMETHING_NEW"),
    ] {
        let (journal, _folder) = journal();
        let number = begun(&journal, &coffee());
        became(&journal, number, "s-1", first);
        journal.saw(&scope(), Seen::of(&session("S-1", then), "session get")).expect("written");
        assert_eq!(read(&journal, number).status.as_deref(), Some(last), "{first}, then {then}");
    }
}

#[test]
fn a_status_is_written_once_and_strangers_not_at_all() {
    let (journal, _folder) = journal();
    let number = begun(&journal, &coffee());
    became(&journal, number, "s-1", "CREATED");
    for id in ["s-1", "s-1", "stranger"] {
        journal.saw(&scope(), Seen::of(&session(id, "ACTIVE"), "session get")).expect("written");
    }
    let elsewhere = Scope { environment: Environment::Production, ..scope() };
    journal.saw(&elsewhere, Seen::of(&session("s-1", "FINALIZED"), "session get")).expect("written");
    let seen: Vec<_> = read(&journal, number).seen.into_iter().map(|one| one.what).collect();
    assert_eq!(seen, ["CREATED", "ACTIVE"]);
    assert!(journal.of_session(&elsewhere, &SessionId::new("s-1")).expect("a journal").is_none());
}

#[test]
fn lists_are_newest_first_by_page_and_by_filter() {
    let (journal, _folder) = journal();
    let at = |hour: i64| coffee().began_at + jiff::SignedDuration::from_hours(hour);
    let all: Vec<i64> = (0..10)
        .map(|hour| begun(&journal, &NewAttempt { began_at: at(hour), ..referenced(&format!("R-{hour}")) }))
        .collect();
    became(&journal, all[3], "s-3", "FINALIZED");
    became(&journal, all[4], "s-4", "ACTIVE");
    let page = |filter: &Filter, before, most| {
        let page = journal.page(&scope(), filter, before, most).expect("a page");
        page.iter().map(|attempt| attempt.number).collect::<Vec<_>>()
    };
    assert_eq!(page(&Filter::default(), None, 3), [all[9], all[8], all[7]]);
    assert_eq!(page(&Filter::default(), Some(all[2]), 3), [all[1], all[0]]);
    assert_eq!((numbers(&journal, Which::Paid), numbers(&journal, Which::Open)), (vec![all[3]], vec![all[4]]));
    assert_eq!(page(&Filter { since: Some(at(8)), ..Filter::default() }, None, 9), [all[9], all[8]]);
    assert_eq!(page(&Filter { reference: Some("R-5".to_owned()), ..Filter::default() }, None, 9), [all[5]]);
    for (device, count) in [("d-1", 10), ("D", 10), ("till", 10), ("d-2", 0), ("%", 0)] {
        assert_eq!(page(&Filter { device: Some(device.to_owned()), ..Filter::default() }, None, 99).len(), count);
    }
}

#[test]
fn a_mark_that_was_left_out_is_said() {
    let (journal, _folder) = journal();
    let number = begun(&journal, &NewAttempt { mark: None, ..coffee() });
    assert_eq!(read(&journal, number).mark, None);
}

#[test]
fn what_a_scenarios_steps_have_asked_for_is_found_by_the_step() {
    let (journal, _folder) = journal();
    let of = |step: &str, reference: &str| {
        begun(&journal, &NewAttempt { step: Some(step.to_owned()), ..referenced(reference) })
    };
    let numbers_of = |step: &str| {
        let filter = Filter { step: Some(step.to_owned()), ..Filter::default() };
        let page = journal.page(&scope(), &filter, None, 100).expect("a page");
        page.iter().map(|attempt| attempt.number).collect::<Vec<_>>()
    };
    begun(&journal, &referenced("none"));
    let (own, first, second) = (of("1f/", "A"), of("1f/1/", "B"), of("1f/10/", "C"));
    let other = of("2e/1/", "D");
    assert_eq!((numbers_of("1f/1/"), numbers_of("2e/")), (vec![first], vec![other]));
    assert_eq!(numbers_of("1f/"), [second, first, own]);
    assert_eq!(numbers_of("%"), Vec::<i64>::new());
}
