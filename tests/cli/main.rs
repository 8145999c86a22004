//! The real binary, as people and scripts run it: stdout, stderr and exit code. One file per noun.

mod support;

mod api;
mod bad_input;
mod checklist;
mod completions;
mod dev;
mod device;
mod doctor;
mod emulator;
mod enrollment;
mod errors;
mod examples;
mod exit_codes;
mod foreign;
mod guard;
mod help;
mod http;
mod journal;
mod location;
mod man;
mod money;
mod pay;
mod profile;
mod readme;
mod recipes;
mod scenarios;
mod secrets;
mod session;
mod settings;
mod setup;
mod tables;
mod terminal;
mod tidy;
mod webhook;
