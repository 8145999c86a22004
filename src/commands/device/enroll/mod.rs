//! `ipp device enroll`: a phone gets a pairing code, uses it, and gets its name; one phone at a counter, or a sheet of many.
//!
//! The code is a credential, and showing it is what this is for: to the person who asked, and to no log.

mod account;
mod batch;
mod doubles;
mod failure;
mod follow;
mod followed;
mod make;
mod many;
mod one;
mod page;
mod phones;
pub(super) mod sheet;
pub(super) mod shop;
pub(super) mod shops;
mod trial;

use super::update;
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::model::enrollment::Ttl;
use crate::model::metadata::MetadataEntry;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

pub(super) const HELP: &str = "\
Without a terminal nothing is asked, the code is told on stderr, and the phone
is the answer on stdout.
Exit codes: 0 paired, 20 the code was cancelled, 21 it expired, 23 the time
was up and the code can still be used. Ctrl-C on a terminal asks whether the
code is to be cancelled; a second one quits at once.

Many at once: `--from` reads the columns `name`, `location` and `metadata.KEY`
(commas, semicolons or tabs; unknown columns are kept). The sheet holds codes,
and only you can read it. Run again with the same input and sheet, only what
is missing is made; what failed is the answer, and stands in a file to run
again. A phone of the sheet gets its name when `--watch` or
`ipp enrollment wait` sees it.

Examples:
  ipp device enroll --env emulator --name \"Till 2\" --no-wait
  ipp device enroll --env emulator --location \"My Store\" --expires-in 24h \\
    --metadata floor:2 --dry-run
  ipp device enroll --env emulator --no-wait -q -o json |
    jq -r .enrollment_code | ipp emulator phone pair - -q
  ipp device enroll --env emulator --count 3 --name Till --sheet codes.csv \\
    --sheet codes.html
  printf 'name;location;metadata.floor\\nTill 1;My Store;2\\n' |
    ipp device enroll --env emulator --from - --sheet shops.csv
  ipp device enroll --env emulator --watch codes.csv --no-wait";

/// The most phones that `--count` makes codes for.
const MOST: u32 = 100_000;

/// Of `device enroll`.
#[derive(Args, Debug)]
pub struct EnrollArgs {
    /// The shop: id, name or beginning [default: the profile's, or the only one]
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// What the phone will be called, at most 100 characters; with `--count`, a number follows
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Option<String>,
    /// Kept on the phone; repeatable
    #[arg(long, value_name = "KEY:VALUE")]
    metadata: Vec<MetadataEntry>,
    /// How long the code can be used: 2h, 24h, 48h or 72h; from 24h on it is long, and copied rather than typed
    #[arg(long, value_name = "LIFETIME", default_value = "2h", alias = "ttl")]
    expires_in: Ttl,
    /// Print the enrollment and end, without waiting for the phone; with `--watch`, look once
    #[arg(long, help_heading = "Waiting", conflicts_with_all = ["from", "count"])]
    no_wait: bool,
    /// How long to wait for the phone [default: until the code runs out]
    #[arg(long, value_parser = duration::parse, value_name = "DURATION", conflicts_with_all = ["no_wait", "from", "count"], help_heading = "Waiting")]
    timeout: Option<Duration>,
    /// Then take a payment of 1.00 with a simulated card, and print its session; playground and emulator only
    #[arg(long, conflicts_with_all = ["no_wait", "from", "count", "watch"], help_heading = "Waiting")]
    test_payment: bool,
    /// Make a code for each row of this CSV file, or of stdin with -
    #[arg(long, value_name = "FILE", conflicts_with_all = ["count", "name"], requires = "sheet", help_heading = "Many at once")]
    from: Option<String>,
    /// Make so many codes for one shop
    #[arg(long, value_name = "COUNT", requires = "sheet", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST)), help_heading = "Many at once")]
    count: Option<u32>,
    /// Write the codes here: FILE.csv has a row a phone, FILE.html is a page to print with a card a phone; repeatable
    #[arg(long, value_name = "FILE", help_heading = "Many at once")]
    sheet: Vec<PathBuf>,
    /// How many codes are made at the same time
    #[arg(long, value_name = "COUNT", default_value = "8", value_parser = clap::value_parser!(u16).range(1..=64), help_heading = "Many at once")]
    parallel: u16,
    /// Show who has used the codes of this sheet, until all of them are used or have run out
    #[arg(long, value_name = "FILE", conflicts_with_all = ["from", "count", "sheet", "name", "location", "metadata"], help_heading = "Many at once")]
    watch: Option<PathBuf>,
}

/// A name that a phone can have, and that a screen can show.
pub(super) fn name(text: &str) -> Result<String, String> {
    match text.chars().any(char::is_control) {
        true => Err("a name holds no control characters".to_owned()),
        false => update::name(text.trim()),
    }
}

/// Runs it.
pub(super) async fn run(ctx: &mut Context, args: EnrollArgs) -> Result<(), Error> {
    match &args.watch {
        Some(sheet) => follow::run(ctx, sheet, &args).await,
        None if args.from.is_some() || args.count.is_some() => many::run(ctx, &args).await,
        None if !args.sheet.is_empty() => Err(Error::Usage {
            what: "a sheet is for many phones: nothing was sent".to_owned(),
            hint: Some("give `--from FILE` or `--count COUNT` beside `--sheet`".to_owned()),
        }),
        None => one::run(ctx, args).await,
    }
}
