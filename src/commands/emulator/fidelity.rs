//! `ipp emulator fidelity`: what may be relied on, and what was only assumed. Needs no state folder.

use crate::context::Context;
use crate::emulator::fidelity::{Behaviour, Mark, all};
use crate::error::Error;
use crate::output::{Field, Record, Tone, ViewArgs};
use clap::{Args, ValueEnum};
use serde::Serialize;

pub(super) const EXAMPLES: &str = "\
Examples:
  ipp emulator fidelity
  ipp emulator fidelity --mark a --columns id,code -o json";

/// Of `emulator fidelity`.
#[derive(Args, Debug)]
pub struct FidelityArgs {
    /// Only those that are so known; repeatable
    #[arg(long = "mark", value_enum, ignore_case = true, value_name = "MARK")]
    marks: Vec<Known>,
    #[command(flatten)]
    view: ViewArgs,
}

/// The letters of the contract.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Known {
    /// Documented
    D,
    /// Seen in a public client
    P,
    /// Assumed
    A,
}

impl Known {
    fn mark(self) -> Mark {
        match self {
            Self::D => Mark::Documented,
            Self::P => Mark::Public,
            Self::A => Mark::Assumed,
        }
    }
}

pub(super) async fn run(ctx: &mut Context, args: &FidelityArgs) -> Result<(), Error> {
    let view = args.view.view(&ctx.ui)?;
    let wanted = |mark: Mark| args.marks.is_empty() || args.marks.iter().any(|known| known.mark() == mark);
    let rows: Vec<Row> = all().iter().filter(|behaviour| wanted(behaviour.mark)).map(Row::of).collect();
    let mut rows = (!rows.is_empty()).then_some(rows);
    ctx.ui.emit_view(&view, async || Ok(rows.take())).await
}

/// A behaviour as it is shown.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    mark: Mark,
    behaviour: &'static str,
    code: String,
    to_change: Option<String>,
}

impl Row {
    fn of(behaviour: &Behaviour) -> Self {
        let Behaviour { id, mark, what, file, item } = *behaviour;
        let to_change = (mark == Mark::Assumed).then(|| format!("`{item}` in src/{file}"));
        Self { id, mark, behaviour: what, code: format!("src/{file}: {item}"), to_change }
    }

    fn mark(&self) -> Field {
        match self.mark {
            Mark::Documented => Field::toned("D", Tone::Good),
            Mark::Public => Field::toned("P", Tone::Plain),
            Mark::Assumed => Field::toned("A", Tone::Busy),
        }
    }
}

impl Record for Row {
    const PLURAL: &'static str = "behaviours";
    const COLUMNS: &'static [&'static str] = &["ID", "MARK", "BEHAVIOUR", "TO CHANGE"];
    const CSV: &'static [&'static str] = &["id", "mark", "behaviour", "code", "to_change"];
    const SPARE: &'static [&'static str] = &["TO CHANGE"];

    fn cells(&self) -> Vec<Field> {
        let to_change = self.to_change.clone().unwrap_or_default();
        vec![self.id.into(), self.mark(), self.behaviour.into(), to_change.into()]
    }

    fn id(&self) -> String {
        self.id.to_owned()
    }
}
