//! What a result has to say about itself to be printed.

use super::moment;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

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
    /// What it may become in a table that a person looks at.
    pub kind: Kind,
}

/// What a cell is, beside text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    /// Nothing else.
    #[default]
    Text,
    /// A time, which people see from now.
    Time(Timestamp),
    /// An id that commands take by its beginning too, so that it may be cut where there is no room.
    Id,
}

impl Field {
    /// A cell in a tone.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { tone, ..Self::from(text) }
    }

    /// An id that commands take by its beginning too.
    pub fn id(text: impl Into<String>) -> Self {
        Self { kind: Kind::Id, ..Self::from(text) }
    }

    /// A time for people: without the fraction of its second.
    pub fn time(text: Option<&str>) -> Self {
        let text = text.unwrap_or_default();
        let whole = match text.split_once('.') {
            Some((whole, rest)) => {
                format!("{whole}{}", rest.trim_start_matches(|letter: char| letter.is_ascii_digit()))
            }
            None => text.to_owned(),
        };
        Self { kind: text.parse().map_or(Kind::Text, Kind::Time), ..Self::from(whole) }
    }

    /// A member of the JSON that has no words of its own.
    pub(super) fn member(name: &str, value: &Value) -> Self {
        match value {
            Value::Null => Self::default(),
            Value::String(text) if name.ends_with("_at") => Self::time(Some(text)),
            Value::String(text) => text.as_str().into(),
            Value::Object(members) => pairs(Some(members)).into(),
            other => other.to_string().into(),
        }
    }

    /// As it stands in a list: for a person who looks `now`, times are seen from there.
    pub(super) fn seen(self, now: Option<Timestamp>) -> Self {
        match (self.kind, now) {
            (Kind::Time(at), Some(now)) => Self { text: moment::from(at, now), ..self },
            _ => self,
        }
    }
}

impl<T: Into<String>> From<T> for Field {
    fn from(text: T) -> Self {
        Self { text: text.into(), tone: Tone::Plain, kind: Kind::Text }
    }
}

/// Metadata for people: `till:3, floor:2`.
pub fn pairs(metadata: Option<&Map<String, Value>>) -> String {
    let pair = |(key, value): (&String, &Value)| {
        format!("{key}:{}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    metadata.into_iter().flatten().map(pair).collect::<Vec<_>>().join(", ")
}

/// A result that can be printed in every format. The JSON is its own serialisation.
pub trait Record: Serialize {
    /// For `no devices`.
    const PLURAL: &'static str;
    /// The headings of its table; `cells` has as many.
    const COLUMNS: &'static [&'static str];
    /// The members of its JSON that are the columns of its CSV.
    const CSV: &'static [&'static str];
    /// The members that a heading stands for, where it is not called as its member is.
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] = &[];
    /// The headings that a narrow terminal does without, the least important one first.
    const SPARE: &'static [&'static str] = &[];

    /// Its row in a table.
    fn cells(&self) -> Vec<Field>;

    /// What is shown of it alone: name and text, nothing left out that matters. What is only ever listed has none of its own.
    fn details(&self) -> Vec<(&'static str, Field)> {
        Self::COLUMNS.iter().copied().zip(self.cells()).collect()
    }

    /// What `-o id` prints.
    fn id(&self) -> String;
}
