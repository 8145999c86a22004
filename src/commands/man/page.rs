//! One man page: of a command in section 1, of a topic in section 7. Its date is that of the version, not of the day on
//! which it is made, so that it is the same every time.

use super::blocks::{self, Block};
use super::name;
use crate::commands::help::topics::{self, Topic};
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

const SOURCE: &str = concat!("ipp ", env!("CARGO_PKG_VERSION"));
/// When this version was made, as the changelog has it.
const DATE: &str = "2026-11-21";
const MANUAL: &str = "Kustom In-Person Payments";
/// How many lines define the apostrophe.
const PREAMBLE: usize = 2;

/// Where the page of `ipp-session-create` belongs.
pub(super) fn command_file(name: &str) -> String {
    format!("man1/{name}.1")
}

/// Where the page of a topic belongs.
pub(super) fn topic_file(topic: &str) -> String {
    format!("man7/ipp-{topic}.7")
}

/// The options of every command stand on the page of `ipp` alone.
pub(super) fn command(command: &Command) -> String {
    let is_root = name(command) == "ipp";
    let own = command.clone().mut_args(|argument| {
        let is_hidden = argument.is_hide_set() || !is_root && argument.is_global_set();
        // What `-h` leaves out would be without its text here.
        argument.hide(is_hidden).hide_short_help(false)
    });
    let has_options = own.get_arguments().any(|argument| !argument.is_hide_set());
    let has_commands = own.has_subcommands();
    let after = own.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(own);
    let mut page = Vec::new();
    let mut write = |section: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        // Writing into memory does not fail.
        let _ = section(&mut page);
    };
    write(&|page| man.render_name_section(page));
    write(&|page| man.render_synopsis_section(page));
    write(&|page| man.render_description_section(page));
    if has_options {
        write(&|page| man.render_options_section(page));
    }
    if has_commands {
        write(&|page| man.render_subcommands_section(page));
    }
    let mut rest = Roff::new();
    sections(&mut rest, &after);
    see_also(&mut rest, name(command));
    write(&|page| rest.to_writer(page));
    finished(name(command), '1', &String::from_utf8_lossy(&page))
}

/// The first line of the text is the title.
pub(super) fn topic(topic: &Topic) -> String {
    let (title, text) = topic.text.split_once('\n').unwrap_or((topic.text, ""));
    let about = title.split_once(": ").map_or(title, |(_, about)| about);
    let full_name = format!("ipp-{}", topic.name);
    let mut page = Roff::new();
    page.control("SH", ["NAME"]).text([roman(format!("{full_name} - {}", about.to_lowercase()))]);
    page.control("SH", ["DESCRIPTION"]);
    sections(&mut page, text);
    see_also(&mut page, &full_name);
    finished(&full_name, '7', &page.render())
}

fn sections(page: &mut Roff, text: &str) {
    let mut begins = true;
    for block in blocks::parse(text) {
        if !begins && !matches!(block, Block::Heading(_)) {
            page.control("PP", []);
        }
        begins = matches!(block, Block::Heading(_));
        match block {
            Block::Heading(heading) => {
                page.control("SH", [heading.to_uppercase().as_str()]);
            }
            Block::Prose(text) => lines(page, text),
            Block::Verbatim(text) => {
                page.control("RS", ["4"]).control("nf", []);
                lines(page, text);
                page.control("fi", []).control("RE", []);
            }
        }
    }
}

fn lines(page: &mut Roff, text: Vec<String>) {
    for line in text {
        page.text([roman(line)]);
    }
}

/// The page above, and those that belong to all.
fn see_also(page: &mut Roff, own: &str) {
    let above = own.rsplit_once('-').map(|(above, _)| above).filter(|_| topics::named(&own["ipp-".len()..]).is_none());
    let above = above.or_else(|| (own != "ipp").then_some("ipp"));
    let topics = topics::ALL.iter().map(|topic| format!("ipp-{}", topic.name)).filter(|name| name != own);
    let all: Vec<String> =
        above.into_iter().map(|name| format!("{name}(1)")).chain(topics.map(|name| format!("{name}(7)"))).collect();
    page.control("SH", ["SEE ALSO"]).text([roman(all.join(", "))]);
}

/// With its title. One preamble is enough, and what can be copied from a page has to work: some letters would become
/// typographic marks.
fn finished(name: &str, section: char, page: &str) -> String {
    let is_preamble = |line: &&str| line.starts_with(".ie") || line.starts_with(".el");
    let (preamble, body): (Vec<&str>, Vec<&str>) = page.lines().partition(is_preamble);
    let title = format!(".TH {name} {section} \"{DATE}\" \"{SOURCE}\" \"{MANUAL}\"");
    let lines = preamble.into_iter().take(PREAMBLE).chain([title.as_str()]).chain(body);
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    text.replace("\\\\", "\\(rs").replace('`', "\\(ga").replace('^', "\\(ha").replace('~', "\\(ti")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_that_of_the_version_in_the_changelog() {
        let changelog = include_str!("../../../CHANGELOG.md");
        let first = changelog.lines().find(|line| line.starts_with("## "));
        assert_eq!(first, Some(format!("## {} ({DATE})", env!("CARGO_PKG_VERSION")).as_str()));
    }
}
