//! `ipp help`: a command's own help, or a topic that belongs to all of them.

pub mod topics;

use crate::cli::Cli;
use crate::config;
use crate::context::Context;
use crate::error::Error;
use clap::{Args, Command, CommandFactory};

/// Of `help`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  ipp help money\n  ipp help exit-codes\n  ipp help session create")]
pub struct HelpArgs {
    /// A command such as `session create`, or a topic: exit-codes, money, environment, webhooks or testing
    #[arg(value_name = "COMMAND")]
    words: Vec<String>,
}

/// Prints a topic, or the help of a command.
pub fn run(ctx: &mut Context, args: &HelpArgs) -> Result<(), Error> {
    if let [word] = args.words.as_slice()
        && let Some(topic) = topics::named(word)
    {
        return ctx.ui.emit_text(topic.text);
    }
    let mut root = Cli::command();
    root.build();
    let mut command = &mut root;
    for (depth, word) in args.words.iter().enumerate() {
        let error = unknown(command, &args.words[..=depth]);
        command = command.find_subcommand_mut(word).ok_or(error)?;
    }
    let help = command.render_long_help();
    match ctx.ui.out_style.color {
        true => ctx.ui.emit_text(&help.ansi().to_string()),
        false => ctx.ui.emit_text(&help.to_string()),
    }
}

/// The last of these words is none of this command's; the ones before it are.
fn unknown(command: &Command, words: &[String]) -> Error {
    let topics = if words.len() == 1 { &topics::ALL[..] } else { &[] };
    let known = command.get_subcommands().map(Command::get_name).chain(topics.iter().map(|topic| topic.name));
    let (word, above) = words.split_last().map(|(word, above)| (word.as_str(), above.join(" "))).unwrap_or_default();
    let nearest = config::nearest(word, known);
    let names: Vec<String> = topics::ALL.iter().map(|topic| format!("`{}`", topic.name)).collect();
    let hint = match nearest {
        Some(meant) => format!("did you mean `{}`?", ["ipp help", &above, meant].join(" ").replace("  ", " ")),
        None => format!("`ipp help` lists the commands; topics are {}", names.join(", ")),
    };
    Error::Usage { what: format!("there is no command and no topic `{}`", words.join(" ")), hint: Some(hint) }
}
