//! Texts with variables: `${name}` stands for a value that is known before the run, `${session.order_id}` for one that a
//! step finds out, `${round}` for the number of a repetition. `$${` is `${` itself.

use super::near;
use std::collections::BTreeMap;

/// The longest text, with everything filled in, in bytes.
const LONGEST: usize = 16 * 1024;

/// The word for the number of a repetition.
pub(in crate::commands::test) const ROUND: &str = "round";

/// What is known before the run, by name.
pub(in crate::commands::test) type Known = BTreeMap<String, Value>;

/// What a variable stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::commands::test) struct Value {
    pub text: String,
    /// What comes of the environment may be a secret: it is used, and not repeated.
    pub is_shown: bool,
}

impl<T: Into<String>> From<T> for Value {
    fn from(text: T) -> Self {
        Self { text: text.into(), is_shown: true }
    }
}

/// What only the run knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::commands::test) enum Later {
    /// The number of the repetition.
    Round,
    /// A member of what a step has made, by the name of the step.
    Of {
        /// `session` is the one that was made last.
        name: String,
        /// As the API calls it, or `out`, `code`.
        member: String,
    },
}

impl Later {
    fn written(&self) -> String {
        match self {
            Self::Round => format!("${{{ROUND}}}"),
            Self::Of { name, member } => format!("${{{name}.{member}}}"),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Text(String),
    /// Known, and not shown.
    Kept {
        name: String,
        text: String,
    },
    Later(Later),
}

/// A text in which everything is filled in that is known before the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::commands::test) struct Words {
    parts: Vec<Part>,
    /// As it stands in the file.
    pub written: String,
}

impl Words {
    /// Reads a text. A variable that nobody knows is an error that names the nearest one.
    pub fn read(text: &str, known: &Known) -> Result<Self, String> {
        let (mut parts, mut rest, mut length) = (vec![Part::Text(String::new())], text, 0);
        while let Some(at) = rest.find("${") {
            let (before, from) = rest.split_at(at);
            if let Some(before) = before.strip_suffix('$') {
                push(&mut parts, &format!("{before}${{"));
                rest = &from[2..];
                continue;
            }
            push(&mut parts, before);
            let (name, after) =
                from[2..].split_once('}').ok_or("`${` without its `}`; write `$${` for the text `${`")?;
            match value(name, known)? {
                Ok(Value { text, is_shown: true }) => push(&mut parts, text),
                Ok(Value { text, is_shown: false }) => {
                    let kept = Part::Kept { name: name.to_owned(), text: text.clone() };
                    parts.extend([kept, Part::Text(String::new())]);
                }
                Err(later) => parts.extend([Part::Later(later), Part::Text(String::new())]),
            }
            length += name.len();
            rest = after;
            check(&parts, length)?;
        }
        push(&mut parts, rest);
        check(&parts, length)?;
        Ok(Self { parts, written: text.to_owned() })
    }

    /// The text, when nothing in it waits for the run.
    pub fn fixed(&self) -> Option<String> {
        self.filled(&mut |_| Err(String::new())).ok()
    }

    /// The text, with what only the run knows.
    pub fn filled(&self, later: &mut dyn FnMut(&Later) -> Result<String, String>) -> Result<String, String> {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(own) | Part::Kept { text: own, .. } => text.push_str(own),
                Part::Later(what) => text.push_str(&later(what)?),
            }
        }
        Ok(text)
    }

    /// Why the text proves nothing where it came out like this; `None`: it does.
    pub fn proves_nothing(&self, filled: &str) -> Option<String> {
        let what = match self.written.trim() {
            "" => "it".to_owned(),
            written => format!("`{written}`"),
        };
        filled.trim().is_empty().then(|| format!("{what} is empty, and an empty text is in whatever is printed"))
    }

    /// The text for people: what is not to be shown, or not known, as it stands in the file.
    pub fn shown(&self, later: &mut dyn FnMut(&Later) -> Option<String>) -> String {
        let part = |part: &Part| match part {
            Part::Text(own) => own.clone(),
            Part::Kept { name, .. } => format!("${{{name}}}"),
            Part::Later(what) => later(what).unwrap_or_else(|| what.written()),
        };
        self.parts.iter().map(part).collect()
    }

    /// What it waits for.
    pub fn later(&self) -> impl Iterator<Item = &Later> {
        self.parts.iter().filter_map(|part| match part {
            Part::Later(later) => Some(later),
            Part::Text(_) | Part::Kept { .. } => None,
        })
    }
}

fn push(parts: &mut [Part], text: &str) {
    if let Some(Part::Text(last)) = parts.last_mut() {
        last.push_str(text);
    }
}

fn check(parts: &[Part], more: usize) -> Result<(), String> {
    let length = |part: &Part| match part {
        Part::Text(text) | Part::Kept { text, .. } => text.len(),
        Part::Later(_) => 0,
    };
    match parts.iter().map(length).sum::<usize>() + more > LONGEST {
        true => Err(format!("the text is longer than {} KiB", LONGEST / 1024)),
        false => Ok(()),
    }
}

fn value<'a>(name: &str, known: &'a Known) -> Result<Result<&'a Value, Later>, String> {
    match name.split_once('.') {
        Some((name, member)) => Ok(Err(Later::Of { name: name.to_owned(), member: member.to_owned() })),
        None if name == ROUND => Ok(Err(Later::Round)),
        None => match known.get(name) {
            Some(value) => Ok(Ok(value)),
            None => {
                let names = known.keys().map(String::as_str).chain([ROUND]);
                let meant = near::meant(name, names, "${", "}");
                let meant = if meant.is_empty() { "; `[vars]` names those of a file" } else { &meant };
                Err(format!("there is no variable `{name}`{meant}"))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let kept = Value { text: "s3cr3t".to_owned(), is_shown: false };
        let plain = [("amount", "249.00"), ("run", "1f")].map(|(name, value)| (name.to_owned(), value.into()));
        plain.into_iter().chain([("kept".to_owned(), kept)]).collect()
    }

    #[test]
    fn what_is_known_is_filled_in_at_once_and_the_rest_later() {
        let read = |text: &str| Words::read(text, &known());
        assert_eq!(read("${amount} ${run}$${x} $1").expect("words").fixed().as_deref(), Some("249.00 1f${x} $1"));
        let words = read("a ${session.order_id}-${round}").expect("words");
        assert_eq!((words.fixed(), words.later().count()), (None, 2));
        let mut fill = |later: &Later| Ok(if *later == Later::Round { "7".to_owned() } else { "o".to_owned() });
        assert_eq!(words.filled(&mut fill).as_deref(), Ok("a o-7"));
    }

    #[test]
    fn what_may_be_a_secret_is_used_and_not_shown() {
        let words = Words::read("${amount} ${kept} ${e.out} ${round}", &known()).expect("words");
        let mut show = |later: &Later| (*later == Later::Round).then(|| "7".to_owned());
        assert_eq!(words.shown(&mut show), "249.00 ${kept} ${e.out} 7");
        assert_eq!(words.filled(&mut |_| Ok("x".to_owned())).as_deref(), Ok("249.00 s3cr3t x x"));
    }

    #[test]
    fn what_cannot_be_filled_in_is_said() {
        let wrong = |text: &str| Words::read(text, &known()).expect_err("wrong");
        assert_eq!(wrong("${amuont}"), "there is no variable `amuont`; did you mean `${amount}`?");
        assert_eq!(wrong("${till}"), "there is no variable `till`; `[vars]` names those of a file");
        assert!(wrong("${amount").contains("without its `}`"));
        assert!(wrong(&"${run}".repeat(20_000)).contains("longer than 16 KiB"));
    }
}
