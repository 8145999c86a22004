//! The words of the API as Rust values: money, ids, order lines, and the objects that go over the wire.
//!
//! Pure: no I/O, no clock, and nothing else of this crate is imported here. Whatever enters `ipp` from outside
//! (a flag, a file, an answer of the API) is parsed into one of these once and never checked again.
//! Unknown fields of the API's objects are kept in `extra` and printed again; unknown enum values stay as they came.

pub mod assumed;
pub mod count;
pub mod device;
pub mod draft;
pub mod duration;
pub mod enrollment;
pub mod environment;
pub mod event;
pub mod fault;
pub mod host;
pub mod id;
pub mod location;
pub mod managed_order;
pub mod metadata;
pub mod method;
pub mod money;
pub mod named;
pub mod near;
pub mod operation;
pub mod order;
pub mod page;
pub mod pairing;
pub mod pattern;
pub mod platform;
pub mod problem;
pub mod session;
pub mod since;
pub mod tap;
pub mod tax;
