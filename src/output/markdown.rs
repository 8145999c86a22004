//! Markdown for people who get a report by mail or beside a pull request. A pure function of records; text from elsewhere
//! cannot become a link, a picture, a heading or HTML in it.

use super::escape;
use super::record::Record;

/// A table of records under their headings.
pub(super) fn table<T: Record>(records: &[T]) -> String {
    let mut text = row(T::COLUMNS.iter().map(|heading| heading.to_lowercase()));
    text.push_str(&row(T::COLUMNS.iter().map(|_| "---".to_owned())));
    records.iter().for_each(|record| text.push_str(&row(record.cells().iter().map(|cell| harmless(&cell.text)))));
    text
}

/// Names and texts.
pub(super) fn facts(facts: &[(&'static str, String)]) -> String {
    let mut text = row(["", ""].map(str::to_owned).into_iter()) + &row(["---", "---"].map(str::to_owned).into_iter());
    facts.iter().for_each(|(name, fact)| text.push_str(&row([harmless(name), harmless(fact)].into_iter())));
    text
}

/// An item a text.
pub(super) fn list(texts: &[String]) -> String {
    texts.iter().map(|text| format!("- {}\n", harmless(text))).collect()
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// One line whose letters mean themselves; backticks stay, because our own texts put commands between them.
pub(super) fn harmless(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in escape::line(&text.replace('\n', " ")).chars() {
        match letter {
            '<' => clean.push_str("&lt;"),
            '&' => clean.push_str("&amp;"),
            '|' | '[' | ']' | '*' | '\\' => clean.extend(['\\', letter]),
            _ => clean.push(letter),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_elsewhere_is_obeyed() {
        assert_eq!(harmless("a|b <img> ![x](y) *z*\nc\u{1b}"), "a\\|b &lt;img> !\\[x\\](y) \\*z\\* c\\\\u{1b}");
        assert_eq!(harmless("see `ipp doctor`"), "see `ipp doctor`");
    }

    #[test]
    fn facts_are_a_table() {
        assert_eq!(facts(&[("date", "now".to_owned())]), "|  |  |\n| --- | --- |\n| date | now |\n");
    }
}
