//! The scenarios that `ipp` brings: to be run as they are, and to be copied.

use crate::context::Context;
use crate::error::Error;
use crate::output::{Field, Record};
use serde::Serialize;

/// Name and text, in the order in which they are listed.
pub(super) const ALL: [(&str, &str); 8] = [
    ("paid", include_str!("examples/paid.toml")),
    ("declined-then-paid", include_str!("examples/declined-then-paid.toml")),
    ("cancelled-by-the-shop", include_str!("examples/cancelled-by-the-shop.toml")),
    ("tap-races-cancel", include_str!("examples/tap-races-cancel.toml")),
    ("two-phones-at-once", include_str!("examples/two-phones-at-once.toml")),
    ("phone-offline", include_str!("examples/phone-offline.toml")),
    ("lost-answer", include_str!("examples/lost-answer.toml")),
    ("callback-doubled", include_str!("examples/callback-doubled.toml")),
];

/// The word for all of them.
const EVERY: &str = "all";

/// What can be asked for.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name).chain([EVERY])
}

/// One of them, as it is listed.
#[derive(Serialize)]
struct Example {
    name: &'static str,
    about: &'static str,
}

impl Record for Example {
    const PLURAL: &'static str = "examples";
    const COLUMNS: &'static [&'static str] = &["EXAMPLE", "ABOUT"];
    const CSV: &'static [&'static str] = &["name", "about"];

    fn cells(&self) -> Vec<Field> {
        vec![self.name.into(), self.about.into()]
    }

    fn id(&self) -> String {
        self.name.to_owned()
    }
}

/// Lists them, or prints one.
pub(super) async fn run(ctx: &mut Context, name: Option<&str>) -> Result<(), Error> {
    ctx.ui.refuse_report()?;
    let Some(name) = name else {
        let about = |text: &'static str| text.lines().next().unwrap_or_default().trim_start_matches("# ");
        let mut all = Some(ALL.iter().map(|(name, text)| Example { name, about: about(text) }).collect());
        return ctx.ui.emit_list(async || Ok(all.take())).await;
    };
    if name == EVERY {
        return ctx.ui.emit_text(&ALL.map(|(_, text)| text).join("\n"));
    }
    match ALL.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => ctx.ui.emit_text(text),
        None => Err(Error::NotFound {
            what: format!("ipp brings no scenario `{name}`"),
            hint: "see them with `ipp test --examples`".to_owned(),
        }),
    }
}
