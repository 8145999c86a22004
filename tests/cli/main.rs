//! The real binary, as people and scripts run it: stdout, stderr and exit code. One file per noun.

mod support;

mod http;
mod money;
mod pay;
mod readme;
