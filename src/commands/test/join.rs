//! Waits for many at once, on this thread: they share what is not for other threads.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// What each came to, in their order.
pub(super) async fn all<'a, T>(work: Vec<Pin<Box<dyn Future<Output = T> + 'a>>>) -> Vec<T> {
    let mut ends: Vec<Option<T>> = work.iter().map(|_| None).collect();
    let mut work: Vec<_> = work.into_iter().map(Some).collect();
    poll_fn(move |context| {
        for (slot, end) in work.iter_mut().zip(&mut ends) {
            if let Some(one) = slot
                && let Poll::Ready(value) = one.as_mut().poll(context)
            {
                (*end, *slot) = (Some(value), None);
            }
        }
        match ends.iter().all(Option::is_some) {
            true => Poll::Ready(std::mem::take(&mut ends).into_iter().flatten().collect()),
            false => Poll::Pending,
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_go_on_at_once_and_answer_in_their_order() {
        let gate = tokio::sync::Notify::new();
        let first = async {
            gate.notified().await;
            1
        };
        let second = async {
            gate.notify_one();
            2
        };
        let work: Vec<Pin<Box<dyn Future<Output = i32> + '_>>> = vec![Box::pin(first), Box::pin(second)];
        assert_eq!(all(work).await, [1, 2]);
        assert_eq!(all::<i32>(Vec::new()).await, Vec::<i32>::new());
    }
}
