//! The operations of the API and of Order Management, by names that people can type: those of the client's methods.

use super::near;
use std::fmt;
use std::str::FromStr;

/// What a request asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    /// `GET /locations`
    ListLocations,
    /// `GET /locations/{id}`
    GetLocation,
    /// `GET /enrollments`
    ListEnrollments,
    /// `POST /enrollments`
    CreateEnrollment,
    /// `DELETE /enrollments/{id}`
    CancelEnrollment,
    /// `GET /devices`
    ListDevices,
    /// `GET /devices/{id}`
    GetDevice,
    /// `PUT /devices/{id}`
    UpdateDevice,
    /// `DELETE /devices/{id}`
    RemoveDevice,
    /// `POST /sessions`
    CreateSession,
    /// `GET /sessions/{id}`
    GetSession,
    /// `PUT /sessions/{id}/cancel`
    CancelSession,
    /// `POST /dev/devices`
    CreateDevice,
    /// `POST /dev/sessions/{id}/simulate-tap`
    SimulateTap,
    /// `GET /orders/{id}`
    GetOrder,
    /// `GET /orders/{id}/captures`
    ListCaptures,
    /// `POST /orders/{id}/captures`
    CaptureOrder,
    /// `POST /orders/{id}/refunds`
    RefundOrder,
    /// `POST /orders/{id}/cancel`
    CancelOrder,
    /// `POST /orders/{id}/release-remaining-authorization`
    ReleaseOrder,
}

impl Operation {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 20] = [
        Self::ListLocations,
        Self::GetLocation,
        Self::ListEnrollments,
        Self::CreateEnrollment,
        Self::CancelEnrollment,
        Self::ListDevices,
        Self::GetDevice,
        Self::UpdateDevice,
        Self::RemoveDevice,
        Self::CreateSession,
        Self::GetSession,
        Self::CancelSession,
        Self::CreateDevice,
        Self::SimulateTap,
        Self::GetOrder,
        Self::ListCaptures,
        Self::CaptureOrder,
        Self::RefundOrder,
        Self::CancelOrder,
        Self::ReleaseOrder,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ListLocations => "list-locations",
            Self::GetLocation => "get-location",
            Self::ListEnrollments => "list-enrollments",
            Self::CreateEnrollment => "create-enrollment",
            Self::CancelEnrollment => "cancel-enrollment",
            Self::ListDevices => "list-devices",
            Self::GetDevice => "get-device",
            Self::UpdateDevice => "update-device",
            Self::RemoveDevice => "remove-device",
            Self::CreateSession => "create-session",
            Self::GetSession => "get-session",
            Self::CancelSession => "cancel-session",
            Self::CreateDevice => "create-device",
            Self::SimulateTap => "simulate-tap",
            Self::GetOrder => "get-order",
            Self::ListCaptures => "list-captures",
            Self::CaptureOrder => "capture-order",
            Self::RefundOrder => "refund-order",
            Self::CancelOrder => "cancel-order",
            Self::ReleaseOrder => "release-order",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Operation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|operation| operation.name() == text).ok_or_else(|| {
            let known = Self::ALL.map(Self::name);
            format!("`{text}` is not an operation; give one of {}{}", known.join(", "), near::meant(text, known))
        })
    }
}
