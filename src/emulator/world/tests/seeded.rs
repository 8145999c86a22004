//! Ids of a seed: the same in every new world, and none of them twice in one.

use super::super::World;
use super::{documented_order, first_device};
use crate::model::id::SessionId;
use crate::model::managed_order::NewCapture;
use crate::model::session::Session;
use crate::model::tap::TapOutcome;
use std::collections::HashSet;
use std::path::Path;
use tempfile::tempdir;

fn seeded(folder: &Path) -> World {
    World::open_seeded(folder, 7).expect("a world")
}

fn create(world: &mut World) -> Session {
    let order = documented_order(first_device(world).id.as_str());
    world.create_session(&order).expect("created")
}

#[test]
fn every_restart_goes_on_where_the_seed_had_come_to() {
    let (one, two) = (tempdir().expect("a folder"), tempdir().expect("a folder"));
    let run = |folder: &Path| {
        let mut ids = Vec::new();
        for index in 0..3 {
            let url = format!("http://127.0.0.1:9/{index}");
            ids.push(seeded(folder).add_destination(&url).expect("added").id);
            ids.push(create(&mut seeded(folder)).session_id.to_string());
        }
        ids
    };
    let ids = run(one.path());
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    assert_eq!(ids, run(two.path()));
    seeded(one.path()).reset().expect("reset");
    let after = create(&mut seeded(one.path())).session_id.to_string();
    assert!(!ids.contains(&after), "nor after a reset");
}

#[test]
fn two_captures_of_one_order_are_two_after_a_restart_as_well() {
    let folder = tempdir().expect("a folder");
    let session = create(&mut seeded(folder.path())).session_id;
    seeded(folder.path()).pay_session(&session, Some(false)).expect("paid");
    let order = seeded(folder.path()).session(&session).expect("paid").order_id.expect("an order");
    for key in ["a", "b"] {
        let new = NewCapture { captured_amount: 100, ..NewCapture::default() };
        seeded(folder.path()).capture_order(&order, key, &new).expect("captured");
    }
    let captures = seeded(folder.path()).order(&order).expect("an order").captures;
    let ids: HashSet<_> = captures.iter().map(|capture| &capture.capture_id).collect();
    assert_eq!((captures.len(), ids.len()), (2, 2));
}

#[test]
fn two_processes_of_one_seed_take_turns_with_its_ids() {
    let folder = tempdir().expect("a folder");
    let (mut one, mut two) = (seeded(folder.path()), seeded(folder.path()));
    let order = documented_order(first_device(&one).id.as_str());
    let mut ids = HashSet::new();
    for _ in 0..3 {
        let group = one.together(|world| {
            let refused = world.simulate_tap(&SessionId::new("nobody"), TapOutcome::Success);
            assert!(refused.is_err());
            [world.create_session(&order), world.create_session(&order)].map(|session| session.expect("created"))
        });
        let (first, kept) = group.expect("free");
        kept.expect("kept");
        ids.extend(first.map(|session| session.session_id));
        ids.insert(create(&mut two).session_id);
    }
    assert_eq!(ids.len(), 9);
}
