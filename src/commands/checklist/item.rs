//! The seven things that Kustom asks an integrator to verify before going live (D), with ids that stay: pipelines name
//! them.

use clap::ValueEnum;

/// One of the seven.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Item {
    /// The phone is enrolled, and in the list
    Device,
    /// A session is created and dispatched
    Session,
    /// The finalized callback is received, verified and answered
    Callback,
    /// The callback's order can be linked to the order record
    Order,
    /// A declined payment is handled
    Decline,
    /// The cancellation flow works
    Cancel,
    /// The endpoint reliably answers 2xx
    Endpoint,
}

impl Item {
    /// All seven, in the order in which they are run.
    pub const ALL: [Self; 7] =
        [Self::Device, Self::Session, Self::Callback, Self::Order, Self::Decline, Self::Cancel, Self::Endpoint];

    /// What pipelines call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Session => "session",
            Self::Callback => "callback",
            Self::Order => "order",
            Self::Decline => "decline",
            Self::Cancel => "cancel",
            Self::Endpoint => "endpoint",
        }
    }

    /// From 1, as Kustom lists it.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|item| *item == self).map_or(0, |at| at + 1)
    }

    /// What it takes, in Kustom's words.
    pub fn what(self) -> &'static str {
        match self {
            Self::Device => "the device is enrolled, and in the device list",
            Self::Session => "a session is created and dispatched (`CREATED`)",
            Self::Callback => "the `session.finalized` callback is received and processed",
            Self::Order => "the `order_id` of the callback is linked to the order record",
            Self::Decline => "a declined payment is handled gracefully",
            Self::Cancel => "the cancellation flow is tested",
            Self::Endpoint => "the callback endpoint reliably answers 2xx",
        }
    }

    /// What has to be done before it, besides the phone.
    pub fn needs(self) -> &'static [Self] {
        match self {
            Self::Device | Self::Session | Self::Decline | Self::Cancel => &[],
            Self::Callback => &[Self::Session],
            Self::Order | Self::Endpoint => &[Self::Session, Self::Callback],
        }
    }
}
