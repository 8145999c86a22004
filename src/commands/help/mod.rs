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
    let word = words.get(depth).map(String::as_str).unwrap_or_default();
    let above: String = words.iter().take(depth).map(|word| format!("{word} ")).collect();
    let meant = meant(command, word, depth == 0).into_iter().map(|meant| format!("`ipp {verb} {above}{meant}`"));
    let meant: Vec<String> = meant.collect();
    let names: Vec<String> = topics::ALL.iter().map(|topic| format!("`{}`", topic.name)).collect();
    let hint = match meant.split_last() {
        Some((one, [])) => format!("did you mean {one}?"),
        Some((last, others)) => format!("did you mean {} or {last}?", others.join(", ")),
        None => format!("`ipp help` lists the commands; topics are {}", names.join(", ")),
    };
    Error::Usage { what: format!("there is no command and no topic `{}`", words.join(" ")), hint: Some(hint) }
}

/// What a word may stand for that is no command here: what begins with it, or begins it, or a topic that is looked for by it;
/// commands of that name further down; or what is spelled much like it.
fn meant(command: &Command, word: &str, with_topics: bool) -> Vec<String> {
    let word = &word.to_lowercase();
    let topics = if with_topics { &topics::ALL[..] } else { &[] };
    let known = || command.get_subcommands().map(Command::get_name).chain(topics.iter().map(|topic| topic.name));
    let is_begun = |name: &&str| word.len() > 1 && (name.starts_with(word) || *word == format!("{name}s"));
    let looked_for = topics.iter().find(|topic| topic.meant_by.contains(&word.as_str())).map(|topic| topic.name);
    if let Some(here) = known().find(is_begun).or(looked_for) {
        return vec![here.to_owned()];
    }
    let further: Vec<String> = command.get_subcommands().flat_map(|child| below(child, word)).collect();
    match further.is_empty() {
        true => config::nearest(word, known()).map(str::to_owned).into_iter().collect(),
        false => further,
    }
}

/// The commands of this name below another: `session recover`.
fn below(command: &Command, word: &str) -> Vec<String> {
    let here =
        command.get_subcommands().filter(|child| child.get_name() == word).map(|child| child.get_name().to_owned());
    let further = command.get_subcommands().flat_map(|child| below(child, word));
    here.chain(further).map(|words| format!("{} {words}", command.get_name())).collect()
}
