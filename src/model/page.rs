//! The envelope of every list (D).

use serde::{Deserialize, Serialize};

/// One page. Counting is zero-based.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Page<T> {
    /// The items.
    pub content: Vec<T>,
    /// How many there are on all pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_elements: Option<i64>,
    /// How many pages there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_pages: Option<i64>,
    /// Which page this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_number: Option<i64>,
    /// How many items a page has at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_size: Option<i64>,
    /// Whether this is the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<bool>,
    /// Whether this is the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<bool>,
}
