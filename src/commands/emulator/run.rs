//! `ipp emulator run`: an emulator for the time of one command, which learns of it through its environment.
//!
//! It ends as the command ends, and the command with it, even when it is killed.

use super::serving::{GRACE, ServingArgs};
use crate::commands::child::{self, Child, Environment, Signals};
use crate::commands::listening;
use crate::config::variables;
use crate::context::Context;
use crate::emulator::World;
use crate::error::Error;
use crate::secret::Secret;
use clap::Args;
use std::ffi::OsString;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use tempfile::TempDir;

/// What CMD ends with when it does not know how a payment stands.
const UNKNOWN: u8 = 24;

/// What CMD has said of `ipp session recover` does not hold once the folder is gone.
const GONE: &str = "the journal and the emulator's world were in a temporary folder, and are gone with it: there is nothing left \
                    to recover; `--state DIR` keeps them";

pub(super) const EXAMPLES: &str = "\
Examples:
  ipp emulator run -- \\
    ipp pay --amount 249.00 --currency SEK --simulate-tap SUCCESS
  ipp emulator run --fault 503,on=get-session,count=2 -- \\
    ipp pay --amount 249.00 --currency SEK --simulate-tap SUCCESS
  ipp emulator run --seed 1 -- sh -c 'curl -fsS \\
    -H \"Authorization: Basic $IPP_API_KEY\" \"$IPP_BASE_URL/ipp/v1/locations\"'

CMD finds the emulator through IPP_ENV, IPP_BASE_URL, IPP_API_KEY,
IPP_WEBHOOK_SECRET and IPP_STATE_DIR.
The exit code is CMD's own; 128 and the signal's number when a signal killed
it; 127 when it was not found, and 126 when it cannot be run. When `ipp`
itself is killed, CMD is ended, too. What has to be recovered after CMD (code
24) is kept only with --state.";

/// Of `emulator run`.
#[derive(Args, Debug)]
pub struct RunArgs {
    #[command(flatten)]
    serving: ServingArgs,
    /// Keep the state in this folder [default: a temporary one, removed at the end]
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// The command and its arguments
    #[arg(trailing_var_arg = true, required = true, value_name = "CMD")]
    command: Vec<OsString>,
}

pub(super) async fn run(ctx: &mut Context, args: RunArgs) -> Result<(), Error> {
    let mut signals = Signals::listen()?;
    let (folder, temporary) = folder(args.state.as_deref())?;
    let (listener, address) = listening::bind(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0)).await?;
    let world = args.serving.world(&folder)?;
    let environment = environment(&args.serving, address, &world, &folder)?;
    let server = args.serving.start(ctx, listener, world, &folder)?;
    let result = attend(&args.command, environment, &mut signals).await;
    server.end(GRACE).await;
    let code = child::code(result?);
    if code == UNKNOWN && temporary.is_some() {
        ctx.ui.alert(GONE);
    }
    ctx.end_with(code);
    Ok(())
}

/// The folder, and what removes it when it is a temporary one.
fn folder(named: Option<&Path>) -> Result<(PathBuf, Option<TempDir>), Error> {
    match named {
        Some(folder) => {
            let folder = std::path::absolute(folder).map_err(|error| Error::usage(error.to_string()))?;
            Ok((folder, None))
        }
        None => {
            let failed = |error: io::Error| Error::Internal(format!("cannot make a temporary folder: {error}"));
            let temporary = tempfile::Builder::new().prefix("ipp-").tempdir().map_err(failed)?;
            Ok((temporary.path().to_owned(), Some(temporary)))
        }
    }
}

fn environment(args: &ServingArgs, address: SocketAddr, world: &World, folder: &Path) -> Result<Environment, Error> {
    let secret = world.secrets()?.first().map(Secret::expose).unwrap_or_default().to_owned();
    Ok(vec![
        (variables::ENVIRONMENT, "emulator".into()),
        (variables::BASE_URL, format!("http://{address}").into()),
        (variables::API_KEY, args.key().into()),
        (variables::WEBHOOK_SECRET, secret.into()),
        (variables::STATE_DIR, folder.into()),
    ])
}

/// Runs the command to its end, and ends what it has left behind.
async fn attend(words: &[OsString], environment: Environment, signals: &mut Signals) -> Result<ExitStatus, Error> {
    // A profile of this user's is of another environment, more often than not.
    let mut child = Child::start(words, environment, Some(variables::PROFILE))?;
    let status = child.attend(signals).await?;
    child.clear().await;
    Ok(status)
}
