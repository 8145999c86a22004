//! Lists, a page at a time with flat memory.

use super::client::Client;
use super::error::Error;
use super::request::Request;
use crate::model::assumed::LARGEST_PAGE;
use crate::model::page::Page;
use serde::de::DeserializeOwned;

/// The pages of one list that are still to come.
pub struct Pages<T> {
    client: Client,
    request: Request,
    next_number: u32,
    left: Option<usize>,
    seen: usize,
    previous: Vec<T>,
    ended: bool,
}

impl<T: DeserializeOwned + Clone + PartialEq> Pages<T> {
    /// The list that `request` asks for, or its first `limit` items.
    pub(super) fn new(client: &Client, request: Request, limit: Option<usize>) -> Self {
        let ended = limit == Some(0);
        Self { client: client.clone(), request, next_number: 0, left: limit, seen: 0, previous: Vec::new(), ended }
    }

    /// The next items; `None` after the last. A page that repeats the one before it ends the list.
    pub async fn next(&mut self) -> Result<Option<Vec<T>>, Error> {
        if self.ended {
            return Ok(None);
        }
        let page = self.fetch().await?;
        let repeats = self.next_number > 0 && page.content == self.previous;
        if page.content.is_empty() || repeats {
            self.ended = true;
            return Ok(None);
        }
        self.next_number += 1;
        self.seen += page.content.len();
        self.ended = is_last(&page, self.next_number, self.seen);
        self.previous = page.content.clone();
        Ok(Some(self.within_limit(page.content)))
    }

    /// All items in one piece.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(items) = self.next().await? {
            all.extend(items);
        }
        Ok(all)
    }

    async fn fetch(&self) -> Result<Page<T>, Error> {
        let request = self
            .request
            .clone()
            .with_query("page_number", self.next_number.to_string())
            .with_query("page_size", LARGEST_PAGE.to_string());
        self.client.send(&request).await?.json(&request)
    }

    fn within_limit(&mut self, mut items: Vec<T>) -> Vec<T> {
        if let Some(left) = self.left.as_mut() {
            items.truncate(*left);
            *left -= items.len();
            self.ended |= *left == 0;
        }
        items
    }
}

/// `number` pages with `seen` items have been read. Without a word from the server, a page that is not full is the last.
fn is_last<T>(page: &Page<T>, number: u32, seen: usize) -> bool {
    match (page.last, page.total_pages, page.total_elements) {
        (Some(last), ..) => last,
        (_, Some(total), _) => i64::from(number) >= total,
        (_, _, Some(total)) => i64::try_from(seen).unwrap_or(i64::MAX) >= total,
        (None, None, None) => (page.content.len() as i64) < page.page_size.unwrap_or(LARGEST_PAGE.into()),
    }
}
