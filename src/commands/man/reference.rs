//! The reference of all commands and topics as one Markdown document, with the options that all share told once.

use super::blocks::{self, Block};
use super::{walk, words};
use crate::commands::help::topics;
use clap::{Arg, Command};

const HEAD: &str = "\
# The commands of `ipp`

Made by `ipp man --markdown` from what the commands say of themselves; `ipp COMMAND --help` shows the same, and
`ipp man COMMAND` prints it as a man page.
";

/// The whole of it.
pub(super) fn document(root: &Command) -> String {
    let mut text = HEAD.to_owned();
    walk(root, &mut |command| text.push_str(&section(command)));
    for topic in &topics::ALL {
        text.push_str(&format!("\n## `ipp help {}`\n", topic.name));
        text.push_str(&paragraphs(topic.text));
    }
    text
}

fn section(command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let mut text = format!("\n## `{}`\n\n{}\n\n```text\n{usage}\n```\n", words(command), prose(&about));
    text.push_str(&commands(command));
    text.push_str(&options(command));
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    text.push_str(&paragraphs(&after));
    text
}

fn commands(command: &Command) -> String {
    let children: Vec<String> = command
        .get_subcommands()
        .filter(|child| !child.is_hide_set())
        .map(|child| {
            let about = child.get_about().map(ToString::to_string).unwrap_or_default();
            format!("- `{}`: {}\n", words(child), prose(&about))
        })
        .collect();
    if children.is_empty() { String::new() } else { format!("\n{}", children.concat()) }
}

/// Those of the command itself, by their headings; the shared ones with `ipp` alone.
fn options(command: &Command) -> String {
    let is_root = words(command) == "ipp";
    let shown: Vec<&Arg> = command
        .get_arguments()
        .filter(|option| !option.is_hide_set() && (is_root || !option.is_global_set()))
        .filter(|option| !["help", "version"].contains(&option.get_id().as_str()))
        .collect();
    let mut headings: Vec<Option<&str>> = Vec::new();
    for heading in shown.iter().map(|option| option.get_help_heading()) {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    let group = |heading: &Option<&str>| {
        let lines = shown.iter().filter(|option| option.get_help_heading() == *heading).map(|option| line(option));
        let title = heading.map(|heading| format!("\n{heading}:\n")).unwrap_or_default();
        format!("{title}\n{}", lines.collect::<String>())
    };
    headings.iter().map(group).collect()
}

fn line(option: &Arg) -> String {
    let short = option.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    let help = option.get_long_help().or(option.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut text = format!("- `{short}{option}`: {}", prose(&help));
    let takes_values = option.get_action().takes_values();
    let values: Vec<String> = option
        .get_possible_values()
        .iter()
        .filter(|value| takes_values && !value.is_hide_set())
        .map(|value| match value.get_help() {
            Some(help) => format!("`{}` ({})", value.get_name(), prose(&help.to_string())),
            None => format!("`{}`", value.get_name()),
        })
        .collect();
    if !values.is_empty() {
        text.push_str(&format!(". One of {}", values.join(", ")));
    }
    let defaults: Vec<_> = option.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_values && !defaults.is_empty() && !option.is_hide_default_value_set() {
        text.push_str(&format!(". Default: `{}`", defaults.join(" ")));
    }
    text.push('\n');
    text
}

fn paragraphs(text: &str) -> String {
    let block = |block| match block {
        Block::Heading(heading) => format!("\n{}:\n", prose(&heading)),
        Block::Prose(lines) => format!("\n{}\n", prose(&lines.join("\n"))),
        Block::Verbatim(lines) => format!("\n```text\n{}\n```\n", lines.join("\n")),
    };
    blocks::parse(text).into_iter().map(block).collect()
}

/// What means something to Markdown outside of code is text here.
fn prose(text: &str) -> String {
    let mut escaped = String::new();
    for (number, part) in text.split('`').enumerate() {
        let is_code = number % 2 == 1;
        let mark = if number == 0 { "" } else { "`" };
        escaped.push_str(mark);
        for letter in part.chars() {
            if !is_code && "<>*_[]".contains(letter) {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_outside_of_code_is_escaped() {
        assert_eq!(prose("a <b> `c <d>` e_f"), "a \\<b\\> `c <d>` e\\_f");
    }

    #[test]
    fn what_all_commands_share_is_told_once() {
        let mut root = <crate::cli::Cli as clap::CommandFactory>::command();
        root.build();
        let text = document(&root);
        assert_eq!(text.matches("- `--profile <NAME>`").count(), 1);
        assert_eq!(text.matches("Global options").count(), 1);
    }
}
