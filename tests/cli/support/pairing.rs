//! A server that plays an account in which one phone is paired: each look at the code shows the next status.

use super::bodies::{DEVICE_ID, LOCATION_ID, page, problem};
use super::server::{Answer, Asked, Server, json as answer};
use serde_json::{Value, json};
use std::sync::Mutex;

pub const ENROLLMENT_ID: &str = "7a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
pub const CODE: &str = "KXMBQRTZ";

/// What is there.
struct Account {
    statuses: Vec<&'static str>,
    looks: usize,
    metadata: Value,
    device: Value,
}

/// The statuses that looks at the code show one after the other, the last one over and over; `GONE` is not listed.
pub fn serving(statuses: &[&'static str]) -> Server {
    serving_with(statuses, |_| None)
}

/// The same, except for what `otherwise` answers itself.
pub fn serving_with(
    statuses: &[&'static str],
    otherwise: impl Fn(&Asked) -> Option<Answer> + Send + Sync + 'static,
) -> Server {
    let device = json!({ "id": DEVICE_ID, "name": "Paired phone", "location_id": LOCATION_ID, "metadata": {} });
    let account = Mutex::new(Account { statuses: statuses.to_vec(), looks: 0, metadata: json!({}), device });
    Server::scripted(move |asked, _| {
        otherwise(asked).unwrap_or_else(|| account.lock().expect("an account").answer(asked))
    })
}

impl Account {
    fn answer(&mut self, asked: &Asked) -> Answer {
        let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        match asked.operation().replace("/ipp/v1", "").as_str() {
            "GET /locations" => page(&[json!({ "id": LOCATION_ID, "name": "My Store", "country": "SE" })], true),
            "POST /enrollments" => {
                self.metadata = body["metadata"].clone();
                answer(201, &self.enrollment("PENDING").to_string())
            }
            "GET /enrollments" => {
                let status = self.statuses[self.looks.min(self.statuses.len() - 1)];
                self.looks += 1;
                let listed: Vec<Value> =
                    Some(self.enrollment(status)).filter(|_| status != "GONE").into_iter().collect();
                page(&listed, true)
            }
            "GET /devices" => {
                // A code that is gone in the end was used by nobody.
                if self.statuses.last() != Some(&"GONE") {
                    self.device["metadata"] = self.metadata.clone();
                }
                page(std::slice::from_ref(&self.device), true)
            }
            operation if operation == format!("GET /devices/{DEVICE_ID}") => answer(200, &self.device.to_string()),
            operation if operation.starts_with("PUT /devices/") => {
                self.device["name"] = body["name"].clone();
                self.metadata = body["metadata"].clone();
                self.device["metadata"] = self.metadata.clone();
                answer(200, &self.device.to_string())
            }
            operation if operation.starts_with("DELETE /enrollments/") => {
                self.statuses = vec!["GONE"];
                answer(204, "")
            }
            _ => problem(418, "not in the script"),
        }
    }

    fn enrollment(&self, status: &str) -> Value {
        json!({
            "enrollment_id": ENROLLMENT_ID, "enrollment_code": CODE, "status": status, "metadata": self.metadata,
            "location_id": LOCATION_ID, "expires_at": "2099-01-01T00:00:00Z",
        })
    }
}
