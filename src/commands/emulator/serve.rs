//! `ipp emulator serve`: the API for any client on this machine, until a signal ends it.
//!
//! Being told to end is how a server's work is done, so Ctrl-C and SIGTERM are exit code 0.

use super::StateArgs;
use super::serving::{GRACE, ServingArgs};
use super::status::pace;
use crate::commands::listening::{self, ReadyFile};
use crate::context::Context;
use crate::emulator::{Plays, World};
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::model::fault::Fault;
use crate::output::{Field, Record};
use clap::Args;
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// What is served when nobody says otherwise: `http://127.0.0.1:4010`.
const PORT: u16 = 4010;

pub(super) const EXAMPLES: &str = "\
Examples:
  ipp emulator serve
  ipp emulator serve --webhook http://127.0.0.1:8080/webhooks/kustom \\
    --time-scale 60
  ipp emulator serve --fault lost-answer,on=create-session,count=1 \\
    --fault 503,rate=10
  ipp emulator serve --port 0 --ready-file ready --state state -o json";

/// Of `emulator serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The port; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = PORT)]
    port: u16,
    /// Write the address to this file once it is served; removed at the end
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// Listen on this address of the machine instead of loopback
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    #[command(flatten)]
    serving: ServingArgs,
    #[command(flatten)]
    state: StateArgs,
}

pub(super) async fn run(ctx: &mut Context, args: ServeArgs) -> Result<(), Error> {
    let mut interrupt = Interrupt::listen()?;
    let folder = args.state.folder()?;
    let ready = ReadyFile::new(args.ready_file)?;
    let (listener, address) = listening::bind(SocketAddr::new(args.listen, args.port)).await?;
    let world = args.serving.world(&folder)?;
    if !args.listen.is_loopback() {
        ctx.ui.alert(&format!("{address} is open to the network: whoever reaches it can do everything, with any key"));
    }
    let served = Served::new(&args.serving, address, &folder, &world)?;
    let server = args.serving.start(ctx, listener, world, &folder)?;
    if let Err(error) = ready.announce(&served.address).and_then(|()| ctx.ui.emit(&served)) {
        server.end(GRACE).await;
        ready.withdraw(&served.address)?;
        return Err(unannounced(error));
    }
    interrupt.next().await;
    ctx.ui.note("ending; once more quits at once");
    tokio::select! {
        () = server.end(GRACE) => {}
        () = interrupt.next() => {}
    }
    ready.withdraw(&served.address)
}

/// Nothing that was asked for has been done, where printing fails at the beginning.
fn unannounced(error: Error) -> Error {
    match error {
        Error::Output { cause, .. } => Error::Unannounced(cause),
        other => other,
    }
}

/// What a person or a program needs to know to begin.
#[derive(Serialize)]
struct Served {
    address: String,
    plays: &'static str,
    accepts_keys: String,
    api_key: &'static str,
    secret_command: String,
    secret_source: Option<String>,
    state_dir: PathBuf,
    destinations: Vec<String>,
    faults: Vec<Fault>,
    time_scale: i32,
    try_next: Vec<String>,
}

impl Served {
    fn new(args: &ServingArgs, address: SocketAddr, folder: &Path, world: &World) -> Result<Self, Error> {
        let environment = args.plays().environment();
        let folder_word = shlex::try_quote(&folder.display().to_string()).map_or_else(|_| String::new(), Into::into);
        Ok(Self {
            plays: environment.name(),
            accepts_keys: format!("{}...", environment.key_prefix().unwrap_or_default()),
            api_key: args.key(),
            secret_command: format!("ipp emulator secret --state {folder_word}"),
            time_scale: world.time_scale(),
            secret_source: args.secret_source()?,
            state_dir: folder.to_owned(),
            destinations: world.destinations()?.into_iter().map(|destination| destination.url).collect(),
            faults: world.faults()?.into_iter().filter(Fault::is_in_force).collect(),
            try_next: next_commands(args, from_here(address), &folder_word),
            address: format!("http://{address}"),
        })
    }
}

/// Where this machine reaches what listens there.
fn from_here(address: SocketAddr) -> SocketAddr {
    let here = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(here, address.port())
}

/// Two that work as they stand. `ipp` itself takes plain http for this machine only, and finds the state without it.
fn next_commands(args: &ServingArgs, address: SocketAddr, folder: &str) -> Vec<String> {
    let order = "--env emulator --amount 249.00 --currency SEK";
    let (before, order) = match (address.ip().is_loopback(), args.plays()) {
        (true, Plays::Playground) => (String::new(), format!("--base-url http://{address} {order}")),
        (true, Plays::Production) => {
            (format!("IPP_API_KEY={} ", args.key()), format!("--base-url http://{address} {order}"))
        }
        (false, _) => (format!("IPP_STATE_DIR={folder} "), order.to_owned()),
    };
    let first = match args.plays() {
        Plays::Playground => format!("{before}ipp pay {order} --simulate-tap SUCCESS"),
        Plays::Production => format!("{before}ipp session create {order}"),
    };
    vec![first, format!("curl -H 'Authorization: Basic {}' http://{address}/ipp/v1/locations", args.key())]
}

impl Served {
    fn secret(&self) -> String {
        let source = self.secret_source.as_ref().map(|source| format!("that of {source}; ")).unwrap_or_default();
        format!("{source}`{}` prints it", self.secret_command)
    }
}

impl Record for Served {
    const PLURAL: &'static str = "servers";
    const COLUMNS: &'static [&'static str] = &["ADDRESS", "PLAYS"];
    const CSV: &'static [&'static str] = &["address", "plays", "api_key", "state_dir"];

    fn cells(&self) -> Vec<Field> {
        vec![self.address.as_str().into(), self.plays.into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![
            ("listening on", self.address.as_str().into()),
            ("plays", self.plays.into()),
            ("accepts keys", format!("{} (any of this form)", self.accepts_keys).into()),
            ("signing secret", self.secret().into()),
            ("state folder", self.state_dir.display().to_string().into()),
            ("faults", self.faults.iter().map(|fault| fault.asked.kind.name()).collect::<Vec<_>>().join(", ").into()),
            ("callbacks go to", self.destinations.join("\n").into()),
            ("time", pace(self.time_scale)),
            ("try", self.try_next.join("\n").into()),
        ]
    }

    fn id(&self) -> String {
        self.address.clone()
    }
}
