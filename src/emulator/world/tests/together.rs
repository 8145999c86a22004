//! Several worlds over one folder at once, as several processes have them: nothing is lost, nothing happens twice.

use super::super::{EnrollmentFilter, Filter, PageRequest, World};
use super::{documented_order, first_device};
use crate::model::enrollment::NewEnrollment;
use crate::model::session::SessionStatus;
use crate::model::tap::TapOutcome;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Barrier;
use tempfile::tempdir;

/// Runs `work` in `count` threads that begin at the same moment, each with its own world.
fn at_once<T: Send>(count: usize, folder: &Path, work: impl Fn(World) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(count);
    std::thread::scope(|scope| {
        let start = || {
            barrier.wait();
            work(World::open(folder).expect("a world"))
        };
        let threads: Vec<_> = (0..count).map(|_| scope.spawn(start)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    })
}

#[test]
fn racing_to_begin_makes_one_world() {
    for _ in 0..10 {
        let folder = tempdir().expect("a folder");
        let phones: HashSet<_> = at_once(8, folder.path(), |world| first_device(&world).id).into_iter().collect();
        assert_eq!(phones.len(), 1);
        let left: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a listing")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with("emulator.db-") && name != "emulator.db")
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn nothing_is_lost_between_writers() {
    let folder = tempdir().expect("a folder");
    let made = at_once(4, folder.path(), |mut world| {
        let make = |_| world.create_enrollment(&NewEnrollment::default()).expect("created").enrollment_id;
        (0..50).map(make).collect::<Vec<_>>()
    });
    let mut world = World::open(folder.path()).expect("a world");
    let mut listed = HashSet::new();
    for number in 0..2 {
        let page = world.enrollments(&EnrollmentFilter::default(), PageRequest { number, size: 100 }).expect("a page");
        assert_eq!(page.total_elements, Some(200));
        listed.extend(page.content.into_iter().map(|enrollment| enrollment.enrollment_id));
    }
    assert_eq!(listed, made.into_iter().flatten().collect());
}

#[test]
fn taps_and_cancels_at_once_agree_on_one_end() {
    let folder = tempdir().expect("a folder");
    let mut world = World::open(folder.path()).expect("a world");
    let device = first_device(&world).id;
    for _ in 0..20 {
        let id = world.create_session(&documented_order(device.as_str())).expect("created").session_id;
        let paid = at_once(4, folder.path(), |mut world| world.simulate_tap(&id, TapOutcome::Success).is_ok());
        assert_eq!(paid.into_iter().filter(|paid| *paid).count(), 1, "paid once");
        let id = world.create_session(&documented_order(device.as_str())).expect("created").session_id;
        let answers = at_once(2, folder.path(), |mut world| {
            let cancelled = world.cancel_session(&id).is_ok();
            (cancelled, world.simulate_tap(&id, TapOutcome::Success).is_ok())
        });
        assert_eq!(answers, [(true, false); 2], "both cancels succeed, no tap does");
        assert_eq!(world.session(&id).expect("read").status, SessionStatus::Cancelled);
    }
    assert_eq!(world.devices(&Filter::default(), PageRequest::default()).expect("devices").total_elements, Some(1));
}
