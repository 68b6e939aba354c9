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
///
/// The future comes pinned: by value it would be held twice, and calls are moved often. The timer is made only once
/// there is something to wait for.
pub(crate) async fn within<F: Future>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    future: Pin<&mut F>,
) -> Option<F::Output> {
    within_moving(clock, limit, &AtomicU64::new(0), future).await
}

/// The same, where the limit begins anew whenever the counter has moved.
pub(crate) async fn within_moving<F: Future + ?Sized>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    moved: &AtomicU64,
    mut future: Pin<&mut F>,
) -> Option<F::Output> {
    let Some(limit) = limit else { return Some(future.await) };
    let mut timer = None;
    let mut seen = 0;
    std::future::poll_fn(move |context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        loop {
            let timer = timer.get_or_insert_with(|| {
                seen = moved.load(Ordering::Relaxed);
                clock.sleep(limit)
            });
            if timer.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            if moved.load(Ordering::Relaxed) == seen {
                return Poll::Ready(None);
            }
            seen = moved.load(Ordering::Relaxed);
            *timer = clock.sleep(limit);
        }
    })
    .await
}
