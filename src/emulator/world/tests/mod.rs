//! The world under a clock and ids that stand still until they are told. Written from the contract.

mod account;
mod deliveries;
mod destinations;
mod events;
mod faults;
mod faulty;
mod group;
mod machine;
mod migration;
mod opening;
mod pace;
mod payments;
mod seeded;
mod together;

use super::{Clock, Due, Ids, PageRequest, World};
use crate::model::device::Device;
use crate::model::event::Event;
use crate::model::session::{NewSession, Session};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// A clock that moves only by hand: seconds since 1970.
#[derive(Clone)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).expect("a moment")
    }
}

/// 1, 2, 3, ...
struct Counting(u128);

impl Ids for Counting {
    fn next(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
}

/// The moment at which every test begins.
const BEGINNING: i64 = 1_780_000_000;

/// For how long a test takes a delivery.
const LEASE: Duration = Duration::from_secs(30);

fn world() -> (World, Hands, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Hands(Arc::new(AtomicI64::new(BEGINNING)));
    let world = World::open_with(folder.path(), Box::new(clock.clone()), Box::new(Counting(0))).expect("a world");
    (world, clock, folder)
}

fn first_device(world: &World) -> Device {
    let page = world.devices(&super::Filter::default(), PageRequest::default()).expect("devices");
    page.content.into_iter().next().expect("the simulated phone")
}

/// The order of the API's documentation.
fn documented_order(device_id: &str) -> NewSession {
    serde_json::from_value(json!({
        "device_id": device_id, "order_amount": 240_000, "order_tax_amount": 48_000, "purchase_currency": "SEK",
        "purchase_started_at": "2026-06-05T18:33:39Z", "merchant_reference1": "ORDER-12345",
        "order_items": [
            {"type": "physical", "reference": "SKU-001", "name": "T-Shirt", "quantity": 2, "unit_price": 100_000,
             "total_amount": 200_000, "tax_rate": 2500, "total_tax_amount": 40_000},
            {"type": "physical", "reference": "SKU-002", "name": "Socks", "quantity": 1, "unit_price": 40_000,
             "total_amount": 40_000, "tax_rate": 2500, "total_tax_amount": 8_000}]
    }))
    .expect("a session's body")
}

fn long(duration: std::time::Duration) -> i64 {
    SignedDuration::try_from(duration).expect("a lifetime").as_secs()
}

/// A new session of the documented order, on the phone that is there from the beginning.
fn created(world: &mut World) -> Session {
    let device = first_device(world).id;
    world.create_session(&documented_order(device.as_str())).expect("created")
}

/// Takes up to `limit` deliveries of each destination for half a minute.
fn claim(world: &mut World, limit: u32) -> Vec<Due> {
    let destinations = world.due_destinations().expect("asked");
    let claim = |destination| world.claim_due(destination, limit, LEASE).expect("claimed");
    destinations.into_iter().flat_map(claim).collect()
}

/// Everything that the outbox holds for the one destination: the bodies, oldest first.
fn told(world: &World) -> Vec<Event> {
    let mut statement = world.store.prepare("SELECT body FROM events ORDER BY number").expect("a statement");
    let bodies = statement.query_map((), |row| row.get::<_, String>(0)).expect("events");
    bodies.map(|body| serde_json::from_str(&body.expect("a body")).expect("an event")).collect()
}

/// The same as the types of events alone.
fn told_types(world: &World) -> Vec<String> {
    told(world).into_iter().map(|event| event.kind.name().to_owned()).collect()
}
