//! The `ipp` binary: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(ipp::run(std::env::args_os()))
}
