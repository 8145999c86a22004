//! `ipp webhook listen`: what is shown, forwarded, answered and recorded; how it begins and ends.

mod bad_input;
mod beginning;
mod ending;
mod forwarding;
mod fresh;
mod showing;
mod step;
mod unhandled;
mod unread;
