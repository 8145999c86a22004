//! Credentials, headers, paths and pages: reads only. A refusal counts only while the run's own key is taken.

use super::super::ending::{Ending, Halt};
use super::super::stage::Stage;
use super::answer::{Answer, answer, answer_to, get};
use super::observation::Observation;
use crate::api::{Method, Request};
use crate::model::assumed::LARGEST_PAGE;
use serde_json::Value;

/// Far behind the last page.
const FAR: &str = "1000000";

pub(super) async fn look(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    beside(stage, credentials, seen).await?;
    beside(stage, merchant, seen).await?;
    beside(stage, paths, seen).await?;
    beside(stage, pages, seen).await
}

/// Looks between two reads with the run's own key that are answered as they ought to be: what is refused then is refused for
/// what it is. Where one of them is not, nothing was seen.
async fn beside(
    stage: &mut Stage<'_>,
    look: impl AsyncFnOnce(&mut Stage<'_>, &mut Vec<Observation>) -> Result<(), Halt>,
    seen: &mut Vec<Observation>,
) -> Result<(), Halt> {
    control(stage, "before it").await?;
    let mut judged = Vec::new();
    let looked = look(stage, &mut judged).await;
    if !matches!(looked, Err(Halt::Run(_))) {
        control(stage, "after it").await?;
        seen.append(&mut judged);
    }
    looked
}

/// A plain read with the run's own key; what it is answered with instead of 2xx is why nothing is judged.
async fn control(stage: &mut Stage<'_>, when: &str) -> Result<(), Halt> {
    let client = stage.client.clone();
    let why = match answer_to(stage, &client, &get("/locations")).await {
        Ok(answer) if answer.is_success() => return Ok(()),
        Ok(refused) => refused.said,
        Err(Halt::Item(ending)) => ending.text().to_owned(),
        Err(halt) => return Err(halt),
    };
    Err(Halt::Item(Ending::not_run(format!("a read with the run's own key failed, too, just {when}: {why}"), "")))
}

/// The key by itself, with an empty name, and none at all.
async fn credentials(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let request = get("/locations");
    let plain = answer_to(stage, &stage.client.named(None)?, &request).await?;
    let nobody = answer_to(stage, &stage.client.anonymous(), &request).await?;
    let said = format!("the key by itself: {}; no key: {}", plain.status, nobody.status);
    seen.push(Observation::judged("basic-auth", plain.is_success() && nobody.status == 401, said));
    let empty = answer_to(stage, &stage.client.named(Some(""))?, &request).await?;
    seen.push(empty.succeeds("empty-username"));
    Ok(())
}

async fn merchant(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let without = stage.client.of_merchant(None);
    let mut refused = None;
    for list in ["/locations", "/enrollments", "/devices"] {
        let answer = answer_to(stage, &without, &get(list)).await?;
        refused = refused.or((!answer.is_success()).then_some(answer.said));
    }
    let is_so = refused.is_none();
    let said = refused.unwrap_or_else(|| "three lists were answered without `x-merchant-id`".to_owned());
    seen.push(Observation::judged("merchant-header", is_so, said));
    Ok(())
}

async fn paths(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let client = stage.client.clone();
    let unknown = answer_to(stage, &client, &get("/ipp-checklist")).await?;
    let wrong = answer_to(stage, &client, &Request::new(Method::PATCH, "/locations")).await?;
    let said = format!("an unknown path: {}; PATCH of a list: {}", unknown.status, wrong.status);
    seen.push(Observation::judged("no-such-path", unknown.status == 404 && wrong.status == 405, said));
    Ok(())
}

async fn pages(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let large = answer(stage, &get("/devices").with_query("page_size", (LARGEST_PAGE + 1).to_string())).await?;
    seen.push(large.refuses("largest-page", 400));
    Ok(())
}

/// The order of a list of which two at least are known.
pub(super) async fn order(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let far = answer(stage, &get("/devices").with_query("page_number", FAR)).await?;
    let first = answer(stage, &get("/devices")).await?;
    let is_empty = content(&far).is_some_and(Vec::is_empty);
    let made: Option<Vec<&str>> =
        content(&first).map(|items| items.iter().filter_map(|item| item.get("created_at")?.as_str()).collect());
    let count = made.as_ref().map_or(0, Vec::len);
    let is_sorted = made.is_some_and(|made| made.is_sorted());
    let after = if is_empty { "empty".to_owned() } else { far.said };
    let order = if is_sorted { "in the order" } else { "not in the order" };
    let said = format!("{count} devices are {order} in which they were made; a page far behind the last: {after}");
    seen.push(match count {
        0 | 1 if is_empty => {
            Observation::not_seen("list-order", format!("there are too few devices with a time: {said}"))
        }
        _ => Observation::judged("list-order", is_empty && is_sorted, said),
    });
    Ok(())
}

/// The items of a page.
pub(super) fn content(answer: &Answer) -> Option<&Vec<Value>> {
    answer.body.get("content").and_then(Value::as_array)
}
