//! A command line as far as it is typed, and what is put in place of its end.
//!
//! Read as generously as a person types: a quote may be open. Written as strictly as a shell reads: a name is text, whatever
//! is in it, and is never run.

/// What may stand in a word of bash as it is, besides letters and digits.
const PLAIN: &str = "_./:=@%+,-";

/// A line up to the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// Without quotes; the last one is what is being typed, and may be empty.
    pub words: Vec<String>,
    /// How many letters of the last word stay where they are: bash puts its answer behind them.
    kept: usize,
    quote: Option<char>,
}

impl Line {
    /// Words that a shell has taken apart.
    pub fn of(words: Vec<String>) -> Self {
        Self { words, kept: 0, quote: None }
    }

    /// A line as it is typed, where a new piece begins behind each of `breaks`.
    pub fn read(text: &str, breaks: &str) -> Self {
        let mut line = Self::of(vec![String::new()]);
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match (line.quote, letter) {
                (Some(open), letter) if letter == open => line.turn(None),
                (Some('\''), letter) => line.push(letter),
                (None, '\'' | '"') => line.turn(Some(letter)),
                (None, ' ' | '\t' | '\n') => line.next(),
                (_, '\\') => letters.next().into_iter().for_each(|letter| line.push(letter)),
                (quote, letter) => {
                    line.push(letter);
                    if quote.is_none() && breaks.contains(letter) {
                        line.keep();
                    }
                }
            }
        }
        line
    }

    fn push(&mut self, letter: char) {
        if let Some(last) = self.words.last_mut() {
            last.push(letter);
        }
    }

    fn turn(&mut self, quote: Option<char>) {
        self.quote = quote;
        self.keep();
    }

    fn keep(&mut self) {
        self.kept = self.words.last().map_or(0, |last| last.chars().count());
    }

    /// Blanks between words are as good as one.
    fn next(&mut self) {
        if self.words.last().is_some_and(|last| !last.is_empty()) {
            self.words.push(String::new());
            self.kept = 0;
        }
    }

    /// What bash is to put there for `value`; `None` where that cannot be written.
    pub fn reply(&self, value: &str) -> Option<String> {
        let rest: String = value.chars().skip(self.kept).collect();
        match self.quote {
            Some('\'') => Some(rest.replace('\'', r"'\''")),
            // In double quotes bash would look an exclamation mark up in its history, and nothing stops it.
            Some(_) if rest.contains('!') => None,
            Some(_) => Some(escaped(&rest, |letter| "\\\"$`".contains(letter))),
            None => Some(escaped(&rest, |letter| !letter.is_alphanumeric() && !PLAIN.contains(letter))),
        }
    }
}

fn escaped(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_special(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS: &str = " \t\n\"'><=;|&(:";

    fn words(text: &str) -> Vec<String> {
        Line::read(text, BREAKS).words
    }

    #[test]
    fn words_are_read_as_they_are_meant() {
        assert_eq!(words("ipp device get "), ["ipp", "device", "get", ""]);
        assert_eq!(words("ipp  get Ti"), ["ipp", "get", "Ti"]);
        assert_eq!(
            words(r#"ipp --device "Till 1" --x 'a "b' c\ d\"#),
            ["ipp", "--device", "Till 1", "--x", "a \"b", "c d"]
        );
        assert_eq!(words(r#"ipp "Till 1"#), ["ipp", "Till 1"]);
        assert_eq!(words("ipp --device=Ti"), ["ipp", "--device=Ti"]);
        assert_eq!(words(""), [""]);
    }

    #[test]
    fn what_is_put_there_goes_on_where_the_piece_begins() {
        let reply = |text: &str, value: &str| Line::read(text, BREAKS).reply(value);
        assert_eq!(reply("ipp Ti", "Till 1").as_deref(), Some(r"Till\ 1"));
        assert_eq!(reply("ipp --device=Ti", "--device=Till 1").as_deref(), Some(r"Till\ 1"));
        assert_eq!(reply("ipp a:", "a:b c").as_deref(), Some(r"b\ c"));
        assert_eq!(reply("ipp \"Till ", "Till 1").as_deref(), Some("Till 1"));
        assert_eq!(reply("ipp --device=\"Ti", "--device=Till 1").as_deref(), Some("Till 1"));
        assert_eq!(reply("ipp 'O", "O'Neill").as_deref(), Some(r"O'\''Neill"));
        assert_eq!(reply("ipp レ", "レジ 3").as_deref(), Some(r"レジ\ 3"));
    }

    #[test]
    fn no_name_is_ever_run() {
        let hostile = "$(touch x)`touch y`;\"'\\!*~#";
        let plain = Line::read("ipp ", BREAKS).reply(hostile).expect("text");
        assert_eq!(shlex::split(&plain), Some(vec![hostile.to_owned()]));
        let single = Line::read("ipp '", BREAKS).reply(hostile).expect("text");
        assert_eq!(shlex::split(&format!("'{single}'")), Some(vec![hostile.to_owned()]));
        assert_eq!(Line::read("ipp \"", BREAKS).reply(hostile), None);
        let double = Line::read("ipp \"", BREAKS).reply("$(touch x)`\"\\").expect("text");
        assert_eq!(shlex::split(&format!("\"{double}\"")), Some(vec!["$(touch x)`\"\\".to_owned()]));
    }
}
