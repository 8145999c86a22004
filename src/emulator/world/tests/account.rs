//! Shops, pairing codes and phones.

use super::super::{EnrollmentFilter, Filter, PageRequest, WorldError};
use super::{BEGINNING, first_device, world};
use crate::model::device::{DeviceUpdate, NewSimulatedDevice};
use crate::model::enrollment::{Enrollment, NewEnrollment, Ttl};
use crate::model::id::{DeviceId, EnrollmentId, LocationId, is_uuid};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

fn metadata(value: Value) -> Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

fn wrong_field(error: WorldError) -> String {
    match error {
        WorldError::Invalid(fields) => fields.into_iter().map(|(field, _)| field).collect::<Vec<_>>().join(","),
        other => panic!("{other}"),
    }
}

fn expires_at(enrollment: &Enrollment) -> i64 {
    let text = enrollment.expires_at.as_deref().expect("expires_at");
    text.parse::<Timestamp>().expect("a timestamp").as_second()
}

#[test]
fn a_code_lives_two_hours_unless_told_otherwise() {
    let (mut world, _, _folder) = world();
    let mut lifetime = |new: NewEnrollment| {
        let enrollment = world.create_enrollment(&new).expect("created");
        assert_eq!(enrollment.status.as_deref(), Some("PENDING"));
        expires_at(&enrollment) - BEGINNING
    };
    assert_eq!(lifetime(NewEnrollment::default()), 7200);
    assert_eq!(lifetime(NewEnrollment { expires_in: Some(60_000), ..NewEnrollment::default() }), 60);
    for ttl in Ttl::ALL {
        let new = NewEnrollment { ttl: Some(ttl.name().to_owned()), expires_in: Some(5), ..NewEnrollment::default() };
        assert_eq!(lifetime(new), super::long(ttl.duration()));
    }
}

#[test]
fn short_codes_are_typed_and_long_ones_copied() {
    let (mut world, _, _folder) = world();
    let mut code = |ttl: &str| {
        let new = NewEnrollment { ttl: Some(ttl.to_owned()), ..NewEnrollment::default() };
        world.create_enrollment(&new).expect("created").enrollment_code.expect("a code")
    };
    let (first, second) = (code("TWO_HOURS"), code("TWO_HOURS"));
    assert_eq!(first.len(), 8);
    assert!(first.bytes().all(|letter| letter.is_ascii_uppercase() && !b"IO".contains(&letter)), "{first}");
    assert_ne!(first, second);
    assert!(is_uuid(&code("TWENTY_FOUR_HOURS")));
}

#[test]
fn wrong_lifetimes_shops_and_metadata_are_named() {
    let (mut world, _, _folder) = world();
    let default = NewEnrollment::default;
    for (new, field) in [
        (NewEnrollment { ttl: Some("2h".to_owned()), ..default() }, "ttl"),
        (NewEnrollment { ttl: Some(String::new()), ..default() }, "ttl"),
        (NewEnrollment { expires_in: Some(0), ..default() }, "expires_in"),
        (NewEnrollment { expires_in: Some(-1), ..default() }, "expires_in"),
        (NewEnrollment { expires_in: Some(i64::MAX), ..default() }, "expires_in"),
        (NewEnrollment { location_id: Some(LocationId::new("")), ..default() }, "location_id"),
        (
            NewEnrollment { location_id: Some(LocationId::new("00000000-0000-0000-0000-0000000000ff")), ..default() },
            "location_id",
        ),
        (NewEnrollment { metadata: metadata(json!({"till": 3})), ..default() }, "metadata.till"),
    ] {
        assert_eq!(wrong_field(world.create_enrollment(&new).expect_err(field)), field);
    }
    let listed = world.enrollments(&EnrollmentFilter::default(), PageRequest::default()).expect("listed");
    assert_eq!(listed.total_elements, Some(0), "a refusal leaves nothing behind");
}

#[test]
fn the_only_shop_is_taken_and_among_several_one_must_be_named() {
    let (mut world, _, _folder) = world();
    let only = world.locations(PageRequest::default()).expect("locations").content.remove(0);
    assert_eq!(world.create_enrollment(&NewEnrollment::default()).expect("created").location_id, Some(only.id));
    world
        .store
        .execute(
            "INSERT INTO locations (id, object) SELECT 'second', json_set(object, '$.id', 'second') FROM locations",
            (),
        )
        .expect("a second shop");
    let error = world.create_enrollment(&NewEnrollment::default()).expect_err("two shops");
    assert_eq!(wrong_field(error), "location_id");
    let named = NewEnrollment { location_id: Some(LocationId::new("second")), ..NewEnrollment::default() };
    assert_eq!(world.create_enrollment(&named).expect("created").location_id, named.location_id);
}

#[test]
fn codes_expire_on_the_worlds_clock_and_stay_expired() {
    let (mut world, clock, _folder) = world();
    let made = world.create_enrollment(&NewEnrollment::default()).expect("created");
    let mut status = |seconds| {
        clock.forward(seconds);
        let page = world.enrollments(&EnrollmentFilter::default(), PageRequest::default()).expect("listed");
        page.content[0].status.clone().expect("a status")
    };
    assert_eq!(status(7199), "PENDING");
    assert_eq!(status(1), "EXPIRED");
    assert_eq!(status(-3600), "EXPIRED", "a clock that is put back revives nothing");
    let cancelled = world.cancel_enrollment(&made.enrollment_id).expect("an expired code can be taken back");
    assert_eq!(cancelled.status.as_deref(), Some("CANCELLED"));
}

#[test]
fn cancelled_codes_are_gone_from_the_list_and_used_ones_on_request() {
    let (mut world, _, _folder) = world();
    let made = world.create_enrollment(&NewEnrollment::default()).expect("created");
    world.create_simulated_device(&simulated("Till 2")).expect("a phone and its used code");
    let all = EnrollmentFilter::default();
    let unused = EnrollmentFilter { include_consumed: false, ..EnrollmentFilter::default() };
    let statuses = |world: &mut super::World, filter| {
        let page = world.enrollments(filter, PageRequest::default()).expect("listed");
        page.content.into_iter().filter_map(|enrollment| enrollment.status).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&mut world, &all), ["PENDING", "CONSUMED"]);
    assert_eq!(statuses(&mut world, &unused), ["PENDING"]);
    let used = world.enrollments(&all, PageRequest::default()).expect("listed").content.remove(1);
    world.cancel_enrollment(&made.enrollment_id).expect("cancelled");
    assert_eq!(statuses(&mut world, &all), ["CONSUMED"]);
    for id in [&made.enrollment_id, &used.enrollment_id] {
        let error = world.cancel_enrollment(id).expect_err("ended");
        assert!(matches!(error, WorldError::EnrollmentEnded { .. }), "{error}");
    }
    let error = world.cancel_enrollment(&EnrollmentId::new("nothing")).expect_err("unknown");
    assert!(matches!(error, WorldError::NotFound { .. }), "{error}");
}

fn simulated(name: &str) -> NewSimulatedDevice {
    NewSimulatedDevice { name: name.to_owned(), location_id: None, metadata: Map::new() }
}

#[test]
fn simulated_phones_are_marked_and_named() {
    let (mut world, _, _folder) = world();
    let new = NewSimulatedDevice { metadata: metadata(json!({"till": "3", "simulated": "no"})), ..simulated("Till 3") };
    let id = world.create_simulated_device(&new).expect("created").device_id;
    let device = world.device(&id).expect("read");
    assert_eq!(device.name.as_deref(), Some("Till 3"));
    assert_eq!(Value::from(device.metadata.expect("metadata")), json!({"till": "3", "simulated": "true"}));
    world.create_simulated_device(&simulated(&"å".repeat(100))).expect("100 characters, not bytes");
    for name in ["", "  ", &"x".repeat(101)] {
        assert_eq!(wrong_field(world.create_simulated_device(&simulated(name)).expect_err(name)), "name");
    }
}

#[test]
fn an_update_replaces_and_a_removed_phone_is_gone() {
    let (mut world, _, _folder) = world();
    let before = first_device(&world);
    let update = DeviceUpdate { name: Some("Till 1".to_owned()), ..DeviceUpdate::default() };
    let after = world.update_device(&before.id, &update).expect("updated");
    assert_eq!((after.name.as_deref(), &after.location_id), (Some("Till 1"), &None));
    assert_eq!(after.metadata, Some(Map::new()), "what is left out is lost");
    assert_eq!((&after.created_at, &after.hardware_id), (&before.created_at, &before.hardware_id));
    assert_eq!(world.device(&before.id).expect("read"), after);
    let wrong = DeviceUpdate { location_id: Some(LocationId::new("nowhere")), ..DeviceUpdate::default() };
    assert_eq!(wrong_field(world.update_device(&before.id, &wrong).expect_err("no such shop")), "location_id");
    world.remove_device(&before.id).expect("removed");
    for error in [
        world.device(&before.id).expect_err("gone"),
        world.remove_device(&before.id).expect_err("gone"),
        world.update_device(&DeviceId::new("x"), &update).expect_err("never was"),
    ] {
        assert!(matches!(error, WorldError::NotFound { what: "device", .. }), "{error}");
    }
}

#[test]
fn lists_keep_the_order_of_creation_and_filter_by_every_entry() {
    let (mut world, _, _folder) = world();
    for index in 0..7 {
        let odd = if index % 2 == 1 { "yes" } else { "no" };
        let metadata = metadata(json!({"odd": odd, "a\"b:\\c'": "q:1", "index": index.to_string()}));
        world
            .create_simulated_device(&NewSimulatedDevice { metadata, ..simulated(&format!("Till {index}")) })
            .expect("created");
    }
    let names = |wanted: Value, number, size| {
        let filter = Filter { location_id: None, metadata: metadata(wanted) };
        let page = world.devices(&filter, PageRequest { number, size }).expect("listed");
        let envelope = (page.total_elements, page.total_pages, page.first, page.last);
        (page.content.into_iter().filter_map(|device| device.name).collect::<Vec<_>>().join(","), envelope)
    };
    let some = |total, pages, first, last| (Some(total), Some(pages), Some(first), Some(last));
    assert_eq!(names(json!({"odd": "yes"}), 0, 2), ("Till 1,Till 3".to_owned(), some(3, 2, true, false)));
    assert_eq!(names(json!({"odd": "yes"}), 1, 2), ("Till 5".to_owned(), some(3, 2, false, true)));
    assert_eq!(names(json!({"odd": "yes"}), 2, 2), (String::new(), some(3, 2, false, true)));
    assert_eq!(names(json!({"odd": "yes", "index": "3", "a\"b:\\c'": "q:1"}), 0, 20).0, "Till 3");
    assert_eq!(names(json!({"odd": "never"}), 0, 20), (String::new(), some(0, 0, true, true)));
    assert_eq!(names(json!({}), 0, 100).1, some(8, 1, true, true));
    assert_eq!(names(json!({}), i32::MAX as u32, 100).0, "");
}
