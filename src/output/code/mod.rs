//! A pairing code for a person: large enough to be read across a counter where it is typed, spelled where its letters are
//! easily taken for others, and on a line of its own where it is copied. A pure function of the code and a style.

mod letters;
mod spelled;

pub use spelled::spelled;

use super::escape;
use super::terminal::{GOOD, HEADING, Style};

/// Before every line but those that are copied.
const INDENT: &str = "  ";

/// The longest code that somebody would type.
const LONGEST_TYPED: usize = 16;

/// What is said beside a code.
#[derive(Clone, Debug, Default)]
pub struct Poster {
    /// The code itself.
    pub code: String,
    /// Whether its lifetime makes it one to be copied, and not typed.
    pub is_copied: bool,
    /// What it is for, as name and text.
    pub facts: Vec<(&'static str, String)>,
    /// What to do with it, each a line.
    pub steps: Vec<String>,
}

impl Poster {
    /// All of it, with the line's end; plain where no person is looking.
    pub fn shown(&self, style: Style) -> String {
        let width = style.width.unwrap_or(usize::MAX);
        let mut text = String::new();
        if style.terminal {
            text.push_str(&self.headline(style));
        }
        let code = escape::line(&self.code);
        let spelled = (!self.is_copied()).then(|| spelled(&self.code)).flatten().map(|text| ("spelled", text));
        let facts = [("code", code)].into_iter().filter(|_| !style.terminal || !self.is_copied()).chain(spelled);
        let facts: Vec<_> = facts.chain(self.facts.iter().map(|(name, fact)| (*name, escape::line(fact)))).collect();
        let longest = facts.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        for (name, fact) in facts {
            let lines = wrapped(&fact, width.saturating_sub(INDENT.len() + longest + 2));
            for (number, line) in lines.iter().enumerate() {
                let name = if number == 0 { name } else { "" };
                text.push_str(&format!("{INDENT}{name:longest$}  {line}\n"));
            }
        }
        text.push_str(if style.terminal { "\n" } else { "" });
        for step in &self.steps {
            wrapped(&escape::line(step), width).iter().for_each(|line| text.push_str(&format!("{line}\n")));
        }
        text
    }

    /// Long codes are copied, however long they live.
    fn is_copied(&self) -> bool {
        self.is_copied || self.code.chars().count() > LONGEST_TYPED
    }

    fn headline(&self, style: Style) -> String {
        let width = style.width.unwrap_or(usize::MAX);
        let large =
            (!self.is_copied()).then(|| letters::large(&self.code, width.saturating_sub(INDENT.len()), style.color));
        let (paint, text) = match large.flatten() {
            Some(rows) => (GOOD, rows.iter().map(|row| format!("{INDENT}{row}").trim_end().to_owned()).collect()),
            // Nothing stands beside it, so that it can be picked up with the mouse.
            None => (HEADING, vec![escape::line(&self.code)]),
        };
        let painted = |row: &String| match style.color && !row.is_empty() {
            true => format!("{paint}{row}{paint:#}\n"),
            false => format!("{row}\n"),
        };
        format!("\n{}\n", text.iter().map(painted).collect::<String>())
    }
}

/// Lines of whole words; a word that is longer than a line stands alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        let is_full = lines[last].chars().count() + 1 + word.chars().count() > width;
        match lines[last].is_empty() {
            true => lines[last].push_str(word),
            false if is_full => lines.push(word.to_owned()),
            false => lines[last].push_str(&format!(" {word}")),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poster(code: &str, is_copied: bool) -> Poster {
        let facts = vec![("shop", "My Store, by the\u{1b}[2J sea".to_owned())];
        Poster { code: code.to_owned(), is_copied, facts, steps: vec!["type it into the POS app".to_owned()] }
    }

    fn at(width: usize) -> Style {
        Style { color: false, width: Some(width), terminal: true, now: None }
    }

    #[test]
    fn nothing_is_wider_than_the_terminal() {
        for (code, is_copied) in [("KXMBQRTZ", false), ("KXMBQRTZ9", false), ("ABC-123-XYZ", false)] {
            for width in 24..130 {
                let text = poster(code, is_copied).shown(at(width));
                assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
                assert!(text.contains(code), "{text}");
            }
        }
    }

    #[test]
    fn a_code_to_be_copied_stands_alone() {
        let code = "6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";
        for text in [poster(code, true).shown(at(40)), poster(code, false).shown(at(40))] {
            assert!(text.starts_with(&format!("\n{code}\n")) && !text.contains("spelled"), "{text}");
            assert!(!text.contains('\u{1b}'));
        }
    }

    #[test]
    fn a_file_gets_plain_lines() {
        let text = poster("KXMBQRTZ", false).shown(Style::default());
        assert!(text.starts_with("  code     KXMBQRTZ\n  spelled  Kilo, X-ray, Mike, "), "{text}");
        assert_eq!(text.lines().count(), 4);
    }

    #[test]
    fn a_code_in_other_letters_is_shown_as_it_is() {
        let text = poster("kxmb9", false).shown(at(80));
        assert!(text.starts_with("\nkxmb9\n"), "{text}");
    }
}
