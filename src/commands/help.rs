//! `ipp help`: a command's own help, or a topic that belongs to all of them.

use crate::cli::Cli;
use crate::context::Context;
use crate::error::Error;
use clap::{Args, CommandFactory};

/// Of `help`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  ipp help exit-codes\n  ipp help session create")]
pub struct HelpArgs {
    /// A command such as `session create`, or the topic `exit-codes`
    #[arg(value_name = "COMMAND")]
    words: Vec<String>,
}

/// The promise that scripts build on. One test per row.
pub const EXIT_CODES: &str = "\
Exit codes

    0  done; for `pay` and `session wait`: paid
    1  a fault of ipp itself
    2  usage, bad value, missing input
    3  configuration or key missing or wrong here
    4  key refused (401, 403)
    5  not found
    6  refused by the API (400, 409, 422)
    7  nothing was sent: DNS, connect, TLS
    8  server fault or rate limit, after retries
    9  refused here: guard, policy, duplicate, not confirmed
   10  `device plan --detailed-exitcode`: there is something to do
   20  session or pairing code cancelled
   21  session or pairing code expired
   22  session failed
   23  the time was up and it was not paid, or not paired
   24  outcome unknown: it may have happened
   30  a check failed, no event came; for `webhook verify`: wrong signature
   31  `webhook verify`: stale, or from the future
   32  `webhook verify`: malformed headers
  130  interrupted

`if ipp pay ...; then open_door; fi` is safe: 0 means paid, and nothing else
does. 20 to 23 mean that the session was read and was not paid; after 23 of
`session wait` or `pay --keep-open` the phone still asks for it. With 24 look
before you try again: the phone may be asking for the money. A closed pipe
changes no exit code.
";

/// Prints a topic, or the help of a command.
pub fn run(ctx: &mut Context, args: &HelpArgs) -> Result<(), Error> {
    if args.words == ["exit-codes"] {
        return ctx.ui.emit_text(EXIT_CODES);
    }
    let mut root = Cli::command();
    root.build();
    let mut command = &mut root;
    for word in &args.words {
        command = command.find_subcommand_mut(word).ok_or_else(|| Error::Usage {
            what: format!("there is no command and no topic `{}`", args.words.join(" ")),
            hint: Some("`ipp help` lists the commands; the topic is `exit-codes`".to_owned()),
        })?;
    }
    let help = command.render_long_help();
    match ctx.ui.out_style.color {
        true => ctx.ui.emit_text(&help.ansi().to_string()),
        false => ctx.ui.emit_text(&help.to_string()),
    }
}
