//! Which operation a request asks for, so that faults can be for some of them. Only looked at where there is a fault.

use crate::model::assumed;
use crate::model::environment::{API_ROOT, ORDER_MANAGEMENT_ROOT};
use crate::model::operation::Operation;
use axum::http::Method;

/// The operation. Nothing for a path or a method that is none of the contract's.
pub(super) fn find(method: &Method, path: &str) -> Option<Operation> {
    let method = if method == Method::HEAD { Method::GET } else { method.clone() };
    let asks_for = |operation: &Operation| {
        let (root, taken, route) = route(*operation);
        taken == method && path.strip_prefix(root).is_some_and(|rest| fits(&route, rest))
    };
    Operation::ALL.into_iter().find(asks_for)
}

/// Where an operation stands: `{id}` is any one part of the path.
fn route(operation: Operation) -> (&'static str, Method, String) {
    let (api, orders) = (API_ROOT, ORDER_MANAGEMENT_ROOT);
    let (root, method, route) = match operation {
        Operation::ListLocations => (api, Method::GET, "/locations"),
        Operation::GetLocation => (api, Method::GET, "/locations/{id}"),
        Operation::ListEnrollments => (api, Method::GET, "/enrollments"),
        Operation::CreateEnrollment => (api, Method::POST, "/enrollments"),
        Operation::CancelEnrollment => return (api, Method::DELETE, assumed::enrollment_path("{id}")),
        Operation::ListDevices => (api, Method::GET, "/devices"),
        Operation::GetDevice => (api, Method::GET, "/devices/{id}"),
        Operation::UpdateDevice => (api, Method::PUT, "/devices/{id}"),
        Operation::RemoveDevice => (api, Method::DELETE, "/devices/{id}"),
        Operation::CreateSession => (api, Method::POST, "/sessions"),
        Operation::GetSession => (api, Method::GET, "/sessions/{id}"),
        Operation::CancelSession => (api, Method::PUT, "/sessions/{id}/cancel"),
        Operation::CreateDevice => (api, Method::POST, "/dev/devices"),
        Operation::SimulateTap => (api, Method::POST, "/dev/sessions/{id}/simulate-tap"),
        Operation::GetOrder => (orders, Method::GET, "/orders/{id}"),
        Operation::ListCaptures => (orders, Method::GET, "/orders/{id}/captures"),
        Operation::CaptureOrder => (orders, Method::POST, "/orders/{id}/captures"),
        Operation::RefundOrder => (orders, Method::POST, "/orders/{id}/refunds"),
        Operation::CancelOrder => (orders, Method::POST, "/orders/{id}/cancel"),
        Operation::ReleaseOrder => return (orders, Method::POST, assumed::release_path("{id}")),
    };
    (root, method, route.to_owned())
}

fn fits(route: &str, path: &str) -> bool {
    let (mut expected, mut parts) = (route.split('/'), path.split('/'));
    expected.by_ref().all(|expected| parts.next().is_some_and(|part| part == expected || expected == "{id}"))
        && parts.next().is_none()
}
