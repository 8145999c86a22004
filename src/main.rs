//! The `ipp` binary.

fn main() {}
