//! An answer that ends too early: its length is promised, half of it is sent, and then the connection closes.

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use http_body::Frame;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Stands in for an answer without content, which could not be cut.
const EMPTY: &[u8] = b"{}";

/// The same answer with half of its body.
pub(super) async fn in_the_middle(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // It is in memory already.
    let mut whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if whole.is_empty() {
        whole = Bytes::from_static(EMPTY);
        parts.status = StatusCode::OK;
    }
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    Response::from_parts(parts, Body::new(Half::Unsent(whole.slice(..whole.len() / 2))))
}

/// The half that is sent, and what follows it.
enum Half {
    Unsent(Bytes),
    /// On its way to the socket: an error now would take it along.
    Flushing,
    Sent,
}

impl HttpBody for Half {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match std::mem::replace(&mut *self, Self::Flushing) {
            Self::Unsent(half) => Poll::Ready(Some(Ok(Frame::data(half)))),
            Self::Flushing => {
                *self = Self::Sent;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Sent => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        }
    }
}
