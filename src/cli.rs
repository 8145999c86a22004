//! What `ipp --help` prints: the commands, and the options that all of them share. Nothing else.

use crate::commands::{
    api, checklist, completions, dev, device, doctor, emulator, enrollment, help, location, man, pay, profile, session,
    setup, test, webhook,
};
use crate::config::Flags;
use crate::context::Manner;
use crate::deferred::Deferred;
use crate::model::duration;
use crate::model::environment::Environment;
use crate::output::{Color, Format};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

const AFTER_HELP: &str = "\
Topics of `ipp help`:
  exit-codes   The promise that scripts build on
  money        Amounts, lines, and what is never charged twice
  environment  Where a command works, and every variable
  webhooks     Callbacks, seen, verified and proved
  testing      The whole system on your machine and in CI

Examples:
  # Take a payment on the emulator: no account, no key, no network
  ipp pay --env emulator --amount 249.00 --currency SEK --simulate-tap SUCCESS

  # The exit codes that scripts can build on
  ipp help exit-codes";

/// The command line for Kustom In-Person Payments: pair phones, take payments, test integrations
#[derive(Parser, Debug)]
#[command(name = "ipp", version, after_help = AFTER_HELP, disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// Use the settings of this profile
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Where to work: production, playground or emulator
    #[arg(long, global = true, value_name = "ENVIRONMENT")]
    pub env: Option<Environment>,
    /// Talk to this address instead of the environment's own
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub base_url: Option<String>,
    /// How to print results
    #[arg(short, long, global = true, value_enum, value_name = "FORMAT")]
    pub output: Option<Format>,
    /// The same as `--output json`
    #[arg(long, global = true, conflicts_with = "output")]
    pub json: bool,
    /// Print results and errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Show each request on stderr; twice: headers and bodies too, without secrets
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", hide_short_help = true)]
    pub color: Color,
    /// Never ask, as if there were no terminal
    #[arg(long, global = true, hide_short_help = true)]
    pub no_input: bool,
    /// Agree to every confirmation
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Time for one request, resending included [default: 30s]
    #[arg(long, global = true, value_parser = duration::parse, value_name = "DURATION", hide_short_help = true)]
    pub request_timeout: Option<Duration>,
    /// Time to get a connection [default: 5s]
    #[arg(long, global = true, value_parser = duration::parse, value_name = "DURATION", hide_short_help = true)]
    pub connect_timeout: Option<Duration>,
    /// How many times a request may be sent again where that is safe [default: 3]
    #[arg(long, global = true, value_name = "COUNT", hide_short_help = true)]
    pub retries: Option<u32>,
    /// Trust the certificates in this PEM file as well as the system's
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub ca_file: Option<PathBuf>,
    /// Go through this proxy
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub proxy: Option<String>,
    /// Show the request and send nothing; needs no key
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// Show the request as a line for curl and send nothing; needs no key
    #[arg(long, global = true, conflicts_with = "dry_run", hide_short_help = true)]
    pub curl: bool,
}

impl GlobalArgs {
    /// How results are printed.
    pub fn format(&self) -> Format {
        if self.json { Format::Json } else { self.output.unwrap_or_default() }
    }

    /// What a hint's command needs to mean the same place as this one.
    pub fn repeated(&self) -> String {
        let profile = self.profile.as_ref().map(|name| format!("--profile {name} "));
        let environment = self.env.map(|environment| format!("--env {environment} "));
        let address = self.base_url.as_ref().map(|url| format!("--base-url {url} "));
        [profile, environment, address].into_iter().flatten().collect()
    }

    /// How writes are treated.
    pub fn manner(&self) -> Manner {
        Manner { dry_run: self.dry_run, curl: self.curl, yes: self.yes }
    }

    /// What settings are made of. Here the raw flags end.
    pub fn flags(&self) -> Flags {
        Flags {
            profile: self.profile.clone(),
            env: self.env,
            base_url: self.base_url.clone(),
            request_timeout: self.request_timeout,
            connect_timeout: self.connect_timeout,
            retries: self.retries,
            ca_file: self.ca_file.clone(),
            proxy: self.proxy.clone(),
        }
    }
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Set up a profile: environment, key, merchant id, default shop and phone; checks each of them
    #[command(after_help = setup::EXAMPLES)]
    Setup(Deferred<setup::SetupArgs>),
    /// Say what is wrong between this machine and a payment, and how to mend it
    #[command(after_help = doctor::EXAMPLES)]
    Doctor(Deferred<doctor::DoctorArgs>),
    /// Run the go-live checklist, and report what holds
    #[command(after_help = checklist::EXAMPLES)]
    Checklist(Deferred<checklist::ChecklistArgs>),
    /// Take a payment and wait for the money: one line, one exit code
    Pay(Deferred<pay::PayArgs>),
    /// Create, read, await and cancel payments
    #[command(subcommand)]
    Session(Deferred<session::SessionCommand>),
    /// Pair, list, read, change and remove phones
    #[command(subcommand)]
    Device(Deferred<device::DeviceCommand>),
    /// Make, list, await and cancel pairing codes
    #[command(subcommand)]
    Enrollment(Deferred<enrollment::EnrollmentCommand>),
    /// Find shops and their ids
    #[command(subcommand)]
    Location(Deferred<location::LocationCommand>),
    /// See, verify, send and prove callbacks
    #[command(subcommand)]
    Webhook(Deferred<webhook::WebhookCommand>),
    /// Run scenarios: payments, declines, cancels, races, and what is expected of them
    #[command(after_help = test::EXAMPLES)]
    Test(Deferred<test::TestArgs>),
    /// Simulate phones and cards on the playground and the emulator
    #[command(subcommand)]
    Dev(Deferred<dev::DevCommand>),
    /// The whole system on this machine: serve it, look into it, begin anew
    #[command(subcommand)]
    Emulator(Deferred<emulator::EmulatorCommand>),
    /// Manage the sets of settings: environment, key, defaults
    #[command(subcommand)]
    Profile(Deferred<profile::ProfileCommand>),
    /// Call any operation of the API
    Api(Deferred<api::ApiArgs>),
    /// Print the completion script of a shell
    Completions(Deferred<completions::CompletionsArgs>),
    /// Print a man page, or write all of them
    Man(Deferred<man::ManArgs>),
    /// Explain a command or a topic
    Help(Deferred<help::HelpArgs>),
}
