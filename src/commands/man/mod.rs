//! `ipp man`: what the commands say of themselves, as man pages and as one Markdown document.
//!
//! Made from the same words as `--help`, so that no page says anything else.

mod blocks;
mod page;
mod reference;

use super::help::{self, topics};
use crate::cli::Cli;
use crate::context::Context;
use crate::error::Error;
use clap::{Args, Command, CommandFactory};
use std::path::{Path, PathBuf};

/// Of `man`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  ipp man session create > ipp-session-create.1\n  ipp man money > ipp-money.7\n  ipp man --dir ~/.local/share/man\n  ipp man --markdown > reference.md"
)]
pub struct ManArgs {
    /// A command such as `session create`, or a topic of `ipp help`; without one, `ipp` itself
    #[arg(value_name = "COMMAND", conflicts_with_all = ["dir", "markdown"])]
    words: Vec<String>,
    /// Write every page below this folder, into `man1` and `man7`, as `man` looks for them; made where missing
    #[arg(long, value_name = "DIR", conflicts_with = "markdown")]
    dir: Option<PathBuf>,
    /// Print the reference of all commands and topics as one Markdown document
    #[arg(long)]
    markdown: bool,
}

/// A man page and the file that it belongs in, with the folder of its section.
struct Page {
    file: String,
    text: String,
}

/// Prints a page, or writes all of them.
pub fn run(ctx: &mut Context, args: &ManArgs) -> Result<(), Error> {
    let mut root = Cli::command();
    root.build();
    if args.markdown {
        return ctx.ui.emit_text(&reference::document(&root));
    }
    if let Some(folder) = &args.dir {
        return write(ctx, folder, &pages(&root));
    }
    let topic = args.words.first().filter(|_| args.words.len() == 1).and_then(|word| topics::named(word));
    let page = match topic {
        Some(topic) => page::topic(topic),
        None => page::command(help::find(&mut root, "man", &args.words)?),
    };
    ctx.ui.emit_text(&page)
}

/// All of them: the commands in the order of the help, then the topics.
fn pages(root: &Command) -> Vec<Page> {
    let mut all = Vec::new();
    walk(root, &mut |command| all.push(Page { file: page::command_file(name(command)), text: page::command(command) }));
    all.extend(topics::ALL.iter().map(|topic| Page { file: page::topic_file(topic.name), text: page::topic(topic) }));
    all
}

fn walk(command: &Command, visit: &mut impl FnMut(&Command)) {
    visit(command);
    command.get_subcommands().filter(|child| !child.is_hide_set()).for_each(|child| walk(child, visit));
}

/// `ipp-session-create`, once the tree is built.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

/// `ipp session create`.
fn words(command: &Command) -> &str {
    command.get_bin_name().unwrap_or(command.get_name())
}

fn write(ctx: &mut Context, folder: &Path, pages: &[Page]) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| Error::Usage {
            what: format!("cannot write {path}: {error}"),
            hint: Some("give a folder of your own with `--dir`".to_owned()),
        }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    for page in pages {
        let path = folder.join(&page.file);
        let section = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(section).map_err(failed(section))?;
        std::fs::write(&path, &page.text).map_err(failed(&path))?;
    }
    ctx.ui.note(&format!("{} pages are in {}", pages.len(), folder.display()));
    Ok(())
}
