//! How steps are shown to people, in one line each.

use super::scenario::Action;
use super::words::Words;
use crate::model::duration;
use crate::model::session::SessionStatus;

impl Action {
    /// What is done, with each of its texts as `text` says.
    pub fn shown(&self, text: &mut dyn FnMut(&Words) -> String) -> String {
        let what = self.without_name(text);
        match self.session().flatten().or(self.label()) {
            Some(name) => format!("{what} ({name})"),
            None => what,
        }
    }

    fn without_name(&self, text: &mut dyn FnMut(&Words) -> String) -> String {
        match self {
            Self::Phone { name, .. } => format!("phone {}", text(name)),
            Self::Create(create) => {
                let values = create.flags.iter().filter(|flag| ["amount", "currency", "item"].contains(&flag.name));
                format!("create {}", joined(values.map(|flag| text(&flag.words))))
            }
            Self::Tap { outcome, .. } => format!("tap {outcome}"),
            Self::Cancel { .. } => "cancel".to_owned(),
            Self::Wait { timeout, .. } => format!("wait {}", duration::show(*timeout)),
            Self::Run { words, .. } => format!("run {}", joined(words.iter().map(text))),
            Self::Status { any_of, .. } => {
                let names: Vec<&str> = any_of.iter().map(SessionStatus::name).collect();
                format!("expect status {}", names.join(" or "))
            }
            Self::Callback { kind, count: 0, within, .. } => {
                format!("expect no callback {kind} for {}", duration::show(*within))
            }
            Self::Callback { kind, count: 1, .. } => format!("expect callback {kind}"),
            Self::Callback { kind, count, .. } => format!("expect callback {kind} {count} times"),
            Self::Ended { codes, out } => {
                let codes: Vec<String> = codes.iter().map(u8::to_string).collect();
                let out = out.as_ref().map(|out| format!(", out {}", text(out))).unwrap_or_default();
                format!("expect exit {}{out}", codes.join(" or "))
            }
            Self::Repeat { .. } => "repeat".to_owned(),
            Self::Parallel { .. } => "parallel".to_owned(),
        }
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
