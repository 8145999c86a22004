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
    let help = find(&mut root, "help", &args.words)?.render_long_help();
    match ctx.ui.out_style.color {
        true => ctx.ui.emit_text(&help.ansi().to_string()),
        false => ctx.ui.emit_text(&help.to_string()),
    }
}

/// The command of these words, none being the root itself. `verb` asked for it, and is what a hint repeats.
pub(super) fn find<'a>(root: &'a mut Command, verb: &str, words: &[String]) -> Result<&'a mut Command, Error> {
    let mut command = root;
    for (depth, word) in words.iter().enumerate() {
        let error = unknown(command, verb, words, depth);
        command = command.find_subcommand_mut(word).ok_or(error)?;
    }
    Ok(command)
}

/// Of these words, the one at `depth` is none of this command's.
fn unknown(command: &Command, verb: &str, words: &[String], depth: usize) -> Error {
    let topics = if depth == 0 { &topics::ALL[..] } else { &[] };
    let known = command.get_subcommands().map(Command::get_name).chain(topics.iter().map(|topic| topic.name));
    let nearest = words.get(depth).and_then(|word| config::nearest(word, known));
    let names: Vec<String> = topics::ALL.iter().map(|topic| format!("`{}`", topic.name)).collect();
    let hint = match nearest {
        Some(meant) => {
            let above = words.iter().take(depth).map(String::as_str);
            let line: Vec<&str> = ["ipp", verb].into_iter().chain(above).chain([meant]).collect();
            format!("did you mean `{}`?", line.join(" "))
        }
        None => format!("`ipp help` lists the commands; topics are {}", names.join(", ")),
    };
    Error::Usage { what: format!("there is no command and no topic `{}`", words.join(" ")), hint: Some(hint) }
}
