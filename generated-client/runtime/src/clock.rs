//! Time as the client sees it: one seam, so that tests turn the clock themselves.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// A future of no particular type.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where the client gets the time from.
pub trait Clock: Debug + Send + Sync + 'static {
    /// Time since some fixed moment; it never goes back.
    fn now(&self) -> Duration;
    /// The time of day, for dates in headers.
    fn wall(&self) -> SystemTime;
    /// Ends when the time has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of the machine; under tokio's paused time, tokio's.
#[derive(Debug)]
pub(crate) struct SystemClock {
    start: Instant,
}

impl SystemClock {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The future's output, or `None` where the limit passed before. A limit of `None` never passes.
pub(crate) async fn within<F: Future>(clock: &dyn Clock, limit: Option<Duration>, future: F) -> Option<F::Output> {
    let Some(limit) = limit else { return Some(future.await) };
    let mut future = std::pin::pin!(future);
    let mut limit = clock.sleep(limit);
    std::future::poll_fn(move |context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// The same, where the limit begins anew whenever the counter has moved.
pub(crate) async fn within_moving<F: Future>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    moved: &AtomicU64,
    future: F,
) -> Option<F::Output> {
    let Some(limit) = limit else { return Some(future.await) };
    let mut future = std::pin::pin!(future);
    let mut timer = clock.sleep(limit);
    let mut seen = moved.load(Ordering::Relaxed);
    std::future::poll_fn(move |context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        while timer.as_mut().poll(context).is_ready() {
            let now = moved.load(Ordering::Relaxed);
            if now == seen {
                return Poll::Ready(None);
            }
            seen = now;
            timer = clock.sleep(limit);
        }
        Poll::Pending
    })
    .await
}
