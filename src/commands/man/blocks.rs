//! The texts after a command's options and those of topics, in parts: what is a heading, what is prose, what stands as it is.

/// A part of a text.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Block {
    /// Such as `Examples`, without its colon.
    Heading(String),
    /// Lines that may be filled.
    Prose(Vec<String>),
    /// Indented lines, without what all of them are indented by.
    Verbatim(Vec<String>),
}

/// The parts in their order. Empty lines stay only within what stands as it is.
pub(super) fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        let indented = is_indented(line);
        let end = rest.iter().position(|line| ends(line, indented)).unwrap_or(rest.len()).max(1);
        let (now, later) = rest.split_at(end);
        rest = later;
        match () {
            () if line.is_empty() => {}
            () if indented => blocks.push(Block::Verbatim(unindented(now))),
            () if now.len() == 1 && line.ends_with(':') && rest.first().is_some_and(|next| is_indented(next)) => {
                blocks.push(Block::Heading(line.trim_end_matches(':').to_owned()));
            }
            () => blocks.push(Block::Prose(now.iter().map(|line| (*line).to_owned()).collect())),
        }
    }
    blocks
}

fn is_indented(line: &str) -> bool {
    line.starts_with(' ')
}

/// Whether a part of that kind is over before this line.
fn ends(line: &str, indented: bool) -> bool {
    match indented {
        true => !line.is_empty() && !is_indented(line),
        false => line.is_empty() || is_indented(line),
    }
}

fn unindented(lines: &[&str]) -> Vec<String> {
    let least = lines.iter().filter(|line| !line.is_empty()).map(|line| line.len() - line.trim_start().len()).min();
    let cut = |line: &&str| line.get(least.unwrap_or_default()..).unwrap_or_default().to_owned();
    let mut cut: Vec<String> = lines.iter().map(cut).collect();
    while cut.last().is_some_and(String::is_empty) {
        cut.pop();
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn headings_prose_and_what_stands_as_it_is() {
        let text = "Examples:\n  # one\n  ipp a\n\n  ipp b \\\n    --c\n\nTwo lines\nof prose:\n\n    x\nEnd";
        let expected = [
            Block::Heading("Examples".to_owned()),
            Block::Verbatim(owned(&["# one", "ipp a", "", "ipp b \\", "  --c"])),
            Block::Prose(owned(&["Two lines", "of prose:"])),
            Block::Verbatim(owned(&["x"])),
            Block::Prose(owned(&["End"])),
        ];
        assert_eq!(parse(text), expected);
    }
}
