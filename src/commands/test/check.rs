//! What can be said of a scenario before anything is sent, once the settings are known: orders add up, and commands are
//! commands.

use super::file::{self, Action, Create, File, Later, Place, Step, Words, Wrong, all};
use super::{order, running};
use crate::context::Context;
use crate::model::environment::Environment;
use crate::model::money::{Currency, Money, MoneyError};
use crate::model::order::Item;

/// What stands for a value that only the run knows, where any text will do.
const LATER: &str = "later";

/// Flags of an order whose values have to be known for it to be checked.
const COUNTED: [&str; 4] = ["amount", "currency", "item", "tax-rate"];

/// The first mistakes of a file are the error. What runs elsewhere only is not looked at.
pub(super) async fn check(ctx: &mut Context, file: &File) -> Result<(), Vec<Wrong>> {
    let here = ctx.settings().map_err(|error| vec![error.to_string()])?.environment.value;
    let mut wrong = Vec::new();
    let is_here = |environments: &[Environment]| environments.is_empty() || environments.contains(&here);
    let scenarios = file.scenarios.iter().filter(|scenario| is_here(&scenario.environments));
    for step in scenarios.flat_map(|scenario| all(&scenario.steps).into_iter().chain(all(&scenario.finally))) {
        let of_a_value = match &step.action {
            Action::Create(create) => value_of(create),
            _ => Ok(()),
        };
        let checked = match of_a_value {
            Ok(()) => step_of(ctx, step).await.map_err(|problem| (step.place, problem)),
            wrong => wrong,
        };
        wrong.extend(checked.err().map(|(place, problem)| file.source.wrong_at(place, &problem)));
    }
    if wrong.is_empty() { Ok(()) } else { Err(file::first(wrong)) }
}

/// What is wrong with one value by itself, at its place.
fn value_of(create: &Create) -> Result<(), (Place, String)> {
    for flag in &create.flags {
        let Some(text) = flag.words.fixed() else { continue };
        order::args(&[format!("--{}={text}", flag.name)]).map_err(|problem| (flag.place, problem))?;
    }
    let fixed = |name: &'static str| {
        let flags = create.flags.iter().filter(move |flag| flag.name == name);
        flags.filter_map(|flag| Some((flag.place, flag.words.fixed()?)))
    };
    for (place, text) in fixed("currency") {
        let at = |place| move |error: MoneyError| (place, error.to_string());
        let currency: Currency = text.parse().map_err(at(place))?;
        for (place, amount) in fixed("amount") {
            Money::parse(&amount, currency).map_err(at(place))?;
        }
        for (place, item) in fixed("item") {
            // That it is one was seen above.
            item.parse::<Item>().map_or(Ok(()), |item| item.draft(currency).map(drop)).map_err(at(place))?;
        }
    }
    Ok(())
}

async fn step_of(ctx: &mut Context, step: &Step) -> Result<(), String> {
    match &step.action {
        Action::Create(create) => {
            let words = order::words(create, None, LATER, placeholder)?;
            let is_counted = |words: &Words| words.fixed().is_none();
            let args = order::args(&words);
            match create.flags.iter().any(|flag| COUNTED.contains(&flag.name) && is_counted(&flag.words)) {
                true => Ok(()),
                false => args?.order(&mut ctx.fork()).await.map(drop).map_err(|error| said(&error.to_string())),
            }
        }
        Action::Run { words, .. } => match words.iter().map(Words::fixed).collect::<Option<Vec<_>>>() {
            Some(words) => running::check(&words).map(drop),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn placeholder(words: &Words) -> Result<String, String> {
    words.filled(&mut |later| Ok(if *later == Later::Round { "1".to_owned() } else { LATER.to_owned() }))
}

/// It is all before anything is sent; that need not be said of each.
fn said(text: &str) -> String {
    text.trim_end_matches(": nothing was sent").to_owned()
}
