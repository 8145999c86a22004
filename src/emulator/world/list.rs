//! Lists: which page, which filters, and the envelope that the API puts round them (D).
//!
//! Order is creation order, always, so that a page doesn't change under a reader while others add. Limits are the
//! business of whoever reads the request; here every page request is a possible one.

use super::WorldError;
use super::rows::Table;
use crate::model::id::LocationId;
use crate::model::page::Page;
use rusqlite::{Connection, ToSql};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Which page of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageRequest {
    /// Zero-based (D).
    pub number: u32,
    /// At least 1.
    pub size: u32,
}

impl Default for PageRequest {
    /// The first page of 20 (D).
    fn default() -> Self {
        Self { number: 0, size: 20 }
    }
}

/// Which devices or enrollments (D for enrollments, A for devices).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filter {
    /// Only those of this shop.
    pub location_id: Option<LocationId>,
    /// Only those with all of these entries.
    pub metadata: Map<String, Value>,
}

/// Which enrollments (D).
#[derive(Clone, PartialEq, Debug)]
pub struct EnrollmentFilter {
    /// By shop and metadata.
    pub common: Filter,
    /// Whether codes that a phone has used are listed, too.
    pub include_consumed: bool,
}

impl Default for EnrollmentFilter {
    /// All of them (D).
    fn default() -> Self {
        Self { common: Filter::default(), include_consumed: true }
    }
}

/// True for the objects that a [`Filter`] lets through: `?1` is the shop or null, `?2` the metadata as an object.
pub(super) const MATCHES: &str = "(?1 IS NULL OR object ->> '$.location_id' = ?1)
    AND NOT EXISTS (
        SELECT 1 FROM json_each(?2) AS wanted WHERE NOT EXISTS (
            SELECT 1 FROM json_each(object, '$.metadata') AS present
            WHERE present.key = wanted.key AND present.value = wanted.value))";

impl Filter {
    /// The two parameters of [`MATCHES`].
    pub(super) fn parameters(&self) -> (Option<&str>, String) {
        (self.location_id.as_ref().map(LocationId::as_str), Value::from(self.metadata.clone()).to_string())
    }
}

/// One page of the objects for which `condition` holds. Count and content are of the same moment.
pub(super) fn page<T: DeserializeOwned>(
    store: &Connection,
    table: Table,
    condition: &str,
    parameters: &[&dyn ToSql],
    request: PageRequest,
) -> Result<Page<T>, WorldError> {
    let moment = store.unchecked_transaction()?;
    let total: i64 = moment
        .prepare_cached(&format!("SELECT count(*) FROM {} WHERE {condition}", table.name()))?
        .query_row(parameters, |row| row.get(0))?;
    let (size, number) = (i64::from(request.size), i64::from(request.number));
    let offset = size * number;
    let after = parameters.len();
    let mut statement = moment.prepare_cached(&format!(
        "SELECT object FROM {} WHERE {condition} ORDER BY number LIMIT ?{} OFFSET ?{}",
        table.name(),
        after + 1,
        after + 2
    ))?;
    let all = parameters.iter().copied().chain([&size as &dyn ToSql, &offset]);
    let content = statement
        .query_map(rusqlite::params_from_iter(all), |row| row.get::<_, String>(0))?
        .map(|object| Ok(serde_json::from_str(&object?)?))
        .collect::<Result<_, WorldError>>()?;
    Ok(envelope(content, total, request))
}

fn envelope<T>(content: Vec<T>, total: i64, request: PageRequest) -> Page<T> {
    let (number, size) = (i64::from(request.number), i64::from(request.size));
    let pages = total / size + i64::from(total % size != 0);
    Page {
        content,
        total_elements: Some(total),
        total_pages: Some(pages),
        page_number: Some(number),
        page_size: Some(size),
        first: Some(number == 0),
        last: Some(number + 1 >= pages),
    }
}
