//! What stands in the way of what, by table; and of many at once exactly one comes through.

use super::*;
use std::path::Path;

/// What can have become of the first attempt, and whether it then stands in the way of its reference, and of its amount.
const ENDS: [(&str, bool, bool); 11] = [
    ("", true, true),
    ("unknown", true, true),
    ("refused", false, false),
    ("unpaid", false, false),
    ("paid", true, false),
    ("CREATED", true, true),
    ("ACTIVE", true, true),
    ("SOMETHING_NEW", true, true),
    ("FINALIZED", true, false),
    ("CANCELLED", false, false),
    ("EXPIRED", false, false),
];

fn ended(journal: &Journal, number: i64, end: &str) {
    match Standing::ALL.into_iter().find(|standing| standing.name() == end) {
        Some(standing) => journal.settle(number, standing, "a test", "test").expect("written"),
        None if end.is_empty() => {}
        None => became(journal, number, "s-1", end),
    }
}

#[test]
fn what_became_of_the_first_decides() {
    for (end, reference, amount) in ENDS {
        let (journal, _folder) = journal();
        let first = begun(&journal, &referenced("A"));
        ended(&journal, first, end);
        assert_eq!(obstacle(&journal, &referenced("A")).is_some(), reference, "{end:?}");
        let (journal, _folder) = self::journal();
        let first = begun(&journal, &coffee());
        ended(&journal, first, end);
        assert_eq!(obstacle(&journal, &coffee()).is_some(), amount, "{end:?}");
    }
}

#[test]
fn only_the_same_payment_at_the_same_place_is_a_duplicate() {
    let (journal, _folder) = journal();
    begun(&journal, &coffee());
    let later = |seconds| coffee().began_at + jiff::SignedDuration::from_secs(seconds);
    let place = |scope: Scope| NewAttempt { scope, ..coffee() };
    let passes = [
        NewAttempt { device_id: DeviceId::new("d-2"), ..coffee() },
        NewAttempt { amount: crate::model::money::Money { minor: 101, ..coffee().amount }, ..coffee() },
        NewAttempt { began_at: later(601), ..coffee() },
        place(Scope { environment: Environment::Production, ..scope() }),
        place(Scope { address: Some("https://b.example".to_owned()), ..scope() }),
        place(Scope { address: None, ..scope() }),
        referenced("A"),
    ];
    for new in passes {
        assert_eq!(obstacle(&journal, &new), None, "{new:?}");
    }
    for new in
        [coffee(), NewAttempt { began_at: later(599), ..coffee() }, NewAttempt { began_at: later(-5), ..coffee() }]
    {
        assert_eq!(obstacle(&journal, &new), Some(1), "{new:?}");
    }
}

#[test]
fn the_emulator_is_one_place_at_every_address() {
    let (journal, _folder) = journal();
    let at = |address: Option<&str>| NewAttempt {
        scope: Scope { environment: Environment::Emulator, address: address.map(str::to_owned), merchant_id: None },
        ..referenced("A")
    };
    let first = begun(&journal, &at(Some("http://127.0.0.1:36881")));
    for address in [None, Some("http://127.0.0.1:36881"), Some("http://127.0.0.1:4010")] {
        assert_eq!(obstacle(&journal, &at(address)), Some(first), "{address:?}");
        assert!(at(address).scope.covers(&read(&journal, first)), "{address:?}");
    }
    assert_eq!(read(&journal, first).address.as_deref(), Some("http://127.0.0.1:36881"), "it still informs");
}

#[test]
fn a_reference_has_no_window_and_no_phone() {
    let (journal, _folder) = journal();
    begun(&journal, &referenced("A"));
    let year = coffee().began_at + jiff::SignedDuration::from_hours(24 * 365);
    let elsewhere = NewAttempt { began_at: year, device_id: DeviceId::new("d-9"), ..referenced("A") };
    assert_eq!(obstacle(&journal, &elsewhere), Some(1));
    assert_eq!(obstacle(&journal, &referenced("a")), None, "a reference is exact");
}

#[test]
fn merchants_separate_only_where_both_are_known() {
    let (journal, _folder) = journal();
    let of = |merchant: Option<&str>, reference: &str| NewAttempt {
        scope: Scope { merchant_id: merchant.map(str::to_owned), ..scope() },
        ..referenced(reference)
    };
    begun(&journal, &of(Some("M1"), "A"));
    begun(&journal, &of(None, "B"));
    assert_eq!(obstacle(&journal, &of(Some("M2"), "A")), None);
    assert_eq!(obstacle(&journal, &of(None, "A")), Some(1));
    assert_eq!(obstacle(&journal, &of(Some("M2"), "B")), Some(2));
}

#[test]
fn the_window_switches_one_rule_and_the_flag_both() {
    let (journal, _folder) = journal();
    begun(&journal, &coffee());
    begun(&journal, &referenced("A"));
    let passes = |new: &NewAttempt, window| matches!(journal.begin(new, window), Ok(Begun::New(_)));
    assert!(passes(&coffee(), Some(Duration::ZERO)));
    assert!(!passes(&referenced("A"), Some(Duration::ZERO)));
    assert!(passes(&coffee(), None) && passes(&referenced("A"), None));
}

#[test]
fn what_is_certain_is_shown_before_what_may_have_ended() {
    let (journal, _folder) = journal();
    let open = begun(&journal, &referenced("A"));
    became(&journal, open, "s-1", "CREATED");
    let Begun::New(paid) = journal.begin(&referenced("A"), None).expect("a journal") else { panic!("allowed") };
    became(&journal, paid, "s-2", "FINALIZED");
    assert_eq!(obstacle(&journal, &referenced("A")), Some(paid));
}

#[test]
fn what_went_with_the_emulator_is_no_obstacle() {
    let (journal, _folder) = journal();
    let own = Scope { environment: Environment::Emulator, address: None, merchant_id: None };
    let mine = NewAttempt { scope: own, ..referenced("A") };
    let (first, other) = (begun(&journal, &mine), begun(&journal, &referenced("A")));
    became(&journal, first, "s-1", "FINALIZED");
    journal.forget_emulator().expect("written");
    assert_eq!((read(&journal, first).standing, read(&journal, other).standing), (Standing::Gone, Standing::Sending));
    assert_eq!(obstacle(&journal, &NewAttempt { mark: Some(Mark::random()), ..mine }), None);
}

fn race(folder: &Path, new: &NewAttempt) -> usize {
    let tries = (0..8).map(|_| {
        let (folder, new) = (folder.to_owned(), NewAttempt { mark: Some(Mark::random()), ..new.clone() });
        std::thread::spawn(move || obstacle(&Journal::open(&folder).expect("a journal"), &new).is_none())
    });
    let tries: Vec<_> = tries.collect();
    tries.into_iter().map(|one| usize::from(one.join().expect("no panic"))).sum()
}

#[test]
fn of_many_at_once_exactly_one_comes_through() {
    let folder = tempfile::tempdir().expect("a folder");
    for round in 0..20 {
        assert_eq!(race(folder.path(), &referenced(&format!("R-{round}"))), 1, "round {round}");
    }
    let fresh = tempfile::tempdir().expect("a folder");
    assert_eq!(race(fresh.path(), &coffee()), 1, "who begins the file");
}
