//! The fields of each body, with their types: what is missing or of another type is refused by its name, all at once.
//!
//! Written from the contract, apart from the model's types, because serde stops at the first wrong field. Fields that
//! are not named here are let through.

use crate::model::device::{DeviceUpdate, NewSimulatedDevice, Pairing};
use crate::model::enrollment::NewEnrollment;
use crate::model::fault::NewFault;
use crate::model::managed_order::{NewCapture, NewRefund};
use crate::model::session::NewSession;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What a field holds.
pub(super) enum Kind {
    Text,
    Integer,
    Object,
    Texts,
    Objects(&'static [Field]),
}

/// One field of a body.
pub(super) struct Field {
    name: &'static str,
    kind: Kind,
    required: bool,
}

const fn required(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true }
}

const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false }
}

/// A body that an operation takes.
pub(super) trait Shape: DeserializeOwned + Send + 'static {
    /// The fields that are checked.
    const FIELDS: &'static [Field];
}

impl Shape for NewEnrollment {
    const FIELDS: &'static [Field] = &[
        optional("ttl", Kind::Text),
        optional("expires_in", Kind::Integer),
        optional("location_id", Kind::Text),
        optional("metadata", Kind::Object),
    ];
}

impl Shape for DeviceUpdate {
    const FIELDS: &'static [Field] =
        &[optional("name", Kind::Text), optional("metadata", Kind::Object), optional("location_id", Kind::Text)];
}

impl Shape for NewSimulatedDevice {
    const FIELDS: &'static [Field] =
        &[required("name", Kind::Text), optional("metadata", Kind::Object), optional("location_id", Kind::Text)];
}

impl Shape for NewSession {
    const FIELDS: &'static [Field] = &[
        required("device_id", Kind::Text),
        required("order_amount", Kind::Integer),
        required("order_tax_amount", Kind::Integer),
        required("purchase_currency", Kind::Text),
        required("purchase_started_at", Kind::Text),
        optional("merchant_reference1", Kind::Text),
        optional("merchant_reference2", Kind::Text),
        optional("merchant_data", Kind::Text),
        required("order_items", Kind::Objects(LINE)),
    ];
}

impl Shape for Pairing {
    const FIELDS: &'static [Field] = &[
        required("enrollment_code", Kind::Text),
        optional("name", Kind::Text),
        optional("platform", Kind::Text),
        optional("hardware_id", Kind::Text),
    ];
}

impl Shape for NewFault {
    const FIELDS: &'static [Field] = &[
        required("kind", Kind::Text),
        optional("on", Kind::Texts),
        optional("delay_ms", Kind::Integer),
        optional("rate", Kind::Integer),
        optional("count", Kind::Integer),
        optional("skip", Kind::Integer),
        optional("seed", Kind::Integer),
    ];
}

impl Shape for NewCapture {
    const FIELDS: &'static [Field] = &[
        required("captured_amount", Kind::Integer),
        optional("description", Kind::Text),
        optional("reference", Kind::Text),
        optional("order_lines", Kind::Objects(&[])),
    ];
}

impl Shape for NewRefund {
    const FIELDS: &'static [Field] = &[
        required("refunded_amount", Kind::Integer),
        optional("description", Kind::Text),
        optional("reference", Kind::Text),
        optional("order_lines", Kind::Objects(&[])),
    ];
}

const LINE: &[Field] = &[
    optional("type", Kind::Text),
    optional("reference", Kind::Text),
    required("name", Kind::Text),
    optional("quantity", Kind::Integer),
    required("unit_price", Kind::Integer),
    required("total_amount", Kind::Integer),
    required("tax_rate", Kind::Integer),
    optional("total_discount_amount", Kind::Integer),
    required("total_tax_amount", Kind::Integer),
];

/// Every wrong field of `object` with what is wrong; `prefix` says where the object stands.
pub(super) fn wrong_fields(object: &Map<String, Value>, fields: &[Field], prefix: &str) -> Vec<(String, String)> {
    fields
        .iter()
        .flat_map(|field| {
            let name = || format!("{prefix}{}", field.name);
            match object.get(field.name) {
                None | Some(Value::Null) if field.required => vec![(name(), "must not be null".to_owned())],
                None | Some(Value::Null) => Vec::new(),
                Some(value) => wrong_value(value, &field.kind, name),
            }
        })
        .collect()
}

fn wrong_value(value: &Value, kind: &Kind, name: impl Fn() -> String) -> Vec<(String, String)> {
    let expected = match (kind, value) {
        (Kind::Text, Value::String(_)) | (Kind::Object, Value::Object(_)) => return Vec::new(),
        (Kind::Texts, Value::Array(items)) if items.iter().all(Value::is_string) => return Vec::new(),
        (Kind::Integer, number) if number.is_i64() => return Vec::new(),
        (Kind::Objects(fields), Value::Array(items)) => return wrong_items(items, fields, &name()),
        (Kind::Text, _) => "a text",
        (Kind::Integer, _) => "a 64-bit integer",
        (Kind::Object, _) => "an object",
        (Kind::Texts, _) => "an array of texts",
        (Kind::Objects(_), _) => "an array",
    };
    vec![(name(), format!("must be {expected}"))]
}

fn wrong_items(items: &[Value], fields: &[Field], name: &str) -> Vec<(String, String)> {
    let wrong = |(index, item): (usize, &Value)| match item {
        Value::Object(object) => wrong_fields(object, fields, &format!("{name}[{index}].")),
        _ => vec![(format!("{name}[{index}]"), "must be an object".to_owned())],
    };
    items.iter().enumerate().flat_map(wrong).collect()
}
