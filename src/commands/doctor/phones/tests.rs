//! What is said of a fleet that is in disorder.

use super::*;
use serde_json::{Value, json};

fn devices(values: &[Value]) -> Vec<Device> {
    values.iter().map(|value| serde_json::from_value(value.clone()).expect("a device")).collect()
}

fn shop(id: &str) -> Location {
    serde_json::from_value(json!({"id": id, "name": id})).expect("a location")
}

fn finding(values: &[Value], at: Option<&str>, id: &str) -> Finding {
    let (known, at) = ([shop("north"), shop("south")], at.map(shop));
    let rows = rows(Ok(devices(values)), &known, at.as_ref());
    rows.into_iter().find(|row| row.id == id).expect(id).finding
}

fn warns(finding: Finding, text: &str) -> bool {
    matches!(finding, Finding::Warn { found, .. } if found.contains(text))
}

#[test]
fn an_orderly_fleet_passes_and_claims_nothing_about_being_online() {
    let fleet = [
        json!({"id": "1", "name": "Till 1", "location_id": "north", "hardware_id": "a", "open_cash_register_id": 7}),
        json!({"id": "2", "name": "Till 2", "location_id": "south", "hardware_id": "b", "open_cash_register_id": 8}),
    ];
    for id in ["devices", "device-names", "device-hardware", "device-locations", "cash-register"] {
        assert!(matches!(finding(&fleet, None, id), Finding::Pass(_)), "{id}");
    }
    assert!(matches!(finding(&fleet, None, "devices"), Finding::Pass(text) if text.contains("the API does not say")));
}

#[test]
fn disorder_is_named() {
    let fleet = [
        json!({"id": "1", "name": "Till", "location_id": "north", "hardware_id": "a"}),
        json!({"id": "2", "name": "Till", "location_id": "north", "hardware_id": "a"}),
        json!({"id": "3", "name": "Kiosk", "location_id": "west"}),
    ];
    assert!(warns(finding(&fleet, None, "device-names"), "`Till`"));
    assert!(warns(finding(&fleet, None, "device-hardware"), "Till, Till"));
    assert!(warns(finding(&fleet, None, "device-locations"), "cannot see: Kiosk"));
    assert!(warns(finding(&fleet, None, "cash-register"), "on any phone"));
    let lost = [json!({"id": "1", "name": "  "}), json!({"id": "2", "name": "Till", "open_cash_register_id": 1})];
    assert!(warns(finding(&lost, None, "device-names"), "1 phone without a name: 1"));
    assert!(warns(finding(&lost, None, "device-locations"), "at no shop: 1, Till"));
    assert!(
        matches!(finding(&lost, None, "cash-register"), Finding::Pass(text) if text == "open on 1 of 2 phones; not on 1")
    );
}

#[test]
fn without_phones_there_is_nothing_to_look_at() {
    assert!(warns(finding(&[], None, "devices"), "no phone is paired"));
    let fleet = [json!({"id": "1", "name": "Till", "location_id": "north", "metadata": {"simulated": "true"}})];
    assert!(warns(finding(&fleet, Some("south"), "devices"), "no phone is paired"));
    for id in ["device-names", "device-hardware", "device-locations", "cash-register"] {
        assert!(matches!(finding(&[], None, id), Finding::Skipped(_)), "{id}");
    }
    assert!(matches!(finding(&fleet, None, "cash-register"), Finding::Skipped(text) if text.contains("simulated")));
}
