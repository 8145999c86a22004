//! What a result has to say about itself to be printed.

use serde::Serialize;

/// How a text is meant, where there is colour to say so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// All is well: paid, paired.
    Good,
    /// Under way.
    Busy,
    /// Ended without the wanted result.
    Bad,
}

/// One cell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Field {
    /// Not yet escaped.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

impl Field {
    /// A cell in a tone.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }

    /// A time for people: without the fraction of its second.
    pub fn time(text: Option<&str>) -> Self {
        let text = text.unwrap_or_default();
        match text.split_once('.') {
            Some((whole, rest)) => {
                format!("{whole}{}", rest.trim_start_matches(|letter: char| letter.is_ascii_digit()))
            }
            None => text.to_owned(),
        }
        .into()
    }
}

impl<T: Into<String>> From<T> for Field {
    fn from(text: T) -> Self {
        Self { text: text.into(), tone: Tone::Plain }
    }
}

/// A result that can be printed in every format. The JSON is its own serialisation.
pub trait Record: Serialize {
    /// For `no devices`.
    const PLURAL: &'static str;
    /// The headings of its table; `cells` has as many.
    const COLUMNS: &'static [&'static str];
    /// The members of its JSON that are the columns of its CSV.
    const CSV: &'static [&'static str];

    /// Its row in a table.
    fn cells(&self) -> Vec<Field>;

    /// What is shown of it alone: name and text, nothing left out that matters.
    fn details(&self) -> Vec<(&'static str, Field)>;

    /// What `-o id` prints.
    fn id(&self) -> String;
}
